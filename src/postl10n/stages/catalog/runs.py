"""Runs of sentences that a translator joined: a head and the followers whose msgstr is `{merged}`.

A catalog does not say which sentence stands before which in an article; its order does, as it follows the template.
A run is unbroken if its members are all there, unedited and side by side as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.model.catalog import MERGED, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WIDEST_SPAN = 12
"""Messages from the first to the last member of a run; members farther apart were moved, not pushed apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRun:
    """A run that is no longer what it was."""

    members: tuple[int, ...]
    """The messages, by index, that still hold a part of it."""
    before: str
    after: str
    """Its source text, then and now."""


def _runs(old: Sequence[Entry]) -> Iterator[list[int]]:
    """The runs among the old entries, by index: always a head first, unless a catalog begins with a follower."""
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
    """The runs to be made fuzzy whole. `drawn_from` maps old entries to messages; `unedited` are messages."""
    for run in _runs(old):
        places = [drawn_from[at] for at in run if at in drawn_from]
        together = places == list(range(places[0], places[0] + len(run))) if places else False
        if places and not (together and unedited.issuperset(places)):
            before = " ".join(old[at].msgid for at in run)
            yield BrokenRun(members=tuple(places), before=before, after=_text_now(new, places))


def _text_now(new: Sequence[Entry], places: Sequence[int]) -> str:
    span = range(min(places), max(places) + 1)
    return " ".join(new[at].msgid for at in (span if len(span) <= _WIDEST_SPAN else sorted(places)))
