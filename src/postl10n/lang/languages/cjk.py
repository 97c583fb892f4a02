# ruff: noqa: E501 - tables of words and expressions are easier to compare when they are not wrapped
"""Numbers shared by Chinese, Japanese and Korean: figures directly followed by counters and Han characters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.lexicon import Idiom, Lexicon, after, before, merged_units, money_patterns

NUMERAL = "[〇零一二三四五六七八九十]"
_ONE_OR_TWO = rf"(?:\d{{1,2}}|{NUMERAL}{{1,3}})"
_DAY = "[日일号號]"
_LINK = r"(?:(?:부터|から)?\s?(?:至|到|[-–~、和及与與·,と]|와|과)\s?|(?:부터|から|에서)\s?)"

DATES = (
    re.compile(
        rf"(?:(?P<year>\d{{4}}|[二一][〇零九一二三四五六七八]{{3}})\s?[年년]\s?)?(?<![\d.个個])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?[月월]\s?(?P<days>{_ONE_OR_TWO}(?:\s?{_DAY}?{_LINK}{_ONE_OR_TWO}(?!\s?[\d月월년年/.]))*)\s?{_DAY}(?![间間본本])"
    ),
    re.compile(
        r"(?<!\d)(?P<year>\d{4}|[二一][〇零九一二三四五六七八]{3})\s?[年년]\s?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?[月월](?!间|間)"
    ),
    re.compile(
        r"(?<![\d.])(?P<year>(?:1[5-9]|20)\d\d)(?P<sep>[-/.])(?P<monthnumber>0?[1-9]|1[0-2])(?P=sep)(?P<days>0?[1-9]|[12]\d|3[01])(?![\d.,])"
    ),
    re.compile(r"(?<![\d.个個年/])(?P<month>1[0-2]|0?[1-9])\s?[月월](?!间|間|期)"),
    re.compile(
        r"(?<![\d一二三四五六七八九个個])(?P<month>十[一二]?|[一二三四五六七八九])月(?!饼|餅|间|間|球|光)"
    ),
)
MONTH_RANGE = re.compile(
    r"(?<![\d.])(?P<from>1[0-2]|[1-9])\s?[月월]?\s?(?:부터|から)?\s?(?:至|到|[-–~])\s?(?P<to>1[0-2]|[1-9])\s?[月월](?!\s?\d{1,2}\s?[日일])(?:期|份)?"
)
YEARS = re.compile(
    r"(?<![\d.,])(?P<year>(?:1[5-9]|20)\d\d)\s?[年년]?(?:度)?\s?(?:[/–-]|至|到|~|から)\s?(?P<year2>(?:(?:1[5-9]|20)\d\d|\d\d))(?=\s?(?:[年년]|財政|财政|度|회계)|(?![\d.,]\d|\d|[-–]\d))"
    r"|(?<![\d.,])(?P<year3>\d{4})\s?[年년](?!间|間|来|代|대|以上)|(?P<year4>[一二][〇零九一二三四五六七八]{3})年"
)
DECADES = re.compile(
    r"(?:(?P<century>\d\d|二十一|二十|十[五六七八九])\s?[世세][纪紀기]\s?)?(?:(?P<decade>(?:1[5-9]|20)?\d0)|(?P<w_20>二十)|(?P<w_30>三十)|(?P<w_40>四十)|(?P<w_50>五十)|(?P<w_60>六十)|(?P<w_70>七十)|(?P<w_80>八十)|(?P<w_90>九十))\s?(?:年代|년대)"
)
_HALF_DAY = r"(?:(?P<am>上午|早上|早晨|凌晨|清晨|午前|오전|새벽|아침)|(?P<pm>下午|晚上|晚|傍晚|夜间|午後|午后|오후|저녁|밤|夕方))?\s?"
TIMES = (
    re.compile(
        rf"{_HALF_DAY}(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])\s?(?:(?:时(?!间|代)|時(?!間|代|點|刻)|点(?!\d|钟?多)|點(?!\d)|시(?!간|대))(?:\s?(?P<minute>[0-5]?\d)\s?(?:分(?!之|の|钟|鐘)|분(?!의))|(?P<half>半|반))?|:(?P<minute2>[0-5]\d)(?![\d:]))|(?P<noon>正午|정오|中午(?!\s?\d))|(?P<midnight>午夜|자정|零时)"
    ),
    re.compile(
        rf"{_HALF_DAY}(?P<han>十[一二]?|[一二三四五六七八九])(?:时(?!间|代|期)|時(?!間|代|期)|点(?=整|半|[，。、至到开關关開]|\w*分)|點(?=整|半|[，。、至到]))(?P<half>半)?"
    ),
)
_FLOOR = {"q1": "一|1|首", "q2": "二|2", "q3": "三|3", "q4": "四|4|末"}
QUARTERS = re.compile(
    r"(?<![前头首個个\d])第?(?:(?P<q1>一|1|首个?)|(?P<q2>二|2)|(?P<q3>三|3)|(?P<q4>四|4))\s?(?:个|個)?(?:季度|季(?!节|節)|四半期|\s?분기)|\bQ(?P<q>[1-4])\b|第(?P<qb>[1-4])四半期"
)
FIRST_QUARTERS = re.compile(
    r"(?:前|头|首)(?:(?P<two>两|兩|二|2)|(?P<three>三|3))(?:个|個)?季度?|(?<!\d)1\s?[-–~]\s?(?:(?P<two2>2)|(?P<three3>3))\s?분기"
)
TIME_UNITS = {
    "h": "个?小时|個?小時|个?钟头|時間|시간", "min": "分钟|分鐘|分(?![之の])|분(?!의|기)", "s": "秒钟?|秒鐘|초", "day": "个?工作日|個?工作天|天|日(?!元|圆|円|圓|本)|영업일|일(?!본|정)",
    "week": "个?星期|個?星期|周(?!年)|週間|週(?!年)|주(?!년|요|기|의|택)(?:일|간)?", "month": "个半?月|個半?月|[カヶか箇]月|개월|달(?!러)", "year": "(?:周|週)?年(?!代|度)|(?:주|개)?년(?!대|도)",
}  # fmt: skip
PHYSICAL = {
    "kmh": "公里/小时|公里每小时|千米/时", "kwh": "千瓦时|千瓦時|度电|キロワット時|킬로와트시", "km2": "平方公里|平方千米|平方キロ(?:メートル)?|제곱킬로미터|평방킬로미터",
    "m2": "平方米|平方公尺|平米|平方メートル|제곱미터|평방미터|㎡", "m3": "立方米|立方公尺|立方メートル|세제곱미터", "ft2": "平方英尺|平方呎|平方フィート",
    "kg": "公斤|千克|キログラム|킬로그램", "mg": "毫克|ミリグラム|밀리그램", "km": "公里|千米|キロメートル|킬로미터", "kilo": "キロ(?!グラム|ワット|メートル)|킬로(?!그램|와트|미터)", "cm": "厘米|公分|センチ(?:メートル)?|센티미터",
    "mm": "毫米|公厘|ミリ(?:メートル)?|밀리미터", "jin": "斤", "t": "公吨|公噸|吨|噸|トン|톤", "g": "克(?!服|拉)|公克|グラム|그램", "lb": "磅|ポンド(?!スターリング)|파운드", "oz": "盎司|安士|オンス|온스",
    "mi": "英里|英哩|哩|マイル|마일", "ft": "英尺|呎|フィート|피트", "inch": "英寸|吋|インチ|인치", "ha": "公顷|公頃|ヘクタール|헥타르", "mu": "亩|畝", "acre": "英亩|英畝|エーカー|에이커",
    "m": "米(?!ドル|国)|公尺|メートル|미터", "ml": "毫升|ミリリットル|밀리리터", "l": "公升|升|リットル|리터", "celsius": "摄氏度|攝氏度|度",
}  # fmt: skip
MONEY = {
    "HKD": "港元|港币|港幣|港圆|香港ドル|홍콩 ?달러|香港元", "USD": "美元|美金|米ドル|アメリカドル|미국 ?달러|미 ?달러|美金|US ?ドル", "MOP": "澳门元|澳門元|澳门币|澳門幣|葡币|葡幣|パタカ|파타카",
    "CNY": "人民币元?|人民幣元?|元人民币|元人民幣|人民元|중국 ?위안|위안화?|위안", "TWD": "新台币|新臺幣|新台幣|台湾元|台幣|台湾ドル|타이완 달러", "JPY": "日元|日圆|日圓|円|엔(?!진|터)", "KRW": "韩元|韓元|韓圜|韩圆|ウォン|원(?!자|래|칙|소|형|장)",
    "EUR": "欧元|歐元|ユーロ|유로", "GBP": "英镑|英鎊|ポンドスターリング|英ポンド|영국 ?파운드", "RUB": "俄罗斯卢布|俄羅斯盧布|ロシアルーブル|러시아 ?루블", "BYN": "白俄罗斯卢布|白俄羅斯盧布|ベラルーシ・?ルーブル|벨라루스 ?루블",
    "AUD": "澳元|澳大利亚元|豪ドル|호주 ?달러", "CAD": "加元|加拿大元|カナダドル|캐나다 ?달러", "SGD": "新加坡元|新元|坡元|シンガポールドル|싱가포르 ?달러", "CHF": "瑞士法郎|スイスフラン|스위스 ?프랑", "KZT": "坚戈|堅戈|テンゲ|텡게",
    "BRL": "雷亚尔|雷亞爾|レアル|헤알", "RUBLE": "卢布|盧布|ルーブル|루블", "DOLLAR": "ドル|달러", "KRONA": "(?:瑞典|挪威|丹麦|丹麥|捷克|冰岛|冰島)?克朗|(?:スウェーデン|ノルウェー|デンマーク|チェコ|アイスランド)?・?(?:クローナ|クローネ|コルナ)|(?:스웨덴|노르웨이|덴마크|체코|아이슬란드)? ?(?:크로나|크로네|코루나)", "FRANC": "法郎|フラン|프랑",
}  # fmt: skip
COUNTERS = (
    "个個箇名人位方件家国國次度倍条條种種类類项項届屆周週年月日天小时時分秒只隻台辆輛枚套座处處所间間层層批期步岁歳者つ社カヶか本冊部票份張张"
    "艘架列趟班宗起封包箱袋公英米吨噸公斤克元港美欧歐日韩韓城市省区區县縣成大多余餘几幾者地回軒店局校路線线点點季代号號级級等卷道场場席"
)
BETWEEN = re.compile(r"\s?(?:[-–~]|至|到|から|부터|에서|或|또는|和|与|與|및|と)\s?\Z")


def money(locale: str, own: Mapping[str, str]) -> dict[str, str]:
    return money_patterns(locale, own)


ABOUT = "多余餘여几幾來来"
"""Signs behind a numeral that make it a rough one."""
NUMERALS = rf"(?P<han>[〇零一二三四五六七八九两兩廿十百千][〇零一二三四五六七八九十百千]*(?:[点點・][〇零一二三四五六七八九]+)?)[{ABOUT}]?(?P<myriads>[万萬亿億兆]+(?![國国])|)"


def lexicon(
    locale: str,
    *,
    language: str,
    own_money: Mapping[str, str],
    per: re.Pattern[str],
    idioms: tuple[Idiom, ...],
    times: str,
    percent: str,
    less: tuple[re.Pattern[str], re.Pattern[str]],
    numerals: str = NUMERALS,
    native: tuple[tuple[re.Pattern[str], Mapping[str, int]], ...] = (),
) -> Lexicon:
    units = merged_units({**PHYSICAL, **TIME_UNITS})
    filler = "[多余餘여几幾]?"
    return Lexicon(
        language=language,
        after=after(
            percent=percent,
            times=times,
            money={
                code: filler + rf"(?:{one})" for code, one in money(locale, {**MONEY, **own_money}).items()
            },
            units={code: filler + rf"(?:{one})" for code, one in units.items()},
            ordinal="(?!)",
        ),
        before=before({"HKD": "港币|港幣|\\bHKD|\\bHK ?\\$", "CNY": "人民币|人民幣|\\bRMB|\\bCNY|CN¥"}),
        per=per,
        dates=DATES,
        years=YEARS,
        decades=DECADES,
        times=TIMES,
        quarter_signs=("季", "期", "분기", "q"),
        quarters=QUARTERS,
        range_between=BETWEEN,
        half_more=re.compile(r"\s?(?:半(?![导導数數径徑年日个個])|반(?![기도면복대응포출환]))"),
        less=less,
        idioms=(*_five_year_plans(), *idioms),
        numerals=numerals,
        native=native,
    )


def _five_year_plans() -> tuple[Idiom, ...]:
    """“十四五” is the 14th five-year plan."""
    return tuple(
        Idiom(
            expression=re.compile(f"(?<![一二三四五六七八九十])十{sign}五(?![十百千万])"),
            values=((ValueKind.ORDINAL, str(10 + index)),),
            certain=True,
        )
        for index, sign in enumerate("一二三四五", 1)
    )
