"""Dates, years, decades, quarters and times of day, as components that can be compared one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.lexicon import DIGIT_YEARS
from postl10n.lang.values.cjk_numbers import FIRST_QUARTERS, MONTH_RANGE, han_value
from postl10n.lang.values.value import Certainty, Value

if TYPE_CHECKING:
    from postl10n.lang.languages.lexicon import Lexicon
    from postl10n.lang.text.expression import Expression

Found = tuple[int, int, tuple[Value, ...]]
"""A span of the text and the values in it."""
_DAY = re.compile(r"\d{1,2}|[一二三四五六七八九十廿卅]{1,3}")
_PARTS_OF_HOUR = {
    "half": 30,
    "quarter": 15,
    "third": 20,
    "three": 45,
    "to_quarter": -15,
    "half_of": -30,
    "quarter_of": -45,
}
_NOON = Decimal(720)
_MONTHS = 12
_THIS_CENTURY = 70
"""Two-digit years below it are of this century."""
_LUNAR_YEAR = Decimal("0.970224")
_YEAR_SPAN = re.compile(DIGIT_YEARS)
_QUARTER_MONTHS = {(1, 3): 1, (4, 6): 2, (7, 9): 3, (10, 12): 4}


def value(
    kind: ValueKind,
    amount: Decimal | int,
    text: str,
    start: int,
    end: int,
    certainty: Certainty = Certainty.FIGURE,
) -> Value:
    return Value(
        kind=kind, amounts=(Decimal(amount),), text=text[start:end], start=start, end=end, certainty=certainty
    )


def month_ranges(text: str, original: str) -> Iterator[Found]:
    """Yield ranges of months: `7～9月期` is the third quarter, `1-5月` the first five months."""
    for match in MONTH_RANGE.finditer(text):
        first, last = int(match["from"]), int(match["to"])
        start, end = match.span()
        if first >= last:
            continue
        values = [
            value(ValueKind.MONTH, month, original, start, end, Certainty.DOUBTFUL) for month in (first, last)
        ]
        quarter = _QUARTER_MONTHS.get((first, last))
        if quarter:
            values.append(value(ValueKind.QUARTER, quarter, original, start, end))
        if first == 1:
            counted = _either(last, last // 3 if last % 3 == 0 else last, original, start, end)
            values.append(replace(counted, certainty=Certainty.DOUBTFUL) if quarter else counted)
        yield start, end, tuple(values)
    for match in FIRST_QUARTERS.finditer(text):
        start, end = match.span()
        count = 2 if match["two"] or match["two2"] else 3
        yield start, end, (_either(count, count * 3, original, start, end),)


def _either(first: int, second: int, original: str, start: int, end: int) -> Value:
    return Value(
        kind=ValueKind.NUMBER,
        amounts=(Decimal(first), Decimal(second)),
        text=original[start:end],
        start=start,
        end=end,
        certainty=Certainty.WORD,
    )


def dates(text: str, original: str, lexicon: Lexicon, expression: Expression) -> Iterator[Found]:
    for match in expression.finditer(text):
        values = tuple(_date(match, original, lexicon))
        if values:
            yield *match.span(), values


def _date(match: re.Match[str], original: str, lexicon: Lexicon) -> Iterator[Value]:
    groups = match.groupdict()
    start, end = match.span()
    for name in ("year", "year2"):
        if groups.get(name):
            yield value(ValueKind.YEAR, _number(groups[name]), original, start, end)
    if groups.get("yy"):
        century = 2000 if int(groups["yy"]) < _THIS_CENTURY else 1900
        yield value(ValueKind.YEAR, century + int(groups["yy"]), original, start, end)
    if groups.get("either"):
        yield from _either_order(int(groups["either"]), int(groups["other"]), original, start, end)
        return
    month = _month(groups, lexicon)
    if month:
        yield value(ValueKind.MONTH, month, original, start, end)
    if groups.get("days"):
        for day in _DAY.findall(groups["days"]):
            yield value(ValueKind.DAY, _number(day), original, start, end)


def _either_order(first: int, second: int, original: str, start: int, end: int) -> Iterator[Value]:
    """Yield day and month of 5/6/2024, which are read in both orders."""
    numbers = (Decimal(first), Decimal(second))
    for kind in (ValueKind.MONTH, ValueKind.DAY):
        numbers = numbers[::-1] if kind is ValueKind.DAY else numbers
        read = tuple(one for one in numbers if kind is ValueKind.DAY or one <= _MONTHS)
        yield replace(value(kind, 1, original, start, end), amounts=read)


def _number(signs: str) -> Decimal:
    return Decimal(signs) if signs.isdecimal() else han_value(signs)


def _month(groups: dict[str, str], lexicon: Lexicon) -> int:
    named = groups.get("month")
    if groups.get("monthnumber"):
        return int(groups["monthnumber"])
    if not named:
        return 0
    if lexicon.months is None:
        return int(_number(named))
    # The lookarounds of a month's pattern need its context, which the date's expression has checked.
    for index, pattern in enumerate(lexicon.month_names, 1):
        if pattern.fullmatch(named):
            return index
    return 0


def era_years(text: str, original: str, expression: Expression, added: tuple[int, ...]) -> Iterator[Found]:
    """Yield years of an era, in every reading: a year of the Hijri calendar is in two of ours."""
    for match in expression.finditer(text):
        named = match.groupdict().get("year")
        year = _number(named) if named else Decimal(1)
        if match.groupdict().get("lunar"):
            year = Decimal(int(year * _LUNAR_YEAR))
        start, end = match.span()
        first = value(ValueKind.YEAR, year + added[0], original, start, end)
        yield start, end, (replace(first, amounts=tuple(year + more for more in added)),)


def years(text: str, original: str, lexicon: Lexicon) -> Iterator[Found]:
    """Yield single years, and the spans `2021–2025` and `2022/23`, which must be tried first."""
    for match in (*_YEAR_SPAN.finditer(text), *lexicon.years.finditer(text)):
        start, end = match.span()
        found: list[Decimal] = []
        for name, signs in match.groupdict().items():
            if signs and name.startswith("year"):
                year = _number(signs)
                if year < 100 and found:
                    year += found[0] - found[0] % 100
                found.append(year)
        if len(found) == 2 and not 0 < found[1] - found[0] <= 100:
            continue
        if all(1000 <= year <= 2200 for year in found):
            values = tuple(value(ValueKind.YEAR, year, original, start, end) for year in found)
            yield start, end, _or_grams(values) if match.groupdict().get("gram") else values


def _or_grams(years: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return the readings of 2000 г.: a year or a weight."""
    found = [replace(year, certainty=Certainty.WORD) for year in years]
    weights = [replace(year, kind=ValueKind.NUMBER, unit="g", certainty=Certainty.DOUBTFUL) for year in years]
    return (*found, *weights)


