"""A phrase of the source left in the translation."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import Language, language
from postl10n.lang.locales import script
from postl10n.lang.text.markup import is_command, is_unknown_markup
from postl10n.model.findings import Finding
from postl10n.registry import compiled
from postl10n.stages.check.rules.base import Rule, prose, tongue_of
from postl10n.stages.check.rules.copying import is_copied

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

_WORD = re.compile(
    r"(?<!\d-)(?<![A-Za-zÀ-ɏ\u0400-\u052f])[A-Za-zÀ-ɏ\u0400-\u052f][A-Za-zÀ-ɏ\u0400-\u052f'’-]*+(?!\d+-)|\d+"
)
_LONGEST_LINE = 400
_HAN_RUN = compiled(r"[\u3400-\u9fff]{2,}")
_IN_BRACKETS = re.compile(r"[(（《「『“«][^()（）]{0,60}[)）》」』”»]")
# Words that every language of the web writes as they are.
_BORROWED = frozenset(
    {"online", "offline", "email", "e-mail", "blockchain", "app", "internet", "web", "drone", "startup"}
)
_QUOTES = frozenset("\"'`“”‘’„«»「」『』")
_LINE_BEGINS = frozenset(("", "\n", ":", *_QUOTES))
_USAGE = re.compile(r"\w*(?:\s+[\w-]+)?\s+[(\[]*(?:-{1,2}\[?[a-z]|<[a-z][\w -]*>)")
"""Options and values behind a command in a message that tells how it is used."""
_GAPS = frozenset((" ", "\n", "  ", "\u00a0"))
_SHORTEST_LEFT_WORD = 5
_LONG_HAN_RUN = 9


class UntranslatedRule(Rule):
    name = "untranslated"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if tongue_of(pair.source_locale) == tongue_of(pair.locale) or is_copied(pair):
            return
        if is_unknown_markup(pair.source) or is_unknown_markup(pair.target):
            return
        if script(pair.source_locale) in ("Hans", "Hant", "Jpan"):
            yield from self._han(pair)
        else:
            yield from self._alphabetic(pair)

    def _han(self, pair: SegmentPair) -> Iterator[Finding]:
        text = prose(pair.target)
        mixed = language(pair.locale).mixes_han
        shortest = _LONG_HAN_RUN if mixed else 2
        text = text if mixed else _IN_BRACKETS.sub(lambda hit: " " * len(hit[0]), text)
        for match in _HAN_RUN.finditer(text):
            if len(match[0]) >= shortest and match[0] in pair.source:
                yield self.finding(f"{match[0][:40]} was left untranslated", "target", match.span())

    def _alphabetic(self, pair: SegmentPair) -> Iterator[Finding]:
        text = prose(pair.target)
        foreign = script(pair.locale) != script(pair.source_locale)
        if foreign:  # An original in brackets behind its translation.
            text = _IN_BRACKETS.sub(lambda hit: " " * len(hit[0]), text)
        originals = _WORD.findall(prose(pair.source))
        known = frozenset(originals)
        if not any(word[0].islower() for word in known.intersection(_WORD.findall(text))):
            return  # Names and figures are no phrase.
        pairs = frozenset(itertools.pairwise(originals))
        tongue = language(pair.source_locale)
        for run in _runs(text, known, pairs):
            words = [match[0] for match in run]
            if _is_phrase(words, foreign, tongue):
                start, end = run[0].start(), run[-1].end()
                if _is_command(pair, words, start, end, tongue):
                    continue
                yield self.finding(f"{text[start:end][:60]} was left untranslated", "target", (start, end))


def _runs(
    text: str, known: frozenset[str], pairs: frozenset[tuple[str, str]]
) -> Iterator[list[re.Match[str]]]:
    """The longest runs of words that follow one another in the source too."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        follows = run and (run[-1][0], match[0]) in pairs and text[run[-1].end() : match.start()] in _GAPS
        if follows:
            run.append(match)
            continue
        if run:
            yield run
        run = [match] if match[0] in known else []
    if run:
        yield run


def _is_command(pair: SegmentPair, words: Sequence[str], start: int, end: int, tongue: Language) -> bool:
    """Tell whether what was left is a command or a name that is cited: `"mailer queue start"`, `mailer move <tray>`."""
    if is_command(words):
        return True
    if "\n" in pair.source:
        lines = _lines(pair.target, start, end)
        if lines and tongue.clause_words.isdisjoint(" ".join(lines).split()):
            return _all_lines(pair.source).issuperset(lines)
    if not tongue.clause_words.isdisjoint(words):
        return False
    text = pair.target[start:end]
    quoted = pair.target[start - 1 : start] in _QUOTES and pair.target[end : end + 1] in _QUOTES
    if start and quoted:
        return any(f"{mark}{text}" in pair.source for mark in _QUOTES)
    line = pair.source.find(text)
    beginning = line <= 0 or pair.source[:line].rstrip(" \t")[-1:] in _LINE_BEGINS
    return beginning and _USAGE.match(pair.source, line + len(text)) is not None


@lru_cache(maxsize=8)
def _all_lines(text: str) -> frozenset[str]:
    return frozenset(text.split("\n"))


def _lines(text: str, start: int, end: int) -> list[str]:
    """Return the whole lines of a part of the text; none where one is longer than those of programs."""
    first = text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1
    last = text.find("\n", end, end + _LONGEST_LINE)
    if last < 0 and len(text) - end <= _LONGEST_LINE:
        last = len(text)
    return text[first:last].split("\n") if last >= 0 and start - first <= _LONGEST_LINE else []


def _is_phrase(words: list[str], foreign: bool, tongue: Language) -> bool:
    common = [
        word
        for word in words
        if word[0].islower() and (len(word) > 2 or word in tongue.clause_words) and word not in _BORROWED
    ]
    content = [word for word in common if word not in tongue.clause_words]
    if foreign:
        # A lone word may be a name or a command, and so may two: git status.
        lengths = sorted(map(len, content))
        long = len(content) > 1 and lengths[-2] > 3 and sum(lengths[-2:]) >= 2 * _SHORTEST_LEFT_WORD
        return len(common) > 1 and bool(content) and (long or len(content) < len(common))
    telling = not tongue.telling_words.isdisjoint(words)
    if len(common) == 2:
        return telling and bool(content) and len(max(content, key=len)) >= _SHORTEST_LEFT_WORD
    joined = len(content) > 1 and len(common) > len(content) + 1
    return len(common) > 2 and bool(content) and (telling or joined)
