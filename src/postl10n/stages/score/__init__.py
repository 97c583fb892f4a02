"""Scores of translations against references, and the figures that need none."""

from typing import TYPE_CHECKING

__all__ = ["score"]

if TYPE_CHECKING:
    from postl10n.stages.score.card import score_cards as score
else:

    def __getattr__(name: str) -> object:
        if name != "score":
            raise AttributeError(name)
        # numpy and sacrebleu take a fifth of a second to import, which other commands should not pay.
        from postl10n.stages.score.card import score_cards

        return score_cards
