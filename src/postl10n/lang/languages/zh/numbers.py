# ruff: noqa: E501 - tables of words and expressions are easier to compare when they are not wrapped
"""Chinese, in either script."""

from __future__ import annotations

import re

from postl10n.lang.languages import cjk
from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.lexicon import NEVER, Idiom, Lexicon, multiples, per
from postl10n.lang.locales import script

_PER = {
    "h": "个?小时|個?小時|小时|小時", "min": "分钟|分鐘", "day": "天|日", "week": "个?星期|個?星期|周(?!年|[一二三四五六日])|週(?!年|[一二三四五六日])", "month": "个?月|個?月", "year": "年",
    "kg": "公斤|千克", "g": "克", "t": "吨|噸|公吨|公噸", "km": "公里", "lb": "磅",
}  # fmt: skip
_IDIOMS = (
    Idiom(
        expression=re.compile(r"24/7|24[小时時]*(?:小时|小時)?全天候|(?:每天|每日|全天|全日)?\s?(?:24|二十四)\s?[个個]?(?:小时|小時)(?:全天候|不间断|不間斷|营业|營業|运转|運轉|开放|開放|服务|服務|运作|運作)|全天候|全年无休|全年無休|昼夜不停|晝夜不停|日夜不停|通宵达旦"),
        values=((ValueKind.NUMBER, "24"), (ValueKind.NUMBER, "7"), (ValueKind.NUMBER, "365")),
    ),
    Idiom(
        expression=re.compile(r"[双雙][ “「\"]?(?:11|12|十一|十二)[”」\"]?|11\.11|12\.12|618|光棍节"),
        values=((ValueKind.NUMBER, "11"), (ValueKind.NUMBER, "12"), (ValueKind.MONTH, "11"), (ValueKind.DAY, "11"), (ValueKind.NUMBER, "2"), (ValueKind.NUMBER, "618")),
    ),
    Idiom(expression=re.compile(r"(?:星期|周|週|礼拜|禮拜)[一二三四五六日天](?![天日次个個])(?:至|到|[-–~])?(?:(?:星期|周|週)?[一二三四五六日天](?![个個件天名]))?")),
    Idiom(expression=re.compile(r"一[带帶]一路|万国|萬國|万一|萬一|千万别|百货|百貨|统一|統一|唯一|一般|一些|一直|一致|一样|一樣|一定|一起|一同|进一步|進一步|三明|四川|三亚|三亞|九江|九龙|九龍|六安|五常|十堰|八达岭|十分(?!钟|鐘|之)|百度|三峡|三峽|五金|万里|二维|二維|千兆|[第]?三方(?=支付|平台|物流)|一带|百年老店|大千|十一黄金周|五一|六一|八一|九一八")),
    Idiom(expression=re.compile(r"上半年|下半年|半年"), values=((ValueKind.NUMBER, "6"), (ValueKind.FRACTION, "0.5"))),
    Idiom(expression=re.compile(r"一半|半数|半數|過半|过半"), values=((ValueKind.FRACTION, "1/2"),), certain=True),
    Idiom(expression=re.compile(r"[双雙]方|[双雙]边|[双雙]邊|[双雙]向"), values=((ValueKind.NUMBER, "2"),)),
    Idiom(expression=re.compile(r"一倍半"), values=((ValueKind.MULTIPLE, "1.5"),), certain=True),
    *(
        Idiom(expression=re.compile(f"(?<=每)(?:{signs})(?=[个個件封名人户戶平公吨噸])"), values=((ValueKind.NUMBER, amount),), certain=True)
        for amount, signs in (("100", "百"), ("1000", "千"), ("10000", "[万萬]"), ("100000", "十[万萬]"), ("1000000", "百[万萬]"))
    ),
    *multiples({"4": "翻[了]?[两兩]番", "2": "翻了?一?番|翻了?一?倍|[倍]增(?![器])|[双雙]倍"}, half="[减減]半"),
    # Growth *by* one time is growth *to* two times; many write one where they mean the other.
    *(
        Idiom(
            expression=re.compile(
                rf"(?:增[长長加]|上升|提高|提升|扩大|擴大|多)了?(?:[超逾近约約]|超[过過]|[将將]近|大[约約])?(?:{signs})倍(?!半)"
            ),
            values=((ValueKind.MULTIPLE, str(times + 1)), (ValueKind.MULTIPLE, str(times))),
            certain=True,
            either=True,
        )
        for times, signs in enumerate(("一|1", "[两兩二]|2", "三|3", "四|4", "五|5"), 1)
    ),
    Idiom(expression=re.compile(r"(?<![一二三四五六七八九两兩百千万萬\d])(?:一打|十几|十幾|十多|十余|十餘|10多|10余|10餘|10几)(?=[个個名家位件国國种種年万萬])"), values=((ValueKind.NUMBER, "10"), (ValueKind.NUMBER, "12")), certain=True, either=True),
)  # fmt: skip


def for_locale(locale: str) -> Lexicon:
    yuan = "YUAN_HANT" if script(locale) == "Hant" else "YUAN_HANS"
    return cjk.lexicon(
        locale,
        language="zh",
        own_money={yuan: "元(?!旦|素|月)|圆|圓|块钱?|塊錢?"},
        per=per(
            "每一?|平均每|一(?=(?:个|個)?(?:小时|小時|周|週|天)[内內]?[两兩二三四五六七八九十\\d]次)",
            _PER,
            {
                "day": "日均|每日|每天",
                "week": "每周(?!年|[一二三四五六日])|每週(?!年|[一二三四五六日])|周均",
                "month": "月均|每月",
                "year": "年均|每年",
            },
            end="",
        ),
        idioms=_IDIOMS,
        times="倍",
        less=(re.compile("(?:减少|減少|降低|下降|便宜|少|低)了?\\Z"), NEVER),
        percent="%|[个個]?百分[点點]|巴仙|％",
    )
