"""One catalog at one moment, with what a reviewer has to see around it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from postl10n.errors import Postl10nError
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.findings import EntryFinding
from postl10n.model.ids import texts_hash
from postl10n.model.review import Note
from postl10n.model.states import State, state_of
from postl10n.pipeline import Pipeline, Prepared
from postl10n.project.clock import today
from postl10n.project.layout import SITE
from postl10n.project.stamps import Stamp, StampedCache
from postl10n.project.store import ProjectStore
from postl10n.registry import cached
from postl10n.stages.check.choices import enabled
from postl10n.stages.check.consistency import INCONSISTENT, Renderings
from postl10n.workspace.review.entry_index import entry_hash, refs_of

_FEW = 60
"""Entries asked about, up to which it pays to take them out of their catalog."""
_MANY = 300
"""Entries of a catalog above which it does."""

Notes = Mapping[Key, tuple[Note, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPosition:
    """An entry's place in its article."""

    kind: str
    new_block: bool


class Hashes(dict[Key, str]):
    """The hashes of entries by their keys, each found out when it is first asked for."""

    def __init__(self, entry_of: Callable[[Key], Entry]) -> None:
        super().__init__()
        self._entry_of = entry_of

    def __missing__(self, key: Key) -> str:
        self[key] = made = entry_hash(self._entry_of(key))
        return made


