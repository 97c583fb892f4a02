"""Updating a catalog from its template without losing any translation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postl10n.lang.languages.negation import guess_language
from postl10n.lang.terms.proper_names import Vocabulary
from postl10n.model.catalog import MERGED, Catalog, Entry
from postl10n.model.reports import MergeSummary
from postl10n.stages.catalog.carry_over import Carrier, same_but_typography
from postl10n.stages.catalog.match import EntryMatch, EntryMatcher, EntryMatchKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_WIDEST_SPAN = 12
"""The maximum number of messages from the first to the last member of a run; beyond it, members were moved."""


def _runs(old: Sequence[Entry]) -> Iterator[list[int]]:
    """Yield the runs of sentences that a translator merged, by index: a head, and followers whose msgstr is `{merged}`.

    The head comes first, unless the catalog begins with a follower.
    """
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
) -> Iterator[tuple[list[int], str, str]]:
    """Yield the runs to make fuzzy as a whole: the messages that still have a part, the source text before and after.

    `drawn_from` maps old entries to messages; `unedited` are messages.
    """
    for run in _runs(old):
        places = [drawn_from[at] for at in run if at in drawn_from]
        together = places == list(range(places[0], places[0] + len(run))) if places else False
        if places and not (together and unedited.issuperset(places)):
            before = " ".join(old[at].msgid for at in run)
            yield places, before, _text_now(new, places)


def _text_now(new: Sequence[Entry], places: Sequence[int]) -> str:
    span = range(min(places), max(places) + 1)
    return " ".join(new[at].msgid for at in (span if len(span) <= _WIDEST_SPAN else sorted(places)))


_SAMPLE = 100
"""The number of messages sampled to detect a language, and the characters of each."""
_SAMPLE_LENGTH = 200
_NPLURALS = re.compile(r"\bnplurals\s*=\s*([1-6])\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The merged catalog, with a summary."""

    catalog: Catalog
    summary: MergeSummary


def merge(
    old: Catalog,
    template: Catalog,
    *,
    today: str | None = None,
    carry: bool = True,
    fill_merged: bool = False,
    hints: bool = False,
    refresh: bool = False,
    source: str | None = None,
    moved: bool = False,
) -> Merge:
    """Update a catalog from its template.

    Messages are in the template's order, obsolete entries after them in their old order. An entry whose source is
    unchanged is returned as the same value. The header is the old one, or the template's if there was none.

    today: ISO date for `stale since`; without it no date is written.
    carry: keep an approved translation approved over an edit on the closed list of typography.
    fill_merged: give `{merged}` to the later parts of a split sentence (project catalogs of articles only).
    hints: take the extracted comments from the template everywhere. Otherwise an entry gets them when it is empty or
     an unedited draft, when it is written for another reason, or when the positions of its sentence changed: our
     references have no line numbers, so they change only with the text.
    refresh: take references, extracted comments and formats from the template everywhere, as msgmerge does.
    moved: an entry keeps its state in another context.
    source: the language of the msgids, for classifying changes; guessed from them if not given.
    """
    messages = tuple(entry for entry in template.entries if not entry.obsolete)
    header = old.header or template.header
    found = EntryMatcher(old.entries, messages).run(moved=moved)
    carrier = Carrier(
        today=today,
        carry=carry,
        fill_merged=fill_merged,
        hints=hints,
        refresh=refresh,
        forms=_forms(header),
        vocabulary=_vocabulary(source, messages),
    )
    active = [_entry(carrier, old.entries, found.get(at), message) for at, message in enumerate(messages)]
    _break_runs(carrier, old.entries, messages, found, active)
    left = _left(old.entries, found)
    summary = _summary(old.entries, messages, found, active, left)
    entries = (*active, *(_obsolete(old.entries[at]) for at in left if any(old.entries[at].msgstr)))
    return Merge(catalog=_settled(old, Catalog(header=header, entries=entries)), summary=summary)


def _forms(header: Entry | None) -> int | None:
    found = _NPLURALS.search(header.msgstr[0]) if header else None
    return int(found[1]) if found else None


