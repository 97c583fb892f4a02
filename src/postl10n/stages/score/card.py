"""The score card: which segments were rated, against what, and with what result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from postl10n.lang.normalise import unescape_braces
from postl10n.lang.termbase import use_of
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.glossary import Concept, Occurrence
from postl10n.model.ids import short_hash
from postl10n.model.scores import Rated, ScoreCard, TermAccuracy
from postl10n.model.states import State, state_of
from postl10n.stages.score.metrics import metric_scores

_STATES = {
    Rated.APPROVED: frozenset({State.APPROVED}),
    Rated.DRAFT: frozenset({State.DRAFT}),
    Rated.ALL: frozenset(State) - {State.EMPTY},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A catalog to be rated with what it is rated against."""

    catalog: Catalog
    reference: Catalog | None
    terms: Mapping[str, Sequence[Occurrence]] = field(default_factory=dict)
    """The glossary terms of each source, by msgid."""


def score_card(
    ratings: Iterable[Rating],
    *,
    source: str,
    locale: str,
    article: str | None,
    rated: Rated,
    concepts: Mapping[str, Concept],
) -> ScoreCard:
    """Rate one catalog, or several together as one corpus.

    A run joined by `{merged}` has no reference of the same shape: its parts are skipped.
    """
    pairs: list[tuple[str, str]] = []
    segments = skipped = used = expected = 0
    for rating in ratings:
        references = _references(rating.reference)
        for entry in rating.catalog.active():
            if state_of(entry) not in _STATES[rated] or MERGED in entry.msgstr:
                skipped += 1
                continue
            segments += 1
            target = entry.msgstr[0]
            if reference := references.get(entry.key):
                pairs.append((unescape_braces(target), unescape_braces(reference)))
            wanted = {occurrence.concept for occurrence in rating.terms.get(entry.msgid, ())}
            expected += len(wanted)
            used += sum(use_of(concepts[one], target, source, locale) is not None for one in wanted)
    return ScoreCard(
        locale=locale,
        article=article,
        rated=rated,
        segments=segments,
        compared=len(pairs),
        skipped=skipped,
        metrics=metric_scores(pairs, locale),
        terms=TermAccuracy(used=used, expected=expected),
        reference_hash=short_hash("\n".join(reference for _, reference in pairs)) if pairs else None,
    )


def _references(catalog: Catalog | None) -> dict[Key, str]:
    trusted: Iterable[Entry] = catalog.active() if catalog else ()
    return {entry.key: entry.msgstr[0] for entry in trusted if state_of(entry) is State.APPROVED}
