"""Numbers in Chinese, Japanese and Korean: figures, Han numerals, and figures with 万, 億, 만."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.values.digits import NO_SPACE_LITERAL, conventions, readings
from postl10n.lang.values.spelled import Number, native
from postl10n.lang.values.value import Certainty
from postl10n.registry import compiled

if TYPE_CHECKING:
    from postl10n.lang.languages.lexicon import Lexicon
    from postl10n.lang.values.digits import Conventions


_TABLE = tomllib.loads((files(__package__) / "cjk_numbers.toml").read_text("utf-8"))
COUNTERS, ABOUT = _TABLE["counters"], _TABLE["about"]
_PLAIN = str.maketrans(*_TABLE["formal"])
_DIGITS, _TWENTIES, _TENS, _MYRIADS, _PHRASES = (
    _TABLE[name] for name in ("digits", "twenties", "tens", "myriads", "phrases")
)
MONTH_RANGE, FIRST_QUARTERS, _FORMAL, _VAGUE, _FRACTION, _PARTS = (
    compiled(str(_TABLE["expressions"][name]))
    for name in ("month_range", "first_quarters", "formal", "vague", "fraction", "parts")
)
_FIGURE_PART = f"(?P<literal>{NO_SPACE_LITERAL.pattern})(?:[{ABOUT}])?{_TABLE['expressions']['scale']}"


def plain_numerals(text: str) -> str:
    """Return the text with the numerals of cheques as common ones, of the same length: 贰拾万元, 二十万元."""
    return _FORMAL.sub(lambda match: match[0].translate(_PLAIN), text)


def numbers(text: str, lexicon: Lexicon, locale: str) -> Iterator[Number]:
    """Yield the numbers of a folded text; those of one pass do not overlap."""
    habits = conventions(locale)
    taken = bytearray(len(text))
    for found in (
        *_fractions(text),
        *_vague(text),
        *_parts(text),
        *native(text, lexicon),
        *_plain(text, lexicon, habits),
    ):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"1" * (found.end - found.start)
            yield found


def han_value(signs: str) -> Decimal:
    """Return the value of Han numerals below ten thousand, or read digit by digit: 三百五十, 二〇二五, 五点三."""
    whole, _, part = re.sub("[點・]", "点", signs).partition("点")
    if not any(sign in _TENS or sign in _TWENTIES for sign in whole) and len(whole) > 1:
        value = Decimal("".join(str(_DIGITS.get(sign, 0)) for sign in whole[:40]))
    else:
        value = _sum_of_tens(whole)
    return value + Decimal("0." + "".join(str(_DIGITS.get(sign, 0)) for sign in part[:40])) if part else value


def _sum_of_tens(whole: str) -> Decimal:
    total, digit, empty = 0, 0, True
    for sign in whole:
        if sign in _TWENTIES:
            total += _TWENTIES[sign]
        elif sign in _TENS:
            total += (1 if empty else digit) * _TENS[sign]
            digit, empty = 0, True
        else:
            digit, empty = _DIGITS.get(sign, 0), sign in "零〇"
    return Decimal(total + digit)


def _scale(signs: str) -> Decimal:
    value = Decimal(1)
    for sign in signs.strip():
        value *= _MYRIADS.get(sign) or _TENS.get(sign, 1)
    return value


def _fractions(text: str) -> Iterator[Number]:
    if "分" not in text and "분의" not in text:
        return
    for match in _FRACTION.finditer(text):
        below, above = (_either(match[name]) for name in ("below", "above"))
        if not below:
            continue
        percent = below == 100
        yield Number(
            kind=ValueKind.PERCENT if percent else ValueKind.FRACTION,
            amounts=(above if percent else above / below,),
            start=match.start(),
            end=match.end(),
            certainty=Certainty.FIGURE if match["above"].isdecimal() or percent else Certainty.WORD,
        )


def _either(signs: str) -> Decimal:
    if signs[0].isdecimal() and signs[0].isascii():
        return Decimal(signs[:40].replace(",", "."))
    if signs in ("万", "百", "千"):
        return Decimal({"万": 10**4, "百": 100, "千": 1000}[signs])
    return han_value(signs.replace("万", ""))


def _vague(text: str) -> Iterator[Number]:
    for match in _VAGUE.finditer(text):
        amount = Decimal(_PHRASES[match["phrase"]]) if match["phrase"] else _scale(match["scale"])
        yield Number(
            kind=ValueKind.VAGUE,
            amounts=(amount,),
            start=match.start(),
            end=match.end(),
            certainty=Certainty.WORD,
        )


def _parts(text: str) -> Iterator[Number]:
    """Yield tenths as percentages: 七成, 3割5分."""
    if not any(sign in text for sign in "成割할折"):
        return
    for match in _PARTS.finditer(text):
        if match["tens"]:
            # 八折: eight tenths are left to pay.
            ones = match["ones"] or "0"
            paid = _either(match["tens"]) * 10 + (Decimal(ones) * 10 if ones[0] == "." else _either(ones))
            amount = 100 - paid
        else:
            amount = _either(match["part"]) * 10 + (5 if match["half"] else 0)
        if match["minor"]:
            amount += _either(match["minor"])
        yield Number(
            kind=ValueKind.PERCENT,
            amounts=(amount,),
            start=match.start(),
            end=match.end(),
            certainty=Certainty.WORD,
        )


@lru_cache(maxsize=8)
def _parts_with(numerals: str) -> re.Pattern[str]:
    return compiled(f"{_FIGURE_PART}|{numerals}")


def _plain(text: str, lexicon: Lexicon, habits: Conventions) -> Iterator[Number]:
    """Yield figures and numerals with their scales; parts of decreasing size are one number: 2兆3000億."""
    part = _parts_with(lexicon.numerals)
    at = 0
    while (match := part.search(text, at)) is not None:
        amounts, factor, figure = _part(match, habits)
        start, end, last = match.start(), match.end(), factor
        while last >= 10**4 and (more := _following(text, end, part)) is not None:
            extra, lesser, _ = _part(more, habits)
            if lesser >= last or not extra or extra[0] >= last:
                break
            amounts = tuple(one + extra[0] for one in amounts)
            end, last = more.end(), lesser
        if not figure and (either := _one_or_the_next(match)):
            # 两三天 is two or three days.
            for place, amount in enumerate(either, start):
                yield Number(
                    kind=ValueKind.NUMBER,
                    amounts=(amount,),
                    start=place,
                    end=place + 1,
                    certainty=Certainty.WORD,
                )
            at = end
            continue
        certainty = Certainty.FIGURE if figure else _han_certainty(text, match, amounts, factor)
        yield Number(
            kind=ValueKind.NUMBER, amounts=amounts, start=start, end=end, certainty=certainty, factor=factor
        )
        at = end


def _one_or_the_next(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Return the two numbers of 三四 or 七八, consecutive digits; 一二 is rather a list, 二〇 a year."""
    signs = match["han"]
    if len(signs) != 2 or match["myriads"] or any(sign in _TENS or sign in _TWENTIES for sign in signs):
        return None
    first, second = (_DIGITS[sign] for sign in signs)
    return (Decimal(first), Decimal(second)) if second == first + 1 and first > 1 else None


