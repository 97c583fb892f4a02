"""Suggestions of new concepts from the articles: names of several words, acronyms with their full forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from postl10n.lang.text.folding import fold, is_acronym
from postl10n.model.article import Definition
from postl10n.model.glossary import Occurrence

_WORD = re.compile(r"[^\W_]+(?:[-’'&.][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_TAG = re.compile(r"(?<!\{)\{/?\d+/?\}(?!\})")
_SPACE = re.compile(r" +")
_CONNECTORS = frozenset({"of", "de", "da", "do", "das", "dos", "du", "des", "del"})
"""Between two capitalised words these belong to a name: Ministry of Commerce, Correios de Macau."""
_ACRONYM = re.compile(r"[^\W\d_][^\W_]{1,9}")
_MOST_WORDS = 8


class SuggestionKind(StrEnum):
    ACRONYM = "acronym"
    NAME = "name"
    VARIED = "varied"
    """A name or a word that translations render in several ways."""
    UNLISTED = "unlisted"
    """A concept of the glossary that translations render by an expression that it does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A segment of an article; in a heading words may be capitalised that are no names."""

    article: str
    segment: str
    text: str
    heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The place of a suggestion, in code points of the segment's text, `[start, end)`."""

    article: str
    segment: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedAs:
    """A word by which translations render an expression, as most of them write it."""

    locale: str
    text: str
    count: int
    """Translations that have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    kind: SuggestionKind
    text: str
    full: str
    """The full form that an article gives for it; empty if none does."""
    concept: str
    """The id of the concept that the full form names already, to which the short one could be added."""
    count: int
    articles: tuple[str, ...]
    contexts: tuple[Context, ...]
    """The first ones."""
    renderings: tuple[RenderedAs, ...] = ()
    """Of a `varied` one, those of the locale in which it varies; of an `unlisted` one, what the glossary lacks."""


@dataclass(slots=True)
class _Found:
    kind: SuggestionKind
    text: str
    count: int = 0
    articles: dict[str, None] = field(default_factory=dict)
    contexts: list[Context] = field(default_factory=list)


def suggest(
    texts: Iterable[SourceText],
    definitions: Mapping[str, Sequence[Definition]],
    find: Callable[[str], Sequence[Occurrence]],
    *,
    least: int = 2,
    contexts: int = 3,
) -> list[Suggestion]:
    """Return the expressions that no term of the glossary covers, the most frequent first.

    definitions: of each article, by its id. find: the glossary's terms in a text. least: how often a name or an
    acronym must occur in the articles; an acronym that an article defines is suggested in any case.
    """
    everything = [replace(one, text=plain(one.text)) for one in texts]
    lower = {word for one in everything for word in _WORD.findall(one.text) if word.islower()}
    expansions = {own.short: own.full for those in definitions.values() for own in those}
    found: dict[tuple[SuggestionKind, str], _Found] = {}
    for one in everything:
        known = [(use.start, use.end) for use in find(one.text)]
        # A full form is suggested with its short form, and is no name in parts: Road Initiative.
        known += (span for full in expansions.values() for span in _spans(one.text, full))
        for kind, start, end in _candidates(one, lower):
            if any(first <= start and end <= last for first, last in known):
                continue
            text = one.text[start:end]
            key = (kind, text if kind == SuggestionKind.ACRONYM else fold(text).text)
            draft = found.setdefault(key, _Found(kind, text))
            draft.count += 1
            draft.articles[one.article] = None
            if len(draft.contexts) < contexts:
                place = Context(article=one.article, segment=one.segment, text=one.text, start=start, end=end)
                draft.contexts.append(place)
    suggested = (_suggestion(draft, expansions.get(draft.text, ""), find) for draft in found.values())
    wanted = (one for one in suggested if one.count >= least or one.full)
    return sorted(wanted, key=lambda one: (-one.count, -len(one.articles), one.text))


def _suggestion(draft: _Found, full: str, find: Callable[[str], Sequence[Occurrence]]) -> Suggestion:
    whole = (use for use in find(full) if (use.start, use.end) == (0, len(full))) if full else iter(())
    return Suggestion(
        kind=draft.kind,
        text=draft.text,
        full=full,
        concept=next((use.concept for use in whole), ""),
        count=draft.count,
        articles=tuple(draft.articles),
        contexts=tuple(draft.contexts),
    )


def _spans(text: str, part: str) -> Iterator[tuple[int, int]]:
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def plain(text: str) -> str:
    """The text without its tags, each run of spaces one space."""
    return _SPACE.sub(" ", _TAG.sub("", text)).strip()


def _candidates(one: SourceText, lower: set[str]) -> Iterator[tuple[SuggestionKind, int, int]]:
    words = list(_WORD.finditer(one.text))
    for word in words:
        if is_acronym(word[0]) and _ACRONYM.fullmatch(word[0]) and word[0].lower() not in lower:
            yield SuggestionKind.ACRONYM, word.start(), word.end()
    if not one.heading:
        yield from _names(one.text, words, lower)


def names_in(text: str, lower: set[str]) -> Iterator[tuple[int, int]]:
    """Return the names of several words in a text; `lower` are words that occur in lower case."""
    for _, start, end in _names(text, list(_WORD.finditer(text)), lower):
        yield start, end


def _names(
    text: str, words: list[re.Match[str]], lower: set[str]
) -> Iterator[tuple[SuggestionKind, int, int]]:
    """Runs of capitalised words. One that begins a sentence counts if it is never written small.

    A run of acronyms alone is none.
    """
    run: list[re.Match[str]] = []
    for word in [*words, None]:
        if word is not None and _continues(text, run, word):
            run.append(word)
            continue
        yield from _name(text, run, lower)
        run = [word] if word is not None and _capital(word[0]) else []


def _continues(text: str, run: list[re.Match[str]], word: re.Match[str]) -> bool:
    if not run or text[run[-1].end() : word.start()] != " " or _POSSESSIVE.search(run[-1][0]):
        return False
    return _capital(word[0]) or word[0] in _CONNECTORS


def _capital(word: str) -> bool:
    return word[0].isupper()


def _name(text: str, run: list[re.Match[str]], lower: set[str]) -> Iterator[tuple[SuggestionKind, int, int]]:
    while run and run[-1][0] in _CONNECTORS:
        run = run[:-1]
    if run and _begins_sentence(text, run[0].start()) and run[0][0].lower() in lower:
        run = run[1:]
        while run and run[0][0] in _CONNECTORS:
            run = run[1:]
    names = [word for word in run if word[0] not in _CONNECTORS]
    if not 1 < len(names) <= _MOST_WORDS or all(is_acronym(word[0]) for word in names):
        return
    last = _POSSESSIVE.sub("", run[-1][0])
    yield SuggestionKind.NAME, run[0].start(), run[-1].start() + len(last)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“‘'(«")
    return not before or before[-1] in ".!?:;"
