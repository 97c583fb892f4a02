"""Factors: `three times less` and `by two thirds` are the ratio of what is new to what was old.

A multiple beside a word of decrease is its reciprocal. A fraction or percentage keeps its amount, and tells by
`Value.change` whether it is what was lost, what was gained, or what is left: fallen *by* and *to* a third differ.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.values.mismatch import close
from postl10n.lang.values.value import Certainty, Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postl10n.lang.languages.factor_words import FactorWords
    from postl10n.lang.values.value import Value

_SHARES = (ValueKind.FRACTION, ValueKind.PERCENT)
RATIOS = (*_SHARES, ValueKind.MULTIPLE)
_WINDOW = 60
_FURTHEST = 5
"""The most words between a verb and the factor that it governs; characters of Chinese or Japanese count half."""
_STOP = re.compile(r"[,;:!?()，；：。！？、،؛]|[.](?!\d)|\s[–-]\s")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_MARKS = re.compile("[\u064b-\u0652\u0640]")
_SAME_SHARE = Decimal("0.005")
_BY = (Change.LESS, Change.MORE)


def settled(
    values: Iterable[Value], text: str, words: FactorWords, *, may_divide: bool = True
) -> list[Value]:
    """Return the values with multiples as ratios, and fractions and percentages with their change.

    may_divide: False if the text has no word for division or multiplication.
    """
    return [
        _settled(one, text, words)
        if one.kind in RATIOS or (may_divide and one.kind is ValueKind.NUMBER)
        else one
        for one in values
    ]


def _settled(one: Value, text: str, words: FactorWords) -> Value:
    if one.change is Change.SETTLED or not one.amounts or not all(one.amounts):
        return one
    if one.kind is ValueKind.NUMBER:
        return _of_division(one, text, words)
    before = _STOP.split(_MARKS.sub("", text[max(0, one.start - _WINDOW) : one.start]))[-1]
    behind = _STOP.split(_MARKS.sub("", text[one.end : one.end + _WINDOW]), maxsplit=1)[0]
    said = _direction(before, behind, words)
    if said is None:
        return one
    change, verb_at = said
    led = before[verb_at:]
    is_to = bool(words.to.search(led) or words.to_behind.match(behind))
    if one.kind is ValueKind.MULTIPLE:
        return one if is_to else _multiple(one, change, before, behind, words)
    if is_to:
        return replace(one, change=Change.TO)
    verb = _last_sign(led, words)
    bare = verb is not None and words.bare.fullmatch(led, verb.end())
    is_by = words.by.search(before) or words.by_behind.match(behind) or bare
    return replace(one, change=change) if is_by else one


def _of_division(one: Value, text: str, words: FactorWords) -> Value:
    """Return the value that something was divided or multiplied by as a ratio."""
    at = max(0, one.start - _WINDOW)
    if words.divided.search(text, at, one.start):
        return _reciprocal(one)
    is_factor = words.multiplied.search(text, at, one.start)
    return replace(one, kind=ValueKind.MULTIPLE) if is_factor else one


def _direction(before: str, behind: str, words: FactorWords) -> tuple[Change, int] | None:
    """Return the change that the word beside the factor tells of, and where in the text before it is."""
    for change, expression in ((Change.LESS, words.less), (Change.MORE, words.more)):
        gap = words.link.match(behind)
        if gap and any(
            expression.match(behind, at) for at in {0, gap.end(), len(behind) - len(behind.lstrip())}
        ):
            return change, len(before)
    sign = _last_sign(before, words)
    if sign is None or _distance(before[sign.end() :]) > _FURTHEST:
        return None
    return (Change.LESS if sign.re is words.less.compiled else Change.MORE), sign.start()


def _last_sign(before: str, words: FactorWords) -> re.Match[str] | None:
    signs = [sign for expression in (words.less, words.more) for sign in expression.finditer(before)]
    return max(signs, key=lambda sign: (sign.end(), -sign.start()), default=None)


def _distance(gap: str) -> float:
    han = len(_HAN.findall(gap))
    return han / 2 + (0 if han else len(_WORD.findall(gap)))


def _multiple(one: Value, change: Change, before: str, behind: str, words: FactorWords) -> Value:
    if change is Change.LESS:
        less = _reciprocal(one)
        quick = words.speed.search(f"{before[-_FURTHEST:]} {behind}")
        return replace(less, change=Change.SPEED) if quick else less
    more = tuple(amount + 1 for amount in one.amounts)
    if words.either_behind.match(behind) or words.either_before.search(before):
        one = replace(one, amounts=(*one.amounts, *more))
    elif words.added:
        one = replace(one, amounts=more, certainty=max(one.certainty, Certainty.WORD))
    quick = words.speed.search(f"{before[-_FURTHEST:]} {behind}")
    return replace(one, change=Change.SPEED) if quick else one


def _reciprocal(one: Value) -> Value:
    """Return what is left of something that was divided."""
    amounts = tuple(1 / amount for amount in one.amounts)
    return replace(one, kind=ValueKind.FRACTION, amounts=amounts, change=Change.TO)


def same_ratio(one: Value, other: Value) -> bool | None:
    """Return True if two factors are the same ratio, False if they are certainly not; None where that is not known.

    A share that was lost in one text and gained in the other is the same here: that the change was turned round is
    for the rule of polarity to say.
    """
    changes = (_change_of(one), _change_of(other))
    rough = one.kind is not other.kind
    if Change.SPEED in changes and changes[0] is not changes[1]:
        turned = [1 / each for each in other.amounts]
        return _alike(one.amounts, (*other.amounts, *turned), rough)
    if changes[0] in _BY and changes[1] in _BY:
        return _alike(_shares(one), _shares(other), rough)
    same = _alike(_ratios(one), _ratios(other), rough)
    if Change.TO in changes and (changes[0] in _BY or changes[1] in _BY):
        return same
    return True if same and (changes[0] in _BY or changes[1] in _BY) else None


def _change_of(one: Value) -> Change:
    halved = one.change is Change.SETTLED and one.kind is ValueKind.FRACTION
    return Change.TO if halved else one.change


def _shares(one: Value) -> list[Decimal]:
    return [amount / 100 if one.kind is ValueKind.PERCENT else amount for amount in one.amounts]


def _ratios(one: Value) -> list[Decimal]:
    """Return the ratios of new to old."""
    sign = {Change.LESS: -1, Change.MORE: 1}.get(one.change)
    return _shares(one) if sign is None else [1 + sign * share for share in _shares(one)]


def _alike(some: Iterable[Decimal], others: Iterable[Decimal], rough: bool) -> bool:
    """Return True if an amount is that of the other side; rough: a third is 33 percent."""
    listed = list(others)
    return any(close(a, b) or (rough and abs(a - b) < _SAME_SHARE) for a in some for b in listed)