def _following(text: str, at: int, part: re.Pattern[str]) -> re.Match[str] | None:
    where = at + 1 if text[at : at + 1] in (" ", "\u00a0") else at
    if text[where : where + 1] == "零":
        where += 1
    return part.match(text, where)


def _part(match: re.Match[str], habits: Conventions) -> tuple[tuple[Decimal, ...], Decimal, bool]:
    scale = _scale(match["scale"] or match["myriads"] or "")
    literal = match["literal"]
    if literal:
        read = readings(literal, habits.decimal, habits.group, habits.group_is_usual)
        return tuple(one * scale for one in read), scale, True
    return (han_value(match["han"]) * scale,), scale, False


def _han_certainty(
    text: str, match: re.Match[str], amounts: tuple[Decimal, ...], factor: Decimal
) -> Certainty:
    """Return the certainty: a numeral only counts before a counter, or with 第: 四 in 四川 is part of a name."""
    if amounts[0] == 1:
        return Certainty.DOUBTFUL
    counted = text[match.end() : match.end() + 1] in COUNTERS and match.end() < len(text)
    ranked = match.start() > 0 and text[match.start() - 1] == "第"
    spoken = "点" in match["han"] or factor > 1
    return Certainty.WORD if counted or ranked or spoken else Certainty.DOUBTFUL
