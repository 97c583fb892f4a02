"""Rules about brackets and quotation marks: what opens must close, in its own style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import language
from postl10n.model.findings import Finding
from postl10n.registry import compiled
from postl10n.stages.check.rules.base import Rule, prose

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

_BRACKETS = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "〔": "〕", "﹙": "﹚", "〖": "〗"}
_BRACKET_SIGN = re.compile(f"[{re.escape(''.join([*_BRACKETS, *_BRACKETS.values()]))}]")
_LIST_MARK = compiled(
    r"(?:^|[\s：；，、。:;,第])(?:\d{1,3}|[ivxIVX]{2,5}|[A-Za-z\u00c0-\u052f\u30a0-\u30ff]|[一二三四五六七八九十]{1,3}|[^\W\d_](?<=\s.)|^[^\W\d_])$"
)

# Opening signs, each with the signs that may close it.
_QUOTES = {
    signs[0]: signs[1:]
    for signs in ["“”", "‘’", "«»", "‹›", "「」", "『』", "《》", "〈〉", "„“”", "‚‘’", "〝〟"]
}
_DOUBLE = frozenset('“«「„〝"')
"""Marks that house style is about."""
_QUOTE_SIGN = re.compile('[“”‘’«»‹›「」『』《》〈〉„‚〝〟"]')
# Inside a word of an alphabet, ’ is an apostrophe; after a Hangul letter it closes a quotation.
_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ɏͰ-ӿ])’(?=[A-Za-zÀ-ɏͰ-ӿ])")
_INCHES = re.compile(r'(?<=\d)"|(?<=[א-ת])"(?=[א-ת])')
"""Inches; gershayim, which make an acronym of Hebrew letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scan:
    """The unbalanced delimiters of a text, as (sign, offset)."""

    unclosed: tuple[tuple[str, int], ...]
    unopened: tuple[tuple[str, int], ...]
    mismatched: tuple[tuple[str, str, int], ...]
    """The opening sign, the sign that closed it, and the latter's offset."""


class BracketRule(Rule):
    name = "bracket"
    signs = frozenset({*_BRACKETS, *_BRACKETS.values()})

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if _BRACKET_SIGN.search(pair.target):
            scan = _scan(_bracket_signs(pair.target), _BRACKETS)
            if scan.unclosed or scan.unopened or scan.mismatched:
                source = _scan(_bracket_signs(pair.source), _BRACKETS)
                yield from _unbalanced(self, scan, source, "bracket", _BRACKETS)


