"""The mark at the end of a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import Language, language
from postl10n.lang.languages.sentence_rules import ends_abbreviated
from postl10n.lang.text.markup import is_unknown_markup, placeholders
from postl10n.model.article import Role
from postl10n.model.findings import Finding
from postl10n.stages.check.rules.base import Rule
from postl10n.stages.check.rules.copying import is_copied

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair


class _Mark(StrEnum):
    STOP = "full stop"
    QUESTION = "question mark"
    EXCLAMATION = "exclamation mark"
    COLON = "colon"
    SEMICOLON = "semicolon"
    ELLIPSIS = "ellipsis"
    NONE = "nothing"


_MARKS = {
    **dict.fromkeys(".。．｡।۔։።", _Mark.STOP),
    **dict.fromkeys("?？؟", _Mark.QUESTION),
    **dict.fromkeys("!！", _Mark.EXCLAMATION),
    **dict.fromkeys(":：՝", _Mark.COLON),
    **dict.fromkeys(";；؛", _Mark.SEMICOLON),
    **dict.fromkeys("…⋯", _Mark.ELLIPSIS),
}
_WITHIN = {"՞": _Mark.QUESTION, "՜": _Mark.EXCLAMATION}
"""Armenian puts these on the word that is stressed, and ends the sentence with its full stop all the same."""
# Closing quotes, brackets, marks of direction and white space that may follow the mark.
_CLOSERS = (
    "”’»›」』》〉“\"')）]］】〕\u200e\u200f\u061c\u200b\ufeff\u202c\u2069\u200c\u200d \t\n\u00a0\u202f\u3000"
)
_HEADLINES = frozenset({Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.NAVIGATION, Role.BYLINE, Role.DATELINE})
_INNER_MARK = re.compile(r"(?<=\w)[?!](?=[ \u00a0]\w)")
_FULL_WIDTH = 0xFEE0
_SENTENCE_END = re.compile(r"[.!?…:]\s+")
_ACCELERATOR = re.compile(r" ?\((?:&amp;|[&_])[^\W_]\)\s*\Z")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,8}\Z")
_DOTS = re.compile(r"…|\.\.\.")
_OF_CODE = frozenset(":：(/[]`'\"?")
_OPENING = {_Mark.QUESTION: "¿", _Mark.EXCLAMATION: "¡"}

# What a translator may write for a mark of the source: enthusiasm and suspense do not travel everywhere.
_ALSO_RIGHT = {
    _Mark.STOP: frozenset({_Mark.EXCLAMATION, _Mark.ELLIPSIS}),
    _Mark.EXCLAMATION: frozenset({_Mark.STOP, _Mark.ELLIPSIS}),
    _Mark.ELLIPSIS: frozenset({_Mark.STOP}),
    _Mark.COLON: frozenset({_Mark.STOP}),
    _Mark.SEMICOLON: frozenset({_Mark.STOP}),
}


class EndPunctuationRule(Rule):
    name = "end-punctuation"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        source_end = _content_end(pair.source)
        expected = _mark(pair.source, source_end, pair.source_locale) if source_end else _Mark.NONE
        if expected is _Mark.NONE:
            return
        locales = pair.locale, pair.source_locale
        if not all(language(one).sentence_marks for one in locales) or is_copied(pair):
            return
        target_end = _content_end(pair.target)
        if not target_end or is_unknown_markup(pair.source):
            return
        found = _mark(pair.target, target_end, pair.locale)
        if found is _Mark.NONE and not _is_within(expected, pair, source_end):
            if expected is not _Mark.STOP or not self._may_lack(pair, source_end, target_end):
                message, span = f"the {expected} of the source is lost", (target_end - 1, target_end)
                mark, at = _appended(expected, pair, target_end), (target_end, target_end)
                # A question that was made a heading needs none: クラウド同期の仕組み.
                safe = expected is not _Mark.QUESTION
                yield self.finding(message, "target", span, repair=mark, at=at, safe=safe)
        elif found is not _Mark.NONE and not _fits(expected, found, pair, target_end):
            message = f"ends with a {found} where the source has a {expected}"
            sign = None if found is _Mark.ELLIPSIS else _sign(expected, pair.locale)
            span = (target_end - 1, target_end)
            yield self.finding(message, "target", span, repair=sign, safe=False)
        elif found is not _Mark.NONE:
            yield from self._style(pair, found, target_end)

    def _may_lack(self, pair: SegmentPair, source_end: int, target_end: int) -> bool:
        """Tell whether the translation needs no full stop: a headline, an abbreviation, a phrase without a verb."""
        source, verbs = pair.source[:source_end], language(pair.locale).sentence_endings
        return (
            pair.role in _HEADLINES
            or " " not in source.strip()
            or "\n " in source  # A list in columns.
            or ends_abbreviated(source, pair.source_locale)
            or _INITIALS.search(source) is not None
            or (bool(verbs) and re.search(rf"(?:{verbs})\Z", pair.target[:target_end]) is None)
        )

    def _style(self, pair: SegmentPair, found: _Mark, end: int) -> Iterator[Finding]:
        """Yield findings on an end mark that the locale writes differently."""
        text, tongue = pair.target, language(pair.locale)
        sign = text[end - 1]
        right = (
            None
            if text[end : end + 1] in (")", "]")
            else _right_sign(tongue, sign, found, text[end - 2 : end - 1])
        )
        if right:
            message = f"{sign} instead of {right}, which this language writes"
            yield self.finding(message, "target", (end - 1, end), repair=right)
        opening = _OPENING.get(found) if tongue.inverted_marks else None
        if opening and opening not in text:
            message = f"{sign} closes what no {opening} opens"
            at = _beginning(text, end)
            yield self.finding(message, "target", (end - 1, end), repair=opening, at=at, safe=False)
        elif tongue.inverted_marks:
            yield from self._never_opened(text, end)

    def _never_opened(self, text: str, end: int) -> Iterator[Finding]:
        """Within the text: `No doblar! Contiene fotos.`"""
        for match in _INNER_MARK.finditer(text, 0, end - 1):
            opening = "¿" if match[0] == "?" else "¡"
            if opening not in text:
                yield self.finding(f"{match[0]} closes what no {opening} opens", "target", match.span())
                return


def _sign(mark: _Mark, locale: str) -> str | None:
    """Return the sign by which a language writes a mark; None where another has to open it, or it has several."""
    tongue = language(locale)
    if mark is _Mark.ELLIPSIS or (tongue.inverted_marks and mark in _OPENING):
        return None
    if mark is _Mark.QUESTION and tongue.question_marks:
        return tongue.question_marks[0]
    plain = next(sign for sign, one in _MARKS.items() if one is mark)
    sign = tongue.end_marks.get(plain, chr(ord(plain) + _FULL_WIDTH) if tongue.ideographic else plain)
    return ("\u00a0" if plain == ":" else "\u202f") + sign if plain in tongue.spaced_marks else sign


def _appended(mark: _Mark, pair: SegmentPair, end: int) -> str | None:
    """Return the lost mark, if it can stand where the text ends: behind a letter or a figure, and nothing follows."""
    ended = not pair.target[end:].strip() and unicodedata.category(pair.target[end - 1])[0] in "LMN"
    return _sign(mark, pair.locale) if ended else None


def _beginning(text: str, end: int) -> tuple[int, int]:
    """Return the place where the last sentence begins."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, end - 1)]
    return (ends[-1], ends[-1]) if ends else (0, 0)


