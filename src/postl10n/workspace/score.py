"""Score cards of a project: what is rated, against what, and how it is kept in the journals."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from postl10n.errors import CatalogError, Place, UsageError
from postl10n.files.formats import ending
from postl10n.files.po import parse_po
from postl10n.files.score_inputs import aligned, read_scored, refuse_script, same_writing
from postl10n.lang.locales import cldr
from postl10n.lang.text.progress import progress, wanted
from postl10n.model.catalog import Catalog
from postl10n.model.reports import CatalogStats, Counts, ProjectStats
from postl10n.model.scores import Quality, Rated, Recorded, ScoreCard, ScoreReport
from postl10n.project import journal
from postl10n.project.git import file_at, is_revision
from postl10n.project.inputs import read_input, read_present
from postl10n.project.layout import SITE, ProjectLayout
from postl10n.stages import score as stage
from postl10n.stages.score.inputs import Drafted, Rating, ScoreRequest
from postl10n.workspace.arguments import member
from postl10n.workspace.check import CheckOptions, check
from postl10n.workspace.score_terms import TermSource, file_terms, is_rows, read_rows
from postl10n.workspace.session import Session
from postl10n.workspace.takeover import orphans


def stats(session: Session) -> ProjectStats:
    """The counts of every article, and of the strings of the site's pages."""
    catalogs = tuple(one for locale in session.locales for one in _counted(session, locale))
    site = {locale: _site(session, locale) for locale in session.locales if session.with_site}
    gone = tuple(session.layout.shown(path) for path in orphans(session))
    return ProjectStats(
        catalogs=catalogs,
        site={locale: counts for locale, counts in site.items() if counts.entries},
        orphans=gone,
        faults=session.faults(),
    )


def _counted(session: Session, locale: str) -> list[CatalogStats]:
    """The counts of a locale's articles; none where it has no catalog yet. A catalog that can't be read is left out."""
    found, any_there = [], False
    for article in session.prepared:
        stored = session.stored(locale, article)
        if stored is None:
            continue
        own = stored.catalog
        any_there = any_there or own is not None
        entries = own.active() if own else wanted(session.prepared[article].template.by_key(), None)
        counts = progress(entries, session.parents(locale, article))
        found.append(CatalogStats(locale=locale, article=article, counts=counts))
    return found if any_there else []


def _site(session: Session, locale: str) -> Counts:
    catalog = session.catalog(locale, SITE)
    return progress(catalog.active(), session.parents(locale, SITE)) if catalog else Counts()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOptions:
    """The options of a score."""

    rated: Rated = Rated.APPROVED
    tokenize: str | None = None
    """sacrebleu's name of a BLEU tokenizer; each locale's own if None."""
    segments: bool = False
    """Score each segment too."""
    baselines: tuple[str, ...] = ()
    """Git revisions of the project, or folders of copies, to compare with; of two files, other files."""
    terms: TermSource = field(default_factory=TermSource)
    """Of two files: the terms expected."""
    source: str | None = None
    """Of two files: the locale of the sources; None for what the files say, or English."""


def score(session: Session, options: ScoreOptions) -> ScoreReport:
    """A card for each locale as a whole, then one for each of its articles that has a reference."""
    cards = [
        card
        for locale in session.each("Scoring", session.locales)
        for card in score_locale(session, locale, options)
    ]
    return ScoreReport(cards=tuple(cards), faults=session.faults())


def scored(session: Session, options: ScoreOptions, on: datetime.date | None) -> ScoreReport:
    """The same, added to the journals as of a day if one is given. Raises the faults of catalogs."""
    report = session.whole(score(session, options))
    if on:
        record(session.layout, report, on)
    return report


def score_locale(session: Session, locale: str, options: ScoreOptions) -> list[ScoreCard]:
    """The cards of one locale, that of the whole first."""
    question = ScoreRequest(
        locale=locale,
        rated=member(options.rated, Rated, "state to rate"),
        tokenize=options.tokenize,
        segments=options.segments,
        baselines=options.baselines,
    )
    baselines = [Baseline(session.layout, one) for one in options.baselines]
    return session.pipeline.score(_ratings(session, locale, baselines), question)


