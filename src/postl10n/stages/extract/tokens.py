"""HTML in tokens: what a browser would take for tags, read in one pass however broken the markup is.

Our own, because of the two at hand lxml drops what is nested deeper than 2,048 elements and knows no line above
65,535, and `html.parser` takes minutes for some kilobytes of unclosed tags (docs/decisions/0003-html.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from html import unescape

Attributes = tuple[tuple[str, str], ...]

_START = r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)"
_TAG = re.compile(rf"""{_START}(?P<attributes>(?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?=[^"'])))*+)>""")
_LOOSE_TAG = re.compile(rf"{_START}(?P<attributes>[^>]*+)>")
"""For tags with an unclosed quote: they end at the next `>`."""
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s=>/"'][^\s=>/]*+)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++)))?+"""
)
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "template")}
_MARKUP = re.compile(r"<!--|</?[A-Za-z]|<[!?/]")
_BROKEN_QUOTES = 50
"""Tags with an unclosed quote that are looked into: each costs a pass over the rest of the text."""


def names(text: str) -> frozenset[str]:
    """The words of a text: lists of element names are easier to read so."""
    return frozenset(text.split())


class Kind(Enum):
    START = "start"
    END = "end"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Token:
    """A start tag, an end tag or a run of text; `line` is where it starts, counted from 1."""

    kind: Kind
    value: str
    """The name in lower case, or the text with its character references resolved."""
    line: int
    attributes: Attributes = ()


def tokens(html: str) -> Iterator[Token]:
    """The tags and texts of a page. Comments, declarations, scripts and styles are left out."""
    return _Scanner(html).tokens()


class _Scanner:
    def __init__(self, html: str) -> None:
        self._html = html
        self._counted = 0
        self._line = 1
        self._missing: set[str] = set()
        self._broken = 0

    def tokens(self) -> Iterator[Token]:
        start = at = 0
        line = 1
        while found := _MARKUP.search(self._html, at):
            end, token = self._markup(found)
            if end is None:
                at = found.end()
                continue
            if start < found.start():
                yield self._text(start, found.start(), line)
            if token is not None:
                yield token
            start = at = end
            line = self._line_at(end)
        if start < len(self._html):
            yield self._text(start, len(self._html), line)

    def _markup(self, found: re.Match[str]) -> tuple[int | None, Token | None]:
        """The end of what starts here and its token; no end where it is text."""
        at = found.start()
        if found[0] == "<!--":
            return self._after("-->", at + 2), None
        if found[0] in ("<!", "<?", "</"):
            return self._after(">", at), None
        tag = self._tag(at)
        if tag is None:
            return None, None
        name = tag["name"].lower()
        if tag["end"]:
            return tag.end(), Token(Kind.END, name, self._line_at(at))
        raw = self._after_raw(name, tag.end())
        if raw is not None:
            return raw, None
        return tag.end(), Token(Kind.START, name, self._line_at(at), _attributes(tag["attributes"]))

    def _tag(self, at: int) -> re.Match[str] | None:
        if self._after(">", at) is None:
            return None
        tag = _TAG.match(self._html, at) if self._broken < _BROKEN_QUOTES else None
        if tag is None:
            self._broken += 1
            tag = _LOOSE_TAG.match(self._html, at)
        return tag

    def _after(self, mark: str, at: int) -> int | None:
        """Where the next mark ends; None where there is none any more, which is looked for only once."""
        found = -1 if mark in self._missing else self._html.find(mark, at)
        if found < 0:
            self._missing.add(mark)
            return None
        return found + len(mark)

    def _after_raw(self, name: str, at: int) -> int | None:
        """The end of an element that holds no text; None where it is never closed, so that nothing is lost."""
        if name not in _RAW or name in self._missing:
            return None
        close = _RAW[name].search(self._html, at)
        if close is None:
            self._missing.add(name)
            return None
        return self._after(">", close.end()) or len(self._html)

    def _text(self, start: int, end: int, line: int) -> Token:
        return Token(Kind.TEXT, unescape(self._html[start:end]), line)

    def _line_at(self, at: int) -> int:
        self._line += self._html.count("\n", self._counted, at)
        self._counted = at
        return self._line


def _attributes(text: str) -> Attributes:
    """Names in lower case; of two with one name the first counts."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(text):
        value = one["double"] or one["single"] or one["bare"] or ""
        found.setdefault(one["name"].lower(), unescape(value))
    return tuple(found.items())
