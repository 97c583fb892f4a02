"""A catalog brought up to date with its template; no translation is lost on the way."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postl10n.lang.terms.proper_names import Vocabulary
from postl10n.lang.text.negation import guess_language
from postl10n.model.catalog import Catalog, Entry
from postl10n.stages.catalog.carry_over import Carrier, same_but_typography
from postl10n.stages.catalog.match import EntryMatch, EntryMatchKind, match
from postl10n.stages.catalog.runs import broken_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SAMPLE = 100
"""Messages that are enough to tell a language, and characters of each."""
_SAMPLE_LENGTH = 200
_NPLURALS = re.compile(r"\bnplurals\s*=\s*([1-6])\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSummary:
    """How many messages of the template got which treatment, and what left it."""

    kept: int = 0
    """The message was there before, translated or not, and stays as it was."""
    new: int = 0
    """No translation was found for it."""
    fuzzy: int = 0
    """Made fuzzy by this merge, or drawn from an entry that was fuzzy."""
    carried: int = 0
    """Approved before, and carried over an edit of quotes, dots or white space."""
    revived: int = 0
    """Brought back whole from among the obsolete entries."""
    obsoleted: int = 0
    """Entries that left the template; their translations are kept."""
    dropped: int = 0
    """Entries that left the template and had no translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The merged catalog, and what happened."""

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
) -> Merge:
    """Bring a catalog up to date with its template.

    Messages come in the template's order, obsolete entries after them in their old order. An entry whose source is
    unchanged is returned as the same value. The header stays the old one, or is the template's where there was none.

    today: ISO date for `stale since`; without it no date is written.
    carry: whether an approved translation stays approved over an edit on the closed list of typography.
    fill_merged: give `{merged}` to the later parts of a split sentence (project catalogs of articles only).
    hints: take the extracted comments from the template everywhere. Otherwise an entry gets them when it is empty or
        an untouched draft, when it is written for another reason, or when the places where its sentence stands
        changed: our references hold no line numbers, so these change only with the text.
    refresh: take references, extracted comments and formats from the template everywhere, as msgmerge does.
    source: the language of the msgids, for telling kinds of changes; guessed from them where it is not given.
    """
    messages = tuple(entry for entry in template.entries if not entry.obsolete)
    header = old.header or template.header
    found = match(old, messages)
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
    """The language of the sources, guessed from a sample that is spread over them, and their texts."""
    sample = messages[:: max(1, len(messages) // _SAMPLE)]
    language = source or guess_language(" ".join(message.msgid[:_SAMPLE_LENGTH] for message in sample))
    return Vocabulary(re.split("[_-]", language)[0], [m.msgid for m in messages]) if language else None


def _entry(carrier: Carrier, old: Sequence[Entry], found: EntryMatch | None, message: Entry) -> Entry:
    if found is None:
        return carrier.fresh(message)
    first = old[found.olds[0]]
    if found.kind is EntryMatchKind.SAME:
        return carrier.same(first, message)
    if found.kind is EntryMatchKind.SPLIT_TAIL:
        return carrier.tail(first, message)
    if found.kind is EntryMatchKind.JOINED:
        return carrier.joined(first, old[found.olds[1]], message)
    # Sources that are one but for typography were matched as such, before anything else that is no key.
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
    for run in broken_runs(old, messages, drawn_from, unedited):
        for at in run.members:
            if not active[at].fuzzy and any(active[at].msgstr):
                active[at] = carrier.broken(active[at], run.before, run.after)


def _left(old: Sequence[Entry], found: Mapping[int, EntryMatch]) -> list[int]:
    """The old entries, by index, that no message has used up.

    Sentences that were joined stay as obsolete entries: the new translation is neither's own.
    """
    used = {at for one in found.values() if one.kind is not EntryMatchKind.JOINED for at in one.olds}
    return [at for at in range(len(old)) if at not in used]


def _obsolete(entry: Entry) -> Entry:
    return entry if entry.obsolete else replace(entry, obsolete=True)


def _settled(old: Catalog, merged: Catalog) -> Catalog:
    """The old catalog itself where nothing but the place of its obsolete entries would differ."""
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
    gone = Counter(any(old[at].msgstr) for at in left if not old[at].obsolete)
    return MergeSummary(**counts, obsoleted=gone[True], dropped=gone[False])


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