def _ratings(session: Session, locale: str, baselines: Sequence[Baseline]) -> Iterator[Rating]:
    drafts = read_drafts(session.layout, locale)
    for article, prepared in session.prepared.items():
        catalog = session.catalog(locale, article)
        if catalog is None:
            continue
        yield Rating(
            article=article,
            catalog=catalog,
            reference=reference(session, locale, article),
            terms=prepared.terms,
            baselines=[one.catalog(locale, article) for one in baselines],
            drafts=[one for one in drafts if one.article in (None, article)],
        )


def reference(session: Session, locale: str, article: str) -> Catalog | None:
    """The trusted translations to score against. Raises CatalogError for those of another language."""
    catalog = session.reference(locale, article)
    if catalog is not None:
        path = session.layout.shown(session.layout.reference(locale, article))
        refuse_other_language(catalog, locale, path)
    return catalog


def refuse_other_language(catalog: Catalog, locale: str, path: str) -> None:
    """Raise CatalogError where the catalog's header names another language or script than the locale's."""
    said = catalog.fields.get("Language", "")
    if said and not same_writing(said, locale):
        raise CatalogError(
            f"is in {said}, and {locale} is scored",
            place=Place(path=path),
            hint="Give the right file, or correct the Language of its header.",
        )


def is_baseline(root: Path, name: str) -> bool:
    """Return True if a name is a git revision or a folder; a folder is relative to the project."""
    return (root / name).is_dir() or is_revision(root, name)


class Baseline:
    """The catalogs of a project as they were at a git revision, or as they are in another folder."""

    def __init__(self, layout: ProjectLayout, name: str) -> None:
        """Raises UsageError for what is neither."""
        self._layout = layout
        self._name = name
        self._in_git = not (layout.root / name).is_dir()
        # Done now, so that a wrong name is reported before anything is scored.
        if not is_baseline(layout.root, name):
            hint = "Give a commit, branch or tag of the project's repository, or the folder of a copy of it."
            raise UsageError(f"baseline {name!r} is neither a git revision nor a folder", hint=hint)

    def catalog(self, locale: str, article: str) -> Catalog | None:
        """Return the baseline's catalog, if it has one. Raises CatalogError where it can't be read."""
        path = self._layout.shown(self._layout.catalog(locale, article))
        shown = f"{self._name}:{path}"
        if self._in_git:
            data = file_at(self._layout.root, self._name, path)
        else:
            data = read_present(self._layout.root / self._name / path, shown=shown)
        return parse_po(data, path=shown).catalog if data is not None else None


def read_drafts(layout: ProjectLayout, locale: str) -> list[Drafted]:
    """The drafts that the journal of a locale tells of, oldest first. Raises CatalogError."""
    return [
        Drafted(
            article=article if isinstance(article := event.get("article"), str) else None,
            segment=str(event["segment"]).partition("-")[0],
            context=context if isinstance(context := event.get("context"), str) else None,
            origin=str(event.get("origin", "unknown")),
            target=target,
        )
        for event in journal.read(layout, locale)
        if event.get("event") == "draft" and "segment" in event
        for target in (event.get("target"),)
        if isinstance(target, str)
    ]


def record(layout: ProjectLayout, report: ScoreReport, today: datetime.date) -> None:
    """Add the cards that compare with a reference to the journals of their locales."""
    events: dict[str, list[Mapping[str, object]]] = {}
    for card in report.cards:
        if card.metrics:
            events.setdefault(card.locale, []).append(_score_event(card, today))
    for locale, lines in events.items():
        journal.append(layout, locale, lines)


