"""Drafts into catalogs: of the memory first, then of engines."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.errors import FaultGroup, UsageError
from postl10n.lang.text.progress import inherited_keys
from postl10n.model.catalog import Catalog
from postl10n.model.memory import Amount, CatalogLeverage, Draft, PretranslateReport
from postl10n.project.catalogs import Stored
from postl10n.project.layout import SITE
from postl10n.stages.pretranslate.fill import Filled, drafts_in
from postl10n.stages.pretranslate.machine_drafts import PlacedDrafts, put
from postl10n.workspace.memory import TranslationMemory
from postl10n.workspace.pretranslate.journal import DraftJournal
from postl10n.workspace.session import Session

if TYPE_CHECKING:
    from postl10n.workspace.pretranslate.engine_calls import Machines
    from postl10n.workspace.pretranslate.machine_drafts import Batch, Drafting

LEAST_ALLOWED = 0.5
_MOST_UNRECORDED = 1000
"""Drafts that are written to the journal at once: each write waits for the disk."""
_EMPTY = Catalog()


@dataclass(frozen=True, slots=True, kw_only=True)
class PretranslateOptions:
    """Options of pre-translation; see `Workspace.pretranslate`."""

    least: float
    dry_run: bool
    again: bool
    today: datetime.date
    engines: bool = True
    max_cost: float | None = None
    environ: Mapping[str, str]
    """The environment variables in which engines find their keys."""


def pretranslate(
    session: Session, memory: TranslationMemory, wish: PretranslateOptions
) -> PretranslateReport:
    """Fill the catalogs that the session is about. Raises UsageError, or the faults of catalogs, before it writes."""
    if not LEAST_ALLOWED <= wish.least <= 1:
        raise UsageError(f"the least likeness must be between {LEAST_ALLOWED} and 1")
    if wish.max_cost is not None and not wish.max_cost >= 0:
        raise UsageError("the most that engines may cost must be 0 or more")
    jobs = _readable(session)
    machines = _machines(session, wish)
    run = _Run(session, memory, wish, machines)
    try:
        found = [
            run.catalog(locale, stored, article)
            for locale, article in session.each("Pre-translating", jobs)
            if (stored := session.stored(locale, article)) is not None
        ]
    finally:
        run.record()
        if machines is not None:
            machines.close()
    return PretranslateReport(
        catalogs=tuple(found),
        # Those of catalogs that were spoilt since they were looked at are left as they are.
        faults=(*session.faults(), *memory.faults),
        notices=machines.notices if machines else (),
        cost=dict(machines.spent) if machines else {},
    )


def _readable(session: Session) -> list[tuple[str, str]]:
    """The locales and articles that have a catalog. Raises FaultGroup if one that is needed can't be read.

    Each is read here and read again when its turn comes: all of them together need not fit into memory.
    """
    articles = (*session.articles, *((SITE,) if session.with_site else ()))
    there = set()
    for article in session.each("Reading catalogs", articles):
        for locale in session.locales:
            for one in _route_of(session, locale):
                session.stored(one, article)
                session.parents(one, article)
            stored = session.stored(locale, article)
            if stored is not None and stored.po is not None:
                there.add((locale, article))
    if session.catalog_faults():
        raise FaultGroup(session.catalog_faults())
    return [(locale, one) for locale in session.locales for one in articles if (locale, one) in there]


def _route_of(session: Session, locale: str) -> Iterator[str]:
    """Yield the locale, and those from whose translations its drafts are made; settings with a cycle are refused."""
    routes = session.project.engines.routes
    one: str | None = locale
    while one is not None:
        yield one
        route = routes.get(one)
        one = route.source if route else None


def _machines(session: Session, wish: PretranslateOptions) -> Machines | None:
    """The engines, if the project has any. Raises ProjectError or FaultGroup for settings that are wrong."""
    if not wish.engines or not session.project.engines.routes:
        return None
    # Engines bring their own libraries, which projects without any need not wait for.
    from postl10n.workspace.pretranslate.engine_calls import Machines

    return Machines(session.project, wish.environ, wish.max_cost)


class _Run:
    """One run over many catalogs."""

    def __init__(
        self,
        session: Session,
        memory: TranslationMemory,
        wish: PretranslateOptions,
        machines: Machines | None,
    ) -> None:
        self._session = session
        self._memory = memory
        self._wish = wish
        # Read before anything is written: one that can't be read is a fault.
        locales = dict.fromkeys(one for locale in session.locales for one in _route_of(session, locale))
        self._journals = {locale: DraftJournal(session.layout, locale, wish.today) for locale in locales}
        self._names = frozenset(session.project.engines.named)
        self._drafting = self._drafting_with(machines) if machines else None
        self._unrecorded: list[tuple[str, str, Draft]] = []
        """Locale, article and draft."""

    def catalog(self, locale: str, stored: Stored, article: str) -> CatalogLeverage:
        """Fill one catalog, and write to the journal."""
        catalog = stored.catalog or _EMPTY
        filled = self._filled(locale, article, catalog)
        batch = self._drafting.batch(locale, article, filled.catalog) if self._drafting else None
        if self._wish.dry_run:
            asked = batch.asked if batch else Amount()
            return self._leverage(locale, article, stored, filled, asked, batch=batch)
        made: list[tuple[Filled, PlacedDrafts]] = []
        change = self._filling(locale, article, batch, made, (catalog, filled))
        written = self._session.files.write(stored, change)
        filled, placed = made[-1]
        # The catalog is written first: a draft that only the journal knew of would look like a rejected one. A draft
        # that only the catalog knows of is added by the next run, so that the journal can wait for some more of them.
        drafts = (*filled.drafts, *placed.drafts)
        present = drafts_in(placed.catalog, self._names)
        self._unrecorded += [(locale, article, one) for one in _with_history(present, drafts)]
        if len(self._unrecorded) >= _MOST_UNRECORDED:
            self.record()
        return self._leverage(
            locale,
            article,
            stored,
            filled,
            placed.amount,
            batch=batch,
            placed=placed,
            drafts=drafts,
            written=written,
        )

    def record(self) -> None:
        """Tell the journals of the drafts in the catalogs written so far."""
        for locale in dict.fromkeys(one[0] for one in self._unrecorded):
            self._journals[locale].record(
                (article, draft) for of, article, draft in self._unrecorded if of == locale
            )
        self._unrecorded.clear()

    def _drafting_with(self, machines: Machines) -> Drafting:
        from postl10n.workspace.pretranslate.machine_drafts import Drafting

        return Drafting(
            session=self._session,
            machines=machines,
            fill=self._neighbour,
            journal=self._journals.__getitem__,
            dry_run=self._wish.dry_run,
            again=self._wish.again,
        )

    def _neighbour(self, locale: str, article: str) -> Catalog | None:
        catalog = self._session.catalog(locale, article)
        return self._filled(locale, article, catalog).catalog if catalog is not None else None

    def _filled(self, locale: str, article: str, catalog: Catalog) -> Filled:
        return self._session.pipeline.pretranslate(
            catalog,
            self._memory,
            locale=locale,
            least=self._wish.least,
            parents=self._session.parents(locale, article),
            rejected=self._rejected(locale, article),
        )

    def _rejected(self, locale: str, article: str) -> dict[tuple[str | None, str], frozenset[str]]:
        return {} if self._wish.again else self._journals[locale].rejected(article)

    def _filling(
        self,
        locale: str,
        article: str,
        batch: Batch | None,
        made: list[tuple[Filled, PlacedDrafts]],
        known: tuple[Catalog, Filled],
    ) -> Callable[[Catalog | None], Catalog]:
        """The change of one catalog, repeatable should an editor save the file meanwhile; it fills `made`.

        known: what is found already for the catalog as it was read.
        """

        def change(old: Catalog | None) -> Catalog:
            catalog = old or _EMPTY
            filled = known[1] if catalog == known[0] else self._filled(locale, article, catalog)
            parents = self._session.parents(locale, article)
            placed = put(
                filled.catalog,
                batch.made if batch else {},
                inherited=inherited_keys(filled.catalog.active(), parents),
                rejected=self._rejected(locale, article),
            )
            made.append((filled, placed))
            return placed.catalog

        return change

    def _leverage(
        self,
        locale: str,
        article: str,
        stored: Stored,
        filled: Filled,
        machine: Amount,
        *,
        batch: Batch | None,
        placed: PlacedDrafts | None = None,
        drafts: tuple[Draft, ...] = (),
        written: bool = False,
    ) -> CatalogLeverage:
        bands = dict(filled.bands)
        bands["machine"] = machine
        bands["left"] = bands["left"].without(machine)
        return CatalogLeverage(
            locale=locale,
            article=article,
            path=self._session.layout.shown(stored.path),
            written=written,
            bands=bands,
            drafts=drafts or filled.drafts,
            discarded=dict(batch.discarded) if batch else {},
            unknown=placed.unknown if placed else {},
        )


def _with_history(present: Iterable[Draft], made: Iterable[Draft]) -> list[Draft]:
    """The drafts as they were made, where they were made just now: these say what they replaced."""
    known = {(one.context, one.segment, one.hash): one for one in made}
    return [known.get((one.context, one.segment, one.hash), one) for one in present]
