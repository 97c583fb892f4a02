"""Splitting a line or raw text into sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import language as language_of
from postl10n.lang.languages.sentence_rules import SentenceRules, has_sentence_rules, load
from postl10n.registry import cached, compiled
from postl10n.stages.segment import spaced, unspaced
from postl10n.stages.segment.candidate import LOOK_BACK, BoundaryCandidate
from postl10n.stages.segment.frozen import Frozen, cover

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from postl10n.stages.segment.patterns import PatternRule
    from postl10n.stages.segment.user_rules import UserRules

_MARK = ".!?…‥。！？｡．؟۔‼⁇⁈⁉।॥։።"
_EMOJI = "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff☀-➿\ufe0f\u200d"
_CLOSER = (
    r"[)\]}」』】〉》）］｝〕”»›’]|\s?[»)]|''|[\"'“](?=[\s)\]}」』】》）”’»\"'.,;:]|$)"
    rf"|\s?[{_EMOJI}]+(?=\s|$|[\u3040-\u9fff])|\s[:;]-?[)(DP](?=\s|$)"
    r"|\s?(?:\^\^|[ㅋㅎㅠㅜ]{2,})(?=\s|$)|[（(](?:笑|爆笑|苦笑|爆|汗|泣|涙)[）)]|\(\^[^()\s]{0,4}\^\)"
    # Footnote marks: [12], [a], [3, 4], *, † and, after a word, bare figures that were superscript in the source.
    r"|\[(?:\d{1,3}(?:[,–-] ?\d{1,3})*|[a-z]|[^\W\d_]{1,8}\.? \d{1,2})\]|\(\d{1,2}\)(?=\s)"
    r"|\s?⁽?[⁰¹²³⁴-⁹]+⁾?(?:[,–-]⁽?[⁰¹²³⁴-⁹]+⁾?)*|[*†‡§]{1,3}(?=\s|$)"
    r"|(?<=[^\W\d_]{3}[.!?])\d{1,2}(?:,\d{1,2})*(?=\s|$)"
)
_OPENER = r"[\"'«“„‘`(\[{<¿¡—–\-*•‚「『（【《〈]"
_WORD = r"[^\W_]{1,40}(?:['’][^\W_]{1,40})?\.?"
_MARKS = rf"(?P<marks>[{_MARK}][{_MARK}]*(?:[ ][{_MARK}]+(?![\w.])(?=\s|$))*)"
_CONTEXT = (
    rf"(?P<closers>(?:{_CLOSER})*)"
    rf"(?=(?P<space>\s*)(?P<openers>(?:<[a-z][^<>]{{0,300}}>|{_OPENER})*\s?)(?P<following>{_WORD}|\S?))"
)
_IN_CONTEXT = compiled(_MARKS + _CONTEXT)
# Most marks of a Chinese or Japanese text are a 。 before a word: then all other groups are None.
_CANDIDATE = compiled(rf"{_MARKS}(?:(?<=。)(?= ?[\u3040-\u30fa\u4e00-\u9fff])|{_CONTEXT})")
_SELDOM_FIRST = frozenset("0123456789abcdefghijklmnopqrstuvwxyz,;:/")
"""Characters after a full stop without a space in figures and addresses, which start no sentence."""
_WIDE = frozenset("。！？｡")
_AFTER_WIDE = compiled(r"[\u3040-\u30ff\u3400-\u9fff）」』”]")
"""Characters after which `!`, `?` and `．` count as full-width marks that need no space."""
_ASKED = compiled(r"(?<=[\u0370-\u03ff\u1f00-\u1fff\d)»”’'\"])[;\u037e](?=\s|[)»”’'\"]|$)")
"""The question mark of Greek."""
_LINE_BREAK = compiled(r"\n\s*")
_ITEM = compiled(r"\s*(?P<bullet>(?:[•⁃*‣◦–-]\s?)?)(?P<label>\d{1,2}|[a-y])(?P<sign>\.\)|\.|\))\s")
_SHORT_LINE = 50
"""The maximum length of a short line in characters; a wrapped line is longer."""


def segment_text(
    text: str, locale: str, frozen: Sequence[str] | Frozen = (), rules: UserRules | None = None
) -> list[str]:
    """The segments of one block: as the template had them where its msgids cover it, else sentences."""
    if frozen and text:
        covered = cover(text, frozen)
        if covered is not None:
            return covered
    return sentences(text, locale, rules=rules)


def sentences(text: str, locale: str, *, rules: UserRules | None = None) -> list[str]:
    """Return the sentences of `text` in reading order, each stripped, none empty.

    Joined, their characters other than white space are exactly those of `text`. An empty line ends a sentence; in a
    language without sentence marks the whole text is one unit.
    """
    tongue = language_of(locale)
    lang = tongue.code
    if not tongue.sentence_marks:
        whole = text.strip()
        return [whole] if whole else []
    language = _with_abbreviations(lang, rules.abbreviations_for(locale) if rules else frozenset())
    patterns = rules.patterns_for(locale) if rules else ()
    found: list[str] = []
    for paragraph in _items(text, lang):
        start = 0
        plain = _ASKED.sub("?", paragraph) if ";" in tongue.question_marks else paragraph
        for end in _decided(paragraph, _cuts(plain, language), patterns):
            found.append(paragraph[start:end].strip())
            start = end
        found.append(paragraph[start:].strip())
    return [sentence for sentence in found if sentence]


def _decided(text: str, cuts: Iterator[int], patterns: tuple[PatternRule, ...]) -> Iterable[int]:
    if not patterns:
        return cuts
    # Imported when a project has patterns: it loads `regex`.
    from postl10n.stages.segment.patterns import decide

    return decide(text, list(cuts), patterns)


@cached(64)
def _with_abbreviations(lang: str, words: frozenset[str]) -> SentenceRules:
    language = load(lang)
    return replace(language, never_last=language.never_last | words) if words else language


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text.

    An empty line separates them, and so does a short line without a mark, as in titles and lists, before a line that
    starts like a sentence; any other line break is a wrapped line.
    """
    if "\n" not in text:
        yield text
        return
    start = line = 0
    for match in _LINE_BREAK.finditer(text):
        words = text[line : match.start()].strip()
        empty_line = text.count("\n", match.start(), match.end()) > 1
        bare = len(words) < _SHORT_LINE and words[-1:].isalnum()
        first = text[match.end() : match.end() + 1]
        if empty_line or (bare and (first.isupper() or first.isdigit() or first in "-*•")):
            yield text[start : match.start()]
            start = match.end()
        line = match.end()
    yield text[start:]


