"""Catalogs of a project out into a sheet for reviewers, and back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

from postl10n.errors import FaultGroup, Place, UsageError, system_fault
from postl10n.files.formats import EXCHANGE, EXCHANGE_WRITERS, ending
from postl10n.files.omegat import FORMAT as OMEGAT
from postl10n.files.omegat import read_project
from postl10n.files.tables.review import read_sheet, write_sheet
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.model.findings import STATE_RULES, EntryFinding, Severity
from postl10n.model.review_sheet import RowRefusal, SheetImport, SheetRow
from postl10n.model.states import State
from postl10n.project.clock import revision_date
from postl10n.project.inputs import read_input
from postl10n.project.layout import SITE
from postl10n.project.system import opened_regular
from postl10n.stages.catalog.edit import stamped
from postl10n.stages.catalog.review_sheet import MergedSheet, identified, sheet_rows, with_rows
from postl10n.workspace.arguments import concept_id, one_of
from postl10n.workspace.check import CheckOptions, check
from postl10n.workspace.exchange import exchanged, files_of, project_of
from postl10n.workspace.memory import TranslationMemory
from postl10n.workspace.session import Session

_Job = tuple[str, str]
"""Locale and article."""
_TERM = "term:"
_TRANSLATOR = re.compile(r"[^<>\n\r\\]+ <[^<>\s\\]+@[^<>\s\\]+>")
FILTERS = ("all", "untranslated", "fuzzy", "findings", "term:CONCEPT")


def export_sheet(
    session: Session, memory: TranslationMemory, *, form: str, wanted: str, asked: CheckOptions
) -> tuple[bytes, int]:
    """The entries that fit as a sheet of the given form, and how many rows it has.

    wanted: one of FILTERS. Raises UsageError, or the faults of catalogs.
    """
    one_of(form, ("csv", "xlsx", OMEGAT, *EXCHANGE_WRITERS), "form of sheet")
    fits = _fitting(session, wanted)
    articles = (*session.articles, *((SITE,) if session.with_site else ()))
    jobs = [(locale, article) for locale in session.locales for article in articles]
    if form == OMEGAT or form in EXCHANGE_WRITERS:
        return _exchange_file(session, memory, jobs, form, wanted, asked)
    found = _findings(session, asked)
    rows = [
        row
        for job in session.each("Writing rows", jobs)
        for row in _rows(session, job, found.get(job, {}))
        if fits(row)
    ]
    if session.faults():
        raise FaultGroup(session.faults())
    return write_sheet(rows, form=form), len(rows)


def _exchange_file(
    session: Session,
    memory: TranslationMemory,
    jobs: Sequence[_Job],
    form: str,
    wanted: str,
    asked: CheckOptions,
) -> tuple[bytes, int]:
    """The entries that fit as a file for translation tools, and how many msgstr it has."""
    if len(session.locales) != 1:
        hint = f"Name it: --locale {session.locales[0]}."
        raise UsageError(f"a file of {form} has one target locale", hint=hint)
    fits = None if wanted == "all" else _fitting(session, wanted)
    found = _findings(session, asked) if wanted == "findings" else {}
    count = 0

    def entries(job: _Job, catalog: Catalog) -> Iterator[Entry]:
        nonlocal count
        rows = () if fits is None else _rows(session, job, found.get(job, {}))
        chosen = {row.id for row in rows if fits and fits(row)}
        for id_, entry in identified(catalog):
            if fits is None or id_ in chosen:
                count += len(entry.msgstr)
                yield entry

    catalogs = (
        (job[1], entries(job, catalog))
        for job in session.each("Writing units", jobs)
        if (catalog := session.catalog(*job)) is not None
    )
    if form == OMEGAT:
        data = project_of(session, catalogs, memory)
    else:
        with EXCHANGE_WRITERS.guard(form):
            write = EXCHANGE_WRITERS.load(form)
            # Not joined from a list: the pieces of a large file need not be in memory twice.
            held = io.BytesIO()
            held.writelines(write(catalogs, source=session.project.source, locale=session.locales[0]))
            data = held.getvalue()
    if session.faults():
        raise FaultGroup(session.faults())
    if not count:
        raise UsageError("nothing to export: no entry fits")
    return data, count


def import_sheet(session: Session, path: Path, *, dry_run: bool, translator: str = "") -> SheetImport:
    """Put what was changed in a sheet into the catalogs; with `dry_run` only say what would change.

    translator: `Name <mail>`, for the headers of the catalogs that change. Raises what is wrong with the sheet or
    with a catalog that it is about, before anything is written.
    """
    if translator and not _TRANSLATOR.fullmatch(translator):
        raise UsageError(f"{translator!r} is not a translator", hint='Write it as "Name <mail@example.org>".')
    refused: list[RowRefusal] = []
    by_job: dict[_Job, list[SheetRow]] = {}
    count = 0
    for row in _rows_in(session, path):
        count += 1
        if isinstance(row, RowRefusal):
            refused.append(row)
        elif row is not None:
            by_job.setdefault((row.locale, row.article), []).append(row)
    works = [_Work(session=session, job=job, rows=own, translator=translator) for job, own in by_job.items()]
    for work in works:
        work.plan()
    if session.faults():
        raise FaultGroup(session.faults())
    written = () if dry_run else tuple(shown for work in works if (shown := work.write()) is not None)
    return SheetImport(
        rows=count,
        changes=tuple(change for work in works for change in work.merged.changes),
        refused=tuple(
            sorted(
                (*refused, *(one for work in works for one in work.merged.refused)), key=attrgetter("line")
            )
        ),
        written=written,
    )


def _rows_in(session: Session, path: Path) -> Iterator[SheetRow | RowRefusal | None]:
    """Yield the rows of a file, what of it can't be taken, and None for what nobody changed."""
    kind, known = ending(path), (*session.articles, SITE)
    if path.is_dir():
        yield from exchanged(session, read_project(files_of(path), path=str(path)), known, str(path))
        return
    try:
        if kind in EXCHANGE:
            with opened_regular(path) as stream, EXCHANGE.guard(kind):
                yield from exchanged(session, EXCHANGE.load(kind)(stream, path=str(path)), known, str(path))
            return
    except OSError as error:
        raise system_fault("read", error, Place(path=str(path))) from error
    for row in read_sheet(read_input(path, fault=UsageError), path=str(path)):
        if row.locale not in session.locales or row.article not in known:
            message = f"the project has no catalog {row.article!r} in {row.locale!r}"
            yield RowRefusal(line=row.line, message=message)
        else:
            yield row


