"""The units that a catalog contributes to the translation memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from postl10n.model.catalog import MERGED, Catalog, Entry
from postl10n.model.ids import segment_id
from postl10n.model.memory import MemoryUnit, UnitState
from postl10n.model.states import State, origin_of, state_of

MEMORY = "memory"
"""The name of the translation memory in origin comments."""


def units_of(
    catalog: Catalog,
    *,
    source_locale: str,
    locale: str,
    article: str | None,
    origin: str,
    left_out: Counter[str] | None = None,
) -> Iterator[MemoryUnit]:
    """Yield the units of a catalog: its translated entries, obsolete ones too, in order.

    Left out are plural entries, runs of merged sentences (head and followers), and unedited drafts of the memory itself,
    which would come back as a second unit of the same text. They are counted in `left_out`.
    """
    passed_over: Counter[str] = Counter() if left_out is None else left_out
    fields = catalog.fields
    active = list(catalog.active())
    joined = _joined(active)
    around = neighbours(active)
    for entry in catalog.entries:
        state = _state(entry)
        if state is None or id(entry) in joined:
            passed_over[_why_not(entry, merged=id(entry) in joined)] += 1
            continue
        before, after = around.get(id(entry), (None, None))
        yield MemoryUnit(
            source=entry.msgid,
            target=entry.msgstr[0],
            source_locale=source_locale,
            locale=locale,
            state=state,
            origin=origin,
            article=article,
            context=entry.msgctxt,
            before=before,
            after=after,
            translator=_value(fields.get("Last-Translator", ""), "FULL NAME"),
            date=_value(fields.get("PO-Revision-Date", ""), "YEAR"),
        )


def neighbours(entries: Sequence[Entry]) -> dict[int, tuple[str, str]]:
    """Return the ids of the segments before and after each entry, by its identity; empty at either end."""
    ids = ["", *(segment_id(entry.msgid) for entry in entries), ""]
    return {id(entry): (ids[at], ids[at + 2]) for at, entry in enumerate(entries)}


def _joined(active: Sequence[Entry]) -> set[int]:
    """Return the identities of the entries in runs that a translator merged."""
    found: set[int] = set()
    for at, entry in enumerate(active):
        if MERGED in entry.msgstr:
            found.add(id(entry))
            if at:
                found.add(id(active[at - 1]))
    return found


def _why_not(entry: Entry, *, merged: bool) -> str:
    if merged or entry.msgstr == (MERGED,):
        return "parts of joined sentences"
    if not any(entry.msgstr):
        return "untranslated entries"
    return "drafts of a memory" if entry.msgid_plural is None else "entries with plural forms"


def _state(entry: Entry) -> UnitState | None:
    if entry.msgid_plural is not None or not entry.msgid or entry.msgstr == (MERGED,):
        return None
    state = state_of(entry)
    if state is State.EMPTY:
        return None
    if state is not State.DRAFT:
        return UnitState.APPROVED if state is State.APPROVED else UnitState.FUZZY
    origin = origin_of(entry)
    return None if origin is not None and origin.name == MEMORY else UnitState.MACHINE


def _value(value: str, placeholder: str) -> str:
    """Return a header's value; empty if it is still the template's placeholder."""
    return "" if value.startswith(placeholder) else value
