"""Numbers with what stands beside them: a percent sign, a unit, a currency."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from postl10n.lang.languages.cldr_names import is_currency, money_names, money_signs, unit_names
from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.values.sizes import of_any_size, shortened, sized
from postl10n.lang.values.spelled import HALF
from postl10n.lang.values.units import POINTS, currencies
from postl10n.lang.values.value import Certainty, Value

if TYPE_CHECKING:
    from postl10n.lang.languages.lexicon import Lexicon
    from postl10n.lang.values.spelled import Number

_BEFORE = 14
# The last characters of the signs in `signs.toml`, in lower case.
_ENDS_SIGN = frozenset("$€£¥￥₩₽₹₴₺₪₱₸฿₫₦币幣元bdp")
_LEADING = re.compile(r"(?:(?<=[\s(])|(?<![^\s(]))([^\s\d(]{1,4})[ \u00a0\u202f]?\Z")
_CODE_BEFORE = re.compile(r"(?<![A-Z])([A-Z]{3})[ \u00a0\u202f]?\Z")
_CODE_BEHIND = re.compile(r"[ \u00a0\u202f]?([A-Z]{3})(?![A-Za-z])")
# No unit, currency or percent sign begins with these, nor with the end of the text.
_ENDS_NUMBER = frozenset(["", *",;:)!?，。；、）」"])
_GAP = re.compile(r"[\s\u00a0\u202f-]{0,2}")
_PART_OF_NAME = frozenset("abcdefghijklmnopqrstuvwxyz-")
_SHORTENED = re.compile(r"(?:тыс|млн|млрд|трлн|tsd|mio|mrd|bio)\Z")
_POINTS = re.compile("po?[iu]nt|pont|пункт|п\\. ?п|نقط|نقاط|点|點|ポイント|포인트|p\\Z")
_PADDED = re.compile(r"0\d\d")
"""A figure of a format, `060 m`, and no measure."""
_HALF_WIDTH = ("形", "角")
# 时速820公里: the hour is before the figure.
_AN_HOUR = re.compile("(?:[时時]速|시속|每小[时時]|毎時)(?:[约約近达達]|약 )?\\s?\\Z")
_SPEEDS = MappingProxyType({"km": "kmh", "kilo": "kmh", "mi": "mph"})
_GRADED = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,12}-?\Z")
_SUBUNIT = "sub"
_NONE: frozenset[str] = frozenset()


class Measurer:
    """Reads what stands beside the numbers of one text: `text` folded, `original` as given."""

    def __init__(self, text: str, original: str, words: Lexicon, locale: str) -> None:
        self.text = text
        self.original = original
        self.words = words
        self.locale = locale

    def value(self, number: Number) -> Value:
        lead = self._leading_money(number.start)
        number = sized(self._whole(number), self.text, self.words)
        number = shortened(number, self.text, self.words, leads=lead is not None)
        padded = _PADDED.match(self.text, number.start, number.end) is not None
        end, group, money = (number.end, "", _NONE) if padded else self._behind(number)
        if not group and not money:
            number = of_any_size(number, self.text, self.words)
        kind = _kind_of(group, number.kind)
        unit = self._unit(group, self.text[number.end : end], number.start)
        start = number.start
        amounts = tuple(one / 10 for one in number.amounts) if group == "permille" else number.amounts
        if unit.startswith(_SUBUNIT) and amounts:
            amounts = (*amounts, *(one / int(unit.removeprefix(_SUBUNIT)) for one in amounts))
        if lead:
            start, money = lead
        more = self.words.half_more.match(self.text, end) if unit and self.words.half_more else None
        if more and amounts:
            amounts, end = tuple(one + HALF for one in amounts), more.end()
        return Value(
            kind=kind,
            amounts=amounts,
            text=self.original[start:end],
            start=start,
            end=end,
            certainty=self._certainty(number, kind, bool(lead), bool(group or money)),
            currencies=money,
            unit=unit,
        )

    def _certainty(self, number: Number, kind: ValueKind, leads: bool, measured: bool) -> Certainty:
        start = number.start
        if (
            number.certainty is Certainty.FIGURE
            and not leads
            and start
            and self.text[start - 1] in _PART_OF_NAME
            and _GRADED.search(self.text, max(0, start - 13), start)
        ):
            return Certainty.WORD  # COVID-19, G20: part of a name.
        if number.certainty is Certainty.DOUBTFUL and (
            kind is ValueKind.PERCENT or (measured and number.amounts[:1] != (Decimal(1),))
        ):
            return Certainty.WORD  # خمس is a fifth and five, but five before a unit.
        return number.certainty

    def _behind(self, number: Number) -> tuple[int, str, frozenset[str]]:
        """Return the end of what follows a number, its group in `Lexicon.after`, and the currencies that it names."""
        if self.text[number.end : number.end + 1] in _ENDS_NUMBER:
            return number.end, "", _NONE
        follows = self.words.after.match(self.text, number.end)
        group = (follows.lastgroup or "") if follows else ""
        if follows and group:
            if not group.startswith("c_"):
                return follows.end(), group, _NONE
            return self._named_money(follows.end(), group)
        code = _CODE_BEHIND.match(self.original, number.end)
        if code and is_currency(code[1]):
            return code.end(), "", frozenset({code[1]})
        return self._from_cldr(number.end)

    def _named_money(self, end: int, group: str) -> tuple[int, str, frozenset[str]]:
        """Return the currency of a group; a full name around or behind a shared one tells which it is."""
        codes = currencies(group.removeprefix("c_"))
        if len(codes) == 1 and group != "c_YUAN_HANS":
            return end, group, codes
        start = end
        while start and self.text[start - 1] not in " \u00a0\u202f-0123456789":
            start -= 1
        full = money_names(self.locale)[0]
        found = full.match(self.text, start)
        if found and found[0] > end:
            return found[0], group, found[1]
        more = self.words.after.match(self.text, end)
        name = (more.lastgroup or "") if more else ""
        if more and name.startswith("c_") and len(name) == len("c_USD"):
            return more.end(), name, currencies(name.removeprefix("c_"))
        return end, group, codes

    def _from_cldr(self, end: int) -> tuple[int, str, frozenset[str]]:
        """Return what CLDR's names say: a currency in full, a unit, or the word that several currencies share."""
        gap = _GAP.match(self.text, end)
        at = gap.end() if gap else end
        lead = self.words.money_lead.match(self.text, at)
        full, shared = money_names(self.locale)
        found = full.match(self.text, lead.end() if lead else at)
        if found:
            return found[0], "", found[1]
        unit = unit_names(self.locale).match(self.text, lead.end() if lead else at)
        if unit:
            return unit[0], f"u_{next(iter(unit[1]))}", _NONE
        found = shared.match(self.text, lead.end() if lead else at)
        return (found[0], "", found[1]) if found else (end, "", _NONE)

    def _unit(self, group: str, signs: str, start: int) -> str:
        """Return the unit of a group of the expression; percentage points are one."""
        if group == "percent":
            return POINTS if _POINTS.search(signs) else ""
        unit = group.removeprefix("u_") if group.startswith("u_") else ""
        if unit in _SPEEDS and _AN_HOUR.search(self.text, max(0, start - 6), start):
            return _SPEEDS[unit]
        return unit

    def _whole(self, number: Number) -> Number:
        """Return the number with the point of `тыс.`, or the half of 两个半小时, which is before the unit."""
        following = self.text[number.end : number.end + 2]
        if following[:1] == "." and _SHORTENED.search(self.text, max(0, number.end - 4), number.end):
            return replace(number, end=number.end + 1)
        wide = self.text[number.end + 2 : number.end + 3] in _HALF_WIDTH
        if following in ("个半", "個半") and number.amounts and not wide:
            return replace(number, end=number.end + 2, amounts=tuple(one + HALF for one in number.amounts))
        return number

    def _leading_money(self, start: int) -> tuple[int, frozenset[str]] | None:
        """Return the currency right before an amount: a sign, a code, or a sign of the locale's own (`Rp`, `kr`)."""
        lead = self.text[max(0, start - 2) : start].strip()
        if not lead or lead[-1].isdigit():
            return None
        if lead[-1] in _ENDS_SIGN:
            sign = self.words.before.search(self.text, max(0, start - _BEFORE), start)
            if sign and sign.lastgroup:
                return sign.start(), currencies(sign.lastgroup.removeprefix("c_"))
        is_code = self.original[max(0, start - 2) : start].strip()[-1:].isupper()
        if is_code and (code := _CODE_BEFORE.search(self.original, max(0, start - 5), start)):
            return (code.start(), frozenset({code[1]})) if is_currency(code[1]) else None
        word = self.text[max(0, start - 6) : start].split()[-1]
        codes = money_signs(self.locale).get(word.rpartition("(")[2].strip("."))
        own = _LEADING.search(self.text, max(0, start - 6), start) if codes else None
        return (own.start(1), codes) if own and codes else None


def _kind_of(group: str, kind: ValueKind) -> ValueKind:
    if group in ("percent", "permille"):
        return ValueKind.PERCENT
    if group == "times" and kind is ValueKind.NUMBER:
        return ValueKind.MULTIPLE
    return ValueKind.ORDINAL if group == "ordinal" else kind
