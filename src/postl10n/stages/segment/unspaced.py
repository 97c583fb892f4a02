"""Marks that end a sentence in Chinese and Japanese, and full-width marks in any language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postl10n.registry import compiled
from postl10n.stages.segment.brackets import BRACKET_SPAN, unclosed

if TYPE_CHECKING:
    from postl10n.lang.languages.sentence_rules import SentenceRules
    from postl10n.stages.segment.candidate import BoundaryCandidate

_LONGEST_NAME = 24
"""In characters."""
_CLAUSE = re.compile(r"[^，。！？、；：,!?“「]{1,12}")
_PAIRS = {"「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "〈": "〉"}
_IDEOGRAPH = compiled(r"[\u3040-\u30ff\u3400-\u9fff]")
_OPENING = re.compile("[「『（(《〈]")
_NEGATION = re.compile("[没沒不未无無]")
_CLOSING = frozenset("”」』’\"'")


def plainly_ends(text: str, start: int, end: int, language: SentenceRules) -> bool:
    """Return True if a `。` before a word obviously ends a sentence; never where `ends` returns False."""
    if _OPENING.search(text, start if end - start < BRACKET_SPAN else end - BRACKET_SPAN, end):
        return False
    names = language.names_with_marks
    return not names or not text.endswith(names, max(start, end - _LONGEST_NAME), end)


def is_latin_stop(text: str, at: int, following: str) -> bool:
    """Return True for the full stop of a Latin word before an ideograph, in a text that ends its own sentences with `。`."""
    latin = text[at - 1 : at].isascii() and text[at - 1 : at].isalpha()
    return latin and _IDEOGRAPH.match(following) is not None and "。" in text


def ends(place: BoundaryCandidate, language: SentenceRules) -> bool:
    """Return True if a sentence ends at a full-width mark, or at `!` or `?` among ideographs."""
    if not place.following and not place.openers:
        return False
    if _is_name(place, language) or unclosed(place, _OPENING, _PAIRS, first=True) or _closes_an_aside(place):
        return False
    quoted = any(mark in _CLOSING for mark in place.closers)
    if quoted and (
        _reports(place, language) or ("。" not in place.marks and not _opens_with_colon(place, language))
    ):
        return False
    if place.openers or place.space or ("。" in place.marks and not place.closers):
        return True
    goes_on = language.particles if place.closers else language.after_names
    return goes_on is None or not goes_on.match(place.following)


def _is_name(place: BoundaryCandidate, language: SentenceRules) -> bool:
    names = language.names_with_marks
    return bool(names) and place.text[max(place.start, place.end - _LONGEST_NAME) : place.end].endswith(names)


def _closes_an_aside(place: BoundaryCandidate) -> bool:
    """Return True if a title or bracket inside the clause closes here: `《怎么办？》上映`, `人口（约百万。）位于`."""
    closer = place.closers[:1]
    if closer in {"》", "〉"}:
        return True
    opening = {"）": "（", ")": "("}.get(closer)
    if opening is None:
        return False
    low = max(place.start, place.at - BRACKET_SPAN)
    opened = place.text.rfind(opening, low, place.at)
    return opened >= 0 and bool(place.text[low:opened].strip())


def _reports(place: BoundaryCandidate, language: SentenceRules) -> bool:
    """Return True if a reporting clause such as `她问。` follows a quotation."""
    if not language.reporting or place.openers:
        return False
    clause = _CLAUSE.match(place.text, place.end)
    if clause is None or place.text[clause.end() : clause.end() + 1] in {"：", ":"}:
        return False
    return clause[0].endswith(tuple(language.reporting)) and not _NEGATION.search(clause[0])


def _opens_with_colon(place: BoundaryCandidate, language: SentenceRules) -> bool:
    """Return True if the quotation is independent: at the start of the sentence, or after a colon or comma."""
    opening = {"”": "“", "’": "‘", "」": "「", "』": "『"}.get(place.closers[0], place.closers[0])
    low = max(place.start, place.at - BRACKET_SPAN)
    opened = place.text.rfind(opening, low, place.at)
    if opened < 0 or not language.reporting:
        return True
    return place.text[low:opened].rstrip()[-1:] in {"", "：", ":", "，", ",", "—", "…"}
