"""The slow parser of PO files: every spelling that gettext accepts, one token at a time, with precise faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from postl10n.files.po.syntax import STRING, Parts

_TOKEN = re.compile(
    rb"(?P<blank>[ \t\r\f\v]+)|(?P<newline>\n)|(?P<mark>\#(?:~\|?|\|))|(?P<comment>\#[^\n]*)"
    rb"|(?P<string>" + STRING + rb")|(?P<index>\[[ \t\r\n]*\d+[ \t\r\n]*\])"
    rb"|(?P<word>[A-Za-z_$][A-Za-z0-9_$]*)|(?P<other>[^\n])"
)
_KEYWORDS = frozenset({b"domain", b"msgctxt", b"msgid", b"msgid_plural", b"msgstr"})
_TO_LINE_END = re.compile(rb"[ \t\r\f\v]*(?:\n|\Z)")
_OPEN_STRING = re.compile(rb'"(?:[^"\\\n]|\\[^\n])*+')


class SyntaxFault(Exception):
    """A syntax error; `offset` is its position."""

    def __init__(self, message: str, offset: int, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


class _Token(NamedTuple):
    kind: str
    text: bytes
    start: int
    end: int
    obsolete: bool
    previous: bool


class PoItem(NamedTuple):
    """The item at an offset: an entry, a `domain` line, or (both None) only comments."""

    parts: Parts | None
    domain: bytes | None
    end: int


def read_item(data: bytes, at: int) -> PoItem:
    """Parse the next entry or domain line at or after an offset. Raises SyntaxFault."""
    return _Reader(data, at).item()


def _tokens(data: bytes, at: int) -> Iterator[_Token]:
    """Yield the tokens from an offset, without white space; `#~` and `#|` become properties of the tokens after them."""
    obsolete = data[data.rfind(b"\n", 0, at) + 1 : at].lstrip().startswith(b"#~")
    previous = False
    for found in _TOKEN.finditer(data, at):
        kind = found.lastgroup or ""
        if kind == "newline":
            obsolete = previous = False
        elif kind == "mark":
            obsolete = obsolete or b"~" in found[0]
            previous = previous or b"|" in found[0]
        elif kind == "other":
            raise _strange(data, found.start())
        elif kind != "blank":
            yield _Token(kind, found[0], found.start(), found.end(), obsolete, previous)
    yield _Token("end", b"", len(data), len(data), False, False)


def _strange(data: bytes, offset: int) -> SyntaxFault:
    """Return the fault for a character that begins no token."""
    found = _OPEN_STRING.match(data, offset)
    if not found:
        character = data[offset : offset + 1]
        shown = character.decode("ascii") if 0x20 < character[0] < 0x7F else f"byte 0x{character[0]:02x}"
        return SyntaxFault(f"{shown} where a keyword, a string or a comment is expected", offset)
    after = data[found.end() : found.end() + 1]
    if after == b'"':
        return SyntaxFault(
            "unknown escape in a string",
            offset,
            r"A string may hold \n \t \" \\ \a \b \f \r \v, \ with octal digits and \x with hexadecimal ones.",
        )
    if found.end() >= len(data):
        return SyntaxFault("the file ends inside a string", offset, "The file seems to be truncated.")
    return SyntaxFault(
        "the string is not closed on its line", offset, 'Write " at its end; a line break in a text is \\n.'
    )


class _Reader:
    """A recursive-descent parser with one token of look-ahead."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self._start = at
        self._tokens = _tokens(data, at)
        self._token = next(self._tokens)
        self._end = at

    def item(self) -> PoItem:
        comments = self._comments()
        token = self._token
        if token.kind == "end":
            return PoItem(None, None, len(self._data))
        if token.kind != "word":
            raise self._unexpected()
        if token.text == b"domain":
            return PoItem(None, self._domain(token), self._line_end())
        return PoItem(self._message(comments), None, self._line_end())

    def _domain(self, token: _Token) -> bytes:
        self._advance()
        name = self._strings(token)
        if b"\n" in name:
            raise SyntaxFault("a domain line holds one string", token.start)
        return name

    def _message(self, comments: list[bytes]) -> Parts:
        before = self._token
        previous = self._previous()
        first = self._token
        if previous is not None:
            self._same_mark(first, before)
        context = self._section(b"msgctxt", first)
        msgid = self._section(b"msgid", first)
        if msgid is None:
            raise self._missing("msgid", first) if context is not None or previous else self._unexpected()
        plural = self._section(b"msgid_plural", first)
        msgstr = self._forms(first) if plural is not None else self._single(first)
        head = self._data.rfind(b"\n", 0, first.start) + 1 if first.obsolete else first.start
        return Parts(
            lead=b"\n".join(comments),
            previous=previous,
            context=context,
            msgid=msgid,
            plural=plural,
            msgstr=msgstr,
            obsolete=first.obsolete,
            head=max(head, self._start),
            end=self._line_end(),
        )

    def _comments(self) -> list[bytes]:
        comments = []
        while self._token.kind == "comment":
            comments.append(self._token.text)
            self._advance()
        return comments

    def _previous(self) -> bytes | None:
        """Parse the `#|` sections, as one canonical block."""
        if not self._token.previous:
            return None
        first = self._token
        found = [(word, self._section(word, first)) for word in (b"msgctxt", b"msgid", b"msgid_plural")]
        if found[1][1] is None:
            raise self._missing("#| msgid", first)
        if self._token.previous:
            raise self._unexpected()
        return b"\n".join(b'%b "%b"' % (word, text) for word, text in found if text is not None)

    def _section(self, keyword: bytes, like: _Token) -> bytes | None:
        """Parse a keyword with its strings; None if the current token is another keyword."""
        token = self._token
        if token.kind != "word" or token.text != keyword or token.previous != like.previous:
            return None
        self._same_mark(token, like)
        self._advance()
        return self._strings(like)

    def _single(self, like: _Token) -> tuple[bytes, ...]:
        if self._token.text != b"msgstr":
            raise self._missing("msgstr", like)
        text = self._section(b"msgstr", like) if self._peek_index() is None else None
        if text is None:
            raise self._missing("msgid_plural", like)
        return (text,)

    def _peek_index(self) -> int | None:
        """Return the number in brackets after the current keyword, if any."""
        found = _TOKEN.match(self._data, self._token.end)
        while found and found.lastgroup in ("blank", "newline"):
            found = _TOKEN.match(self._data, found.end())
        return int(found[0].strip(b"[] \t\r\n")) if found and found.lastgroup == "index" else None

    def _forms(self, like: _Token) -> tuple[bytes, ...]:
        forms: list[bytes] = []
        while self._token.text == b"msgstr" and not self._token.previous:
            self._same_mark(self._token, like)
            index = self._peek_index()
            if index is None:
                raise SyntaxFault("msgstr without [0] after msgid_plural", self._token.start)
            if index != len(forms):
                raise SyntaxFault(f"msgstr[{index}] where msgstr[{len(forms)}] is due", self._token.start)
            self._advance()
            self._advance()
            forms.append(self._strings(like))
        if not forms:
            raise self._missing("msgstr[0]", like)
        return tuple(forms)

    def _strings(self, like: _Token) -> bytes:
        """Parse one or more strings, one a line, without the first quote and the last."""
        if self._token.kind != "string":
            raise self._unexpected()
        found = []
        while self._token.kind == "string" and self._token.previous == like.previous:
            self._same_mark(self._token, like)
            found.append(self._token.text)
            self._advance()
        return b"\n".join(found)[1:-1]

    def _same_mark(self, token: _Token, like: _Token) -> None:
        if token.obsolete != like.obsolete:
            raise SyntaxFault(
                "some lines of this entry begin with #~ and others do not",
                token.start,
                "Mark every line of an obsolete entry with #~, or none.",
            )

    def _advance(self) -> None:
        self._end = self._token.end
        self._token = next(self._tokens)

    def _line_end(self) -> int:
        """Return the end of the line after the last token, or the end of the token if something follows it on the line."""
        found = _TO_LINE_END.match(self._data, self._end)
        return found.end() if found else self._end

    def _missing(self, what: str, like: _Token) -> SyntaxFault:
        """Return the fault of an entry, beginning at a token, in which something is missing at the current position."""
        if self._token.kind == "comment":
            return SyntaxFault(
                f"a comment inside an entry, before its {what}",
                self._token.start,
                "Comments belong before the entry's first line.",
            )
        if self._token.kind == "end":
            return SyntaxFault(
                f"the file ends before the {what} of its last entry",
                min(like.start, len(self._data.rstrip())),
                "The file seems to be truncated.",
            )
        return SyntaxFault(f"{what} is missing", like.start)

    def _unexpected(self) -> SyntaxFault:
        token = self._token
        shown = token.text[:30].decode("utf-8", "replace")
        if token.kind == "word" and token.text not in _KEYWORDS:
            return SyntaxFault(f"unknown keyword {shown}", token.start)
        if token.kind in ("comment", "end"):
            return self._missing("text", token)
        return SyntaxFault(f"{shown} is out of place", token.start)