@dataclass(kw_only=True)
class _Work:
    """The rows of one catalog."""

    session: Session
    job: _Job
    rows: Sequence[SheetRow]
    translator: str
    merged: MergedSheet = field(init=False)

    def plan(self) -> None:
        """Find out what the rows would do to the catalog as it is."""
        catalog = self.session.catalog(*self.job) or Catalog()
        self.merged = with_rows(catalog, self.rows)

    def write(self) -> str | None:
        """Do it, to the catalog as it is by then; the path if that changed anything."""
        stored = self.session.stored(*self.job)
        if stored is None or stored.po is None or not self.merged.changes:
            return None
        done = self.session.files.write(stored, self._changed)
        return self.session.layout.shown(stored.path) if done else None

    def _changed(self, catalog: Catalog | None) -> Catalog:
        self.merged = with_rows(catalog or Catalog(), self.rows)
        after = self.merged.catalog
        if not self.merged.changes:
            return after
        header = stamped(after.header, revised=revision_date(), translator=self.translator)
        return replace(after, header=header)


def _fitting(session: Session, wanted: str) -> Callable[[SheetRow], bool]:
    if wanted.startswith(_TERM):
        return _naming(session, wanted.removeprefix(_TERM))
    fuzzy = {State.DRAFT, State.EDITED_DRAFT, State.STALE, State.NEEDS_WORK}
    tests: dict[str, Callable[[SheetRow], bool]] = {
        "all": lambda _: True,
        "untranslated": lambda row: row.now.state == State.EMPTY,
        "fuzzy": lambda row: row.now.state in fuzzy,
        "findings": lambda row: bool(row.findings),
    }
    return tests[one_of(wanted, FILTERS, "filter")]


def _naming(session: Session, concept: str) -> Callable[[SheetRow], bool]:
    """Return a filter of rows whose source names a concept. Raises UsageError for an unknown one."""
    concept_id(concept, session.pipeline.concepts)
    finder = session.pipeline.finder(session.project.source)
    return lambda row: any(one.concept == concept for one in finder.find(row.source))


def _findings(session: Session, asked: CheckOptions) -> dict[_Job, dict[int | None, list[EntryFinding]]]:
    """Return the findings of the checks, by catalog and line."""
    found: dict[_Job, dict[int | None, list[EntryFinding]]] = {}
    for one in check(session, asked).findings:
        if one.finding.rule not in STATE_RULES and one.finding.severity is not Severity.NOTICE:
            found.setdefault((one.locale, one.article), {}).setdefault(one.place.line, []).append(one)
    return found


def _rows(session: Session, job: _Job, found: dict[int | None, list[EntryFinding]]) -> Iterator[SheetRow]:
    catalog = session.catalog(*job)
    if catalog is None:
        return
    notes: dict[Key, list[str]] = {
        entry.key: [f"{one.finding.rule}: {one.finding.message}" for one in found[entry.line]]
        for entry in catalog.active()
        if entry.line in found
    }
    yield from sheet_rows(catalog, locale=job[0], article=job[1], findings=notes)
