"""The changes that pages make, one at a time."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import RLock
from typing import Concatenate, ParamSpec, TypeVar

from postl10n.errors import Postl10nError, UsageError
from postl10n.model.catalog import Entry
from postl10n.model.findings import Waiver, is_waiver
from postl10n.model.questions import asked as asked_of
from postl10n.model.questions import resolved
from postl10n.model.review import (
    BulkSaved,
    Edit,
    Filter,
    Note,
    Outcome,
    Saved,
)
from postl10n.model.rule_outcomes import FindingOutcome
from postl10n.model.term_usage import ImpactWrite
from postl10n.project.clock import today
from postl10n.project.store import ProjectStore
from postl10n.stages.check.consistency import INCONSISTENT
from postl10n.stages.check.precision import CERTAIN
from postl10n.stages.check.rule_outcomes import judged
from postl10n.workspace.review.catalog_view import CatalogView
from postl10n.workspace.review.catalog_writer import CatalogWriter, EntryChangeRecord, History, Step, if_still
from postl10n.workspace.review.edits import (
    CONFLICT_SEEN,
    GONE,
    LONGEST,
    MEANWHILE,
    Accepter,
    Done,
    Saver,
    by_article,
)
from postl10n.workspace.review.file_changes import FileChanges
from postl10n.workspace.review.queries import Queries
from postl10n.workspace.rule_outcomes import Judged, tell
from postl10n.workspace.terms.apply_impact import undo_impact
from postl10n.workspace.waivers import readable_reason

_MOST_SHOWN = 50
"""Lines that say why an entry was left."""


_Self = TypeVar("_Self", bound="ReviewChanges")
_Given = ParamSpec("_Given")
_Done = TypeVar("_Done")


def alone(
    method: Callable[Concatenate[_Self, _Given], _Done],
) -> Callable[Concatenate[_Self, _Given], _Done]:
    """Mark a method that changes files: one is called at a time."""

    def called(self: _Self, /, *given: _Given.args, **named: _Given.kwargs) -> _Done:
        with self.worker.asked(), self._changing:
            self._files.begin()
            return method(self, *given, **named)

    return called


class ReviewChanges(Queries):
    """Saves, accepts, replaces, waives, and takes it back."""

    def __init__(self, store: ProjectStore, reviewer: str) -> None:
        super().__init__(store)
        self._files = FileChanges(store.layout.root)
        self._writer = CatalogWriter(store, reviewer, self._files)
        self._history = History()
        self._changing = RLock()

    @alone
    def save(self, locale: str, article: str, edit: Edit) -> Saved:
        self.store.check(locale, article)
        before = self._rules_told(locale, article, edit.ref) if edit.accept else ()
        saver = Saver(self.library, self._writer, self.seen)
        outcome, traces, message = saver.save(locale, article, edit)
        saved = self._saved(locale, article, edit.ref, outcome, message, mine=edit.targets)
        after = _rules_of(saved.segment.findings if saved.segment is not None else ())
        changed = any(one.before.msgstr != edit.targets for one in traces)
        self._note(locale, "save", traces, tuple(judged(before, after, changed=changed)) if traces else ())
        return saved

    @alone
    def accept_all(self, locale: str, wanted: Filter, digest: str) -> BulkSaved:
        """Accept all that fits a filter, if it is what `digest` was made of; entries with errors are left."""
        found, now, _ = self.queues.counted(locale, wanted)
        if now != digest:
            return BulkSaved(changed=0, refused="the matching entries have changed: look at them again")
        left: list[str] = []
        traces: list[EntryChangeRecord] = []
        accepter = Accepter(self.library, self._writer, self.others_to_agree_with(locale))
        for article, rows in by_article(found).items():
            try:
                traces += accepter.accept(locale, article, rows, left)
            except Postl10nError as fault:
                left.append(str(fault))
        self._note(locale, "accept", traces)
        return BulkSaved(changed=len(traces), left=_shortened(left))

    @alone
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
        self.store.check(locale, article)
        try:
            outcome, traces, message = self._waive(locale, article, ref, hash, rule, reason, until)
        except Postl10nError as fault:
            outcome, traces, message = Outcome.REFUSED, [], str(fault)
        self._note(locale, "waive", traces, ((rule, FindingOutcome.WAIVED),) if traces else ())
        return self._saved(locale, article, ref, outcome, message)

    @alone
    def ask(self, locale: str, article: str, ref: str, hash: str, text: str) -> Saved:  # noqa: A002
        """Write a question on an entry, as a comment line."""
        if not text.strip() or len(text) > LONGEST or not " ".join(text.split()).isprintable():
            raise UsageError("a question needs a text without control characters")
        day, name = today(), self._writer.reviewer
        return self._commented(
            locale, article, ref, hash, lambda lines: asked_of(lines, text, name=name, date=day)
        )

    @alone
    def resolve(self, locale: str, article: str, ref: str, hash: str, line: str) -> Saved:  # noqa: A002
        """Mark the question of a comment line as resolved."""
        return self._commented(locale, article, ref, hash, lambda lines: resolved(lines, line))

    def _commented(
        self,
        locale: str,
        article: str,
        ref: str,
        seen: str,
        change: Callable[[tuple[str, ...]], tuple[str, ...]],
    ) -> Saved:
        """Change the comments of an entry, if it still is what was seen, and nothing else of it."""
        self.store.check(locale, article)
        found = self.library.entry(locale, article, ref)
        if found is None:
            return self._saved(locale, article, ref, *GONE[::2])
        entry = found[1]
        if found[0].hashes[entry.key] != seen:
            return self._saved(locale, article, ref, Outcome.REFUSED, CONFLICT_SEEN[2])
        new = replace(entry, comments=change(entry.comments))
        try:
            traces = self._writer.change(locale, article, {entry.key: if_still(seen, new)})
        except Postl10nError as fault:
            return self._saved(locale, article, ref, Outcome.REFUSED, str(fault))
        self._note(locale, "question", traces)
        return self._saved(locale, article, ref, Outcome.SAVED if traces else Outcome.UNCHANGED, "")

    @alone
    def undo(self, locale: str) -> Saved | BulkSaved | None:
        """Take the last change made in a locale back, where nobody changed the same since."""
        step = self._history.pop(locale)
        if step is None:
            return None
        try:
            if self._files.restore(step.files):
                return self._restored(step)
            if step.what == "concept":
                shown = self.store.layout.shown(step.files[0].path)
                return BulkSaved(changed=0, refused=f"{shown} was {MEANWHILE}")
            if step.what == "replace":
                done = undo_impact(self.store.layout, (locale,), today(), run=step.run)
                self._remember(done)
                return bulk_of(done, [])
            return self._undo_entries(step)
        except Postl10nError as fault:
            return BulkSaved(changed=0, refused=str(fault))

    @alone
    def commit(self) -> str | None:
        """Commit what is different from what it was; the commit, None where there is nothing."""
        written = list(self._writer.written)
        self._writer.written.clear()
        return self._files.commit(written)

    def _restored(self, step: Step) -> Saved | BulkSaved:
        """Return the outcome of a step of which every file has its bytes again."""
        if len(step.traces) != 1:
            return BulkSaved(changed=step.entries)
        return self._saved_one(step, Outcome.SAVED, "")

    def _undo_entries(self, step: Step) -> Saved | BulkSaved:
        by_article: dict[str, list[EntryChangeRecord]] = {}
        for trace in step.traces:
            by_article.setdefault(trace.article, []).append(trace)
        done: list[EntryChangeRecord] = []
        left: list[str] = []
        for article, traces in by_article.items():
            try:
                restored = self._writer.change(
                    step.locale, article, {one.key: if_still(one.after, one.before) for one in traces}
                )
            except Postl10nError as fault:
                left.append(str(fault))
                continue
            done += restored
            if len(restored) < len(traces):
                left.append(f"{article}: {len(traces) - len(restored)} {MEANWHILE}")
        if len(step.traces) > 1:
            return BulkSaved(changed=len(done), left=_shortened(left))
        if done:
            self._tell(step.locale, step.traces[0].article, step.judged, undone=True)
        return self._saved_one(step, Outcome.SAVED if done else Outcome.REFUSED, left[0] if left else "")

    def _saved_one(self, step: Step, outcome: Outcome, message: str) -> Saved:
        one = step.traces[0]
        sheet = self.library.sheet(step.locale, one.article)
        ref = sheet.ref_of.get(one.key, "") if sheet is not None else ""
        return self._saved(step.locale, one.article, ref, outcome, message)

    def _waive(
        self,
        locale: str,
        article: str,
        ref: str,
        seen: str,
        rule: str,
        reason: str,
        until: datetime.date | None,
    ) -> Done:
        found = self.library.entry(locale, article, ref)
        if found is None:
            return GONE
        sheet, entry = found
        if sheet.hashes[entry.key] != seen:
            return CONFLICT_SEEN
        bound = self._bound(sheet, entry, rule)
        if bound is None:
            return Outcome.REFUSED, [], f"{rule} reports nothing here that can be waived"
        if until is not None and until < today():
            return Outcome.REFUSED, [], f"{until.isoformat()} has passed"
        waiver = Waiver(rule=rule, bound=bound, reason=readable_reason(reason), until=until)
        kept = tuple(one for one in entry.comments if not is_waiver(one, rule))
        new = replace(entry, comments=(*kept, waiver.comment()))
        traces = self._writer.change(locale, article, {entry.key: if_still(seen, new)})
        return (Outcome.SAVED if traces else Outcome.CONFLICT), traces, ""

    def _bound(self, sheet: CatalogView, entry: Entry, rule: str) -> str | None:
        """Return the hash to which a waiver of the rule is bound; None where the rule finds nothing."""
        renderings = None
        if rule == INCONSISTENT:
            renderings = {entry.key: self.register(sheet.locale).renderings(entry.key)}
        found = self.library.findings(sheet, [entry.key], {rule}, renderings)
        return next((one.bound for one in found if one.place.line == entry.line and one.bound), None)

    def _rules_told(self, locale: str, article: str, ref: str) -> tuple[str, ...]:
        """Return the rules whose findings were shown with an entry as it is."""
        with contextlib.suppress(Postl10nError):  # What is wrong with the file is told when it is saved.
            found = self.library.entry(locale, article, ref)
            return _rules_of(found[0].notes(found[1])) if found is not None else ()
        return ()

    def _note(
        self, locale: str, what: str, traces: list[EntryChangeRecord], judged: tuple[Judged, ...] = ()
    ) -> None:
        if not traces:
            return
        self._tell(locale, traces[0].article, judged)
        files = self._files.taken()
        self._history.add(
            Step(
                locale=locale,
                what=what,
                traces=tuple(traces),
                judged=judged,
                entries=len(traces),
                files=files,
            )
        )

    def _tell(self, locale: str, article: str, judged: tuple[Judged, ...], *, undone: bool = False) -> None:
        """Tell the journal; a count that can't be written costs nobody a translation."""
        if not judged:
            return
        layout = self.store.layout
        with contextlib.suppress(Postl10nError):
            self._files.watch(layout.journal(locale))
            tell(layout, locale, article, judged, today=today(), undone=undone)
            self._writer.written.setdefault(layout.shown(layout.journal(locale)), 0)

    def _remember(self, done: ImpactWrite) -> None:
        """Remember the files that were written, the journals among them."""
        for one in done.entries:
            if one.written:
                self._writer.written[one.path] = self._writer.written.get(one.path, 0) + 1
                journal = self.store.layout.journal(one.locale)
                self._writer.written.setdefault(self.store.layout.shown(journal), 0)

    def _saved(
        self,
        locale: str,
        article: str,
        ref: str,
        outcome: Outcome,
        message: str,
        mine: tuple[str, ...] = (),
    ) -> Saved:
        try:
            segment = self.segment(locale, article, ref)
        except Postl10nError as fault:
            segment, message = None, message or str(fault)
        return Saved(
            outcome=outcome,
            segment=segment,
            message=message,
            mine=tuple(mine) if outcome in (Outcome.CONFLICT, Outcome.ERRORS) else (),
            version=self.library.version(locale, article),
        )


def _rules_of(notes: Iterable[Note]) -> tuple[str, ...]:
    """Return the rules that judge, and whose findings are not waived."""
    judging = (one.rule for one in notes if one.waivable and not one.waived and one.rule not in CERTAIN)
    return tuple(dict.fromkeys(judging))


def bulk_of(done: ImpactWrite, left: list[str]) -> BulkSaved:
    left = [*left, *(f"{one.article}: {MEANWHILE}" for one in done.entries if not one.written)]
    return BulkSaved(changed=sum(one.written for one in done.entries), left=_shortened(left))


def _shortened(left: list[str]) -> tuple[str, ...]:
    if len(left) <= _MOST_SHOWN:
        return tuple(left)
    return (*left[:_MOST_SHOWN], f"and {len(left) - _MOST_SHOWN} more")
