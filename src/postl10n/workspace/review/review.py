"""The façade that the review page calls."""

from __future__ import annotations

from postl10n.errors import UsageError
from postl10n.model.findings import RuleStanding
from postl10n.model.review import Pulse, ShownMatch
from postl10n.project.git import identity
from postl10n.project.layout import SITE, ProjectLayout
from postl10n.project.store import ProjectStore
from postl10n.workspace.rename_article import finish_rename
from postl10n.workspace.review.background import BackgroundProcess
from postl10n.workspace.review.changes import ReviewChanges
from postl10n.workspace.review.memory_matches import MemoryMatches
from postl10n.workspace.review.queries import asked
from postl10n.workspace.workspace import Workspace


class Review(ReviewChanges):
    """A project under review. Several threads may call it; every method sees the files as they are then.

    Methods raise UsageError for names that the project does not have, and a Postl10nError for files that can't be
    read; what becomes of a change is told in its outcome.
    """

    def __init__(self, workspace: Workspace, *, reviewer: str = "", git: bool = False) -> None:
        """reviewer: `Name <mail>`, for Last-Translator; git's own if not given. git: commit when closed.

        Raises UsageError for a name that a header can't hold.
        """
        layout = ProjectLayout(root=workspace.root, project=workspace.project)
        reviewer = " ".join(reviewer.split()) or identity(layout.root)
        if not reviewer.isprintable():
            raise UsageError("the reviewer's name holds control characters")
        finish_rename(layout)
        super().__init__(ProjectStore(layout), reviewer)
        # A process of its own: the memory of a large project takes minutes to read, as the checks do.
        self._recall = MemoryMatches(layout, BackgroundProcess(layout))
        self._git = git

    @property
    def locales(self) -> tuple[str, ...]:
        return self.shelf.project.targets

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles, and `site`."""
        return self.shelf.articles

    @asked
    def matches(self, locale: str, article: str, ref: str, *, limit: int = 5) -> tuple[ShownMatch, ...]:
        """Return the matches of an entry, the best first; none as long as the memory is not `memory_ready`."""
        sheet = self.library.sheet(locale, article)
        entry = sheet.refs.get(ref) if sheet is not None else None
        if sheet is None or entry is None:
            return ()
        return self._recall.matches(sheet, entry, self.source_locale, limit)

    @property
    def memory_ready(self) -> bool:
        """True if the memory has read every file once."""
        return self._recall.ready

    def rules(self, *locales: str) -> tuple[RuleStanding, ...]:
        """Return every rule of the checks with what it is worth in some locales, or in all."""
        from postl10n.stages.check.choices import standings

        return tuple(standings(locales or self.locales, self.shelf.project.choices))

    @asked
    def pulse(self, locale: str) -> Pulse:
        self.shelf.check(locale, SITE)
        return Pulse(versions=self.library.versions(locale))

    def settled(self, seconds: float) -> bool:
        """Wait until the background has nothing more to find out; return True if that came about."""
        return self.worker.wait(seconds)

    def close(self) -> str | None:
        """Stop what runs in the background; with `git`, commit: the commit's short hash."""
        # First, so that the background does not wait for its answer.
        self.aside.stop()
        self.worker.stop()
        self._recall.close()
        self.release()
        return self.commit() if self._git else None