def _content_end(text: str) -> int:
    """The offset after the last character that is no closing sign, tag, accelerator or white space."""
    if ")" in text[-4:]:
        text = _ACCELERATOR.sub("", text)
    end = len(text.rstrip(_CLOSERS))
    if end and text[end - 1] in "}>":
        for one in reversed(placeholders(text)):
            if one.end != end or not one.is_tag:
                break
            end = len(text[: one.start].rstrip(_CLOSERS))
    return end


def _mark(text: str, end: int, locale: str) -> _Mark:
    tongue = language(locale)
    if text[end - 1] in tongue.question_marks:
        return _Mark.QUESTION
    mark = _Mark.STOP if text[end - 1] in tongue.full_stops else _MARKS.get(text[end - 1], _Mark.NONE)
    if text[max(0, end - 3) : end] == " ..":
        return _Mark.NONE  # The folder above.
    if text[max(0, end - 3) : end] in ("...", "。。。", "・・・"):
        return _Mark.ELLIPSIS
    if mark is _Mark.STOP:
        last = text[:end].rstrip("։").rpartition("։")[2]
        return next((one for sign, one in _WITHIN.items() if sign in last), mark)
    return mark


def _is_within(mark: _Mark, pair: SegmentPair, end: int) -> bool:
    """Tell whether the mark ends no sentence: that of code, `Sorted-by:`, or of an enumeration in brackets."""
    if mark is _Mark.ELLIPSIS:
        behind = pair.source[end : end + 1]
        if (behind == ")" and "," in pair.source) or (behind == "<" and _DOTS.search(pair.target)):
            return True
    return mark in (_Mark.COLON, _Mark.ELLIPSIS) and pair.source[:end].rpartition(" ")[2] in pair.target


def _fits(expected: _Mark, found: _Mark, pair: SegmentPair, end: int) -> bool:
    if found is expected or found in _ALSO_RIGHT.get(expected, ()):
        return True
    if expected is _Mark.QUESTION and any(sign in pair.target for sign in "?？؟"):
        return True  # Asked first and then told: 您知道吗？……
    if expected is _Mark.QUESTION and found is _Mark.STOP:
        return _asks(pair.target[max(0, end - 8) : end - 1], pair.locale)
    return (
        found is _Mark.QUESTION
        and expected is _Mark.STOP
        and _asks(pair.source.rstrip("。" + _CLOSERS), pair.source_locale)
    )


def _asks(text: str, locale: str) -> bool:
    """Return True if the text ends with a question word, so that it needs no question mark."""
    endings = language(locale).question_endings
    return bool(endings) and re.search(rf"(?:{endings})\Z", text) is not None


def _right_sign(tongue: Language, sign: str, mark: _Mark, before: str) -> str | None:
    """The sign the language writes, where it is another one."""
    right = None if mark in (_Mark.ELLIPSIS, _Mark.QUESTION) and sign in ".;" else tongue.end_marks.get(sign)
    # After a Latin letter the dot may belong to an abbreviation.
    if before in _OF_CODE:
        return None
    if right == "。" and before.isascii() and before.isalpha() and mark is _Mark.STOP:
        return None
    return right
