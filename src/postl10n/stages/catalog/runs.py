"""Runs of sentences that a translator merged: a head and the followers whose msgstr is `{merged}`.

A catalog has no field for the order of sentences in an article, but its own order follows the template.
A run is unbroken if all its members are present, unedited and adjacent as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.model.catalog import MERGED, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WIDEST_SPAN = 12
"""The maximum number of messages from the first to the last member of a run; beyond it, members were moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRun:
    """A run that was broken up."""

    members: tuple[int, ...]
    """The messages, by index, that still have a part of it."""
    before: str
    after: str
    """The source text of the run, before and after."""


def _runs(old: Sequence[Entry]) -> Iterator[list[int]]:
    """Yield the runs among the old entries, by index: a head first, unless the catalog begins with a follower."""
    run: list[int] = []
    for at in (at for at, entry in enumerate(old) if not entry.obsolete):
        if old[at].msgstr == (MERGED,):
            run.append(at)
            continue
        if len(run) > 1:
            yield run
        run = [at]
    if len(run) > 1:
        yield run


def broken_runs(
    old: Sequence[Entry], new: Sequence[Entry], drawn_from: Mapping[int, int], unedited: frozenset[int]
) -> Iterator[BrokenRun]:
    """Yield the runs to make fuzzy as a whole. `drawn_from` maps old entries to messages; `unedited` are messages."""
    for run in _runs(old):
        places = [drawn_from[at] for at in run if at in drawn_from]
        together = places == list(range(places[0], places[0] + len(run))) if places else False
        if places and not (together and unedited.issuperset(places)):
            before = " ".join(old[at].msgid for at in run)
            yield BrokenRun(members=tuple(places), before=before, after=_text_now(new, places))


def _text_now(new: Sequence[Entry], places: Sequence[int]) -> str:
    span = range(min(places), max(places) + 1)
    return " ".join(new[at].msgid for at in (span if len(span) <= _WIDEST_SPAN else sorted(places)))
