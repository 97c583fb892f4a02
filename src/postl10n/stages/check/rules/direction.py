"""Text that a right-to-left paragraph reverses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.locales import direction
from postl10n.lang.text.bidi import LEFT_TO_RIGHT, POP, turned_runs
from postl10n.model.findings import Finding
from postl10n.stages.check.rules.base import Rule, prose

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

_direction = lru_cache(maxsize=64)(direction)


class DirectionRule(Rule):
    name = "direction"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if not pair.target.isascii() and _direction(pair.locale) == "rtl":
            for start, end in turned_runs(prose(pair.target)):
                run = pair.target[start:end]
                message = f"{run} is turned round: write U+2066 before it and U+2069 behind it"
                repair = f"{LEFT_TO_RIGHT}{run}{POP}"
                yield self.finding(message, "target", (start, end), repair=repair)
