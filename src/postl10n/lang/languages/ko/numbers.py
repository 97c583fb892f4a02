# ruff: noqa: E501 - tables of words and expressions are easier to compare when they are not wrapped
"""Korean."""

from __future__ import annotations

import re

from postl10n.lang.languages import cjk
from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.lexicon import NEVER, Idiom, Lexicon, multiples, per

_PER = {
    "h": "시간당|매시간|(?:1|한) ?시간에|시속", "min": "분당|매분|1분에", "day": "하루(?:에|당| 평균)?(?! (?:만|동안|뒤|전|앞))|(?:1|일)일 ?(?:당|평균)|매일|일평균", "week": "일주일에|주당|매주|1주일에|1주에|주 ?(?=\\d회|\\d차례|두 ?(?:번|차례)|2회)|한 주에", "month": "매월|월평균|한 ?달에|매달|월 ?(?=\\d회)",
    "year": "매년|연간|연평균|1년에|해마다|한 해에", "kg": "(?:1|일)?(?:kg|킬로그램)당", "g": "(?:1)?(?<!킬로)그램당|(?<!k)g당", "t": "톤당", "km": "(?:km|킬로미터)당", "lb": "파운드당",
}  # fmt: skip
_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
_IDIOMS = (
    Idiom(
        expression=re.compile(r"24/7|(?:연중무휴(?:로)?,? ?)?(?:하루 )?24시간(?: ?내내| ?연중무휴| ?운영| ?이용|,? ?주 ?7일)?|연중무휴|주 7일|밤낮(?:없이| 없이|으로)|주야로"),
        values=((ValueKind.NUMBER, "24"), (ValueKind.NUMBER, "7"), (ValueKind.NUMBER, "365")),
    ),
    Idiom(
        expression=re.compile(r"[쌍솽]십일|더블 ?(?:11|12|일레븐)|광군제|11\.11|12\.12|솽스이|쌍11"),
        values=((ValueKind.NUMBER, "11"), (ValueKind.NUMBER, "12"), (ValueKind.MONTH, "11"), (ValueKind.DAY, "11"), (ValueKind.NUMBER, "2")),
    ),
    Idiom(expression=re.compile(r"(?<![가-힣\d])(?:일대일로|만국|제3자|백화점|천안|삼성|사천)")),
    Idiom(expression=re.compile(r"상반기|하반기|반년|반기"), values=((ValueKind.NUMBER, "6"), (ValueKind.FRACTION, "0.5"))),
    Idiom(expression=re.compile(r"절반"), values=((ValueKind.FRACTION, "1/2"),), certain=True),
    Idiom(expression=re.compile(r"양측|양국|쌍방|양자"), values=((ValueKind.NUMBER, "2"),)),
    *multiples({"2": "두 ?배(?:로|가|나)?|갑절|곱절|배증|(?<![\\d.가-힣] )(?<![\\d.가-힣])배로(?= 늘)", "3": "세 ?배", "4": "네 ?배", "5": "다섯 ?배", "10": "열 ?배"}, half="반토막|반감"),
    Idiom(expression=re.compile(r"(?:10여|십여|열두어|여남은|열 ?남짓)(?= ?(?:개|명|곳|국|나라|년))"), values=((ValueKind.NUMBER, "10"), (ValueKind.NUMBER, "12")), certain=True, either=True),
    *(Idiom(expression=re.compile(rf"(?<![가-힣]){word}(?!에|[가-힣]*당)"), values=((ValueKind.NUMBER, str(days)),), certain=days > 1) for word, days in _DAYS.items()),
)  # fmt: skip
_NUMERALS = r"(?<![가-힣])(?P<han>[일이삼사오육칠팔구]?[십백천](?:[일이삼사오육칠팔구]?[십백])*[일이삼사오육칠팔구]?|[일이삼사오육칠팔구](?=[만억조]))[여]?(?P<myriads>[만억조]{1,2}|)(?=\s?(?:개|명|통|건|원|위안|달러|톤|년|곳|국|여|회|배|달|대|권|장|분의|번째|퍼센트|명의|개의))"
_NATIVE = {
    "열한": 11, "열두": 12, "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "첫": 1,
}  # fmt: skip
# Written together only with counters that make no other word: 열차 is a train, 세대 a generation.
_COUNTING = re.compile(
    rf"(?<![가-힣])(?P<native>{'|'.join(_NATIVE)})(?:(?=개(?!통|형|문|요)|명|번|배|곳|가지|시간|분기)|(?=\s(?:개|명|번|배|곳|가지|차례|시간|달|주|해|사람|당사자|나라|대|건|통|척|장|권|마리|국가|측|분기|기관|회사|업체|도시|단계|정부|우체국|우정|당|종류|쪽|편|차)(?!통|형|문|요)))"
)
_PARTIES = re.compile(r"(?<![가-힣])(?P<native>[삼사오])(?=자(?:[는가의 ]|간|회))")


def for_locale(locale: str) -> Lexicon:
    return cjk.lexicon(
        locale,
        language="ko",
        own_money={},
        per=per("(?!)", {}, _PER),
        idioms=_IDIOMS,
        times="배(?!달|송|터|출|당|경|포|치)",
        numerals=_NUMERALS,
        native=((_COUNTING, _NATIVE), (_PARTIES, {"삼": 3, "사": 4, "오": 5})),
        less=(NEVER, re.compile(r"\s?(?:적|저렴|싸|싼|낮|작|짧|줄)")),
        percent="[%％](?:p(?![a-z])|포인트)?|퍼센트(?:포인트)?|프로(?!젝|그)",
    )
