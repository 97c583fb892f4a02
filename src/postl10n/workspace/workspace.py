"""A project folder opened, for library users and the command line: one method a verb."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from postl10n.lang.locales import cldr
from postl10n.model.catalog import Catalog
from postl10n.model.findings import RuleSetting, Waiver
from postl10n.model.glossary import Glossary, Occurrence
from postl10n.model.memory import PretranslateReport
from postl10n.model.project import Project
from postl10n.model.reports import (
    BuildReport,
    CheckReport,
    GateReport,
    ProjectStats,
    Quality,
    RunReport,
    ScoreReport,
    UpdateReport,
)
from postl10n.model.rule_outcomes import RulePrecision
from postl10n.pipeline import Pipeline
from postl10n.project.articles import find_sources, read_text
from postl10n.project.catalogs import CatalogFiles
from postl10n.project.config import find_project, read_config
from postl10n.project.glossary import read_glossary
from postl10n.project.inputs import Destination, read_input
from postl10n.project.layout import ProjectLayout
from postl10n.project.store import read_pipeline
from postl10n.reports.json import parse_baseline
from postl10n.stages.check.choices import rule_settings
from postl10n.workspace.arguments import at_least, day, listed, one_of, or_default, rule_names
from postl10n.workspace.build.pages import link_faults
from postl10n.workspace.build.plan import BuildOptions, build
from postl10n.workspace.check import CheckOptions, PairChecker, check, selection_of
from postl10n.workspace.gates import KnownResults, judge
from postl10n.workspace.plugins import use
from postl10n.workspace.rename_article import finish_rename, locked, rename_article
from postl10n.workspace.rule_outcomes import precisions
from postl10n.workspace.run import run
from postl10n.workspace.score import ScoreOptions, quality, record, score, stats
from postl10n.workspace.session import Progress, Selection, Session, checked, silent, target
from postl10n.workspace.terms.terminology import Terminology
from postl10n.workspace.update import update
from postl10n.workspace.waivers import WaiverTarget, located, waive

if TYPE_CHECKING:
    from postl10n.model.adoption import AdoptReport
    from postl10n.model.review_sheet import SheetImport
    from postl10n.workspace.adopt import AdoptOptions
    from postl10n.workspace.memory import TranslationMemory


class Workspace:
    """A project. Each call reads the files as they are then; only settings and glossary are kept.

    Every method raises what is wrong with its arguments (UsageError) and its input before anything is written: a
    Postl10nError, or a FaultGroup for several. Where a report has `faults`, an article that can't be read is left
    out with what is its own, and reported; `strict` raises it.

    Threads may share one. Calls that only read go on side by side, those that write the same files wait for one
    another as other processes do, and `memory` answers one question after the other. `progress` is called in the
    thread of the call.
    """

    def __init__(self, root: Path, project: Project, *, progress: Progress = silent) -> None:
        self.root = root
        self.project = project
        use(project)
        self._layout = ProjectLayout(root=root, project=project)
        self._progress = progress

    @classmethod
    def open(cls, path: str | Path = ".", *, progress: Progress = silent) -> Workspace:
        """The project in the folder or above it. Raises ProjectError or FaultGroup."""
        root = find_project(Path(path).resolve())
        return cls(root, read_config(root), progress=progress)

    def __repr__(self) -> str:
        return f"<Workspace {self.project.name!r} in {self.root}>"

    @property
    def locales(self) -> tuple[str, ...]:
        """The targets, as CLDR identifiers in the order of the settings."""
        return self.project.targets

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles, sorted; those that can't be read too. Raises ArticleError."""
        return tuple(sorted(find_sources(self._layout).ids))

    def catalog(self, locale: str, article: str) -> Catalog:
        """One catalog as it is on the disk; `article` is `site` for the strings of pages.

        Raises UsageError where there is none, CatalogError or FaultGroup for one that can't be read.
        """
        paths = {path.stem: path for path in self._layout.catalogs(target(locale, self.project))}
        path = paths[one_of(article, paths, f"catalog in {locale} of")]
        # One that is removed at this very moment is empty.
        return CatalogFiles(self._layout).read(path).catalog or Catalog(header=None, entries=())

    @cached_property
    def glossary(self) -> Glossary:
        """Raises GlossaryError or FaultGroup."""
        return read_glossary(self._layout.glossary, root=self.root)

    @cached_property
    def pipeline(self) -> Pipeline:
        return read_pipeline(self._layout, self.glossary)

    @property
    def terminology(self) -> Terminology:
        """Questions about the terms in the catalogs, and the answers' consequences."""
        return Terminology(self._layout, lambda: self.glossary, self._progress)

    @cached_property
    def memory(self) -> TranslationMemory:
        """The translation memory: look-up, search, import, export."""
        # SQLite, numpy and the XML parser take a tenth of a second to import, which most commands need not pay.
        from postl10n.workspace.memory import TranslationMemory

        return TranslationMemory(self._layout, self._progress)

    def pretranslate(
        self,
        only: Selection | None = None,
        *,
        least: float = 0.75,
        dry_run: bool = False,
        again: bool = False,
        engines: bool = True,
        max_cost: float | None = None,
        today: datetime.date | None = None,
    ) -> PretranslateReport:
        """Drafts in empty entries, always fuzzy: of the memory, then of the engines that `postl10n.toml` names.

        What a person wrote or touched is left alone. least: the least likeness of a fuzzy match, 0.5 to 1. dry_run:
        only say what would be found; no engine is asked. again: offer drafts, too, that somebody deleted or replaced
        before. engines: whether they are asked at all. max_cost: what they may cost, in their own currency. today: the
        date in the journal. Raises ProjectError for settings of engines that are wrong.
        """
        from postl10n.workspace.pretranslate.run import PretranslateOptions, pretranslate

        wish = PretranslateOptions(
            least=least,
            dry_run=dry_run,
            again=again,
            today=day(today),
            engines=engines,
            max_cost=max_cost,
            environ=os.environ,
        )
        finish_rename(self._layout)
        self.memory.refresh()
        return pretranslate(self._session(only, strict=False), self.memory, wish)

    def adopt(
        self, article: str | None, page: str | Path, options: AdoptOptions | None = None
    ) -> AdoptReport:
        """Fill an article's catalog from its published translation, aligned sentence by sentence.

        article: its id or its source; None for a folder of pages, each of which tells its article by its name, its links
        or its content. page: HTML, text, Markdown, or a PO file of paragraphs.
        """
        from postl10n.workspace.adopt import AdoptOptions, adopt

        finish_rename(self._layout)
        wish = or_default(options, AdoptOptions, "options")
        return adopt(self._session(None, strict=False), article, Path(page), wish)

    def find_terms(self, path: str | Path, locale: str | None = None) -> list[tuple[int, Occurrence]]:
        """Every term of the glossary in a text file with its line, counted from 1; offsets are in the line.

        Raises ArticleError for a file that is missing or no text, UsageError for an unknown locale.
        """
        finder = self.pipeline.finder(cldr(locale) if locale else self.project.source)
        lines = read_text(Path(path)).split("\n")
        return [(number, one) for number, line in enumerate(lines, start=1) for one in finder.find(line)]

    def update(
        self,
        only: Selection | None = None,
        *,
        hints: bool = False,
        resegment: bool = False,
        reread: bool = False,
        dry_run: bool = False,
        strict: bool = False,
        today: datetime.date | None = None,
    ) -> UpdateReport:
        """Articles → templates → catalogs, every translation kept.

        hints: refresh derived `#.` lines everywhere. resegment: draw the boundaries of segments by today's rules,
        not those that the templates froze. reread: that, and read with today's reader, not the one that the templates
        were made with. dry_run: only report what either would change. today: the date of `stale since`; the clock's, or
        SOURCE_DATE_EPOCH, if not given.
        """
        with locked(self._layout):
            session = self._session(only, resegment=resegment, reread=reread, strict=strict)
            return update(session, hints=hints, today=day(today), careful=True, dry_run=dry_run)

    def rename_article(self, old: str, new: str) -> list[str]:
        """Give an article another id; the new paths of its files. `update` then writes their references.

        Where it is interrupted, the next method that writes finishes it.
        """
        return rename_article(self._layout, old, new)

    def check(
        self,
        only: Selection | None = None,
        *,
        rules: Collection[str] | None = None,
        changed: str | None = None,
        baseline: str | Path | None = None,
        files: Sequence[str | Path] = (),
        today: datetime.date | None = None,
        fix: bool = False,
        dry_run: bool = False,
    ) -> CheckReport:
        """The findings of the catalogs as they are on the disk.

        rules: which are asked, be they off in the settings or not. changed: a git revision; only entries changed since
        are checked. baseline: a JSON report of an earlier check; what it holds is counted apart. files: only these
        catalogs, in place of `only`. today: the day on which waivers are judged. fix: make the safe repairs first;
        dry_run: only say which.
        """
        known = parse_baseline(read_input(Path(baseline)), path=str(baseline)) if baseline else {}
        catalogs = tuple(located(self._layout, Path(path)) for path in listed(files, "files"))
        asked = CheckOptions(day(today), rule_names(rules), changed, known, catalogs, fix, dry_run)
        session = self._session(selection_of(*catalogs) if catalogs else only, strict=False)
        return session.whole(check(session, asked))

    def waive(
        self,
        path: str | Path,
        line: int,
        rule: str,
        *,
        reason: str,
        until: datetime.date | None = None,
        today: datetime.date | None = None,
    ) -> Waiver:
        """Waive the findings of a rule in one entry, by a comment that is void when its texts change.

        path and line as `check` reports them. Raises UsageError where the rule finds nothing there.
        """
        finish_rename(self._layout)
        locale, article = located(self._layout, Path(path))
        what = WaiverTarget(locale=locale, article=article, line=line, rule=rule)
        return waive(self._session(selection_of((locale, article))), what, reason, until, day(today))

    def export_sheet(
        self,
        only: Selection | None = None,
        *,
        form: str = "xlsx",
        wanted: str = "all",
        today: datetime.date | None = None,
    ) -> tuple[bytes, int]:
        """Entries as a sheet for reviewers, a file or archived project for translators, and the number of its rows.

        wanted: `all`, `untranslated`, `fuzzy`, `findings` or `term:CONCEPT`.
        """
        from postl10n.workspace.review_sheets import export_sheet

        asked = CheckOptions(today=day(today))
        return export_sheet(self._session(only), self.memory, form=form, wanted=wanted, asked=asked)

    def destination(self, path: str | Path) -> Destination:
        """Return the destination of an export; to be called before the export is made. Raises UsageError."""
        return Destination(Path(path), self._layout)

    def import_sheet(self, path: str | Path, *, dry_run: bool = False, translator: str = "") -> SheetImport:
        """Put what a reviewer changed in a sheet into the catalogs, merged with what was changed there meanwhile.

        translator: `Name <mail>`, for `Last-Translator`. dry_run: only say what would change.
        """
        from postl10n.workspace.review_sheets import import_sheet

        finish_rename(self._layout)
        return import_sheet(self._session(None), Path(path), dry_run=dry_run, translator=translator)

    def check_catalog(
        self, locale: str, article: str, *, rules: Collection[str] | None = None
    ) -> CheckReport:
        """The findings of one catalog; `article` is `site` for the strings of pages. Raises UsageError for none."""
        return self.check(rules=rules, files=[self._layout.catalog(target(locale, self.project), article)])

    def pair_checker(self, rules: Collection[str] | None = None) -> PairChecker:
        """Checks translations one by one; glossary and catalogs are read when first needed, and kept."""
        return PairChecker(self._session(None), rule_names(rules))

    def rules(self, only: Selection | None = None) -> tuple[RuleSetting, ...]:
        """Every rule of `check` with what it is worth in the locales."""
        return tuple(rule_settings(checked(only, self.project).locales or self.locales, self.project.choices))

    def rule_precision(self, only: Selection | None = None) -> tuple[RulePrecision, ...]:
        """The precision of each rule here, by what became of its findings. Raises CatalogError."""
        return precisions(self._layout, checked(only, self.project).locales or self.locales)

    def catalogs(self, locales: Collection[str] | None = None) -> list[tuple[Path, str, str]]:
        """The catalogs that exist, each with its locale and article."""
        limits = Selection(locales=None if locales is None else listed(locales, "locales"))
        chosen = checked(limits, self.project).locales or self.locales
        return [(path, locale, path.stem) for locale in chosen for path in self._layout.catalogs(locale)]

    def score(
        self,
        only: Selection | None = None,
        options: ScoreOptions | None = None,
        *,
        recorded: bool = False,
        today: datetime.date | None = None,
    ) -> ScoreReport:
        """Score cards: each locale as a whole, then each of its articles that has a reference.

        recorded: add them to the journals of their locales.
        """
        wish = or_default(options, ScoreOptions, "options")
        return self._scored(self._session(only, strict=False), wish, day(today) if recorded else None)

    def quality(
        self,
        only: Selection | None = None,
        options: ScoreOptions | None = None,
        *,
        recorded: bool = False,
        today: datetime.date | None = None,
    ) -> Quality:
        """Scores with what else a report of quality shows: recorded runs, completion, findings.

        recorded: add the scores to the journals first.
        """
        session = self._session(only, strict=False)
        asked = replace(or_default(options, ScoreOptions, "options"), segments=True)
        return quality(session, self._scored(session, asked, day(today) if recorded else None))

    def gates(self, only: Selection | None = None, known: KnownResults | None = None) -> GateReport:
        """Which gates of `postl10n.toml` are missed, and which can't be judged.

        known: what was found out already, so that it is not found out again. Raises ProjectError for a gate that
        compares with a revision or folder that there is not.
        """
        return judge(self._session(only, strict=False), or_default(known, KnownResults, "known"))

    def stats(self, only: Selection | None = None) -> ProjectStats:
        """Return the progress of each catalog, and the catalogs whose article is gone."""
        session = self._session(only, strict=False)
        return session.whole(stats(session))

    def build(
        self, only: Selection | None = None, options: BuildOptions | None = None, *, strict: bool = False
    ) -> BuildReport:
        """The localized site, of the catalogs as they are on the disk; only what changed is made again.

        With several jobs, a script that calls this needs the guard `if __name__ == "__main__":`, since each
        process imports it.
        """
        finish_rename(self._layout)
        wish = or_default(options, BuildOptions, "options")
        return build(self._session(only, strict=strict), careful=True, options=wish)

    def link_faults(self) -> list[str]:
        """The links of the built site that lead nowhere, each with its page; nothing is fetched."""
        return link_faults(self._layout)

    def run(
        self,
        *,
        recorded: bool = False,
        today: datetime.date | None = None,
        jobs: int = 1,
        strict: bool = False,
    ) -> RunReport:
        """The whole pipeline; `jobs` is how many processes may build pages at once.

        A fault in project or glossary is raised with nothing written; one in an article or a catalog leaves that
        one, its catalogs and its pages as they are, the rest is done, and the report names it. strict: such a
        fault is raised too. recorded: add the scores to the journals.
        """
        options = BuildOptions(as_of=day(today), jobs=at_least(jobs, 1, "jobs"))
        return run(self._session(None, strict=strict), options, recorded=recorded)

    def _scored(self, session: Session, options: ScoreOptions, on: datetime.date | None) -> ScoreReport:
        report = session.whole(score(session, options))
        if on:
            record(self._layout, report, on)
        return report

    def _session(self, only: Selection | None, **how: bool) -> Session:
        return Session(self._layout, self.pipeline, checked(only, self.project), self._progress, **how)
