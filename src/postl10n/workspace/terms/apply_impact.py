"""Writing what a glossary change suggests into the catalogs, and taking it back.

The journal of a locale is written before its catalogs: whatever interrupts us, it holds every old translation.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from postl10n.model.catalog import FUZZY, Catalog, Entry, Key
from postl10n.model.ids import segment_id, short_hash
from postl10n.model.states import State
from postl10n.model.term_usage import ImpactedEntry, ImpactReport, ImpactWrite, WrittenEntry
from postl10n.project.catalogs import CatalogFiles
from postl10n.project.journal import append, read
from postl10n.project.layout import ProjectLayout
from postl10n.stages.catalog.edit import quoted

APPLIED, UNDONE = "impact", "impact-undo"
BEFORE = "postl10n: before glossary change "
"""Begins the comment that keeps the old translation: `# postl10n: before glossary change 2026-01-02: "…"`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """One entry as it was, and as it was made."""

    key: Key
    before: tuple[str, ...]
    after: tuple[str, ...]
    fuzzy: bool
    """True if it was fuzzy before."""
    date: str

    @property
    def comment(self) -> str:
        return f"{BEFORE}{self.date}: {' '.join(quoted(text) for text in self.before)}"


def apply_impact(layout: ProjectLayout, report: ImpactReport, today: datetime.date) -> ImpactWrite:
    """Write every suggestion that may be written, as fuzzy; the old text stays in a comment and in the journal."""
    chosen = [entry for entry in report.entries if entry.applicable]
    if not chosen:
        return ImpactWrite(run=None, entries=())
    run = _next_run(layout, chosen)
    written: list[WrittenEntry] = []
    for locale in dict.fromkeys(entry.locale for entry in chosen):
        own = [entry for entry in chosen if entry.locale == locale]
        append(layout, locale, [_event(run, one, today) for one in own])
        for article in dict.fromkeys(entry.article for entry in own):
            edits = [_edit(one, today) for one in own if one.article == article]
            written += _changed(layout, locale, article, edits, _applied)
    return ImpactWrite(run=run, entries=tuple(written))


def as_applied(entry: Entry, impacted: ImpactedEntry, today: datetime.date) -> Entry | None:
    """Return an entry with its suggestion as `apply_impact` writes it; None where it is not as it was looked at."""
    return _applied(entry, _edit(impacted, today))


def undo_impact(
    layout: ProjectLayout, locales: Sequence[str], today: datetime.date, *, run: str | None = None
) -> ImpactWrite:
    """Take back an application, the last if none is named, in every entry that still is what it wrote."""
    live = {locale: _live(layout, locale) for locale in locales}
    runs = [one for events in live.values() for one in events]
    run = max(runs, key=_order, default=None) if run is None else run
    if run is None or run not in runs:
        return ImpactWrite(run=None, entries=())
    written: list[WrittenEntry] = []
    for locale, events in live.items():
        own: list[WrittenEntry] = []
        for article, edits in events.get(run, {}).items():
            own += _changed(layout, locale, article, edits, _restored)
        if run in events:
            left = [{"article": one.article, "msgid": one.msgid} for one in own if not one.written]
            done = sum(one.written for one in own)
            event = {"event": UNDONE, "run": run, "date": today.isoformat(), "restored": done, "left": left}
            append(layout, locale, [event])
        written += own
    return ImpactWrite(run=run, entries=tuple(written))


def _changed(
    layout: ProjectLayout,
    locale: str,
    article: str,
    edits: Sequence[_Edit],
    change: Callable[[Entry, _Edit], Entry | None],
) -> Iterator[WrittenEntry]:
    """Change the entries of a catalog that are as the edits know them."""
    files = CatalogFiles(layout)
    path = layout.catalog(locale, article)
    by_key = {edit.key: edit for edit in edits}
    done: dict[Key, Entry] = {}

    def changed(catalog: Catalog | None) -> Catalog:
        # Called again where another program saved the file meanwhile.
        catalog = catalog or Catalog()
        done.clear()
        for entry in catalog.active():
            edit = by_key.get(entry.key)
            new = change(entry, edit) if edit is not None else None
            if new is not None:
                done[entry.key] = new
        return catalog.with_entries(done)

    stored = files.read(path)
    if stored.po is not None:
        files.write(stored, changed)
    for edit in edits:
        yield WrittenEntry(
            locale=locale,
            article=article,
            path=layout.shown(path),
            msgid=edit.key[1],
            written=edit.key in done,
        )


