"""Consistency of the renderings of concepts throughout the project."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from postl10n.model.findings import OFF, EntryFinding
from postl10n.model.glossary import Glossary
from postl10n.model.project import Project
from postl10n.model.term_usage import ConceptUses, ConsistencyReport, Found, LocaleConsistency
from postl10n.stages.check.choices import Choices, judged
from postl10n.stages.check.waivers import read, settle
from postl10n.stages.terms.consistency import ArticleUnits, locale_consistency
from postl10n.workspace.session import Progress
from postl10n.workspace.terms.index import TermIndex

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
        reports.append(_settled(report, project.choices(locale), waivers, today))
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


def _settled(
    report: LocaleConsistency, choices: Choices, waivers: _Waivers, today: datetime.date
) -> LocaleConsistency:
    """The report as settings and record have it of the locale's rules, with what is waived apart."""
    return replace(report, concepts=tuple(_concept(one, choices, waivers, today) for one in report.concepts))


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
    (_, waiver), *_ = settle([one.finding], read(comments), one.bound, today)
    return replace(one, finding=judged(one.finding, one.locale, choices), waiver=waiver)
