"""Repairs of findings: made in what nobody has reviewed, and told as changes of a file's lines."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from postl10n.files.po import new_po, serialize_po
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.model.findings import EntryFinding
from postl10n.model.ids import segment_id, target_hash
from postl10n.model.reports import RepairedEntry
from postl10n.project import journal
from postl10n.project.clock import revision_date
from postl10n.stages.catalog.edit import edited, stamped

if TYPE_CHECKING:
    from postl10n.project.catalogs import Stored
    from postl10n.workspace.session import Session

EVENT = "repaired"
_Job = tuple[str, str]
"""Locale and article."""
_Made = list[tuple[Entry, RepairedEntry]]


def repair(
    session: Session,
    jobs: Iterable[_Job],
    rules: Collection[str] | None,
    today: datetime.date | None,
    only: Callable[[_Job, Catalog], Collection[Key] | None],
) -> Iterator[RepairedEntry]:
    """Make the safe repairs in entries that nobody has approved; without a day only tell them. Raises UsageError.

    only: the entries of a catalog that are asked about; None for all.
    """

    # The rules compile hundreds of expressions.
    from postl10n.stages.check.project import Subject
    from postl10n.stages.check.repairs import repaired_entries

    def repairs(job: _Job, catalog: Catalog) -> _Made:
        locale, article = job
        prepared = session.prepared.get(article)
        subject = Subject(
            catalog=catalog,
            locale=locale,
            source=session.project.source,
            article=article,
            path=session.layout.shown(session.layout.catalog(locale, article)),
            structure=prepared.article if prepared else None,
            only=only(job, catalog),
            choices=session.project.choices(locale),
        )
        return list(repaired_entries(subject, rules))

    for job in jobs:
        stored = session.stored(*job)
        made = repairs(job, stored.catalog) if stored and stored.catalog else []
        if stored and made and today:

            def change(catalog: Catalog | None, job: _Job = job, made: _Made = made) -> Catalog:
                # As it is by now: another program may have saved it meanwhile.
                catalog = catalog or Catalog()
                made[:] = repairs(job, catalog)
                new = {
                    entry.key: edited(entry, one.after, accept=False)
                    if entry.fuzzy
                    else replace(entry, msgstr=one.after)  # Some of its plural forms are still empty.
                    for entry, one in made
                }
                header = stamped(catalog.header, revised=revision_date()) if new else catalog.header
                return replace(catalog.with_entries(new), header=header)

            # First: whatever interrupts us, the journal holds every old text.
            _tell(session, today, job, made)
            session.files.write(stored, change)
        yield from (one for _, one in made)


def _tell(session: Session, today: datetime.date, job: _Job, made: _Made) -> None:
    locale, article = job
    events = [
        {"event": EVENT, "date": today.isoformat(), "article": article, "context": entry.msgctxt}
        | {"segment": segment_id(entry.msgid), "hash": target_hash(one.after)}
        | {"rules": list(one.rules), "before": list(one.before)}
        for entry, one in made
    ]
    journal.append(session.layout, locale, events)


def with_changes(stored: Stored | None, found: Iterable[EntryFinding]) -> Iterator[EntryFinding]:
    """Yield the findings of a catalog; a repair of an entry without plural forms as a change of its file, too."""
    lines: list[str] = []
    for one in found:
        if one.finding.repair is not None and stored is not None and stored.po is not None:
            lines = lines or serialize_po(stored.po).decode("utf-8", "replace").split("\n")
            entry = Entry(msgid="-", msgstr=(one.finding.repair.applied(one.target),))
            new = serialize_po(new_po(Catalog(entries=(entry,)))).decode().split("\n")
            place, written = _msgstr(lines, (one.place.line or 1) - 1), _msgstr(new, new.index('msgid "-"'))
            if place is not None and written is not None:
                one = replace(one, change=(place[0] + 1, place[1], "\n".join(new[slice(*written)])))
        yield one


def _msgstr(lines: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return the lines, `[first, last)`, of the text of an entry; None where it has plural forms."""
    own = list(takewhile(lambda line: line.startswith(("msg", '"')), lines[at : at + 1000]))
    first = next((number for number, line in enumerate(own) if line.startswith("msgstr ")), None)
    return None if first is None else (at + first, at + len(own))
