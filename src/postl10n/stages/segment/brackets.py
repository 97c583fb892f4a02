"""Brackets and quotations around a boundary candidate, in scripts with spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postl10n.stages.segment.candidate import LOOK_BACK, BoundaryCandidate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postl10n.lang.languages.sentence_rules import SentenceRules

BRACKET_SPAN = 300
"""The maximum length of text in brackets, in characters."""
_TITLE_SPAN = 60
"""The maximum length of a quoted title ("Forget it. Go on") that a full stop does not split, in characters."""
OPENING = re.compile(r"[(\[《〈「『“«„‘]")
_BRACKETS = {"(": ")", "[": "]", "《": "》", "〈": "〉", "「": "」", "『": "』"}
_OPENING_BRACKET = re.compile(r"[(\[《〈「『]")
_OPENING_QUOTE = re.compile("[“«„‘]")
_QUOTES = {"“": "”", "«": "»", "„": "“", "‘": "’"}


def reports(place: BoundaryCandidate, language: SentenceRules) -> bool:
    """Return True if a reporting clause follows a quotation: `"Where is it?" John asked.`"""
    if not language.reporting or place.following in language.starters:
        return False
    words = place.text[place.end : place.end + LOOK_BACK].split()[: language.reporting_within]
    return any(word.strip(",.:;") in language.reporting for word in words)


def caseless(first: str) -> bool:
    """Return True if the next word is in a script without case (Arabic, Korean); figures do not count."""
    return first.isalpha() and first.upper() == first.lower()


def only_an_aside(place: BoundaryCandidate, language: SentenceRules) -> bool:
    """Return True if the closing bracket or quote belongs to a parenthesis inside a clause that continues after it.

    For scripts in which no capital can show it. A bracket: `그는 왔다(드디어!) 어제`. A question quoted like a name:
    `رواية "من قتل ليلى؟" في يومين`. A quotation before a particle: `"어디 가니?" 하고`.
    """
    closer = place.closers[0]
    if closer in ")]":
        return bool(_before_opening(place, {")": "(", "]": "["}[closer]))
    if not quotes(closer):
        return False
    if language.particles is not None and language.particles.fullmatch(place.following):
        return True
    if reports(place, language):
        return True
    before = _before_opening(place, {"”": "“", "»": "«", "’": "‘"}.get(closer, closer))
    return place.marks != "." and before[-1:] not in {"", ":", "،", ",", ".", "!", "?", "؟"}


def _before_opening(place: BoundaryCandidate, opening: str) -> str:
    """Return the text of the sentence before the bracket or quote that closes here."""
    low = max(place.start, place.at - BRACKET_SPAN)
    opened = place.text.rfind(opening, low, place.at)
    return place.text[low:opened].strip() if opened >= 0 else ""


def inside_brackets(place: BoundaryCandidate) -> bool:
    """Return True if a bracket that opened inside the sentence closes only later."""
    return unclosed(place, _OPENING_BRACKET, _BRACKETS, first=False)


def unclosed(
    place: BoundaryCandidate, opens: re.Pattern[str], pairs: Mapping[str, str], *, first: bool
) -> bool:
    """Return True if one of the pairs opened before the mark and closes only later; `first`: even if it begins the text."""
    low = max(place.start, place.at - BRACKET_SPAN)
    if not opens.search(place.text, low, place.at):
        return False
    for opening, closing in pairs.items():
        opened = place.text.rfind(opening, low, place.at)
        inside = opened > place.text.rfind(closing, low, place.end)
        if inside and (first or place.text[low:opened].strip()):
            shut = place.text.find(closing, place.end, place.end + BRACKET_SPAN)
            again = place.text.find(opening, place.end, place.end + BRACKET_SPAN)
            if shut >= 0 and not 0 <= again < shut:
                return True
    return False


def is_bracketed_mark(place: BoundaryCandidate) -> bool:
    """Return True for `(!)`, `(...)` and `[...]`, which comment on a word."""
    before = place.text[place.at - 1] if place.at > place.start else ""
    return before in "([" and bool(before) and place.closers[:1] in {")", "]"} and place.marks != "."


def breaks_title(place: BoundaryCandidate) -> bool:
    """Return True if the mark is inside a short quoted title: «Лепшы квас. Piano»."""
    low = max(place.start, place.at - _TITLE_SPAN)
    if not _OPENING_QUOTE.search(place.text, low, place.at):
        return False
    for opening, closing in _QUOTES.items():
        opened = place.text.rfind(opening, low, place.at)
        if opened <= place.text.rfind(closing, low, place.at) or opened < 0:
            continue
        shut = place.text.find(closing, place.end, opened + _TITLE_SPAN)
        before = place.text[low:opened].rstrip()[-1:]
        return (
            shut > 0
            and place.text[shut - 1] not in ".!?…"
            and before not in {"", ":", ",", "—", "–"}
            and not place.closers
        )
    return False


def quotes(closers: str) -> bool:
    return any(mark in closers for mark in "\"'”’»“")
