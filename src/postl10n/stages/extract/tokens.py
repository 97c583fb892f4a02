"""An HTML tokenizer: tags as a browser would find them, in one pass however broken the markup is.

Own code, because of the available parsers lxml drops elements nested deeper than 2,048 levels and counts no lines
beyond 65,535, and `html.parser` takes minutes for some kilobytes of unclosed tags (docs/decisions/0003-html.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from html import unescape
from typing import NamedTuple

Attributes = tuple[tuple[str, str], ...]

_START = r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)"
_TAG = re.compile(rf"""{_START}(?P<attributes>(?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?=[^"'])))*+)>""")
_LOOSE_TAG = re.compile(rf"{_START}(?P<attributes>[^>]*+)>")
"""Matches tags with an unclosed quote: they end at the next `>`."""
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s=>/"'][^\s=>/]*+)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++)))?+"""
)
_RAW = frozenset({"script", "style", "template"})
"""Elements without text of the page."""
_UNQUOTED_END = re.compile(r"""=\s*+[^\s"'>][^\s>]*+$""")
_CDATA = "<![CDATA["
_MARKUP = re.compile(r"<!--|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<whole>>?)|<[!?/]")
_BROKEN_QUOTES = 50
"""The maximum number of tags with an unclosed quote to examine: each costs a pass over the rest of the text."""


def names(text: str) -> frozenset[str]:
    """Return the words of a text as a set: lists of element names are easier to read this way."""
    return frozenset(text.split())


VOID = names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
"""Elements that are always empty, obsolete ones included."""
FOREIGN = names("svg math")
"""The roots of elements that do not follow HTML's rules."""
_TEXT_ONLY = names("iframe noembed noframes textarea title xmp")
"""Elements in which no tag is recognised except their own end tag."""
_EMBEDDED = names("applet audio canvas iframe noembed object svg video")
"""Elements whose content is only a fallback for what they show."""


class TokenKind(Enum):
    START = "start"
    END = "end"
    TEXT = "text"


class HtmlToken(NamedTuple):
    """A start tag, an end tag or a run of text; `line` is its first line, counted from 1."""

    kind: TokenKind
    value: str
    """The name in lower case, or the text with character references resolved."""
    line: int
    attributes: Attributes = ()
    empty: bool = False
    """True for a start tag of an element that has no content and no end tag."""


class Scanner:
    """Splits a page into tags and texts. Comments, declarations, scripts and styles are left out."""

    def __init__(self, html: str, *, standard: bool = True) -> None:
        """standard: see `elements.events`."""
        self._standard = standard
        self.foreign = False
        """Set by the consumer of the tokens: the next tag is one of SVG or MathML, where `/>` closes."""
        self._html = html
        self._counted = 0
        self._line = 1
        self._missing: set[str] = set()
        self._last: dict[str, int] = {}
        self._broken = 0

    def tokens(self) -> Iterator[HtmlToken]:
        """Yield the tokens in order; each tag is read only after the token before it was consumed."""
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
            if token is not None and token.kind is TokenKind.START and not token.empty:
                at = self._end_of_text(token.value, end)
        if start < len(self._html):
            yield self._text(start, len(self._html), line)

    def _markup(self, found: re.Match[str]) -> tuple[int | None, HtmlToken | None]:
        """Return the end of the markup that starts here, and its token; no end if it is text."""
        at = found.start()
        if found[0] == "<!--":
            return self._after("-->", at + 2), None
        if self.foreign and self._html.startswith(_CDATA, at) and (end := self._after("]]>", at)) is not None:
            text = self._html[at + len(_CDATA) : end - len("]]>")]
            return end, HtmlToken(TokenKind.TEXT, text, self._line_at(at))
        if found[0] in ("<!", "<?", "</"):
            return self._after(">", at), None
        tag = found if found["whole"] else self._tag(at)
        if tag is None:
            return None, None
        name, end = found["name"].lower(), tag.end()
        if found["end"]:
            return end, HtmlToken(TokenKind.END, name, self._line_at(at))
        attributes = "" if tag is found else tag["attributes"]
        # A slash at the end of an unquoted value is part of it.
        closed = self._standard and attributes.endswith("/") and not _UNQUOTED_END.search(attributes)
        empty = closed and (self.foreign or name in FOREIGN)
        raw = self._after_raw(name, end) if name in _RAW and not empty else None
        if raw is not None:
            return raw, None
        empty = empty or (self._standard and name in _EMBEDDED and not self._is_closed(name, end))
        return end, HtmlToken(TokenKind.START, name, self._line_at(at), _attributes(attributes), empty)

    def _tag(self, at: int) -> re.Match[str] | None:
        if self._after(">", at) is None:
            return None
        tag = _TAG.match(self._html, at) if self._broken < _BROKEN_QUOTES else None
        if tag is None:
            self._broken += 1
            tag = _LOOSE_TAG.match(self._html, at)
        return tag

    def _after(self, mark: str, at: int) -> int | None:
        """Return the end of the next mark; None if there is none, which is searched for only once."""
        found = -1 if mark in self._missing else self._html.find(mark, at)
        if found < 0:
            self._missing.add(mark)
            return None
        return found + len(mark)

    def _after_raw(self, name: str, at: int) -> int | None:
        """Return the end of an element without text; None if it is never closed, so that nothing is lost."""
        close = self._close_of(name, at)
        return None if close is None else self._after(">", close) or len(self._html)

    def _end_of_text(self, name: str, at: int) -> int:
        """Return the offset from which a next tag may begin, after the start tag of an element."""
        raw = self._standard and name in _TEXT_ONLY and not self.foreign
        close = self._close_of(name, at) if raw else None
        return at if close is None else close

    def _close_of(self, name: str, at: int) -> int | None:
        """Return the start of the next end tag of that name; None if there is none."""
        found = _end_tag(name).search(self._html, at) if self._is_closed(name, at) else None
        return found.start() if found else None

    def _is_closed(self, name: str, at: int) -> bool:
        """Return True if an end tag of that name follows; the last one is searched for only once."""
        if name not in self._last:
            self._last[name] = max((one.start() for one in _end_tag(name).finditer(self._html)), default=-1)
        return at <= self._last[name]

    def _text(self, start: int, end: int, line: int) -> HtmlToken:
        return HtmlToken(TokenKind.TEXT, unescape(self._html[start:end]), line)

    def _line_at(self, at: int) -> int:
        self._line += self._html.count("\n", self._counted, at)
        self._counted = at
        return self._line


@lru_cache(maxsize=64)
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _attributes(text: str) -> Attributes:
    """Return the attributes, names in lower case; the first of two with one name counts."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(text):
        value = one["double"] or one["single"] or one["bare"] or ""
        found.setdefault(one["name"].lower(), unescape(value))
    return tuple(found.items())
