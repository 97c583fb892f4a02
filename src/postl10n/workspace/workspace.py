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
from postl10n.model import reports
from postl10n.model.catalog import Catalog
from postl10n.model.project import Project
from postl10n.project.config import find_project, read_config
from postl10n.project.inputs import Destination, read_input
from postl10n.project.layout import ProjectLayout
from postl10n.workspace import later
from postl10n.workspace.arguments import at_least, day, listed, one_of, or_default, rule_names
from postl10n.workspace.plugins import use
from postl10n.workspace.remembered import RememberedReports
from postl10n.workspace.selection import Progress, Selection, checked, located, silent, target

if TYPE_CHECKING:
    from postl10n.model.adoption import AdoptReport
    from postl10n.model.findings import RuleSetting, Waiver
    from postl10n.model.glossary import Glossary, Occurrence
    from postl10n.model.memory import PretranslateReport
    from postl10n.model.review_sheet import SheetImport
    from postl10n.model.rule_outcomes import RulePrecision
    from postl10n.pipeline import Pipeline


class Workspace:
    """A project. Each call reads the files as they are then; only settings and glossary are kept.

    Every method raises what is wrong with its arguments (UsageError) and its input before anything is written: a
    Postl10nError, or a FaultGroup for several. Where a report has `faults`, an article that can't be read is left
    out with what is its own, and reported; `strict` raises it.

    Threads may share one. Calls that only read go on side by side, those that write the same files wait for one
    another as other processes do, and `memory` answers one question after the other. `progress` is called in the
    thread of the call.
    """

    def __init__(
        self, root: Path, project: Project, *, progress: Progress = silent, remembered: bool = True
    ) -> None:
        """remembered: False to have reports made anew where nothing changed since they were made."""
        self.root, self.project = root, project
        use(project)
        self._layout = ProjectLayout(root=root, project=project)
        self._tell, self._remembered = progress, remembered

    @classmethod
    def open(
        cls, path: str | Path = ".", *, progress: Progress = silent, remembered: bool = True
    ) -> Workspace:
        """The project in the folder or above it. Raises ProjectError or FaultGroup."""
        root = find_project(Path(path).resolve())
        return cls(root, read_config(root), progress=progress, remembered=remembered)

    def __repr__(self) -> str:
        return f"<Workspace {self.project.name!r} in {self.root}>"

    @property
    def locales(self) -> tuple[str, ...]:
        """The targets, as CLDR identifiers in the order of the settings."""
        return self.project.targets

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles, sorted; those that can't be read too. Raises ArticleError."""
        return tuple(sorted(later.articles.find_sources(self._layout).ids))

    def catalog(self, locale: str, article: str) -> Catalog:
        """One catalog as it is on the disk; `article` is `site` for the strings of pages.

        Raises UsageError where there is none, CatalogError or FaultGroup for one that can't be read.
        """
        paths = {path.stem: path for path in self._layout.catalogs(target(locale, self.project))}
        path = paths[one_of(article, paths, f"catalog in {locale} of")]
        # One that is removed at this very moment is empty.
        return later.catalogs.CatalogFiles(self._layout).read(path).catalog or Catalog()

    @cached_property
    def glossary(self) -> Glossary:
        """Raises GlossaryError or FaultGroup."""
        return later.glossary.read_glossary(self._layout.glossary, root=self.root)

    @cached_property
    def pipeline(self) -> Pipeline:
        return later.store.read_pipeline(self._layout, self.glossary)

    @property
    def terminology(self) -> later.terminology.Terminology:
        """Questions about the terms in the catalogs, and the answers' consequences."""
        return later.terminology.Terminology(self._layout, lambda: self.glossary, self._tell)

    @cached_property
    def memory(self) -> later.memory.TranslationMemory:
        """The translation memory: look-up, search, import, export."""
        return later.memory.TranslationMemory(self._layout, self._tell)

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
        wish = later.pretranslate.PretranslateOptions(
            least=least, dry_run=dry_run, again=again, today=day(today),
            engines=engines, max_cost=max_cost, environ=os.environ,
        )  # fmt: skip
        later.rename_article.finish_rename(self._layout)
        self.memory.refresh()
        return later.pretranslate.pretranslate(self._lenient(only), self.memory, wish)

    def adopt(
        self, article: str | None, page: str | Path, options: later.adopt.AdoptOptions | None = None
    ) -> AdoptReport:
        """Fill an article's catalog from its published translation, aligned sentence by sentence.

        article: its id or its source; None for a folder of pages, each of which tells its article by its name, its links
        or its content. page: HTML, text, Markdown, or a PO file of paragraphs.
        """
        later.rename_article.finish_rename(self._layout)
        wish = or_default(options, later.adopt.AdoptOptions, "options")
        return later.adopt.adopt(self._session(None, strict=False), article, Path(page), wish)

    def find_terms(self, path: str | Path, locale: str | None = None) -> list[tuple[int, Occurrence]]:
        """Every term of the glossary in a text file with its line, counted from 1; offsets are in the line.

        Raises ArticleError for a file that is missing or no text, UsageError for an unknown locale.
        """
        finder = self.pipeline.finder(cldr(locale) if locale else self.project.source)
        lines = later.articles.read_text(Path(path)).split("\n")
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
    ) -> reports.UpdateReport:
        """Articles → templates → catalogs, every translation kept.

        hints: refresh derived `#.` lines everywhere. resegment: draw the boundaries of segments by today's rules,
        not those that the templates froze. reread: that, and read with today's reader, not the one that the templates
        were made with. dry_run: only report what either would change. today: the date of `stale since`; the clock's, or
        SOURCE_DATE_EPOCH, if not given.
        """
        on = day(today)

        def made() -> reports.UpdateReport:
            session = self._session(only, resegment=resegment, reread=reread, strict=strict)
            return later.update.update(session, hints=hints, today=on, careful=True, dry_run=dry_run)

        with later.rename_article.locked(self._layout):
            anew = resegment or reread or dry_run
            return made() if anew else self._reports.update(checked(only, self.project), hints, made)

    def rename_article(self, old: str, new: str) -> list[str]:
        """Give an article another id; the new paths of its files. `update` then writes their references.

        Where it is interrupted, the next method that writes finishes it.
        """
        return later.rename_article.rename_article(self._layout, old, new)

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
    ) -> reports.CheckReport:
        """The findings of the catalogs as they are on the disk.

        rules: which are asked, be they off in the settings or not. changed: a git revision; only entries changed since
        are checked. baseline: a JSON report of an earlier check; what it holds is counted apart. files: only these
        catalogs, in place of `only`. today: the day on which waivers are judged. fix: make the safe repairs first;
        dry_run: only say which.
        """
        catalogs = tuple(located(self._layout, Path(path)) for path in listed(files, "files"))
        on, names = day(today), rule_names(rules)

        def made() -> reports.CheckReport:
            known = (
                later.json.parse_baseline(read_input(Path(baseline)), path=str(baseline)) if baseline else {}
            )
            asked = later.check.CheckOptions(on, names, changed, known, catalogs, fix, dry_run)
            session = self._session(later.check.selection_of(*catalogs) if catalogs else only, strict=False)
            return session.whole(later.check.check(session, asked))

        part, anew = checked(only, self.project), changed is not None or baseline or fix
        return made() if anew else self._reports.check(part, names, catalogs, on, made)

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
        later.rename_article.finish_rename(self._layout)
        locale, article = located(self._layout, Path(path))
        what = later.waivers.WaiverTarget(locale=locale, article=article, line=line, rule=rule)
        session = self._session(later.check.selection_of((locale, article)))
        return later.waivers.waive(session, what, reason, until, day(today))

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
        asked = later.check.CheckOptions(today=day(today))
        return later.review_sheets.export_sheet(
            self._session(only), self.memory, form=form, wanted=wanted, asked=asked
        )

    def destination(self, path: str | Path) -> Destination:
        """Return the destination of an export; to be called before the export is made. Raises UsageError."""
        return Destination(Path(path), self._layout)

    def import_sheet(self, path: str | Path, *, dry_run: bool = False, translator: str = "") -> SheetImport:
        """Put what a reviewer changed in a sheet into the catalogs, merged with what was changed there meanwhile.

        translator: `Name <mail>`, for `Last-Translator`. dry_run: only say what would change.
        """
        later.rename_article.finish_rename(self._layout)
        return later.review_sheets.import_sheet(
            self._session(None), Path(path), dry_run=dry_run, translator=translator
        )

    def check_catalog(
        self, locale: str, article: str, *, rules: Collection[str] | None = None
    ) -> reports.CheckReport:
        """The findings of one catalog; `article` is `site` for the strings of pages. Raises UsageError for none."""
        return self.check(rules=rules, files=[self._layout.catalog(target(locale, self.project), article)])

    def pair_checker(self, rules: Collection[str] | None = None) -> later.check.PairChecker:
        """Checks translations one by one; glossary and catalogs are read when first needed, and kept."""
        return later.check.PairChecker(self._session(None), rule_names(rules))

    def rules(self, only: Selection | None = None) -> tuple[RuleSetting, ...]:
        """Every rule of `check` with what it is worth in the locales."""
        return tuple(later.choices.rule_settings(self._locales_of(only), self.project.choices))

    def rule_precision(self, only: Selection | None = None) -> tuple[RulePrecision, ...]:
        """The precision of each rule here, by what became of its findings. Raises CatalogError."""
        return later.rule_outcomes.precisions(self._layout, self._locales_of(only))

    def catalogs(self, locales: Collection[str] | None = None) -> list[tuple[Path, str, str]]:
        """The catalogs that exist, each with its locale and article."""
        limits = Selection(locales=None if locales is None else listed(locales, "locales"))
        chosen = checked(limits, self.project).locales or self.locales
        return [(path, locale, path.stem) for locale in chosen for path in self._layout.catalogs(locale)]

    def score(
        self,
        only: Selection | None = None,
        options: later.score.ScoreOptions | None = None,
        *,
        recorded: bool = False,
        today: datetime.date | None = None,
    ) -> later.scores.ScoreReport:
        """Score cards: each locale as a whole, then each of its articles that has a reference.

        recorded: add them to the journals of their locales.
        """
        wish = or_default(options, later.score.ScoreOptions, "options")
        return later.score.scored(self._lenient(only), wish, day(today) if recorded else None)

    def quality(
        self,
        only: Selection | None = None,
        options: later.score.ScoreOptions | None = None,
        *,
        recorded: bool = False,
        today: datetime.date | None = None,
    ) -> later.scores.Quality:
        """Scores with what else a report of quality shows: recorded runs, completion, findings.

        recorded: add the scores to the journals first.
        """
        session, on = self._lenient(only), day(today) if recorded else None
        asked = replace(or_default(options, later.score.ScoreOptions, "options"), segments=True)
        return later.score.quality(session, later.score.scored(session, asked, on))

    def gates(
        self, only: Selection | None = None, known: later.scores.KnownResults | None = None
    ) -> reports.GateReport:
        """Which gates of `postl10n.toml` are missed, and which can't be judged.

        known: what was found out already, so that it is not found out again. Raises ProjectError for a gate that
        compares with a revision or folder that there is not.
        """
        asked, wish = checked(only, self.project), or_default(known, later.scores.KnownResults, "known")
        return self._reports.gates(asked, wish, lambda: later.gates.judge(self._lenient(asked), wish))

    def stats(self, only: Selection | None = None) -> reports.ProjectStats:
        """Return the progress of each catalog, and the catalogs whose article is gone."""
        part = checked(only, self.project)
        return self._reports.stats(part, lambda: (one := self._lenient(part)).whole(later.score.stats(one)))

    def build(
        self,
        only: Selection | None = None,
        options: later.plan.BuildOptions | None = None,
        *,
        strict: bool = False,
    ) -> reports.BuildReport:
        """The localized site, of the catalogs as they are on the disk; only what changed is made again.

        With several jobs, a script that calls this needs the guard `if __name__ == "__main__":`, since each
        process imports it.
        """
        later.rename_article.finish_rename(self._layout)
        wish = or_default(options, later.plan.BuildOptions, "options")
        return later.plan.build(self._session(only, strict=strict), careful=True, options=wish)

    def link_faults(self) -> list[str]:
        """The links of the built site that lead nowhere, each with its page; nothing is fetched."""
        return later.pages.link_faults(self._layout)

    def run(
        self,
        *,
        recorded: bool = False,
        today: datetime.date | None = None,
        jobs: int = 1,
        strict: bool = False,
    ) -> later.scores.RunReport:
        """The whole pipeline; `jobs` is how many processes may build pages at once.

        A fault in project or glossary is raised with nothing written; one in an article or a catalog leaves that
        one, its catalogs and its pages as they are, the rest is done, and the report names it. strict: such a
        fault is raised too. recorded: add the scores to the journals.
        """
        on, most, answers = day(today), at_least(jobs, 1, "jobs"), self._reports

        def made() -> later.scores.RunReport:
            options = later.plan.BuildOptions(as_of=on, jobs=most)
            return later.run.run(self._session(None, strict=strict), options, answers, recorded=recorded)

        return made() if recorded else answers.run(on, made)

    @property
    def _reports(self) -> RememberedReports:
        return RememberedReports(self._layout, remembered=self._remembered)

    def _locales_of(self, only: Selection | None) -> Sequence[str]:
        return checked(only, self.project).locales or self.locales

    def _lenient(self, only: Selection | None) -> later.session.Session:
        return self._session(only, strict=False)

    def _session(self, only: Selection | None, **how: bool) -> later.session.Session:
        part, how["remembered"] = checked(only, self.project), self._remembered
        return later.session.Session(self._layout, self.pipeline, part, self._tell, **how)