def _applied(entry: Entry, edit: _Edit) -> Entry | None:
    if entry.msgstr != edit.before or entry.fuzzy != edit.fuzzy:
        return None
    flags = entry.flags if entry.fuzzy else (FUZZY, *entry.flags)
    return replace(entry, msgstr=edit.after, flags=flags, comments=(*entry.comments, edit.comment))


def _restored(entry: Entry, edit: _Edit) -> Entry | None:
    if entry.msgstr != edit.after or not entry.fuzzy or edit.comment not in entry.comments:
        return None
    flags = entry.flags if edit.fuzzy else tuple(flag for flag in entry.flags if flag != FUZZY)
    workflow = entry.workflow if edit.fuzzy else tuple(flag for flag in entry.workflow if flag != FUZZY)
    comments = tuple(one for one in entry.comments if one != edit.comment)
    return replace(entry, msgstr=edit.before, flags=flags, workflow=workflow, comments=comments)


def _edit(entry: ImpactedEntry, today: datetime.date) -> _Edit:
    return _Edit(
        key=entry.key,
        before=entry.targets,
        after=entry.suggestion or entry.targets,
        fuzzy=entry.state is not State.APPROVED,
        date=today.isoformat(),
    )


def _event(run: str, entry: ImpactedEntry, today: datetime.date) -> Mapping[str, object]:
    edit = _edit(entry, today)
    return {
        "event": APPLIED,
        "run": run,
        "date": edit.date,
        "article": entry.article,
        "segment": segment_id(entry.key[1]),
        "msgctxt": entry.key[0],
        "msgid": entry.key[1],
        "concepts": [effect.concept for effect in entry.effects],
        "before": list(edit.before),
        "after": list(edit.after),
        "fuzzy": edit.fuzzy,
    }


def _live(layout: ProjectLayout, locale: str) -> dict[str, dict[str, list[_Edit]]]:
    """The applications that were not taken back: their edits by article."""
    live: dict[str, dict[str, list[_Edit]]] = {}
    for event in read(layout, locale):
        run = event.get("run")
        if event.get("event") == UNDONE and isinstance(run, str):
            live.pop(run, None)
        elif event.get("event") == APPLIED and isinstance(run, str):
            article, edit = event.get("article"), _edit_of(event)
            if isinstance(article, str) and edit is not None:
                live.setdefault(run, {}).setdefault(article, []).append(edit)
    return live


def _edit_of(event: Mapping[str, object]) -> _Edit | None:
    """The edit that a line of a journal tells of; None where people's hands left it incomplete."""
    context, msgid, date = event.get("msgctxt"), event.get("msgid"), event.get("date")
    before, after = _texts(event.get("before")), _texts(event.get("after"))
    if not isinstance(msgid, str) or not isinstance(date, str) or not before or not after:
        return None
    return _Edit(
        key=(context if isinstance(context, str) else None, msgid),
        before=before,
        after=after,
        fuzzy=event.get("fuzzy") is True,
        date=date,
    )


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return ()
    return tuple(value)


def _next_run(layout: ProjectLayout, chosen: Iterable[ImpactedEntry]) -> str:
    """A number that grows, and a hash that tells it from that of another branch."""
    runs = (run for locale in layout.project.targets for run in _runs(layout, locale))
    number = max((_order(run)[0] for run in runs), default=0) + 1
    content = json.dumps([[one.locale, one.article, one.key, one.targets, one.suggestion] for one in chosen])
    return f"{number}-{short_hash(content)}"


def _runs(layout: ProjectLayout, locale: str) -> Iterator[str]:
    for event in read(layout, locale):
        run = event.get("run")
        if event.get("event") in (APPLIED, UNDONE) and isinstance(run, str):
            yield run


def _order(run: str) -> tuple[int, str]:
    number = run.partition("-")[0]
    return (int(number) if number.isdecimal() else 0), run
