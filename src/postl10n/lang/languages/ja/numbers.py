# ruff: noqa: E501 - tables of words and expressions are easier to compare when they are not wrapped
"""Japanese."""

from __future__ import annotations

import re

from postl10n.lang.languages import cjk
from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.lexicon import NEVER, Idiom, Lexicon, multiples, per

_RATE = "(?:に(?:つき|付き)?|当たり|あたり|ごと)"
_PER = {
    "h": f"毎時|(?:1|一)?時間{_RATE}|時速", "min": f"毎分|(?<!\\d)(?:1|一)分{_RATE}", "day": f"毎日|(?<!\\d)(?:1|一)日{_RATE}|日量|(?<!\\d)1日(?=\\d|約|[一二三四五六七八九])", "week": f"毎週|(?:(?:1|一)週間?|週){_RATE}|週(?=\\d|[二三四五六七])",
    "month": f"毎月|(?:(?:1|一)[カヶか]月|月){_RATE}|月平均", "year": f"毎年|(?:(?:1|一)年間?|年間?){_RATE}|年間(?=\\d|約)|年平均", "kg": f"(?:1|一)?(?:キログラム|キロ|kg){_RATE}|毎キログラム", "g": f"(?:1|一)?(?<!キロ)(?:グラム|(?<!k)g){_RATE}", "t": f"(?:1|一)?トン{_RATE}",
    "km": f"(?:1|一)?キロメートル{_RATE}", "lb": f"(?:1|一)?ポンド{_RATE}",
}  # fmt: skip
_IDIOMS = (
    Idiom(
        expression=re.compile(r"24/7|24時間(?:年中無休|365日|対応|体制|営業|稼働|利用|いつでも|、?週7日|、?年中無休)?|年中無休(?:の?24時間)?|昼夜(?:を問わず|兼行)|週7日"),
        values=((ValueKind.NUMBER, "24"), (ValueKind.NUMBER, "7"), (ValueKind.NUMBER, "365")),
    ),
    Idiom(
        expression=re.compile(r"ダブル(?:11|12|イレブン)|[双雙]11|[双雙]十一|11\.11|12\.12|独身の日|「?ダブル・?イレブン」?"),
        values=((ValueKind.NUMBER, "11"), (ValueKind.NUMBER, "12"), (ValueKind.MONTH, "11"), (ValueKind.DAY, "11"), (ValueKind.NUMBER, "2")),
    ),
    Idiom(expression=re.compile(r"一[帯带]一路|万国|万一|百貨|統一|唯一|一般|一部|一緒|一致|一定|一方|一層|第三者|四国|九州|九龍|四川|三菱|三井|五輪|十分|千葉|三重|八戸|一括|一連|一貫|一環|一同|日本一|二度と")),
    Idiom(expression=re.compile(r"上半期|下半期|上期|下期|半年|[1１]～6月期"), values=((ValueKind.NUMBER, "6"), (ValueKind.FRACTION, "0.5"))),
    *multiples({"2": "倍増|(?<![\\d一二三四五六七八九十数])倍(?:に|以上)"}, half="半減|半額"),
    Idiom(expression=re.compile(r"半数|半分"), values=((ValueKind.FRACTION, "1/2"),), certain=True),
    Idiom(expression=re.compile(r"双方|両国|両者|両社|両地|両氏|両首脳|両側|両当事者"), values=((ValueKind.NUMBER, "2"),)),
    Idiom(expression=re.compile(r"(?:十数|10数|1ダース|十余り|10余り|十いくつ)(?=[のカヶか個名社人件種年])"), values=((ValueKind.NUMBER, "10"), (ValueKind.NUMBER, "12")), certain=True, either=True),
    Idiom(expression=re.compile(r"一人|ひとり"), values=((ValueKind.NUMBER, "1"),)),
    Idiom(expression=re.compile(r"二人|ふたり"), values=((ValueKind.NUMBER, "2"),), certain=True),
)  # fmt: skip


def for_locale(locale: str) -> Lexicon:
    return cjk.lexicon(
        locale,
        language="ja",
        own_money={"YUAN_HANS": "元(?!旦|素|気|来|々)"},
        per=per("(?!)", {}, _PER),
        idioms=_IDIOMS,
        times="倍",
        less=(NEVER, re.compile("(?:少な|安|小さ|低|短|軽)")),
        percent="[%％](?:ポイント)?|パーセント(?:ポイント)?|ポイント",
    )