class QuoteRule(Rule):
    name = "quote"
    signs = frozenset(_QUOTE_SIGN.pattern[1:-1])

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if not _QUOTE_SIGN.search(pair.target):
            return
        pairs = _quote_pairs(pair.locale)
        scan = _scan(_quote_signs(pair.target), pairs)
        if scan.unclosed or scan.unopened or scan.mismatched:
            yield from _unbalanced(self, scan, _open_quotes(pair), "quotation mark", pairs)
        yield from self._straight(pair)
        if pair.quotes:
            yield from self._others(pair)

    def _others(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield a finding for each quotation in other marks than the project's."""
        half = len(pair.quotes) // 2
        opening, closing = pair.quotes[:half], pair.quotes[half:]
        for start, end in quotations(pair.target, pair.locale):
            if pair.target[start] != opening[0] or pair.target[end - 1] != closing[-1]:
                inner = pair.target[start + 1 : end - 1].strip(" \u00a0\u202f")
                message = f"{pair.target[start]} instead of {opening}, the project’s own"
                repair = f"{opening}{inner}{closing}"
                yield self.finding(message, "target", (start, end), repair=repair)

    def _straight(self, pair: SegmentPair) -> Iterator[Finding]:
        marks = _straight_quotes(pair.target)
        if len(marks) % 2:
            source = _open_quotes(pair)
            if not source.unclosed and not source.unopened:
                yield self.finding(
                    'the quotation mark " has no partner', "target", (marks[-1], marks[-1] + 1)
                )


def _open_quotes(pair: SegmentPair) -> _Scan:
    """Marks that the source leaves open; a straight one without a partner may belong to a quotation of several sentences."""
    scan = _scan(_quote_signs(pair.source), _quote_pairs(pair.source_locale))
    if not len(_straight_quotes(pair.source)) % 2:
        return scan
    lone = (('"', 0),)
    return replace(scan, unclosed=scan.unclosed + lone, unopened=scan.unopened + lone)


def quotations(text: str, locale: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of what stands in double quotation marks, and in no others."""
    pairs, stack = _quote_pairs(locale), list[tuple[str, int]]()
    for sign, at in _quote_signs(text):
        if stack and sign in pairs[stack[-1][0]]:
            opened, start = stack.pop()
            if not stack and opened in _DOUBLE:
                yield start, at + 1
        elif sign in pairs:
            stack.append((sign, at))
    marks = _straight_quotes(text)
    yield from ((start, end + 1) for start, end in zip(marks[::2], marks[1::2], strict=False))


def _straight_quotes(text: str) -> list[int]:
    """Return the places of straight marks; one behind a figure is that of inches where the others have no partner."""
    text = prose(text)
    every = [match.start() for match in re.finditer('"', text)]
    return [match.start() for match in re.finditer('"', _INCHES.sub(" ", text))] if len(every) % 2 else every


def _quote_pairs(locale: str) -> Mapping[str, str]:
    own = language(locale).quotation_pairs
    return {**_QUOTES, **own} if own else _QUOTES


def _bracket_signs(text: str) -> Iterator[tuple[str, int]]:
    """The brackets, without those that close a list mark: `a)`, `1）`."""
    clean = prose(text)
    depth = 0
    for match in _BRACKET_SIGN.finditer(clean):
        sign, at = match[0], match.start()
        if sign in _BRACKETS:
            depth += 1
        elif depth:
            depth -= 1
        elif _LIST_MARK.search(clean, max(0, at - 5), at):
            continue
        yield sign, at


def _quote_signs(text: str) -> Iterator[tuple[str, int]]:
    text = prose(text)
    opened = 0
    hidden = {match.start() for match in _APOSTROPHE.finditer(text)} if "’" in text else frozenset()
    for match in _QUOTE_SIGN.finditer(text):
        sign, at = match[0], match.start()
        if sign == '"' or at in hidden:
            continue
        if sign == "‘":
            opened += 1
        elif sign == "’":
            if not opened:
                continue  # An apostrophe at the edge of a word.
            opened -= 1
        yield sign, at


def _scan(signs: Iterable[tuple[str, int]], pairs: Mapping[str, str]) -> _Scan:
    stack: list[tuple[str, int]] = []
    unopened: list[tuple[str, int]] = []
    mismatched: list[tuple[str, str, int]] = []
    for sign, at in signs:
        if stack and sign in pairs[stack[-1][0]]:
            stack.pop()
        elif sign in pairs:
            stack.append((sign, at))
        elif stack:
            mismatched.append((stack.pop()[0], sign, at))
        else:
            unopened.append((sign, at))
    return _Scan(unclosed=tuple(stack), unopened=tuple(unopened), mismatched=tuple(mismatched))


def _unbalanced(
    rule: Rule, scan: _Scan, source: _Scan, what: str, pairs: Mapping[str, str]
) -> Iterator[Finding]:
    for opening, closing, at in scan.mismatched:
        alone = not scan.unclosed and not scan.unopened
        right = pairs[opening] if alone and len(pairs[opening]) == 1 else None
        yield rule.finding(f"{opening} is closed by {closing}", "target", (at, at + 1), repair=right)
    for sign, at in scan.unclosed[len(source.unclosed) :]:
        yield rule.finding(f"the {what} {sign} is not closed", "target", (at, at + 1))
    for sign, at in scan.unopened[len(source.unopened) :]:
        yield rule.finding(f"the {what} {sign} is not opened", "target", (at, at + 1))
