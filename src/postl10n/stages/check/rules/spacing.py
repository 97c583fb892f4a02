"""Rules about white space, characters that cannot be seen, and words written twice."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import language
from postl10n.lang.locales import direction, script
from postl10n.model.findings import COLON_SPACES, Finding
from postl10n.stages.check.rules.base import Rule, prose
from postl10n.stages.check.rules.copying import is_copied

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

_SPACE = r"[ \u00a0\u2009\u202f\u3000]"
_COLON = re.compile(r"(?<=\w)[ \u00a0\u202f]?:(?=\s|$)|(?<=[»”)])[ \u00a0\u202f]?:(?=\s|$)")
_NO_BREAK = "\u00a0\u202f"
_TWICE = "two spaces in a row"
_TWO = re.compile(rf"(?<=\S){_SPACE}{{2,}}|\A{_SPACE}{{2,}}")
_EDGE = re.compile(rf"^{_SPACE}|{_SPACE}$")
_ANY = re.compile(rf"{_SPACE}(?:(?<=[\s(（\[].)|(?<=^.)|(?=[\s.,!?;:،؟؛。，、！？；：)）\]])|$)")
"""A space where one of the expressions may match: a quick look."""
# A mark that a letter follows begins a name: .NET; two or more of them are an ellipsis.
# Behind a role of reStructuredText a space is a habit, since some readers ask for one.
_BEFORE_MARK = re.compile(r"(?<=[^\s.`_]) +([.,!?;:](?![\w.,!?;:/\\)(])|[،؟؛。，、！？；：](?![)）]))")
_BEFORE_UNSPACED_MARK = re.compile(r"(?<=[^\s.`_]) +([.,](?![\w.,])|[،؟؛。，、！？；：])")
_INSIDE_BRACKET = re.compile(r"[(（\[] +(?=[^\s)\]）])|(?<=[^\s(\[（`_]) +[)）\]]")
_NO_SPACE = re.compile(r"(?<=[^\W\d_])[:;!?](?=\s|$)|(?<=[»\d]):(?=\s)")
_AROUND = re.compile(r"\w+\W{1,3}\w+")
"""A mark with the words before and behind it."""

# Bidirectional embeddings and overrides reorder what a reader sees; the others show nothing at all.
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068\u2069"
_WORD_BREAK = "\u200b"
# Scripts without spaces whose lines break where this character marks the end of a word (UAX #14, class SA).
_BROKEN_BY_DICTIONARY = frozenset({"Khmr", "Laoo", "Mymr", "Thai"})
_INVISIBLE = "\u200b\ufeff\u2060\ufffe\uffff\u00ad\u180e\u2028\u2029"
_CONTROL = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_OVERRIDES}{_ISOLATES}{_INVISIBLE}]")


class SpaceRule(Rule):
    name = "space"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        text = pair.target
        for expression, problem in _expressions(pair) if _ANY.search(text) else ():
            if expression.search(text) and not expression.search(pair.source):
                match = next(expression.finditer(text))
                yield self.finding(problem, "target", match.span(), repair=_closed_up(match[0], problem))
                return
        marks = language(pair.locale).spaced_marks
        if pair.space_before_colon and not is_copied(pair):
            marks = marks.replace(":", "")
            yield from self._before_colons(pair, COLON_SPACES[pair.space_before_colon])
        if marks and pair.source != pair.target and not is_copied(pair):
            yield from self._before_marks(pair, marks)

    def _before_colons(self, pair: SegmentPair, right: str) -> Iterator[Finding]:
        for start, end in colons(pair.target):
            if pair.target[start : end - 1] != right:
                message = "the space before : is not the project’s own"
                yield self.finding(message, "target", (start, end), repair=f"{right}:")
                return

    def _before_marks(self, pair: SegmentPair, marks: str) -> Iterator[Finding]:
        text = prose(pair.target)
        for match in _NO_SPACE.finditer(text):
            behind = pair.target[match.end() : match.end() + 1]
            if match[0] in marks and match[0] == pair.target[match.start()] and not behind.strip():
                start = match.start()
                while start and text[start - 1].isalnum():
                    start -= 1
                around = _AROUND.match(pair.target, start)
                if around is not None and around[0] in pair.source:
                    continue  # Left as it is, such as a message of a program.
                space = "\u00a0" if match[0] == ":" else "\u202f"
                message = f"no space before {match[0]}"
                yield self.finding(message, "target", match.span(), repair=space + match[0])
                return


def colons(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of colons behind a word, with the space before them."""
    yield from (match.span() for match in _COLON.finditer(prose(text)))


def _closed_up(found: str, problem: str) -> str:
    """Return what is left of spaces, and of the mark or bracket beside them."""
    if problem != _TWICE:
        return found.strip()
    return next((sign for sign in found if sign in _NO_BREAK), " ")


def _expressions(pair: SegmentPair) -> tuple[tuple[re.Pattern[str], str], ...]:
    tongue = language(pair.locale)
    before = _BEFORE_UNSPACED_MARK if tongue.spaced_marks or tongue.loose_marks else _BEFORE_MARK
    return (
        (_TWO, _TWICE),
        (before, "a space before a punctuation mark"),
        (_INSIDE_BRACKET, "a space just inside a bracket"),
        (_EDGE, "a space at the beginning or the end"),
    )


class ControlCharacterRule(Rule):
    name = "control-character"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if pair.target.isascii() and pair.target.isprintable():
            return
        kept = Counter(_CONTROL.findall(pair.source))
        for match in _CONTROL.finditer(pair.target):
            character = match[0]
            if kept[character]:
                kept[character] -= 1
            elif not _is_right_in(pair.locale, character):
                message = f"{_code_point(character)} in the text"
                # Those of the second block are letters read in a wrong encoding: l\x92envoi.
                lost = "\x80" <= character <= "\x9f"
                left = " " if character in "\u2028\u2029" else ""
                yield self.finding(message, "target", match.span(), repair=None if lost else left)


def _is_right_in(locale: str, character: str) -> bool:
    if character == _WORD_BREAK:
        return script(locale) in _BROKEN_BY_DICTIONARY
    return character in _ISOLATES and direction(locale) == "rtl"


def _code_point(character: str) -> str:
    name = unicodedata.name(character, "a control character")
    return f"U+{ord(character):04X} ({name})"