@dataclass(kw_only=True)
class CatalogView:
    """A catalog with its article, and the catalogs that it inherits from."""

    locale: str
    article: str
    path: str
    catalog: Catalog
    prepared: Prepared | None
    parents: Sequence[tuple[str, Catalog]]
    pipeline: Pipeline
    beside: dict[Key, tuple[Note, ...]] = field(default_factory=dict)
    """Findings that other articles cause."""
    checked: dict[Key, tuple[str, tuple[Note, ...]]] = field(default_factory=dict)
    """The findings of entries with what they were found for; handed on from one moment to the next."""

    @cached_property
    def refs(self) -> dict[str, Entry]:
        return refs_of(self.catalog)

    @cached_property
    def ref_of(self) -> dict[Key, str]:
        return {entry.key: ref for ref, entry in self.refs.items()}

    @cached_property
    def order(self) -> list[Entry]:
        return list(self.catalog.active())

    @cached_property
    def _place(self) -> dict[Key, int]:
        return {entry.key: at for at, entry in enumerate(self.order)}

    @cached_property
    def hashes(self) -> Hashes:
        return Hashes(self._entry)

    def _entry(self, key: Key) -> Entry:
        return self.order[self._place[key]]

    @cached_property
    def _by_line(self) -> dict[int | None, Key]:
        return {entry.line: entry.key for entry in self.order}

    @cached_property
    def positions(self) -> dict[Key, EntryPosition]:
        """The first place of each entry in the article as it is now."""
        if self.prepared is None:
            return {}
        article = self.prepared.article
        found = {one.key: EntryPosition(kind=str(one.role), new_block=True) for one in article.head}
        for block in article.blocks:
            for at, segment in enumerate(block.segments):
                here = EntryPosition(kind=str(block.block.kind), new_block=at == 0)
                found.setdefault(segment.key, here)
        return found

    @cached_property
    def _inherited(self) -> dict[Key, tuple[str, Entry]]:
        """Return the entry of the nearest parent with any text, by key."""
        found: dict[Key, tuple[str, Entry]] = {}
        for locale, catalog in self.parents:
            for entry in catalog.active():
                if state_of(entry) is not State.EMPTY:
                    found.setdefault(entry.key, (locale, entry))
        return found

    def inherited(self, entry: Entry) -> tuple[str, tuple[str, ...]] | None:
        """The locale that an empty entry takes its text from, and that text."""
        if state_of(entry) is not State.EMPTY or entry.key not in self._inherited:
            return None
        locale, other = self._inherited[entry.key]
        return (locale, other.msgstr) if state_of(other) is State.APPROVED else None

    def position_of(self, entry: Entry) -> EntryPosition:
        if self.article == SITE:
            return EntryPosition(kind=SITE, new_block=True)
        return self.positions.get(entry.key) or EntryPosition(kind=_role(entry), new_block=True)

    def run(self, entry: Entry) -> list[Entry]:
        """The entry, and those that `{merged}` joins to it in the catalog's order."""
        at = self._place.get(entry.key)
        if at is None or MERGED in entry.msgstr:
            return [entry]
        run = [entry]
        for other in self.order[at + 1 :]:
            if MERGED not in other.msgstr:
                break
            run.append(other)
        return run

    def head(self, entry: Entry) -> Entry:
        """The entry that holds the text of the run."""
        at = self._place.get(entry.key, 0)
        while at and MERGED in self.order[at].msgstr:
            at -= 1
        return self.order[at] if MERGED in entry.msgstr else entry

    def unit(self, entry: Entry) -> str:
        """Return a text of the hashes on which an entry's findings depend within its catalog."""
        at = self._place[entry.key]
        around = self.order[max(0, at - 1) : at + len(self.run(entry)) + 1]
        return " ".join(self.hashes[one.key] for one in around)

    def unchecked(self) -> list[Key]:
        """The entries of which nobody knows what is wrong with them."""
        return self.unchecked_of(self.order)

    def unchecked_of(self, entries: Sequence[Entry]) -> list[Key]:
        return [
            entry.key
            for entry in entries
            if (known := self.checked.get(entry.key)) is None or known[0] != self.unit(entry)
        ]

    def near(self, entry: Entry) -> CatalogView:
        """The same with no more entries than an entry's findings depend on, where they are many."""
        return replace(self, catalog=replace(self.catalog, entries=self._part([entry.key]).entries))

    def having(self, *entries_to_be: Entry) -> CatalogView:
        """The same with some entries as they would be."""
        new = {entry.key: entry for entry in entries_to_be}
        return replace(self, catalog=self.catalog.with_entries(new), checked={})

    def check(self, keys: Collection[Key], rules: Collection[str], today: datetime.date) -> None:
        """Find out what is wrong with some entries."""
        if not keys:
            return
        wanted = set(keys)
        found: dict[Key, list[Note]] = {}
        for one in self.findings(wanted, rules, today):
            key = self._by_line.get(one.place.line)
            if key is not None:
                found.setdefault(key, []).append(note_of(one))
        for key in wanted:
            self.checked[key] = (self.unit(self._entry(key)), tuple(found.get(key, ())))

    def findings(
        self,
        keys: Collection[Key],
        rules: Collection[str],
        today: datetime.date,
        renderings: Renderings | None = None,
    ) -> list[EntryFinding]:
        """Return the findings of rules in some entries; rules that are off are left out.

        renderings: the translations of their sources in the locale's articles.
        """
        return self.pipeline.check(
            self._part(keys),
            locale=self.locale,
            article_id=self.article,
            path=self.path,
            prepared=self.prepared,
            parents=[catalog for _, catalog in self.parents],
            rules=enabled(self.pipeline.project.choices(self.locale), rules),
            renderings=renderings,
            only=set(keys),
            today=today,
        )

    def _part(self, keys: Collection[Key]) -> Catalog:
        """Return the catalog, or of a large one only the entries on which the findings of some depend."""
        if len(keys) > _FEW or len(self.order) <= _MANY:
            return self.catalog
        places: set[int] = set()
        for key in keys:
            at = self._place.get(key)
            if at is not None:
                first = self._place[self.head(self.order[at]).key]
                places.update(range(max(0, first - 1), at + len(self.run(self.order[at])) + 1))
        entries = tuple(self.order[at] for at in sorted(places) if at < len(self.order))
        return replace(self.catalog, entries=entries)

    def notes(self, entry: Entry) -> tuple[Note, ...]:
        """The findings that are known of an entry."""
        return (*self.own_notes(entry), *self.beside.get(entry.key, ()))

    def own_notes(self, entry: Entry) -> tuple[Note, ...]:
        """Those that its own catalog and article cause."""
        known = self.checked.get(entry.key)
        return known[1] if known and known[0] == self.unit(entry) else ()