def decades(text: str, original: str, lexicon: Lexicon) -> Iterator[Found]:
    for match in lexicon.decades.finditer(text):
        groups = match.groupdict()
        signs = groups.get("decade") or groups.get("decade2")
        amount = Decimal(signs) if signs else Decimal((match.lastgroup or "w_0").removeprefix("w_"))
        century = groups.get("century")
        if century and amount < 100:
            amount += (_number(century) - 1) * 100
        start, end = match.span()
        yield start, end, (value(ValueKind.DECADE, amount, original, start, end),)


def quarters(text: str, original: str, lexicon: Lexicon) -> Iterator[Found]:
    for match in lexicon.quarters.finditer(text):
        groups = match.groupdict()
        signs = groups.get("q") or groups.get("qb")
        number = int(signs) if signs else next((index for index in range(1, 5) if groups.get(f"q{index}")), 0)
        start, end = match.span()
        if number:
            yield start, end, (value(ValueKind.QUARTER, number, original, start, end),)


def times(text: str, original: str, expression: Expression) -> Iterator[Found]:
    for match in expression.finditer(text):
        amounts = _minutes(match.groupdict())
        if amounts:
            start, end = match.span()
            time = Value(kind=ValueKind.TIME, amounts=amounts, text=original[start:end], start=start, end=end)
            groups = match.groupdict()
            count = groups.get("count")
            yield start, end, _counted(time, count, "day" if groups.get("day") else "") if count else (time,)


def _counted(time: Value, count: str, unit: str) -> tuple[Value, ...]:
    """Return the readings of 3 дня: three days, and doubtfully three in the afternoon."""
    number = replace(time, kind=ValueKind.NUMBER, amounts=(Decimal(count),), unit=unit)
    return number, replace(time, certainty=Certainty.DOUBTFUL)


def _minutes(groups: dict[str, str]) -> tuple[Decimal, ...]:
    """Return the minutes from midnight; for both halves of the day if the text does not state which."""
    if groups.get("noon"):
        return (_NOON,)
    if groups.get("midnight"):
        return (Decimal(0), 2 * _NOON)
    hour = _hour(groups)
    if hour is None:
        return ()
    minute = next((int(groups[name]) for name in ("minute", "minute2") if groups.get(name)), 0)
    minute += next((more for name, more in _PARTS_OF_HOUR.items() if groups.get(name)), 0)
    if groups.get("hanminute"):
        minute = int(han_value(groups["hanminute"]))
    if any(groups.get(name) for name in ("pm", "pm2", "pm3", "pm4")):
        return (Decimal((hour % 12 + 12) * 60 + minute),)
    if groups.get("am") or groups.get("am2"):
        return (Decimal(hour % 12 * 60 + minute),)
    total = Decimal(hour * 60 + minute)
    if hour in (0, 24):
        return (total, Decimal(minute), Decimal(1440 + minute))
    return (total, total + _NOON) if hour < 12 else (total,)


def _hour(groups: dict[str, str]) -> int | None:
    for name in ("hour", "hour2", "hour3", "count"):
        if groups.get(name):
            return int(groups[name])
    if groups.get("han"):
        return int(han_value(groups["han"]))
    return next((hour for hour in range(1, 13) if groups.get(f"h{hour}") or groups.get(f"h{hour}to")), None)
