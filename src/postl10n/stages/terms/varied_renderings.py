"""Names and words of the source that a locale's approved translations render in several ways.

No dictionary is asked: a rendering is a word of the translations that occurs almost only where the source has the
expression. Two of them that hardly ever occur together are two renderings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from postl10n.lang.languages.language import language
from postl10n.lang.locales import spaced
from postl10n.lang.terms.verify import verify
from postl10n.lang.text.folding import fold
from postl10n.model.glossary import Occurrence
from postl10n.model.ids import segment_id
from postl10n.stages.terms.suggest import Context, RenderedAs, Suggestion, SuggestionKind, names_in, plain

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_LETTERS = 5
"""Shorter words of the source are mostly no nouns."""
_LEAST_UNITS = 2
"""Of each rendering of a name; one translation may be a chance."""
_LEAST_UNITS_OF_WORD = 3
"""Of each rendering of a single word, which context changes more than it changes a name."""
_OWN = 0.8
"""The share of a rendering's uses where the source has the expression."""
_COVERED = 0.85
"""The share of the units that the two renderings must account for."""
_SHARED = 4
"""Letters that words begin with which are taken as forms of one."""
_SHARED_WITH_PROCLITICS = 3
"""Without the prefixes: the consonants of a root."""
_TOGETHER = 0.25
"""Renderings that occur together more often are one, of two words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """An approved unit."""

    article: str
    source: str
    target: str


def varied(
    units: Sequence[Translated],
    locale: str,
    find: Callable[[str], Sequence[Occurrence]],
    *,
    contexts: int = 3,
) -> list[Suggestion]:
    """Return variously rendered expressions without a term, the most frequent first. find: the terms in a source."""
    targets = [_keys(unit.target, locale) for unit in units]
    total = Counter(key for keys in targets for key in keys)
    found = []
    for expression, places in _expressions(units, find).items():
        at = list(dict.fromkeys(number for number, _, _ in places))
        chosen = _renderings([targets[number] for number in at], total, locale)
        least = _LEAST_UNITS if " " in expression else _LEAST_UNITS_OF_WORD
        if not chosen or any(count < least for _, count in chosen):
            continue
        first = plain(units[places[0][0]].source)[places[0][1] : places[0][2]]
        found.append(
            Suggestion(
                kind=SuggestionKind.VARIED,
                text=first if " " in expression else expression,
                full="",
                concept="",
                count=len(places),
                articles=tuple(dict.fromkeys(units[number].article for number in at)),
                contexts=tuple(
                    _context(units[number], start, end) for number, start, end in places[:contexts]
                ),
                renderings=tuple(RenderedAs(locale=locale, text=text, count=count) for text, count in chosen),
            )
        )
    return sorted(found, key=lambda one: (-one.count, one.text))


_Place = tuple[int, int, int]
"""The unit's number, and where in its source."""


def _expressions(
    units: Sequence[Translated], find: Callable[[str], Sequence[Occurrence]]
) -> dict[str, list[_Place]]:
    """The names and words by their folded text, with their places."""
    lower = {word for unit in units for word in _WORD.findall(unit.source) if word.islower()}
    found: dict[str, list[_Place]] = {}
    for number, unit in enumerate(units):
        source = plain(unit.source)
        known = [(use.start, use.end) for use in find(source)]
        for text, start, end in _candidates(source, lower):
            if not any(first < end and start < last for first, last in known):
                found.setdefault(text, []).append((number, start, end))
    return {text: places for text, places in found.items() if len(places) >= 2 * _LEAST_UNITS}


def _candidates(text: str, lower: set[str]) -> Iterator[tuple[str, int, int]]:
    for start, end in names_in(text, lower):
        yield fold(text[start:end]).text, start, end
    for word in _WORD.finditer(text):
        if word[0].islower() and len(word[0]) >= _LEAST_LETTERS:
            singular = re.sub("ie$", "y", word[0].removesuffix("s"))
            if singular not in _general():
                yield singular, word.start(), word.end()


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    """Words of general English, function words among them."""
    text = files(__package__).joinpath("data", "general.en.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def _keys(text: str, locale: str) -> dict[str, str]:
    """Return keys of a translation's words, each with a word: beginnings, or pairs of characters."""
    words = _WORD.findall(fold(text).text)
    if spaced(locale):
        return {word[: max(4, len(word) - 3)]: word for word in words if len(word) > 3}
    return {pair: pair for word in words for pair in map("".join, pairwise(word))}


def _renderings(targets: Sequence[dict[str, str]], total: Counter[str], locale: str) -> list[tuple[str, int]]:
    """The two renderings with how many units have each; none where there is one, or no telling."""
    first = _best(targets, total, ())
    if first is None:
        return []
    rest = [keys for keys in targets if first not in keys]
    second = _best(rest, total, targets)
    if second is None:
        return []
    both = sum(first in keys and second in keys for keys in targets)
    counts = [sum(key in keys for keys in targets) for key in (first, second)]
    if both > _TOGETHER * min(counts) or sum(counts) - both < _COVERED * len(targets):
        return []
    one, other = (_surface(key, targets) for key in (first, second))
    return [] if _same_word(one, other, locale) else [(one, counts[0]), (other, counts[1])]


def _same_word(one: str, other: str, locale: str) -> bool:
    """Return True if one is the other in another form."""
    if not spaced(locale):
        # Pairs of one longer word.
        return not set(one).isdisjoint(other)
    shared = _SHARED
    if proclitics := language(locale).proclitics:
        one, other = (re.sub(rf"\A(?:{proclitics})", "", word) for word in (one, other))
        shared = _SHARED_WITH_PROCLITICS
    if one[:shared] == other[:shared]:
        return True
    return any(
        (use := verify(term, word, locale)) is not None and use.verdict.firm
        for term, word in ((one, other), (other, one))
    )


def _best(
    targets: Iterable[Collection[str]], total: Counter[str], whole: Sequence[Collection[str]]
) -> str | None:
    """The rendering that most of the units have; `whole` are all units that have the expression, if not these."""
    targets = list(targets)
    hits = Counter(key for keys in targets for key in keys)
    own = Counter(key for keys in whole for key in keys) if whole else hits
    fitting = [key for key, count in hits.items() if count >= _LEAST_UNITS and own[key] >= _OWN * total[key]]
    return max(fitting, key=lambda key: (hits[key], own[key] / total[key], key), default=None)


def _surface(key: str, targets: Sequence[dict[str, str]]) -> str:
    return Counter(keys[key] for keys in targets if key in keys).most_common(1)[0][0]


def _context(unit: Translated, start: int, end: int) -> Context:
    text = plain(unit.source)
    return Context(article=unit.article, segment=segment_id(unit.source), text=text, start=start, end=end)