def note_of(one: EntryFinding) -> Note:
    return Note(
        rule=one.finding.rule,
        severity=one.finding.severity,
        message=one.finding.message,
        waived=one.waiver.reason if one.waiver else "",
        waivable=bool(one.bound) and one.waiver is None,
        repaired=one.finding.repair.applied(one.target) if one.finding.repair else "",
    )


def _role(entry: Entry) -> str:
    """The kind that the entry's own hints name, where the article no longer has it."""
    prefix = "role: "
    return next((one.removeprefix(prefix) for one in entry.extracted if one.startswith(prefix)), "paragraph")


_SHEETS = 64


@cached(None)
def rules_of_one() -> frozenset[str]:
    """The rules that need no more than one catalog and its article."""
    # The rules compile hundreds of expressions, which opening a project need not wait for.
    from postl10n.stages.check.registry import usable_names

    return frozenset(usable_names()) - {INCONSISTENT, "empty", "fuzzy"}


class Catalogs:
    """Makes sheets from the files as they are."""

    def __init__(self, store: ProjectStore) -> None:
        self.store = store
        self._sheets: StampedCache[tuple[str, str], CatalogView] = StampedCache(_SHEETS)
        self.completed: dict[tuple[str, str], int] = {}
        """The number of times that findings came after an article was shown without them."""

    def sheet(self, locale: str, article: str) -> CatalogView | None:
        """The catalog of an article with its surroundings; None where it is not there yet.

        Raises UsageError for an unknown locale or article, CatalogError or FaultGroup for a file that can't be read.
        """
        store = self.store
        store.check(locale, article)
        stamps = (store.stamps(locale, article), store.glossary_stamp)
        stored = store.stored(locale, article)
        if stored.catalog is None:
            return None
        catalog = stored.catalog
        return self._sheets.get((locale, article), stamps, lambda: self._made(locale, article, catalog))

    def entry(self, locale: str, article: str, ref: str) -> tuple[CatalogView, Entry] | None:
        """An entry with its catalog; None where either is not there."""
        sheet = self.sheet(locale, article)
        return (sheet, sheet.refs[ref]) if sheet is not None and ref in sheet.refs else None

    def _made(self, locale: str, article: str, catalog: Catalog) -> CatalogView:
        store = self.store
        last = self._sheets.peek((locale, article))
        prepared, pipeline = store.prepared(article), store.pipeline
        # Findings of an entry hold as long as article and glossary are the same.
        same = last is not None and last.prepared is prepared and last.pipeline is pipeline
        return CatalogView(
            locale=locale,
            article=article,
            path=store.layout.shown(store.layout.catalog(locale, article)),
            catalog=catalog,
            prepared=prepared,
            parents=store.parents(locale, article),
            pipeline=pipeline,
            checked=dict(last.checked) if last is not None and same else {},
        )

    def check(self, sheet: CatalogView, keys: Collection[Key]) -> None:
        """Find out what is wrong with some entries of a sheet."""
        sheet.check(keys, rules_of_one(), _today())

    def findings(
        self,
        sheet: CatalogView,
        keys: Collection[Key],
        rules: Collection[str],
        renderings: Renderings | None = None,
    ) -> list[EntryFinding]:
        """Return today's findings of some rules in some entries."""
        return sheet.findings(keys, rules, _today(), renderings)

    def version(self, locale: str, article: str) -> str:
        """Changes with the catalog, its parents', the article and the glossary, and when late findings are there."""
        return self._version(locale, article, self.store.stamps(locale, article), self.store.glossary_stamp)

    def versions(self, locale: str) -> dict[str, str]:
        """The versions of all articles."""
        glossary = self.store.glossary_stamp
        return {
            article: self._version(locale, article, stamps, glossary)
            for article, stamps in self.store.all_stamps(locale)
        }

    def _version(self, locale: str, article: str, stamps: tuple[Stamp, ...], glossary: str) -> str:
        known = self.completed.get((locale, article), 0)
        return f"{texts_hash([repr(stamps)])}{glossary[:4]}{known or ''}"


def _today() -> datetime.date:
    try:
        return today()
    except Postl10nError:
        return datetime.datetime.now(datetime.UTC).date()
