"""The façade that the review page calls."""

from __future__ import annotations

import datetime
from threading import RLock

from postl10n.errors import UsageError
from postl10n.model.findings import RuleStanding
from postl10n.model.review import (
    ArticleView,
    BulkSaved,
    ConceptRow,
    ConceptView,
    Edit,
    Filter,
    Overview,
    Pulse,
    QueueView,
    ReplacePlan,
    ReviewRow,
    Saved,
    ShownMatch,
    TermRow,
)
from postl10n.project.git import identity
from postl10n.project.layout import ProjectLayout
from postl10n.project.store import ProjectStore
from postl10n.workspace.rename_article import finish_rename
from postl10n.workspace.review.background import BackgroundProcess, BackgroundThread
from postl10n.workspace.review.changes import ReviewChanges
from postl10n.workspace.review.memory_matches import MemoryMatches
from postl10n.workspace.review.queries import Queries
from postl10n.workspace.workspace import Workspace


class Review:
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
        self._worker = BackgroundThread()
        self._shelf = ProjectStore(layout)
        self._reader = Queries(self._shelf, self._worker)
        # A process of its own: the memory of a large project takes minutes to read, as the checks do.
        self._recall = MemoryMatches(layout, BackgroundProcess(layout))
        self._changer = ReviewChanges(self._reader, reviewer)
        self._changing = RLock()
        self._git = git

    @property
    def locales(self) -> tuple[str, ...]:
        return self._shelf.project.targets

    @property
    def source_locale(self) -> str:
        return self._shelf.project.source

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles, and `site`."""
        return self._shelf.articles

    def overview(self, locale: str) -> Overview:
        with self._worker.asked():
            return self._reader.overview(locale)

    def counts(self, locale: str) -> Overview:
        """The overview as far as it is known already; what is missing is counted in the background."""
        with self._worker.asked():
            return self._reader.counts(locale)

    def next_unfinished(self, locale: str, article: str) -> str:
        """The article to go on with after this one; empty where all others are approved."""
        with self._worker.asked():
            return self._reader.next_unfinished(locale, article)

    def article(self, locale: str, article: str) -> ArticleView:
        with self._worker.asked():
            return self._reader.article(locale, article)

    def segment(self, locale: str, article: str, ref: str) -> ReviewRow | None:
        with self._worker.asked():
            return self._reader.segment(locale, article, ref)

    def queue(self, locale: str, wanted: Filter, *, offset: int = 0, limit: int = 50) -> QueueView:
        """Raises UsageError for an expression that is none or takes too long, and for an unknown revision."""
        with self._worker.asked():
            return self._reader.queue(locale, wanted, offset=offset, limit=limit)

    def concepts(self, locale: str) -> tuple[ConceptRow, ...]:
        """The concepts that the sources name, in the order of the glossary."""
        with self._worker.asked():
            return self._reader.concepts(locale)

    def concept(self, locale: str, concept_id: str) -> ConceptView:
        with self._worker.asked():
            return self._reader.concept(locale, concept_id)

    def matches(self, locale: str, article: str, ref: str, *, limit: int = 5) -> tuple[ShownMatch, ...]:
        """The best first; none as long as the memory is not `memory_ready`."""
        with self._worker.asked():
            sheet = self._reader.library.sheet(locale, article)
            entry = sheet.refs.get(ref) if sheet is not None else None
            if sheet is None or entry is None:
                return ()
            return self._recall.matches(sheet, entry, self.source_locale, limit)

    @property
    def memory_ready(self) -> bool:
        """True if the memory has read every file once."""
        return self._recall.ready

    def rules(self, *locales: str) -> tuple[RuleStanding, ...]:
        """Every rule of the checks with what it is worth in some locales, or in all."""
        from postl10n.stages.check.choices import standings

        return tuple(standings(locales or self.locales, self._shelf.project.choices))

    def pulse(self, locale: str) -> Pulse:
        with self._worker.asked():
            self._shelf.check(locale, "site")
            return Pulse(versions=self._reader.library.versions(locale))

    def save(self, locale: str, article: str, edit: Edit) -> Saved:
        with self._worker.asked(), self._changing:
            return self._changer.save(locale, article, edit)

    def undo(self, locale: str) -> Saved | BulkSaved | None:
        """Take the reviewer's last change in a locale back; None if there is none."""
        with self._worker.asked(), self._changing:
            return self._changer.undo(locale)

    def accept_all(self, locale: str, wanted: Filter, digest: str) -> BulkSaved:
        """Accept all that fits a filter, if it is what `digest` was made of; entries with errors are left."""
        with self._worker.asked(), self._changing:
            return self._changer.accept_all(locale, wanted, digest)

    def waive(
        self,
        locale: str,
        article: str,
        ref: str,
        hash: str,  # noqa: A002 - what the page calls it
        rule: str,
        reason: str,
        until: datetime.date | None = None,
    ) -> Saved:
        with self._worker.asked(), self._changing:
            return self._changer.waive(locale, article, ref, hash, rule, reason, until)

    def plan_replace(self, locale: str, concept_id: str, old: str, new: str) -> ReplacePlan:
        with self._worker.asked():
            return self._changer.plan_replace(locale, concept_id, old, new)

    def replace(self, locale: str, concept_id: str, old: str, new: str, digest: str) -> BulkSaved:
        with self._worker.asked(), self._changing:
            return self._changer.replace(locale, concept_id, old, new, digest)

    def set_term(self, locale: str, concept_id: str, text: str, status: str, hash: str) -> ConceptView:  # noqa: A002
        """Accept a variant (`admitted`, `preferred`) or rule it out. Raises UsageError, GlossaryError."""
        with self._worker.asked(), self._changing:
            return self._changer.set_term(locale, concept_id, text, status, hash)

    def edit_concept(
        self,
        concept_id: str,
        locale: str,
        *,
        definition: str,
        terms: tuple[TermRow, ...],
        hash: str,  # noqa: A002
    ) -> ConceptView:
        """Raises UsageError where the glossary changed meanwhile, GlossaryError for what no glossary may hold."""
        with self._worker.asked(), self._changing:
            return self._changer.edit_concept(concept_id, locale, definition, terms, hash)

    def commit(self) -> str | None:
        """Commit what was written since the last time, and nothing else; the commit's short hash, None if nothing.

        Raises UsageError outside a repository.
        """
        with self._changing:
            return self._changer.commit()

    def settled(self, seconds: float) -> bool:
        """Wait until the background has nothing more to find out; whether that came about."""
        return self._worker.wait(seconds)

    def close(self) -> str | None:
        """Stop what runs in the background; with `git`, commit: the commit's short hash."""
        # First, so that the background does not wait for its answer.
        self._reader.aside.stop()
        self._worker.stop()
        self._recall.close()
        self._reader.close()
        return self.commit() if self._git else None
