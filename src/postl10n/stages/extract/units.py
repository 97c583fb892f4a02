"""Translation units from blocks: the text with its inline markup as numbered placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.article import Tag
from postl10n.stages.extract.tables import table
from postl10n.stages.extract.tokens import Attributes, names

_KEPT = names(table("html")["elements"]["kept"])
_ATTRIBUTES = frozenset({"href", "src", "alt", "title", "lang", "dir", "cite", "width", "height"})
_MOST_TAGS = 9999
"""The largest number with four digits; markup beyond it is dropped, never text."""
_DEEPEST = 50


@dataclass(slots=True, eq=False, kw_only=True)
class _Open:
    name: str
    attributes: Attributes
    kept: bool
    number: int | None = None
    """None until the element has text: an element without text leaves no placeholder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedUnit:
    """The text and tags between two block boundaries."""

    text: str
    plain: str
    """The text without placeholders, with single braces."""
    tags: tuple[Tag, ...]
    lines: tuple[int, int]


class UnitBuilder:
    """Collects texts and inline tags; white space is collapsed and moved outside of tags.

    An element that is still open when a unit ends is closed there, and reopened in the next one.
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._start()

    def _start(self) -> None:
        self._parts: list[str] = []
        self._plain: list[str] = []
        self._tags: list[Tag] = []
        self._space = self._broken = False
        self._first = self._last = 0
        # Only the outermost are ever kept.
        for one in self._open[:_DEEPEST]:
            one.number = None

    def text(self, text: str, line: int) -> None:
        """Add a text that starts on that line."""
        folded = text.strip()
        if not folded:
            self._space = self._space or bool(text)
            return
        if text[0].isspace():
            self._space = True
        if "\n" in text:
            line += text.count("\n", 0, text.index(folded[0]))
            self._reach(line, line + folded.count("\n"))
        else:
            self._reach(line, line)
        self._emit_openers()
        self._parts.append(escape_braces(folded))
        self._plain.append(folded)
        self._space = text[-1].isspace()

    def open(self, name: str, attributes: Attributes) -> None:
        """Start an inline element."""
        known = _known(attributes)
        kept = name in _KEPT or (name == "span" and any(key in ("lang", "dir") for key, _ in known))
        if name == "a":
            kept = any(key == "href" for key, _ in known)
        repeated = len(self._open) >= _DEEPEST or (
            bool(self._open) and any(one.name == name and one.attributes == known for one in self._open)
        )
        self._open.append(_Open(name=name, attributes=known, kept=kept and not repeated))

    def close(self, name: str) -> None:
        """End the innermost element of that name; those opened in it are closed, and reopened after it."""
        for at in range(len(self._open) - 1, max(-1, len(self._open) - 200), -1):
            if self._open[at].name == name:
                for inner in reversed(self._open[at:]):
                    self._close(inner)
                del self._open[at]
                return

    def void(self, name: str, attributes: Attributes, line: int) -> None:
        """Add an image or a line break."""
        if name == "br" and not self._parts:
            return
        self._reach(line, line)
        # A line break separates words; a sentence before it must be seen to end.
        self._space = self._space or name == "br"
        self._emit_openers()
        number = self._number(name, _known(attributes), empty=True)
        if number is not None:
            self._parts.append(f"{{{number}/}}")
        self._broken = name == "br"

    def finish(self) -> ExtractedUnit | None:
        """Return the unit, None if it is empty, and begin the next one."""
        if not self._parts:
            self._space = False
            return None
        for one in reversed(self._open[:_DEEPEST]):
            self._close(one)
        self._drop_last_breaks()
        unit = None
        if self._parts:
            plain = normalise("".join(self._plain))
            unit = ExtractedUnit(
                text=plain if self._parts == self._plain else normalise("".join(self._parts)),
                plain=plain,
                tags=tuple(self._tags),
                lines=(self._first, max(self._first, self._last)),
            )
        self._start()
        return unit

    def _drop_last_breaks(self) -> None:
        """Drop line breaks at the end of a block, where they have no effect."""
        while self._tags and self._tags[-1].name == "br" and self._parts[-1] == f"{{{len(self._tags)}/}}":
            self._tags.pop()
            self._parts.pop()
            if self._parts and self._parts[-1] == " ":
                self._parts.pop()

    def _reach(self, first: int, last: int) -> None:
        self._first = self._first or first
        self._last = max(self._last, last)

    def _emit_openers(self) -> None:
        if self._space and self._parts and not self._broken:
            self._parts.append(" ")
            self._plain.append(" ")
        self._space = self._broken = False
        for one in self._open[:_DEEPEST] if self._open else ():
            if one.kept and one.number is None:
                one.number = self._number(one.name, one.attributes, empty=False)
                if one.number is not None:
                    self._parts.append(f"{{{one.number}}}")

    def _number(self, name: str, attributes: Attributes, *, empty: bool) -> int | None:
        if len(self._tags) >= _MOST_TAGS:
            return None
        self._tags.append(Tag(number=len(self._tags) + 1, name=name, attributes=attributes, empty=empty))
        return len(self._tags)

    def _close(self, one: _Open) -> None:
        if one.number is not None:
            self._parts.append(f"{{/{one.number}}}")
            one.number = None


@lru_cache(maxsize=4096)
def _known(attributes: Attributes) -> Attributes:
    return tuple([one for one in attributes if one[0] in _ATTRIBUTES])
