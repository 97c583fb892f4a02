"""Findings and term counts of whole catalogs, computed once for each state of the files, and cached."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from sys import intern

from postl10n.errors import Postl10nError
from postl10n.files.json_values import decoded, plain
from postl10n.lang.terms.usage import renderings
from postl10n.model.catalog import MERGED
from postl10n.model.findings import Severity, Waiver, waivers_in
from postl10n.model.ids import texts_hash
from postl10n.model.review import Note
from postl10n.model.term_usage import UnitVerdict
from postl10n.project.cache import Cache
from postl10n.project.clock import today
from postl10n.project.layout import SITE
from postl10n.project.program import program_digest
from postl10n.project.stamps import folder_stamps, stamp_of
from postl10n.project.store import ProjectStore
from postl10n.stages.terms.occurrences import demand_for, unit_verdict
from postl10n.workspace.review.catalog_view import CatalogView, rules_of_one

_KIND = "record "
_BATCH = 10
"""Entries that are checked before others get their turn."""

Flag = tuple[str, Severity, bool]
"""The rule of a finding, its severity, and whether it is waived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptCount:
    """A concept in one catalog."""

    uses: int
    wrong: int
    renderings: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogFindings:
    """The findings and term counts of one catalog."""

    digest: str
    flags: Mapping[str, tuple[Flag, ...]] = field(default_factory=dict)
    """The findings of entries that have any, by ref."""
    terms: Mapping[str, ConceptCount] = field(default_factory=dict)
    lasting: bool = True
    """True if it holds on other days too."""

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity that are not waived."""
        return sum(one[1] is severity and not one[2] for flags in self.flags.values() for one in flags)


class FindingsIndex:
    """The records of catalogs, those found out before taken from the cache."""

    def __init__(self, store: ProjectStore, cache: Cache) -> None:
        self._store = store
        self._cache = cache
        self._known: dict[tuple[str, str], CatalogFindings] = {}
        self._valid: dict[tuple[str, str], object] = {}
        """The stamps of the files for which a record was seen to hold."""
        self.version = 0
        """Grows with every record that is made."""
        self._program = ""

    def known(self, locale: str, article: str) -> CatalogFindings | None:
        """The record made last, perhaps of an earlier state of the files."""
        return self._known.get((locale, article))

    def digest(self, locale: str, article: str, glossary: str = "") -> str:
        """The hash of all that a record is made from; `glossary` is the glossary's, if the caller has it."""
        store, layout = self._store, self._store.layout
        if not self._program:
            self._program = program_digest()
        paths = [layout.catalog(one, article) for one in store.project.chain(locale)]
        if article != SITE:
            paths += [store.sources[article], layout.template(article), layout.recurring]
        files = [store.hashes.of(path) for path in paths]
        choices = repr(sorted(store.project.choices(locale).items()))
        return texts_hash([self._program, choices, glossary or self._store.glossary_digest, *files])

    def outdated(
        self, locale: str, articles: Collection[str], pause: Callable[[], bool] = lambda: True
    ) -> list[str]:
        """The articles without a record of the files as they are now; `pause` may say to stop."""
        store = self._store
        glossary = store.glossary_digest
        common = (store.glossary_stamp, stamp_of(store.layout.recurring))
        templates = folder_stamps(store.layout.template(SITE).parent)
        found = []
        for article, stamps in store.all_stamps(locale):
            if article not in articles:
                continue
            now = (common, stamps, templates.get(f"{article}.pot"))
            if self._valid.get((locale, article)) == now:
                continue
            if self._recalled(locale, article, self.digest(locale, article, glossary)) is None:
                found.append(article)
            else:
                self._valid[locale, article] = now
            if not pause():
                break
        return found

    def _recalled(self, locale: str, article: str, digest: str) -> CatalogFindings | None:
        known = self._known.get((locale, article))
        if known is not None and known.digest == digest:
            return known
        body = self._cache.get(_KIND + locale, article, digest)
        record = decoded(CatalogFindings, body)
        if record is not None:
            self._learn(locale, article, record)
        return record

    def make(
        self, locale: str, article: str, pause: Callable[[], bool] = lambda: True
    ) -> CatalogFindings | None:
        """Find out about a catalog; None where it can't be read, or when `pause` says to stop."""
        digest = self.digest(locale, article)
        sheet = self._sheet(locale, article)
        if sheet is None:
            return None
        keys = [entry.key for entry in sheet.order]
        for at in range(0, len(keys), _BATCH):
            sheet.check(keys[at : at + _BATCH], rules_of_one(), today())
            if not pause():
                return None
        return self._keep(sheet, digest)

    def take(self, sheet: CatalogView) -> CatalogFindings:
        """The record of a sheet that was checked whole."""
        digest = self.digest(sheet.locale, sheet.article)
        known = self._recalled(sheet.locale, sheet.article, digest)
        return known or self._keep(sheet, digest)

    def _keep(self, sheet: CatalogView, digest: str) -> CatalogFindings:
        terms = _terms(sheet, self._store.project.source)
        flags = {
            ref: tuple(map(_flag, notes))
            for ref, entry in sheet.refs.items()
            if (notes := sheet.own_notes(entry))
        }
        # A waiver that ends on a day makes a record good for that day only.
        lasting = not any(_dated(entry.comments) for entry in sheet.order)
        record = CatalogFindings(digest=digest, flags=flags, terms=terms, lasting=lasting)
        self.adopt(sheet.locale, sheet.article, record)
        return record

    def adopt(self, locale: str, article: str, record: CatalogFindings) -> None:
        """Keep a record, be it made by another process."""
        self._learn(locale, article, record)
        if record.lasting:
            self._cache.put(_KIND + locale, article, record.digest, plain(record))

    def _learn(self, locale: str, article: str, record: CatalogFindings) -> None:
        shared = {ref: tuple(_one(*flag) for flag in flags) for ref, flags in record.flags.items()}
        self._known[locale, article] = replace(record, flags=shared)
        self.version += 1

    def _sheet(self, locale: str, article: str) -> CatalogView | None:
        store = self._store
        try:
            chain = store.project.chain(locale)
            catalog, *others = (store.files.values(store.layout.catalog(one, article)) for one in chain)
            prepared = store.prepare(article)
        except Postl10nError:
            return None
        if catalog is None:
            return None
        return CatalogView(
            locale=locale,
            article=article,
            path=store.layout.shown(store.layout.catalog(locale, article)),
            catalog=catalog,
            prepared=prepared,
            parents=[
                (one, parent) for one, parent in zip(chain[1:], others, strict=True) if parent is not None
            ],
            pipeline=store.pipeline,
        )


