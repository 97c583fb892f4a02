# ruff: noqa: E501 - tables of words and expressions are easier to compare when they are not wrapped
"""Weekdays, halves of a year, and the direction of `from 12 to 4`; compared only if both texts name them.

A translation may omit a weekday, or write the first half of a year as six months; but if it names another day or
the other half, it is wrong.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.values.search import may_match
from postl10n.lang.values.value import Certainty, Value

# Monday to Sunday; texts are folded to lower case.
_WEEKDAYS = MappingProxyType(
    {
        "en": (r"\b(?:", "monday mon\\. tuesday tue\\. wednesday wed\\. thursday thu\\. friday fri\\. saturday sat\\. sunday sun\\.", r")(?:s\b|\b|(?<=\.))"),
        "fr": (r"\b(?:", "lundi lundi mardi mardi mercredi mercredi jeudi jeudi vendredi vendredi samedi samedi dimanche dimanche", r")s?\b"),
        "es": (r"\b(?:", "lunes lunes martes martes miércoles miercoles jueves jueves viernes viernes sábado sabado domingo domingo", r")s?\b"),
        "pt": (r"\b(?:", "segundas?-feira segundas?-feira terças?-feira terças?-feira quartas?-feira quartas?-feira quintas?-feira quintas?-feira sextas?-feira sextas?-feira sábado sábado domingo domingo", r")s?\b"),
        "ru": (r"\b(?:", "понедельник понедельник вторник вторник сред[ауы] средам четверг четверг пятниц пятниц суббот суббот воскресень воскресень", r")\w{0,3}\b"),
        "be": (r"\b(?:", "панядзелак панядзелк аўторак аўтор[ак]к?а? серад[ауы] серадам чацвер чацвярг пятніц пятніц субот субот нядзел нядзел", r")\w{0,3}\b"),
        "ar": (r"(?<![\u0621-\u064a])[وف]?(?:", "[بل]?الاثنين [بل]?ال[إأ]ثنين [بل]?الثلاثاء للثلاثاء [بل]?الأربعاء [بل]?الاربعاء [بل]?الخميس للخميس [بل]?الجمعة للجمعة [بل]?السبت للسبت [بل]?الأحد للأحد", r")(?![\u0621-\u064a])"),
        "ja": (r"(?:(?=.曜)|(?<=[日)(（][(（])|(?<=\d日[(（]))(?:", "月 月 火 火 水 水 木 木 金 金 土 土 日 日", r")(?:曜|(?=[)）]))"),
        "ko": ("(?:", "월 월 화 화 수 수 목 목 금 금 토 토 일 일", ")요일"),
        "zh": (r"(?<!上)(?:星期|[礼禮]拜|(?<![一两兩二三四五六七八九十几幾数數每\d])[周週])(?:", "一 一 二 二 三 三 四 四 五 五 六 六 日 天", ")(?![天次个個均年期岁歲名])"),
    }
)  # fmt: skip
_HALVES = MappingProxyType(
    {
        "en": (r"\b(?:first|1st)[- ]half\b|\bh1\b", r"\b(?:second|2nd|latter)[- ]half\b|\bh2\b"),
        "fr": (r"\b(?:premier|1er) semestre\b|\bpremière moitié\b", r"\b(?:second|deuxième|2e|dernier) semestre\b|\b(?:seconde|deuxième) moitié\b"),
        "es": (r"\b(?:primer|1\.?º|1\.?er) semestre\b|\bprimera mitad\b", r"\b(?:segundo|2\.?º|último) semestre\b|\bsegunda mitad\b"),
        "pt": (r"\b(?:primeiro|1\.?º) semestre\b|\bprimeira metade\b", r"\b(?:segundo|2\.?º|último) semestre\b|\bsegunda metade\b"),
        "ru": (r"\b(?:перв\w+|i|1-?\w{0,2}) полугоди\w+|\bперв\w+ половин\w+", r"\b(?:втор\w+|ii|2-?\w{0,2}) полугоди\w+|\bвтор\w+ половин\w+"),
        "be": (r"\b(?:перш\w+|i|1-?\w{0,2}) паўгоддз\w+|\bперш\w+ палов\w+", r"\b(?:друг\w+|ii|2-?\w{0,2}) паўгоддз\w+|\bдруг\w+ палов\w+"),
        "ar": ("النصف ال[أا]ول", "النصف (?:الثاني|الأخير)"),
        "ja": ("上半期|上期|前半期", "下半期|下期|後半期"),
        "ko": ("상반기", "하반기"),
        "zh": ("上半[年月场場叶葉]", "下半[年月场場叶葉]"),
    }
)  # fmt: skip
_GAP = r"[^.;。；]{0,40}"
_WORD = r"(?:[\w-]{1,12}[ \u00a0])?"
# Before the first figure, between the two, after the second.
_WAYS = MappingProxyType(
    {
        "en": (rf"\bfrom {_WORD}\Z", rf"{_GAP}\bto {_WORD}\Z", ""),
        "fr": (rf"\b(?:de |d['’]){_WORD}\Z", rf"{_GAP}\bà {_WORD}\Z", ""),
        "es": (rf"\b(?:de|desde) {_WORD}\Z", rf"{_GAP}\b(?:a|hasta) {_WORD}\Z", ""),
        "pt": (rf"\b(?:de|desde) {_WORD}\Z", rf"{_GAP}\b(?:para|a|até) {_WORD}\Z", ""),
        "ru": (rf"\b(?:со?|от) {_WORD}\Z", rf"{_GAP}\bдо {_WORD}\Z", ""),
        "be": (rf"\b(?:з|са|ад) {_WORD}\Z", rf"{_GAP}\bда {_WORD}\Z", ""),
        "ar": (rf"(?<!\w)من {_WORD}\Z", rf"{_GAP}(?<!\w)[إا]لى {_WORD}\Z", ""),
        "zh": (r"[从從由]\w?\Z", r"[^。；]{0,20}[至到为為成][约約近]?\Z", ""),
        "ja": ("", r"[^。]{0,8}から[^。]{0,10}\Z", "[^。、\\d]{0,6}(?:に|へ|まで)"),
        "ko": ("", r"[^.]{0,8}(?:에서|부터)[^.]{0,12}\Z", "[^.,\\d]{0,6}(?:로|까지)"),
    }
)
_TO = MappingProxyType(
    {
        "en": "to",
        "fr": "à",
        "es": "a",
        "pt": "a",
        "ru": "до",
        "be": "да",
        "ar": "[إا]لى",
        "zh": "[至到]",
        "ja": "から",
        "ko": "에서|부터",
    }
)
_BEFORE = 24


@dataclass(frozen=True, slots=True)
class _Names:
    expression: re.Pattern[str]
    kind: ValueKind


def _weekday_pattern(language: str) -> re.Pattern[str]:
    lead, listed, end = _WEEKDAYS[language]
    names = listed.split()
    groups = "|".join(
        f"(?P<n{day}>{names[2 * day - 2]}|{names[2 * day - 1]})"
        if names[2 * day - 2] != names[2 * day - 1]
        else f"(?P<n{day}>{names[2 * day - 2]})"
        for day in range(1, 8)
    )
    return re.compile(f"{lead}{groups}{end}")


def _names_of(language: str) -> tuple[_Names, ...]:
    first, second = _HALVES[language]
    return (
        _Names(_weekday_pattern(language), ValueKind.WEEKDAY),
        _Names(re.compile(f"(?P<n1>{first})|(?P<n2>{second})"), ValueKind.HALF_YEAR),
    )


_NAMES = MappingProxyType({language: _names_of(language) for language in _WEEKDAYS})
# Every match of a language's expressions contains one of these; folded texts.
_SIGNS = MappingProxyType(
    {
        "en": (("day", "mon.", "tue.", "wed.", "thu.", "fri.", "sat.", "sun."), ("half", "h1", "h2")),
        "zh": (("星期", "周", "週", "拜"), ("半",)),
        "ja": (("曜", ")", "）"), ("期",)),
        "ko": (("요일",), ("반기",)),
        "fr": (("di", "dimanche"), ("semestre", "moitié")),
        "es": (("es", "bado", "domingo"), ("semestre", "mitad")),
        "pt": (("feira", "bado", "domingo"), ("semestre", "metade")),
        "ru": (("ник", "сред", "четв", "пятн", "субб", "воскр"), ("пол",)),
        "be": (("панядз", "аўтор", "серад", "чацв", "пятн", "субот", "нядз"), ("паўг", "палов")),
        "ar": (("الاث", "الإث", "الأث", "لاثاء", "ربعاء", "خميس", "جمعة", "سبت", "أحد"), ("النصف",)),
    }
)
_COMPILED_WAYS = MappingProxyType(
    {
        language: tuple(map(re.compile, (*expressions, rf"\s?(?:[-–~～]|{_TO[language]})\s?\Z")))
        for language, expressions in _WAYS.items()
    }
)


def names(text: str, original: str, language: str) -> Iterator[Value]:
    """Yield weekdays (1 is Monday) and halves of a year in a folded text."""
    for one, signs in zip(_NAMES.get(language, ()), _SIGNS.get(language, ()), strict=True):
        if not may_match(signs, text):
            continue
        for match in one.expression.finditer(text):
            if match.lastgroup:
                yield _value(one.kind, (Decimal(match.lastgroup[1:]),), original, *match.span())


def ways(text: str, original: str, language: str, numbers: Sequence[Value]) -> Iterator[Value]:
    """Yield the two ends of `from 12 to 4` and `15–20`, in order."""
    patterns = _COMPILED_WAYS.get(language)
    if patterns is None:
        return
    before, between, behind, between_ends = patterns
    for first, second in itertools.pairwise(numbers):
        gap = text[first.end : second.start]
        if len(gap) > _BEFORE * 2 or not first.amounts or not second.amounts:
            continue
        told = (
            between.match(gap)
            and before.search(text, max(0, first.start - _BEFORE), first.start)
            and behind.match(text, second.end)
        )
        if told or between_ends.match(gap):
            ends = (first.amounts[-1], second.amounts[-1])
            yield _value(ValueKind.WAY, ends, original, first.start, second.end)


def _value(kind: ValueKind, amounts: tuple[Decimal, ...], text: str, start: int, end: int) -> Value:
    return Value(
        kind=kind,
        amounts=amounts,
        text=text[start:end],
        start=start,
        end=end,
        certainty=Certainty.DOUBTFUL,
    )
