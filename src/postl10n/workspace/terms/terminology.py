"""A workspace's view of its terms: consistency, and the impact of a change."""

from __future__ import annotations

import datetime
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from postl10n.errors import FaultGroup, GlossaryError, Place, UsageError
from postl10n.model.glossary import Glossary
from postl10n.model.term_usage import ConsistencyReport, ImpactReport, ImpactWrite
from postl10n.project.articles import find_sources
from postl10n.project.git import is_revision
from postl10n.project.glossary import read_glossary
from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import OURS, write_file
from postl10n.workspace.arguments import day, one_of
from postl10n.workspace.rename_article import finish_rename
from postl10n.workspace.session import Progress, Selection, checked
from postl10n.workspace.terms.apply_impact import apply_impact, undo_impact
from postl10n.workspace.terms.consistency import consistency
from postl10n.workspace.terms.impact import impact
from postl10n.workspace.terms.index import TermIndex


def glossary_at(revision: str, folder: Path, *, root: Path) -> Glossary:
    """The glossary folder as it was at a revision; empty if it was not there yet.

    Raises UsageError for what git does not know, GlossaryError or FaultGroup for files that can't be read.
    """
    if not is_revision(root, revision):
        hint = "Is the project in a git repository with a commit? Else give the two glossaries: OLD NEW."
        raise UsageError(f"{revision!r} is no revision that git knows", hint=hint)
    inside = PurePosixPath(folder.relative_to(root).as_posix())
    names = _git(root, "ls-tree", "--name-only", "-z", revision, f"./{inside}/").decode().split("\0")
    # The same reader as for the folder itself, so that both sides of a comparison mean the same.
    with tempfile.TemporaryDirectory(prefix="postl10n-") as name:
        copy = Path(name).resolve()
        (copy / inside).mkdir(parents=True)
        for path in filter(None, names):
            if PurePosixPath(path).parent == inside:
                data = _git(root, "show", f"{revision}:./{path}")
                (copy / inside / PurePosixPath(path).name).write_bytes(data)
        return read_glossary(copy / inside, root=copy)


def glossary_from(path: Path) -> Glossary:
    """The glossary of a folder or of a single file. Raises UsageError, GlossaryError or FaultGroup."""
    if path.is_dir():
        return read_glossary(path, root=path.resolve().parent if path.is_absolute() else Path())
    if not path.is_file():
        raise UsageError("no such glossary", place=Place(path=str(path)), hint="Give a folder or a file.")
    with tempfile.TemporaryDirectory(prefix="postl10n-") as name:
        copy = Path(name).resolve()
        try:
            (copy / path.name).write_bytes(path.read_bytes())
        except OSError as error:
            raise GlossaryError(f"can't be read: {error.strerror}", place=Place(path=str(path))) from error
        return read_glossary(copy, root=copy)


def _git(folder: Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(lines[-1] if lines else "git failed", place=Place(path=str(folder)))
    return done.stdout


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
        from postl10n.reports.consistency import consistency_page

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
