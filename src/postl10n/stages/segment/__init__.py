"""Blocks to sentences; boundaries of a committed template stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postl10n.stages.segment.frozen import Frozen, cover
from postl10n.stages.segment.splitter import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postl10n.stages.segment.user_rules import UserRules

__all__ = ["Frozen", "cover", "segment_text", "sentences"]


def segment_text(
    text: str, locale: str, frozen: Sequence[str] | Frozen = (), rules: UserRules | None = None
) -> list[str]:
    """The segments of one block: as the template had them where its msgids cover it, else sentences."""
    if frozen and text:
        covered = cover(text, frozen)
        if covered is not None:
            return covered
    return sentences(text, locale, rules=rules)
