"""One source, several targets: the rule `inconsistent`, over all articles of a locale."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from postl10n.lang.text.normalise import normalise
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.findings import Finding, Severity
from postl10n.model.states import State, state_of

INCONSISTENT = "inconsistent"

Renderings = Mapping[Key, Mapping[str, tuple[str, ...]]]
"""The translations of each source that has several, each with its articles, in their order."""

_SHOWN = 60
"""Characters of another translation in a message."""


def renderings(catalogs: Iterable[tuple[str, Catalog]]) -> Renderings:
    """Return the approved translations of each source that has several; `catalogs` are pairs of article and catalog.

    Sources are the same only in the same context (msgctxt). The head of a run translates more than its own
    msgid and is left out.
    """
    return {key: texts for key, texts in every_rendering(catalogs).items() if len(texts) > 1}


def every_rendering(catalogs: Iterable[tuple[str, Catalog]]) -> Renderings:
    """The same with the sources that have one translation."""
    found: defaultdict[Key, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for article, catalog in catalogs:
        for entry in _alone(catalog):
            found[entry.key][_text(entry)].append(article)
    return {key: {text: tuple(articles) for text, articles in texts.items()} for key, texts in found.items()}


def with_another(known: Renderings, entry: Entry, article: str) -> Renderings:
    """Return the known renderings of an entry's source, its own in `article` included."""
    texts = dict(known.get(entry.key, {}))
    own = _text(entry)
    texts[own] = (*texts.get(own, ()), article)
    return {entry.key: texts}


def inconsistent(entry: Entry, known: Renderings) -> Finding | None:
    """Return the finding of an approved entry whose source is translated otherwise elsewhere.

    A translation that more than half of the places have is taken as right; without one, every place is reported.
    """
    texts = known.get(entry.key)
    own = _text(entry)
    if texts is None or own not in texts:
        return None
    counts = Counter({text: len(articles) for text, articles in texts.items()})
    if 2 * counts[own] > counts.total():
        return None
    other, often = next((text, count) for text, count in counts.most_common() if text != own)
    shown = other.replace("\0", " / ")
    shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
    where = texts[other][0] if often == 1 else f"{texts[other][0]} and {often - 1} more"
    return Finding(
        rule=INCONSISTENT,
        severity=Severity.WARNING,
        message=f"the same source is translated as “{shown}” in {where}",
    )


def _alone(catalog: Catalog) -> Iterator[Entry]:
    """The approved entries that are no part of a run: a catalog has its entries in reading order."""
    entries = list(catalog.active())
    for at, entry in enumerate(entries):
        heads = at + 1 < len(entries) and MERGED in entries[at + 1].msgstr
        if not heads and MERGED not in entry.msgstr and state_of(entry) is State.APPROVED:
            yield entry


def _text(entry: Entry) -> str:
    return "\0".join(map(normalise, entry.msgstr))