def _terms(sheet: CatalogView, source: str) -> dict[str, ConceptCount]:
    """Return the counts of each concept's renderings in a catalog, drafts included."""
    uses: dict[str, int] = {}
    wrong: dict[str, int] = {}
    by: dict[str, dict[str, int]] = {}
    named = sheet.prepared.terms if sheet.prepared else {}
    for entry in sheet.order:
        inherited = sheet.inherited(entry)
        texts = inherited[1] if inherited else entry.msgstr
        if not any(texts) or MERGED in texts:
            continue
        found = [
            one for part in sheet.run(entry) for one in named.get(part.msgid, ()) if not one.alternatives
        ]
        for id_ in dict.fromkeys(one.concept for one in found):
            concept = sheet.pipeline.concepts.get(id_)
            if concept is None:
                continue
            count = sum(one.concept == id_ for one in found)
            demand = demand_for(concept, source, sheet.locale)
            bad = unit_verdict(demand, texts, sheet.locale) is UnitVerdict.WRONG
            own, _ = renderings(count, concept, texts[0], source, sheet.locale)
            uses[id_] = uses.get(id_, 0) + count
            wrong[id_] = wrong.get(id_, 0) + bad
            counts = by.setdefault(id_, {})
            for one in own:
                counts[one.term or ""] = counts.get(one.term or "", 0) + 1
    return {id_: ConceptCount(uses=uses[id_], wrong=wrong[id_], renderings=by[id_]) for id_ in uses}


@cache
def _one(rule: str, severity: Severity, waived: bool) -> Flag:
    # A locale has hundreds of thousands of them, and a hundred different ones.
    return intern(rule), severity, waived


def _flag(note: Note) -> Flag:
    return _one(note.rule, note.severity, bool(note.waived))


def _dated(comments: tuple[str, ...]) -> bool:
    return any(isinstance(one, Waiver) and one.until is not None for one in waivers_in(comments))
