"""An HTML tokenizer: tags as a browser would find them, in one pass however broken the markup is.

Own code, because of the available parsers lxml drops elements nested deeper than 2,048 levels and counts no lines
beyond 65,535, and `html.parser` takes minutes for some kilobytes of unclosed tags (docs/decisions/0003-html.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache, partial
from html import unescape
from typing import NamedTuple

Attributes = tuple[tuple[str, str], ...]

_ATTRIBUTES = r"""((?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?=[^"'])))*+)>"""
"""Matches the attributes of a tag, and its end."""
_LOOSE_TAG = re.compile(r"([^>]*+)>")
"""Matches those of tags with an unclosed quote: they end at the next `>`."""
_ATTRIBUTE = re.compile(r"""([^\s=>/"'][^\s=>/]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++)))?+""")
_RAW = frozenset({"script", "style", "template"})
"""Elements without text of the page."""
_UNQUOTED_END = re.compile(r"""=\s*+[^\s"'>][^\s>]*+$""")
_CDATA = "<![CDATA["
_MARKUP, _NAMED = (
    re.compile(rf"<!--|<(/?)([A-Za-z][^\s/>]*+)(?:(>)|{attributes})?+|<[!?/]")
    for attributes in (_ATTRIBUTES, r"(\b\B)")
)
"""Tags with their attributes, where no quote is unclosed, and tags with no more than their names."""
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


_START, _END, _TEXT = TokenKind


class HtmlToken(NamedTuple):
    """A start tag, an end tag or a run of text; `line` is its first line, counted from 1."""

    kind: TokenKind
    value: str
    """The name in lower case, or the text with character references resolved."""
    line: int
    attributes: Attributes = ()
    empty: bool = False
    """True for a start tag of an element that has no content and no end tag."""


_token = partial(tuple.__new__, HtmlToken)
"""Make a token of all its five values, without a call in Python: pages have hundreds of thousands."""


class Scanner:
    """Splits a page into tags and texts. Comments, declarations, scripts and styles are left out."""

    def __init__(self, html: str, *, standard: bool = True) -> None:
        """standard: see `elements.events`."""
        self._standard = standard
        self.foreign = False
        """Set by the consumer of the tokens: the next tag is one of SVG or MathML, where `/>` closes."""
        self._html = html
        self._missing: set[str] = set()
        self._last: dict[str, int] = {}
        self._broken = 0

    def tokens(self) -> Iterator[HtmlToken]:
        """Yield the tokens in order; each tag is read only after the token before it was consumed."""
        html = self._html
        start = at = counted = 0
        line = first = 1
        while found := (_MARKUP if self._broken < _BROKEN_QUOTES else _NAMED).search(html, at):
            begin, end = found.span()
            line += html.count("\n", counted, begin)
            counted = begin
            closes, name, whole, _ = found.groups()
            token: HtmlToken | None
            if closes and whole:
                token = _token((_END, name.lower(), line, (), False))
            else:
                last, token = (self._tag if name else self._other)(found, line)
                if last is None:
                    at = end
                    continue
                end = last
            if start < begin:
                text = html[start:begin]
                yield _token((_TEXT, unescape(text) if "&" in text else text, first, (), False))
            if token is not None:
                yield token
            start = at = counted = end
            if not whole or end > found.end():
                line += html.count("\n", begin, end)
            first = line
            if token is not None and token.value in _TEXT_ONLY and token.kind is _START and not token.empty:
                at = self._end_of_text(token.value, end)
        if start < len(html):
            yield HtmlToken(_TEXT, unescape(html[start:]), first)

    def _other(self, found: re.Match[str], line: int) -> tuple[int | None, HtmlToken | None]:
        """Return the end of a comment or declaration that starts here, and a section's text; no end if it is text."""
        at = found.start()
        if found[0] == "<!--":
            return self._after("-->", at + 2), None
        if self.foreign and self._html.startswith(_CDATA, at) and (end := self._after("]]>", at)) is not None:
            return end, HtmlToken(_TEXT, self._html[at + len(_CDATA) : end - len("]]>")], line)
        return self._after(">", at), None

    def _tag(self, found: re.Match[str], line: int) -> tuple[int | None, HtmlToken | None]:
        """Return the end of the tag that starts here, and its token; no end if it is text."""
        closes, name, whole, attributes = found.groups()
        end = found.end()
        if not whole and attributes is None:
            self._broken += 1
            tag = None if self._after(">", end) is None else _LOOSE_TAG.match(self._html, end)
            if tag is None:
                return None, None
            attributes, end = tag[1], tag.end()
        name, attributes = name.lower(), attributes or ""
        if closes:
            return end, _token((_END, name, line, (), False))
        # A slash at the end of an unquoted value is part of it.
        closed = self._standard and attributes.endswith("/") and not _UNQUOTED_END.search(attributes)
        empty = closed and (self.foreign or name in FOREIGN)
        raw = self._after_raw(name, end) if name in _RAW and not empty else None
        if raw is not None:
            return raw, None
        empty = empty or (self._standard and name in _EMBEDDED and not self._is_closed(name, end))
        return end, _token((_START, name, line, _attributes(attributes) if attributes else (), empty))

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
        """Return the offset from which a next tag may begin, after the start tag of an element of text only."""
        close = self._close_of(name, at) if self._standard and not self.foreign else None
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


@lru_cache(maxsize=64)
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _attributes(text: str) -> Attributes:
    """Return the attributes, names in lower case; the first of two with one name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return tuple(found.items())
