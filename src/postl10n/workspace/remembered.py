"""Reports that are given again as long as the project is as it was when they were made.

That is decided by the bytes of every file that a project is made of, and by the program and its plug-ins.
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from postl10n.files.json_values import decoded, plain
from postl10n.lang.locales import language_subtag
from postl10n.model.findings import Severity
from postl10n.model.ids import texts_hash
from postl10n.model.project import Project
from postl10n.model.reports import CheckReport, GateReport, ProjectStats, UpdateReport
from postl10n.project.cache import Cache
from postl10n.project.config import FILE_NAME
from postl10n.project.folder_hashes import FolderHashes
from postl10n.project.git import commit_of
from postl10n.project.layout import ProjectLayout
from postl10n.project.stamps import stamp_of
from postl10n.project.watch import signature
from postl10n.workspace.selection import Selection

if TYPE_CHECKING:
    from postl10n.model.scores import KnownResults, RunReport, ScoreReport

_PLACES = (
    *("/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell"),
    *("/opt/homebrew/share/hunspell", "/Library/Spelling", "~/Library/Spelling"),
)
_MOST = 20_000
"""Findings, above which a report takes longer to read than the remembered verdicts of its entries."""
_KIND = "answer"
_OTHERS = ("srx", "theme")
_Answer = TypeVar("_Answer")


class RememberedReports:
    """Reports of a project, each made by what is given with the question if it isn't remembered; none with faults is."""

    def __init__(self, layout: ProjectLayout, *, remembered: bool = True) -> None:
        """remembered: False to have every one made anew."""
        self._layout = layout
        self._remembered = remembered
        self._state: str | None = None

    def check(
        self,
        only: Selection,
        rules: Collection[str] | None,
        files: Sequence[tuple[str, str]],
        today: datetime.date,
        make: Callable[[], CheckReport],
    ) -> CheckReport:
        """The findings of catalogs, as `Workspace.check` has them."""
        question = ("check", only, None if rules is None else sorted(rules), files)
        beside = (today.isoformat(), *_spelling(self._layout))
        return self._answer(question, CheckReport, make, _is_short, *beside)

    def score(self, only: Selection, make: Callable[[], ScoreReport]) -> ScoreReport:
        """Score cards of approved entries, compared with no baseline."""
        from postl10n.model.scores import ScoreReport

        return self._answer(("score", only), ScoreReport, make, lambda made: not made.faults)

    def stats(self, only: Selection, make: Callable[[], ProjectStats]) -> ProjectStats:
        """The progress of each catalog."""
        return self._answer(("stats", only), ProjectStats, make, lambda made: not made.faults)

    def gates(self, only: Selection, known: KnownResults, make: Callable[[], GateReport]) -> GateReport:
        """The gates that are missed; nothing is looked at where there are none."""
        gates = [one.gate for one in self._layout.project.locales.values() if one.gate is not None]
        if not gates:
            return GateReport()
        if known.checked is None or known.scored or known.counted or any(one.no_regression for one in gates):
            return make()
        findings = known.checked.findings
        errors = sorted(one.locale for one in findings if one.finding.severity is Severity.ERROR)
        question = ("gates", only, errors)
        return self._answer(question, GateReport, make, lambda _: True)

    def update(self, only: Selection, hints: bool, make: Callable[[], UpdateReport]) -> UpdateReport:
        """The report of an update; it is remembered where there was nothing to write and nothing to tell."""
        head = commit_of(self._layout.root, "HEAD")
        return self._answer(("update", only, hints), UpdateReport, make, _is_idle, head)

    def run(self, today: datetime.date, make: Callable[[], RunReport]) -> RunReport:
        """The report of a run; it is remembered where there was nothing to write, and none compares with a baseline."""
        from postl10n.model.scores import RunReport

        settings = self._layout.project.locales.values()
        if any(one.gate is not None and one.gate.no_regression for one in settings):
            return make()
        beside = (today.isoformat(), *_spelling(self._layout), commit_of(self._layout.root, "HEAD"))
        folder = self._layout.site
        site = repr(sorted(signature(folder, folder))) if folder.is_dir() else ""
        return self._answer(("run",), RunReport, make, _is_done, *beside, site)

    def _answer(
        self,
        question: tuple[object, ...],
        kind: type[_Answer],
        make: Callable[[], _Answer],
        keep: Callable[[_Answer], bool],
        *beside: str,
    ) -> _Answer:
        """Return the answer of a question as it was kept for the same files and what is `beside`, else made now.

        keep: says which answers may be given again. What `make` raises is not kept; files that change meanwhile are noticed.
        """
        if not self._remembered:
            return make()
        cache = Cache(self._layout.cache)
        name, before = repr(question), self._state or self._digest(cache)
        try:
            known = decoded(kind, cache.get(_KIND, name, texts_hash([before, *beside]))) if before else None
            self._state = before
            if known is not None:
                return known
            made = make()
            self._state = self._digest(cache)
            if before and self._state == before and keep(made):
                cache.put(_KIND, name, texts_hash([before, *beside]), plain(made))
            return made
        finally:
            cache.close()

    def _digest(self, cache: Cache) -> str:
        """Return a hash of all files that answers are made from; empty where one can't be read, or links lead elsewhere."""
        paths, hashes = self._layout.project.paths, FolderHashes(self._layout, cache)
        try:
            found = blake2b(hashes.of(FILE_NAME).encode(), digest_size=16)
            for top in (paths.articles, paths.glossary, paths.locales, paths.references, *_OTHERS):
                for folder, files in hashes.below(top):
                    found.update(repr([folder, *files.items()]).encode("utf-8", "surrogateescape"))
        except OSError:
            return ""
        return found.hexdigest()


def _is_done(made: RunReport) -> bool:
    written = made.build.written or made.build.removed or made.faults
    return not written and _is_idle(made.update) and _is_short(made.check)


def _is_short(made: CheckReport) -> bool:
    return not made.faults and len(made.findings) + len(made.waived) <= _MOST


def _is_idle(made: UpdateReport) -> bool:
    told = replace(made, catalogs=(), orphans=(), doubts={}) != UpdateReport(templates=(), catalogs=())
    return not told and not any(one.written or one.before for one in made.catalogs)


def dictionary(root: Path, project: Project, locale: str) -> Path | None:
    """Return Hunspell's dictionary of a locale, else of its language where it is at home, else any of the language."""
    code = language_subtag(locale)
    for folder in _dictionaries(root, project):
        named = (folder / f"{name}.dic" for name in (locale, code, f"{code}_{code.upper()}"))
        for path in (*named, *sorted(folder.glob(f"{code}_*.dic"))):
            if path.is_file():
                return path
    return None


def _dictionaries(root: Path, project: Project) -> Iterator[Path]:
    """Yield the folders of dictionaries: the project's, then those of this computer."""
    yield from (root / one for one in project.dictionaries)
    places = os.environ["DICPATH"].split(os.pathsep) if "DICPATH" in os.environ else _PLACES
    yield from (Path(one).expanduser() for one in places if one)


def _spelling(layout: ProjectLayout) -> Iterator[str]:
    """Yield what tells Hunspell and its dictionaries from others."""
    program = shutil.which("hunspell") or ""
    yield f"{program} {stamp_of(program)}"
    for folder in _dictionaries(layout.root, layout.project) if program else ():
        found = sorted((*folder.glob("*.dic"), *folder.glob("*.aff")))
        yield from (f"{path} {stamp_of(path)}" for path in found)
