"""Scores of translations against references, and the figures that need none."""

from __future__ import annotations

from collections.abc import Iterable

from postl10n.model.scores import ScoreCard
from postl10n.stages.score.inputs import Drafted, Rating, ScoreInput, ScoreRequest, SegmentTerms

__all__ = ["Drafted", "Rating", "ScoreInput", "ScoreRequest", "SegmentTerms", "score"]


def score(ratings: Iterable[Rating], question: ScoreRequest) -> list[ScoreCard]:
    """The card of all catalogs of a locale as one corpus, then one for each that has a reference.

    Raises UsageError for a tokenizer that does not suit the locale.
    """
    # numpy and sacrebleu take a fifth of a second to import, which other commands should not pay.
    from postl10n.stages.score.card import score_cards

    return score_cards(ratings, question)
