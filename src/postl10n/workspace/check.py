"""Findings: those of the catalogs on the disk, less what is waived, known or unchanged."""

from __future__ import annotations

import contextlib
import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from postl10n.errors import FaultGroup, Postl10nError
from postl10n.files.po import parse_po
from postl10n.lang.locales import cldr
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.model.findings import EntryFinding, Finding, waivers_in
from postl10n.model.reports import CheckReport
from postl10n.project.clock import today
from postl10n.project.git import blobs
from postl10n.project.layout import SITE
from postl10n.stages.check.consistency import every_rendering, renderings
from postl10n.stages.check.precision import not_measured
from postl10n.workspace.repairs import repair, with_changes
from postl10n.workspace.selection import Selection
from postl10n.workspace.session import Session
from postl10n.workspace.spelling import Spelling
from postl10n.workspace.terms.usage import TermUsage

if TYPE_CHECKING:
    from postl10n.stages.check.consistency import Renderings

Job = tuple[str, str]
"""Locale and article of a catalog."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The options of a check."""

    today: datetime.date = field(default_factory=today)
    """The day on which waivers are judged."""
    rules: Collection[str] | None = None
    changed: str | None = None
    """A git revision: only entries that changed since are checked."""
    known: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """The number of times each finding is in the baseline, by its identity."""
    catalogs: tuple[Job, ...] = ()
    """The catalogs to check; empty for all that the session selects."""
    fix: bool = False
    """True to make the safe repairs first, in what nobody has approved."""
    dry_run: bool = False
    """True to say only which those are."""


def selection_of(*catalogs: Job) -> Selection:
    """Return the selection that covers some catalogs."""
    locales = dict.fromkeys(locale for locale, _ in catalogs)
    articles = dict.fromkeys(article for _, article in catalogs if article != SITE)
    return Selection(locales=tuple(locales), articles=tuple(articles))


def check(session: Session, asked: CheckOptions) -> CheckReport:
    """The findings of every catalog that can be read, locale by locale; the site's own strings too."""
    jobs = list(asked.catalogs) or _jobs(session)
    day = None if asked.dry_run else asked.today
    before = _before(session, jobs, asked.changed)

    def only(job: Job, catalog: Catalog) -> set[Key] | None:
        return None if before is None else _changed(catalog, before.get(job))

    repaired = tuple(repair(session, jobs, asked.rules, day, only)) if asked.fix else ()
    other_ways: dict[str, Renderings] = {}
    usage, spelling = TermUsage(session, asked.rules), Spelling(session, asked.rules, jobs)
    found: list[EntryFinding] = []
    looked_at = 0
    for locale, article in session.each("Checking", jobs):
        catalog = session.catalog(locale, article)
        if catalog is None:
            continue
        looked_at += 1
        if locale not in other_ways:
            other_ways[locale] = _renderings(session, locale, asked.rules)
        said = session.pipeline.check(
            catalog,
            locale=locale,
            article_id=article,
            path=_path(session, locale, article),
            prepared=session.prepared.get(article),
            parents=session.parents(locale, article),
            rules=asked.rules,
            renderings=other_ways[locale] if article != SITE else None,
            usage=spelling.added(usage.of(locale, article), catalog, locale),
            only=only((locale, article), catalog),
            today=asked.today,
        )
        found += with_changes(session.stored(locale, article), said)
    report = sorted_out(found, looked_at, asked.known, session.faults(), other_ways, asked.rules)
    return replace(report, repaired=repaired, not_spelled=tuple(spelling.without))


class PairChecker:
    """Checks translations one by one with the project's glossary and catalogs in view."""

    def __init__(self, session: Session, rules: Collection[str] | None) -> None:
        self._session = session
        self._rules = rules
        self._known: dict[str, Renderings] = {}

    def __call__(self, source: str, target: str, source_locale: str, locale: str) -> list[Finding]:
        """The findings; those about the project's rules too. Raises UsageError for an unknown locale."""
        source_locale, locale = cldr(source_locale), cldr(locale)
        return self._session.pipeline.check_entry(
            Entry(msgid=source, msgstr=(target,)),
            source_locale=source_locale,
            locale=locale,
            rules=self._rules,
            known=self._renderings(locale) if source_locale == self._session.project.source else None,
        )

    def _renderings(self, locale: str) -> Renderings:
        if locale not in self._known:
            asked = self._rules is None or "inconsistent" in self._rules
            catalogs = _catalogs(self._session, locale) if asked else ()
            self._known[locale] = every_rendering(catalogs)
        return self._known[locale]


def _jobs(session: Session) -> list[Job]:
    articles = (*session.prepared, *((SITE,) if session.with_site else ()))
    return [(locale, article) for locale in session.locales for article in articles]


def sorted_out(
    found: Iterable[EntryFinding],
    catalogs: int,
    baseline: Mapping[tuple[str, ...], int],
    faults: tuple[Postl10nError, ...],
    locales: Iterable[str],
    rules: Collection[str] | None,
) -> CheckReport:
    """Return the report, with waived and known findings apart from the others."""
    left = Counter(baseline)
    counted, waived, known = [], [], 0
    for one in found:
        if one.waiver is not None:
            waived.append(one)
        elif left[one.identity] > 0:
            left[one.identity] -= 1
            known += 1
        else:
            counted.append(one)
    unsure = {
        locale: tuple(rule for rule in not_measured(locale) if rules is None or rule in rules)
        for locale in locales
    }
    return CheckReport(
        findings=tuple(counted),
        catalogs=catalogs,
        waived=tuple(waived),
        known=known,
        not_measured={locale: names for locale, names in unsure.items() if names},
        faults=faults,
    )


def _renderings(session: Session, locale: str, rules: Collection[str] | None) -> Renderings:
    """Return the renderings of all articles of a locale, those not selected included."""
    if rules is not None and "inconsistent" not in rules:
        return {}
    return renderings(_catalogs(session, locale))


def _catalogs(session: Session, locale: str) -> Iterator[tuple[str, Catalog]]:
    for article in session.every_article:
        catalog = (
            session.catalog(locale, article)
            if article in session.prepared
            else session.foreign(locale, article)
        )
        if catalog is not None:
            yield article, catalog


def _before(session: Session, jobs: list[Job], revision: str | None) -> dict[Job, Catalog] | None:
    """The catalogs as they were at a revision; what can't be read there counts as new. None if none is named."""
    if revision is None:
        return None
    paths = {_path(session, *job): job for job in jobs}
    before = {}
    for path, data in blobs(session.layout.root, revision, list(paths)).items():
        with contextlib.suppress(Postl10nError, FaultGroup):
            before[paths[path]] = parse_po(data, path=path).catalog
    return before


def _changed(catalog: Catalog, before: Catalog | None) -> set[Key]:
    """The entries whose texts, state or waivers are not what they were."""
    old = before.by_key() if before else {}
    return {
        entry.key
        for entry in catalog.active()
        if entry.key not in old or _judged(entry) != _judged(old[entry.key])
    }


def _judged(entry: Entry) -> tuple[object, ...]:
    """Return the parts of an entry on which its findings depend."""
    return entry.msgid_plural, entry.msgstr, entry.fuzzy, tuple(waivers_in(entry.comments))


def _path(session: Session, locale: str, article: str) -> str:
    return session.layout.shown(session.layout.catalog(locale, article))