def _items(text: str, lang: str) -> Iterator[str]:
    """Yield paragraphs, and the items of a list within one: `1. Stamps 2. Envelopes`.

    Only in languages known not to write ordinals as `1.`.
    """
    for paragraph in _paragraphs(text):
        yield from (
            _list_items(paragraph) if has_sentence_rules(lang) and not load(lang).ordinals else (paragraph,)
        )


def _list_items(text: str) -> Iterator[str]:
    start = 0
    while mark := _ITEM.match(text, start):
        label = mark["label"]
        following = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
        place = text.find(f" {mark['bullet']}{following}{mark['sign']} ", mark.end())
        if place < 0:
            break
        yield text[start:place]
        start = place + 1
    yield text[start:]


def _is_full_width(text: str, at: int, marks: str) -> bool:
    if not _WIDE.isdisjoint(marks):
        return True
    return marks[0] in "!?．" and at > 0 and _AFTER_WIDE.match(text, at - 1) is not None


def _cuts(text: str, language: SentenceRules) -> Iterator[int]:
    start = 0
    for match in _CANDIDATE.finditer(text):
        marks, closers, space, openers, following = match.groups()
        ends: bool | None = None
        if closers is None:
            if marks == "。" and unspaced.plainly_ends(text, start, match.end(), language):
                ends = True
        elif marks == "." and following and not closers and not openers:
            if space and not language.spaced and unspaced.is_latin_stop(text, match.start(), following):
                ends = False
            elif space:
                ends = spaced.at_a_glance(text, start, match.start(), following, language)
            elif following[0] in _SELDOM_FIRST:
                continue
        if _ends(match, start, language) if ends is None else ends:
            start = match.end()
            yield start


def _ends(match: re.Match[str], start: int, language: SentenceRules) -> bool:
    """Return True if the sentence that starts at `start` ends at the mark."""
    text = match.string
    marks, closers, space, openers, following = match.groups()
    if closers is None:
        whole = _IN_CONTEXT.match(text, match.start())
        return whole is not None and _ends(whole, start, language)
    at, end = match.span()
    full_width = _is_full_width(text, at, marks)
    if not (space or full_width) and (not following[:1].isalpha() or following[:1].islower()):
        return False
    wide = full_width and (not language.spaced or marks[0] not in "!?")
    words = [] if wide else text[max(start, at - LOOK_BACK) : at].split()
    place = BoundaryCandidate(text, start, at, end, marks, closers, space, openers, following, words)
    return (unspaced.ends if wide else spaced.ends)(place, language)
