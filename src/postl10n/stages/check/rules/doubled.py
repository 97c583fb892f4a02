"""Words written twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import eq
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import LANGUAGES, language, module
from postl10n.lang.locales import spaced
from postl10n.lang.text.expression import words_in
from postl10n.model.findings import Finding
from postl10n.stages.check.precision import severity_in
from postl10n.stages.check.rules.base import Rule, prose

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

# Letters with their combining marks (Arabic vowels, Hebrew points, vowels of Indic scripts) and apostrophes; possessive,
# so linear.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0971-\u109f\u1780-\u17d3"
_WORD = re.compile(rf"[^\W\d_]++(?:[{_MARKS}’'ʼ-]++[^\W\d_]*+)*+")

_CONTENT = 4
"""Letters from which on a word is more than an article, a preposition or a conjunction."""
# In front of a relative pronoun that an article follows: a comma, or one and a preposition.
_CLAUSE = re.compile(r",\s+(?:\w+\s+)?\Z")
_LISTED = re.compile(r"(?<!\w)\w \Z|/\Z")
"""In front of a letter that is a name itself: `x y y`."""
_VALUE_TWICE = re.compile(r"(<[^<>\s]{1,60}>) \1")
_BLANKS = " \n\u00a0\u202f\u200b\ufeff"


class DoubledWordRule(Rule):
    name = "doubled-word"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        source = prose(pair.source)
        if _VALUE_TWICE.search(pair.source):
            return
        seen = {word.casefold() for word, _, _ in _twice(source, pair.source_locale)}
        for word, start, end in _twice(prose(pair.target), pair.locale):
            between = pair.target[start + len(word) : end - len(word)]
            if between.strip(_BLANKS):
                continue  # Something stands between them that is no word.
            if word.casefold() not in seen and not (len(word) > 1 and word + word in source.replace(" ", "")):
                first = pair.target[start : start + len(word)]
                # Others may be repeated for emphasis, and in a language not measured any may.
                safe = (
                    len(word) < _CONTENT
                    and severity_in(pair.locale, self.name, self.severity) is self.severity
                )
                yield self.finding(f"{word} is repeated", "target", (start, end), repair=first, safe=safe)


def _twice(text: str, locale: str) -> Iterator[tuple[str, int, int]]:
    tongue = language(locale)
    if spaced(locale):
        yield from _spaced_twice(text, tongue.doubled_words, tongue.relatives)
    own = module(tongue.code, "doubled")
    if own is not None:
        with LANGUAGES.guard(tongue.code):
            yield from own.doubled(text)


def _spaced_twice(
    text: str, legitimate: frozenset[str], relatives: frozenset[str]
) -> Iterator[tuple[str, int, int]]:
    words = words_in(text.lower(), _WORD)
    if not any(map(eq, words, words[1:])):
        return
    last, last_start, last_end = "", 0, 0
    for match in _WORD.finditer(text):
        word = match[0]
        if (
            _same(last, word)
            and text[last_end : match.start()].strip(_BLANKS) == ""
            and last_end < match.start()
            and word.lower() not in legitimate
            and not (word in relatives and _CLAUSE.search(text, 0, last_start))
            and not (len(word) == 1 and _LISTED.search(text, max(0, last_start - 2), last_start))
        ):
            yield word, last_start, match.end()
        last, last_start, last_end = word, match.start(), match.end()


def _same(first: str, second: str) -> bool:
    """Equal but for the capital of a sentence's first word; single capitals are initials."""
    if first == second:
        return len(second) > 1 or not second.isupper()
    return len(second) > 1 and first[:1].isupper() and first[:1].lower() + first[1:] == second
