"""The reviewer's changes, the last first, so that they can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from postl10n.workspace.review.desk import Trace

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change, of one entry or of many."""

    locale: str
    what: str
    """`save`, `accept`, `waive`, `replace` or `concept`."""
    traces: tuple[Trace, ...] = ()
    run: str = ""
    """Of `replace`: what the journal calls it."""
    path: Path | None = None
    """Of `concept`: the glossary file, with its bytes before and after."""
    before: bytes = b""
    after: bytes = b""


class History:
    """The changes of one session, oldest first."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def add(self, step: Step) -> None:
        self._steps.append(step)
        del self._steps[:-_MOST]

    def pop(self, locale: str) -> Step | None:
        """The last change made on the pages of a locale."""
        for at in range(len(self._steps) - 1, -1, -1):
            if self._steps[at].locale == locale:
                return self._steps.pop(at)
        return None
