"""Term accuracy and consistency of translations; docs/scores.md has the formulas with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from postl10n.lang.terms.concept_terms import target_terms
from postl10n.lang.terms.verify import Verdict, uses
from postl10n.lang.text.word_diff import tokens
from postl10n.model.glossary import Concept
from postl10n.model.scores import TermAccuracy

_STRENGTH = {verdict: rank for rank, verdict in enumerate(Verdict)}
_WINDOW = 2
"""The number of words on each side of a term, as in Alam et al. 2021, who use 2 and 3."""
_LONGEST = 20_000
"""The number of characters of a text searched for terms; only texts that are no sentences are longer."""


class TermUse(NamedTuple):
    """The best use of a concept in a text; offsets are code points, `[start, end)`."""

    concept: str
    term: str
    exact: bool
    start: int
    end: int


@dataclass(slots=True)
class TermCount:
    """The counts so far; those of several articles can be added."""

    expected: int = 0
    exact: int = 0
    used: int = 0
    uses: Counter[tuple[str, str]] = field(default_factory=Counter)
    """The number of uses of each (concept, term)."""

    def add(self, wanted: Collection[Concept], found: Sequence[TermUse]) -> None:
        """Count one segment."""
        self.expected += len(wanted)
        self.used += len(found)
        self.exact += sum(use.exact for use in found)
        self.uses.update((use.concept, use.term) for use in found)

    def merge(self, other: TermCount) -> None:
        self.expected += other.expected
        self.exact += other.exact
        self.used += other.used
        self.uses.update(other.uses)

    def accuracy(self) -> TermAccuracy:
        by_concept: dict[str, list[int]] = {}
        for (concept, _), times in self.uses.items():
            by_concept.setdefault(concept, []).append(times)
        repeated = [times for times in by_concept.values() if sum(times) > 1]
        return TermAccuracy(
            used=self.used,
            expected=self.expected,
            exact=self.exact,
            repeated=sum(map(sum, repeated)),
            agreeing=sum(map(max, repeated)),
        )


def find_uses(wanted: Sequence[Concept], text: str, source: str, locale: str) -> list[TermUse]:
    """Return the best firm use of each concept's approved terms; unused concepts are left out."""
    found = (_best_use(concept, text[:_LONGEST], source, locale) for concept in wanted)
    return [use for use in found if use is not None]


def _best_use(concept: Concept, text: str, source: str, locale: str) -> TermUse | None:
    best: tuple[int, TermUse] | None = None
    for term in target_terms(concept, source, locale):
        for use in uses(
            term.text,
            text,
            locale,
            forms=term.forms,
            not_inside=term.not_inside,
            case_sensitive=term.case_sensitive,
        ):
            rank = _STRENGTH[use.verdict]
            if use.verdict.firm and (best is None or rank < best[0]):
                exact = use.verdict in (Verdict.EXACT, Verdict.LISTED)
                best = rank, TermUse(concept.id, term.text, exact, use.start, use.end)
    return best[1] if best else None


def window_overlap(
    text: str, found: Sequence[TermUse], reference: str, trusted: Sequence[TermUse]
) -> list[float]:
    """Return, for each concept that the reference uses, the share of the words around it that the translation has too.

    0 if the translation does not use the concept; a concept without words around it in the reference counts 1 if used.
    """
    own = {use.concept: use for use in found}
    overlaps = []
    for use in trusted:
        mine = own.get(use.concept)
        if mine is None:
            overlaps.append(0.0)
            continue
        wanted = Counter(_around(reference, use.start, use.end))
        shared = wanted & Counter(_around(text, mine.start, mine.end))
        overlaps.append(shared.total() / wanted.total() if wanted else 1.0)
    return overlaps


def _around(text: str, start: int, end: int) -> list[str]:
    """Return the words beside a part of a text, two on each side, without punctuation."""
    # A window of characters keeps long texts cheap: two words are never longer.
    left = [token.text for token in tokens(text, max(0, start - 200), start) if token.text[0].isalnum()]
    right = [token.text for token in tokens(text, end, min(len(text), end + 200)) if token.text[0].isalnum()]
    return [word.lower() for word in (*left[-_WINDOW:], *right[:_WINDOW])]
