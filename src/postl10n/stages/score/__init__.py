"""Scores of translations against references, and what can be known without one."""

from postl10n.stages.score.card import Rating, score_card

__all__ = ["Rating", "score_card"]
