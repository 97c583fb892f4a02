"""A workspace's view of its terms: consistency, and the impact of a change."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from postl10n.errors import FaultGroup, GlossaryError, Place, UsageError
from postl10n.model.findings import OFF, EntryFinding
from postl10n.model.glossary import Glossary
from postl10n.model.project import Project
from postl10n.model.term_usage import (
    ConceptUses,
    ConsistencyReport,
    Effect,
    Found,
    ImpactedEntry,
    ImpactReport,
    ImpactWrite,
    TranslatedUnit,
)
from postl10n.project.articles import find_sources
from postl10n.project.git import blobs, files_at, is_revision
from postl10n.project.glossary import read_glossary
from postl10n.project.inputs import read_input
from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import OURS, write_file
from postl10n.stages.check.choices import Choices, with_severity
from postl10n.stages.check.waivers import matched, read
from postl10n.stages.terms.consistency import ArticleUnits, locale_consistency
from postl10n.stages.terms.impact import Sides, VerdictOf, changed_concepts, changed_for, effect, suggestion
from postl10n.stages.terms.occurrences import source_text
from postl10n.workspace.arguments import day, one_of
from postl10n.workspace.rename_article import finish_rename
from postl10n.workspace.selection import Progress, Selection, checked
from postl10n.workspace.terms.apply_impact import apply_impact, undo_impact
from postl10n.workspace.terms.index import TermIndex

_Located = Mapping[str, Mapping[str, Sequence[Found]]]
"""The occurrences in each msgid, by article."""
_Named = Mapping[str, tuple[frozenset[str], frozenset[str]]]
"""The concepts that each msgid of an article names, before and after."""


def impact(
    index: TermIndex, before: Glossary, after: Glossary, locales: Sequence[str], progress: Progress
) -> ImpactReport:
    """Return every entry whose verdict differs between the two glossaries; nothing is written."""
    changed = changed_concepts(before, after)
    if not changed:
        return ImpactReport(changed=(), entries=(), faults=index.faults)
    found = (index.located(before), index.located(after))
    entries: list[ImpactedEntry] = []
    for done, locale in enumerate(locales):
        progress("Comparing terms", done, len(locales))
        sides = Sides(before.by_id(), after.by_id(), index.source, locale)
        entries += _Locale(index, sides, changed, found).entries()
    progress("Comparing terms", len(locales), len(locales))
    return ImpactReport(changed=tuple(changed), entries=tuple(entries), faults=index.faults)


class _Locale:
    """The comparison in one locale."""

    def __init__(
        self, index: TermIndex, sides: Sides, changed: Sequence[str], found: tuple[_Located, _Located]
    ) -> None:
        self._index = index
        self._sides = sides
        self._found = found
        # A concept of which this locale is asked the same as before matters only where sources name it anew.
        self._asked_anew = frozenset(one for one in changed if changed_for(one, sides))
        self._askers: dict[str, tuple[VerdictOf, VerdictOf]] = {}

    def entries(self) -> Iterator[ImpactedEntry]:
        before, after = self._found
        for article in after:
            named = _named(before.get(article, {}), after[article])
            relevant = {
                text
                for text, (was, now) in named.items()
                if was != now or not self._asked_anew.isdisjoint(now)
            }
            if not relevant:
                continue
            for unit in self._index.units(self._sides.locale, article, relevant):
                entry = self._entry(article, unit, named)
                if entry is not None:
                    yield entry

    def _entry(self, article: str, unit: TranslatedUnit, named: _Named) -> ImpactedEntry | None:
        both = [named[text] for text in unit.sources if text in named]
        before, after = (frozenset().union(*(one[side] for one in both)) for side in (0, 1))
        concepts = [
            one
            for one in sorted(before | after)
            if one in self._asked_anew or (one in before) != (one in after)
        ]
        found = (self._effect(one, unit, (one in before, one in after)) for one in concepts)
        effects = [one for one in found if one is not None]
        if not effects:
            return None
        made = suggestion(unit, effects, sorted(after), self._sides)
        return ImpactedEntry(
            locale=self._sides.locale,
            article=article,
            place=Place(path=self._index.shown(self._sides.locale, article), line=unit.line),
            key=unit.key,
            state=unit.state,
            source=source_text(unit, self._index.source),
            targets=unit.targets,
            inherited=unit.inherited,
            effects=tuple(effects),
            suggestion=made.targets,
            obstacle=made.obstacle,
            proposal=made.proposal,
        )

    def _effect(self, concept: str, unit: TranslatedUnit, named: tuple[bool, bool]) -> Effect | None:
        if concept not in self._askers:
            before, after = (self._sides.demand(concept, after=one) for one in (False, True))
            locale = self._sides.locale
            self._askers[concept] = (self._index.asker(before, locale), self._index.asker(after, locale))
        return effect(concept, unit, self._sides, named=named, ask=self._askers[concept])


def _named(before: Mapping[str, Sequence[Found]], after: Mapping[str, Sequence[Found]]) -> _Named:
    return {
        text: (
            frozenset(one.concept for one in before.get(text, ())),
            frozenset(one.concept for one in after.get(text, ())),
        )
        for text in dict.fromkeys((*before, *after))
    }


_Waivers = dict[tuple[str, int | None], tuple[str, ...]]
"""The comments that waive something, by the path and line of their entry."""


def consistency(
    index: TermIndex,
    glossary: Glossary,
    project: Project,
    locales: Sequence[str],
    progress: Progress,
    today: datetime.date,
) -> ConsistencyReport:
    """Every concept of the glossary in the approved texts of each locale; nothing is written.

    today: the day on which waivers are judged.
    """
    located = index.located(glossary)
    reports = []
    for done, locale in enumerate(locales):
        progress("Comparing terms", done, len(locales))
        waivers: _Waivers = {}
        articles = _articles(index, locale, located, waivers)
        report = locale_consistency(articles, glossary, source=index.source, locale=locale)
        choices = project.choices(locale)
        concepts = tuple(_concept(one, choices, waivers, today) for one in report.concepts)
        reports.append(replace(report, concepts=concepts))
    progress("Comparing terms", len(locales), len(locales))
    return ConsistencyReport(locales=tuple(reports), faults=index.faults)


def _articles(
    index: TermIndex, locale: str, located: Mapping[str, Mapping[str, list[Found]]], waivers: _Waivers
) -> Iterator[ArticleUnits]:
    for article, found in located.items():
        if found:
            path = index.shown(locale, article)
            units = tuple(index.units(locale, article))
            waivers.update({(path, unit.line): unit.waivers for unit in units if unit.waivers})
            yield ArticleUnits(article=article, path=path, units=units, located=found)


def _concept(one: ConceptUses, choices: Choices, waivers: _Waivers, today: datetime.date) -> ConceptUses:
    findings = [
        _judged(finding, choices, waivers, today)
        for finding in one.findings
        if choices.get(finding.finding.rule) != OFF
    ]
    return replace(
        one,
        findings=tuple(finding for finding in findings if finding.waiver is None),
        waived=tuple(finding for finding in findings if finding.waiver is not None),
    )


def _judged(one: EntryFinding, choices: Choices, waivers: _Waivers, today: datetime.date) -> EntryFinding:
    comments = waivers.get((one.place.path or "", one.place.line), ())
    (_, waiver), *_ = matched([one.finding], read(comments), one.bound, today)
    return replace(one, finding=with_severity(one.finding, one.locale, choices), waiver=waiver)


def glossary_at(revision: str, folder: Path, *, root: Path) -> Glossary:
    """The glossary folder as it was at a revision; empty if it was not there yet.

    Raises UsageError for what git does not know, GlossaryError or FaultGroup for files that can't be read.
    """
    if not is_revision(root, revision):
        hint = "Is the project in a git repository with a commit? Else give the two glossaries: OLD NEW."
        raise UsageError(f"{revision!r} is not a git revision", hint=hint)
    inside = PurePosixPath(folder.relative_to(root).as_posix())
    names = [one for one in files_at(root, revision, str(inside)) if PurePosixPath(one).parent == inside]
    # The same reader as for the folder itself, so that both sides of a comparison mean the same.
    with tempfile.TemporaryDirectory(prefix="postl10n-") as name:
        copy = Path(name).resolve()
        (copy / inside).mkdir(parents=True)
        for path, data in blobs(root, revision, names).items():
            (copy / path).write_bytes(data)
        return read_glossary(copy / inside, root=copy)


def glossary_from(path: Path) -> Glossary:
    """The glossary of a folder or of a single file. Raises UsageError, GlossaryError or FaultGroup."""
    if path.is_dir():
        return read_glossary(path, root=path.resolve().parent if path.is_absolute() else Path())
    if not path.is_file():
        raise UsageError("no such glossary", place=Place(path=str(path)), hint="Give a folder or a file.")
    with tempfile.TemporaryDirectory(prefix="postl10n-") as name:
        copy = Path(name).resolve()
        (copy / path.name).write_bytes(read_input(path, fault=GlossaryError))
        return read_glossary(copy, root=copy)


class Terminology:
    """The terms of a project in its catalogs. Each call reads the files as they are then."""

    def __init__(self, layout: ProjectLayout, glossary: Callable[[], Glossary], progress: Progress) -> None:
        self._layout = layout
        self._glossary = glossary
        self._progress = progress

    def __repr__(self) -> str:
        return f"<Terminology of {self._layout.root}>"

    def consistency(
        self, only: Selection | None = None, *, today: datetime.date | None = None
    ) -> ConsistencyReport:
        """Return each locale's renderings of each concept in the approved translations.

        today: the day on which waivers are judged.
        """
        chosen = self._chosen(only)
        glossary = self._glossary()
        with TermIndex(self._layout, chosen.articles) as index:
            return consistency(
                index,
                glossary,
                self._layout.project,
                self._locales(chosen),
                self._progress,
                day(today),
            )

    def write_pages(self, report: ConsistencyReport, folder: str | Path) -> list[Path]:
        """One page a locale, `<locale>.html`; their paths. Raises UsageError."""
        # Only these pages need the template engine.
        from postl10n.reports.pages import consistency_page

        paths = []
        for one in report.locales:
            path = Path(folder) / f"{one.locale}.html"
            data = consistency_page(one, self._layout.project.source)
            write_file(path, data, root=Path(folder), durable=False, expected=OURS)
            paths.append(path)
        return paths

    def impact(
        self,
        only: Selection | None = None,
        *,
        revision: str = "HEAD",
        old: str | Path | None = None,
        new: str | Path | None = None,
    ) -> ImpactReport:
        """Return the effects of the current glossary on the catalogs, compared with that of a git revision.

        old, new: folders or files to compare instead. Raises UsageError, GlossaryError, FaultGroup.
        """
        chosen = self._chosen(only)
        if old is None:
            before = glossary_at(revision, self._layout.glossary, root=self._layout.root)
        else:
            before = glossary_from(Path(old))
        after = glossary_from(Path(new)) if new is not None else self._glossary()
        with TermIndex(self._layout, chosen.articles) as index:
            return impact(index, before, after, self._locales(chosen), self._progress)

    def apply(self, report: ImpactReport, *, today: datetime.date | None = None) -> ImpactWrite:
        """Write the suggestions, each as fuzzy with the old text in a comment and in the journal.

        Raises FaultGroup, with nothing written, where a catalog could not be read.
        """
        if report.faults:
            raise FaultGroup(report.faults)
        finish_rename(self._layout)
        return apply_impact(self._layout, report, day(today))

    def undo(self, only: Selection | None = None, *, today: datetime.date | None = None) -> ImpactWrite:
        """Take back the last `apply`, in every entry that still is what it wrote."""
        chosen = self._chosen(only)
        finish_rename(self._layout)
        return undo_impact(self._layout, self._locales(chosen), day(today))

    def _chosen(self, only: Selection | None) -> Selection:
        """The selection. Raises UsageError for a locale or an article that there is not."""
        chosen = checked(only, self._layout.project)
        if chosen.articles:
            known = find_sources(self._layout).ids
            for article in chosen.articles:
                one_of(article, known, "article")
        return chosen

    def _locales(self, chosen: Selection) -> tuple[str, ...]:
        return self._layout.project.targets if chosen.locales is None else tuple(chosen.locales)