def _score_event(card: ScoreCard, today: datetime.date) -> dict[str, object]:
    return {
        "event": "score",
        "date": today.isoformat(),
        "article": card.article,
        "state": str(card.rated),
        "compared": card.compared,
        "metrics": {
            metric.signature: {"name": metric.name, "value": metric.value} for metric in card.metrics
        },
        "terms": {"used": card.terms.used, "expected": card.terms.expected, "exact": card.terms.exact},
        "reference_hash": card.reference_hash,
    }


def history(layout: ProjectLayout, locale: str) -> list[Recorded]:
    """The recorded score runs of a locale as a whole, oldest first. Raises CatalogError."""
    return [
        Recorded(
            date=str(event.get("date", "")),
            state=str(event.get("state", "")),
            metrics=_values(event.get("metrics")),
            reference_hash=str(event.get("reference_hash", "")),
        )
        for event in journal.read(layout, locale)
        if event.get("event") == "score" and event.get("article") is None
    ]


def _values(metrics: object) -> dict[str, float]:
    found = metrics.values() if isinstance(metrics, Mapping) else ()
    return {
        str(one["name"]): float(one["value"])
        for one in found
        if isinstance(one, Mapping) and "name" in one and isinstance(one.get("value"), (int, float))
    }


def score_files(
    translation: Path, reference: Path, locale: str | None = None, options: ScoreOptions | None = None
) -> ScoreCard:
    """The card of one file against another, each PO, TMX, JSON lines or plain text with a segment a line.

    Without a locale it is the one that a PO or TMX file names. `options.baselines` are files of the same kinds.
    Raises UsageError, CatalogError, GlossaryError or FaultGroup.
    """
    asked = options or ScoreOptions()
    wanted = cldr(locale) if locale else None
    paths = [translation, reference, *map(Path, asked.baselines)]
    files = [read_scored(read_input(path), path=str(path), locale=wanted) for path in paths]
    said = wanted or next((one.locale for one in files if one.locale), None)
    if said is None:
        hint = "Name it with --locale: the tokenizer depends on it."
        raise UsageError("no file says in which locale it is", place=Place(path=str(translation)), hint=hint)
    for one in files:
        refuse_script(one, said)
    if is_rows(asked.terms.path):
        files.append(read_rows(asked.terms.path, said))
    catalogs = aligned(files)
    source = next((one for one in (asked.source, *(each.source for each in files)) if one), "en")
    # What is more to be trusted comes later: the system's own rows, the reference's, the file of terms.
    telling = [0, 1, *range(len(paths), len(files))]
    terms = file_terms(
        [files[one] for one in telling],
        [catalogs[one] for one in telling],
        asked.terms,
        source=cldr(source),
        locale=said,
    )
    rating = Rating(
        article=translation.name,
        catalog=catalogs[0],
        reference=catalogs[1],
        baselines=catalogs[2 : len(paths)],
        segments=terms.segments,
    )
    question = ScoreRequest(
        locale=said,
        source=cldr(source),
        rated=member(asked.rated, Rated, "state to rate"),
        tokenize=asked.tokenize,
        segments=asked.segments,
        baselines=asked.baselines,
        concepts=terms.concepts,
        groups=terms.groups,
        notes=terms.notes,
        # An entry of a catalog is left to be translated; a line of a system's output is what the system gave.
        empty_counts=ending(translation) != "po",
    )
    return stage.score([rating], question)[0]


def quality(session: Session, scored: ScoreReport) -> Quality:
    """All of it beside the scores. Raises CatalogError for a journal that can't be read."""
    checked = check(session, CheckOptions())
    completion = stats(session).by_locale()
    return Quality(
        project=session.project.name,
        source=session.project.source,
        scores=scored,
        history={locale: tuple(history(session.layout, locale)) for locale in session.locales},
        completion={locale: completion.get(locale, Counts()) for locale in session.locales},
        findings={
            locale: Counter(
                (one.finding.rule, str(one.finding.severity))
                for one in checked.findings
                if one.locale == locale
            )
            for locale in session.locales
        },
    )
