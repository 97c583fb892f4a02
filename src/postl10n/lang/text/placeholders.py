"""Placeholders of a msgid or msgstr, and their faults in a translation.

`{1}…{/1}` and `{2/}` stand for inline markup, `{name}` and `%(name)s` for values filled in later, `{{` and `}}` for
literal braces. Nothing here formats anything: catalogs may come from strangers, so placeholders are only reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

# Names are bounded so that scanning a megabyte of one letter stays linear.
_PLACEHOLDER = re.compile(
    r"(?P<literal>\{\{|\}\})"
    r"|\{(?P<close>/)?(?P<number>\d{1,4})(?P<void>/)?\}"
    r"|\{(?P<name>[^\W\d][\w.\[\]]{0,80})\}"
    r"|%\((?P<key>[^\W\d]\w{0,80})\)(?P<conversion>[a-z])"
    r"|(?<![\d\s]\s)(?<!\d)%(?P<plain>(?:\d{1,9}\$)?(?:\.\d{1,9})?[sdifu])(?![A-Za-z0-9_\u00c0-\u024f])"
)
_WIDE_BRACES = re.compile(r"｛[^｛｝{}]{1,80}｝")
# The target of a role or reference, `place <target>`, is not a tag.
_MARKUP = re.compile(r"(?!(?<=\s)<[^<>`]{1,200}>`)</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,500})?/?>")


class PlaceholderKind(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    VOID = "void"
    NAME = "name"
    LITERAL = "literal"
    """A doubled brace, which stands for a literal one."""
    WIDE = "wide"
    """Text in full-width braces: an input method has changed a placeholder into text."""
    MARKUP = "markup"
    """An HTML tag, as in catalogs of other projects."""


_TAGS = frozenset({PlaceholderKind.OPEN, PlaceholderKind.CLOSE, PlaceholderKind.VOID, PlaceholderKind.MARKUP})
_REQUIRED = _TAGS | {PlaceholderKind.NAME}
_NUMBERED = re.compile(r"%\d{1,9}\$")
_WIDE_TAG = re.compile(r"｛\s*[/／]?[\d０-９]+[/／]?\s*｝")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """One placeholder; offsets are code points, `[start, end)`."""

    kind: PlaceholderKind
    name: str
    """The number of a tag or the name of a value, without braces."""
    text: str
    start: int
    end: int

    @property
    def is_tag(self) -> bool:
        if self.kind is PlaceholderKind.WIDE:
            return _WIDE_TAG.fullmatch(self.text) is not None
        return self.kind in _TAGS


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceholderFault:
    """A fault in the placeholders of a translation."""

    problem: Literal["missing", "added", "unbalanced", "wide"]
    placeholder: Placeholder
    side: Literal["source", "target"]
    """The text that contains the placeholder: a missing one is only in the source."""


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """Return the placeholders of a text in order, doubled and full-width braces included.

    >>> [one.text for one in placeholders("{1}here{/1}, {name}: {{literal}} %(count)s")]
    ['{1}', '{/1}', '{name}', '{{', '}}', '%(count)s']
    """
    found: list[Placeholder] = []
    if "{" in text or "%" in text or "}" in text:
        found.extend(_placeholder(match) for match in _PLACEHOLDER.finditer(text))
    if "｛" in text:
        found.extend(_plain(PlaceholderKind.WIDE, match) for match in _WIDE_BRACES.finditer(text))
    if "<" in text:
        found.extend(_plain(PlaceholderKind.MARKUP, match) for match in _MARKUP.finditer(text))
    found.sort(key=lambda one: one.start)
    return tuple(found)


def balanced(found: Iterable[Placeholder]) -> tuple[Placeholder, ...]:
    """Return the paired tags that are not properly nested; empty if there are none."""
    wrong: list[Placeholder] = []
    opened: list[Placeholder] = []
    for one in found:
        if one.kind is PlaceholderKind.OPEN:
            opened.append(one)
        elif one.kind is PlaceholderKind.CLOSE:
            if opened and opened[-1].name == one.name:
                opened.pop()
            else:
                wrong.append(one)
    return (*wrong, *opened)


def comparable(source: str, target: str) -> list[PlaceholderFault]:
    """Return the faults of a translation's placeholders: it may reorder tags, but not add, lose or unbalance them.

    >>> [(one.problem, one.placeholder.text) for one in comparable("Click {1}here{/1}.", "Cliquez {1}ici.")]
    [('missing', '{/1}')]
    """
    if not _may_hold(source) and not _may_hold(target):
        return []
    originals, translated = placeholders(source), placeholders(target)
    ours, theirs = _named_alike(originals, translated)
    faults = list(_lost(ours, theirs))
    faults.extend(_added(ours, theirs))
    if not faults and not balanced(originals):
        faults.extend(
            PlaceholderFault(problem="unbalanced", placeholder=one, side="target")
            for one in balanced(translated)
        )
    return faults


def _may_hold(text: str) -> bool:
    return "{" in text or "}" in text or "%" in text or "｛" in text or "<" in text


def _placeholder(match: re.Match[str]) -> Placeholder:
    group = match.lastgroup
    number, name, key, plain = match["number"], match["name"], match["key"], match["plain"]
    if match["literal"]:
        kind, label = PlaceholderKind.LITERAL, match["literal"]
    elif number and match["close"]:
        kind, label = PlaceholderKind.CLOSE, number
    elif number:
        kind, label = (PlaceholderKind.VOID if group == "void" else PlaceholderKind.OPEN), number
    else:
        kind, label = PlaceholderKind.NAME, name or key or plain
    return Placeholder(kind=kind, name=label, text=match[0], start=match.start(), end=match.end())


def _plain(kind: PlaceholderKind, match: re.Match[str]) -> Placeholder:
    return Placeholder(kind=kind, name=match[0][1:-1], text=match[0], start=match.start(), end=match.end())


_Named = list[tuple[str, Placeholder]]
"""Placeholders, each with the name by which it is compared."""


def _named_alike(
    originals: Iterable[Placeholder], translated: Iterable[Placeholder]
) -> tuple[_Named, _Named]:
    """Return both sides named by their text; if only one side numbers its conversions, `%2$s`, the other's get numbers."""
    sides = [list(originals), list(translated)]
    numbering = [any(_NUMBERED.match(one.text) for one in side) for side in sides]
    mixed = numbering[0] is not numbering[1]
    ours, theirs = (
        _named(side, mixed and not numbered) for side, numbered in zip(sides, numbering, strict=True)
    )
    return ours, theirs


def _named(found: Iterable[Placeholder], number: bool) -> _Named:
    named: _Named = []
    place = 0
    for one in found:
        conversion = number and one.text.startswith("%") and "(" not in one.text
        place += conversion
        named.append((f"%{place}${one.text[1:]}" if conversion else one.text, one))
    return named


def _lost(originals: _Named, translated: _Named) -> Iterator[PlaceholderFault]:
    left = Counter(name for name, _ in translated)
    for name, one in originals:
        if one.kind not in _REQUIRED:
            continue
        if left[name]:
            left[name] -= 1
        else:
            yield PlaceholderFault(problem="missing", placeholder=one, side="source")


def _added(originals: _Named, translated: _Named) -> Iterator[PlaceholderFault]:
    left = Counter(name for name, _ in originals)
    formats = any(one.text.startswith("%") for _, one in originals)
    for name, one in translated:
        if left[name]:
            left[name] -= 1
        elif one.kind is PlaceholderKind.WIDE:
            yield PlaceholderFault(problem="wide", placeholder=one, side="target")
        elif one.kind in _REQUIRED and (formats or not one.text.startswith("%") or "(" in one.text):
            yield PlaceholderFault(problem="added", placeholder=one, side="target")
