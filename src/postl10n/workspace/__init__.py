"""A project folder opened: joins the files to the pipeline. What the command line and library users call."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from postl10n.errors import FaultGroup, Postl10nError
from postl10n.files.articles import read_source, read_text
from postl10n.files.clock import today as clock_today
from postl10n.files.config import find_project, read_config
from postl10n.files.glossary import read_glossary
from postl10n.files.layout import Layout
from postl10n.lang.locales import cldr
from postl10n.model.article import Article
from postl10n.model.glossary import Glossary, Occurrence
from postl10n.model.project import Project
from postl10n.model.reports import BuildReport, CheckReport, RunReport, ScoreReport, UpdateReport
from postl10n.model.scores import Rated
from postl10n.model.stats import ProjectStats
from postl10n.pipeline import Pipeline
from postl10n.workspace.build import build
from postl10n.workspace.gates import misses
from postl10n.workspace.rating import check, record, score, stats
from postl10n.workspace.rename import rename_article
from postl10n.workspace.session import Progress, Selection, Session, silent
from postl10n.workspace.update import update

__all__ = ["Progress", "Selection", "Workspace", "read_article"]

_Report = TypeVar("_Report", CheckReport, ScoreReport, UpdateReport)


class Workspace:
    """A project. Each call reads the files as they are then; only settings and glossary are kept.

    Every method raises what is wrong with its input before anything is written: a Postl10nError, or a
    FaultGroup for several.
    """

    def __init__(self, root: Path, project: Project, *, progress: Progress = silent) -> None:
        self.root = root
        self.project = project
        self._layout = Layout(root=root, project=project)
        self._progress = progress

    @classmethod
    def open(cls, path: str | Path = ".", *, progress: Progress = silent) -> Workspace:
        """The project in the folder or above it. Raises ProjectError or FaultGroup."""
        root = find_project(Path(path).resolve())
        return cls(root, read_config(root), progress=progress)

    @cached_property
    def glossary(self) -> Glossary:
        """Raises GlossaryError or FaultGroup."""
        return read_glossary(self._layout.glossary, root=self.root)

    @cached_property
    def pipeline(self) -> Pipeline:
        return Pipeline(self.project, self.glossary)

    def find_terms(self, path: str | Path, locale: str | None = None) -> list[tuple[int, Occurrence]]:
        """Every term of the glossary in a text file with its line, counted from 1; offsets are in the line.

        Raises ArticleError for a file that is missing or no text, UsageError for an unknown locale.
        """
        finder = self.pipeline.finder(cldr(locale) if locale else self.project.source)
        lines = read_text(Path(path)).split("\n")
        return [(number, one) for number, line in enumerate(lines, start=1) for one in finder.find(line)]

    def update(
        self, only: Selection | None = None, *, hints: bool = False, today: datetime.date | None = None
    ) -> UpdateReport:
        """Articles → templates → catalogs, every translation kept.

        hints: refresh derived `#.` lines everywhere. today: the date of `stale since`; the clock's, or
        SOURCE_DATE_EPOCH, if not given.
        """
        report = update(self._session(only), hints=hints, today=today or clock_today(), careful=True)
        return _whole(report)

    def rename_article(self, old: str, new: str) -> list[str]:
        """Give an article another id; the new paths of its files. `update` then writes their references."""
        return rename_article(self._layout, old, new)

    def check(self, only: Selection | None = None, *, rules: Collection[str] | None = None) -> CheckReport:
        """The findings of the catalogs as they are on the disk; `rules` limits which are asked."""
        return _whole(check(self._session(only), rules))

    def score(
        self,
        only: Selection | None = None,
        *,
        rated: Rated = Rated.APPROVED,
        recorded: bool = False,
        today: datetime.date | None = None,
    ) -> ScoreReport:
        """Score cards: each locale as a whole, then each of its articles that has a reference.

        recorded: add them to the journals of their locales.
        """
        report = _whole(score(self._session(only), rated))
        if recorded:
            record(self._layout, report, today or clock_today())
        return report

    def stats(self, only: Selection | None = None) -> ProjectStats:
        """How far each catalog is, and the catalogs whose article is gone."""
        session = self._session(only)
        report = stats(session)
        _raise(session.faults())
        return report

    def build(self) -> BuildReport:
        """The localized site, of the catalogs as they are on the disk."""
        return build(self._session(None), careful=True)

    def run(self, *, recorded: bool = False, today: datetime.date | None = None) -> RunReport:
        """The whole pipeline.

        A fault in project, glossary or article is raised with nothing written; one in a catalog leaves that
        catalog and its page as they are, the rest is done, and the report names it. recorded: add the scores
        to the journals.
        """
        session = self._session(None)
        today = today or clock_today()
        updated = update(session, hints=False, today=today, careful=False)
        checked = check(session, None)
        scored = score(session, Rated.APPROVED)
        if recorded:
            record(self._layout, scored, today)
        counted = stats(session)
        built = build(session, careful=False)
        return RunReport(
            update=updated,
            check=checked,
            score=scored,
            stats=counted,
            build=built,
            misses=tuple(misses(self.project, counted, checked)),
            faults=session.faults(),
        )

    def _session(self, only: Selection | None) -> Session:
        selection = (only or Selection()).checked(self.project)
        return Session(self._layout, self.pipeline, selection, self._progress)


def read_article(path: str | Path, locale: str) -> Article:
    """One article as it is read and divided, in a project or not. Raises ArticleError, UsageError."""
    file = Path(path).resolve()
    pipeline = Pipeline(Project(name="", source=cldr(locale), targets=()), Glossary())
    source = read_source(file, root=file.parent)
    return pipeline.segment(pipeline.extract(source.text, article_id=source.id, path=str(path)))


def _whole(report: _Report) -> _Report:
    _raise(report.faults)
    return report


def _raise(faults: tuple[Postl10nError, ...]) -> None:
    if faults:
        raise faults[0] if len(faults) == 1 else FaultGroup(faults)