def _vocabulary(source: str | None, messages: Sequence[Entry]) -> Vocabulary | None:
    """Return the language of the sources, guessed from a sample spread over them, with their texts."""
    sample = messages[:: max(1, len(messages) // _SAMPLE)]
    language = source or guess_language(" ".join(message.msgid[:_SAMPLE_LENGTH] for message in sample))
    return Vocabulary(re.split("[_-]", language)[0], [m.msgid for m in messages]) if language else None


def _entry(carrier: Carrier, old: Sequence[Entry], found: EntryMatch | None, message: Entry) -> Entry:
    if found is None:
        return carrier.fresh(message)
    first = old[found.olds[0]]
    if found.kind is EntryMatchKind.SAME:
        own = first if first.msgctxt == message.msgctxt else replace(first, msgctxt=message.msgctxt)
        return carrier.same(own, message)
    if found.kind is EntryMatchKind.SPLIT_TAIL:
        return carrier.tail(first, message)
    if found.kind is EntryMatchKind.JOINED:
        return carrier.joined(first, old[found.olds[1]], message)
    # Sources that differ only in typography were matched as such, directly after equal keys.
    return carrier.edited(first, message, reworded=found.kind is not EntryMatchKind.TYPOGRAPHY)


def _break_runs(
    carrier: Carrier,
    old: Sequence[Entry],
    messages: Sequence[Entry],
    found: Mapping[int, EntryMatch],
    active: list[Entry],
) -> None:
    """Make the members of broken runs fuzzy, in place."""
    drawn_from = {
        at: new for new, one in found.items() if one.kind is not EntryMatchKind.SPLIT_TAIL for at in one.olds
    }
    unedited = frozenset(
        new
        for new, one in found.items()
        if one.kind is EntryMatchKind.SAME
        or (one.kind is EntryMatchKind.TYPOGRAPHY and same_but_typography(old[one.olds[0]], messages[new]))
    )
    for members, before, after in broken_runs(old, messages, drawn_from, unedited):
        for at in members:
            if not active[at].fuzzy and any(active[at].msgstr):
                active[at] = carrier.broken(active[at], before, after)


def _left(old: Sequence[Entry], found: Mapping[int, EntryMatch]) -> list[int]:
    """Return the old entries, by index, that no message has used.

    Sentences that were joined are kept as obsolete entries: the new translation belongs to neither alone.
    """
    used = {at for one in found.values() if one.kind is not EntryMatchKind.JOINED for at in one.olds}
    return [at for at in range(len(old)) if at not in used]


def _obsolete(entry: Entry) -> Entry:
    return entry if entry.obsolete else replace(entry, obsolete=True)


def _settled(old: Catalog, merged: Catalog) -> Catalog:
    """Return the old catalog itself if the result differs only in the position of obsolete entries."""
    same = tuple(old.active()) == tuple(merged.active()) and len(old.entries) == len(merged.entries)
    return replace(old, header=merged.header) if same else merged


def _summary(
    old: Sequence[Entry],
    messages: Sequence[Entry],
    found: Mapping[int, EntryMatch],
    active: Sequence[Entry],
    left: Sequence[int],
) -> MergeSummary:
    counts: Counter[str] = Counter(
        _treatment(old, found.get(at), message, active[at]) for at, message in enumerate(messages)
    )
    obsoleted = sum(any(old[at].msgstr) for at in left if not old[at].obsolete)
    return MergeSummary(**counts, obsoleted=obsoleted)


def _treatment(old: Sequence[Entry], found: EntryMatch | None, message: Entry, entry: Entry) -> str:
    if found is None or not any(entry.msgstr):
        return "kept" if found and found.kind is EntryMatchKind.SAME else "new"
    before = old[found.olds[0]]
    if (
        found.kind is EntryMatchKind.SAME
        and before.msgid_plural == message.msgid_plural
        and before.fuzzy == entry.fuzzy
    ):
        return "revived" if before.obsolete else "kept"
    return "fuzzy" if entry.fuzzy else "carried"
