"""Queues: what a filter holds, found again only when something changed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from postl10n.errors import Postl10nError, UsageError
from postl10n.files.git import is_revision
from postl10n.files.layout import SITE
from postl10n.model.catalog import Key
from postl10n.model.findings import OFF, Choice
from postl10n.model.project import Project
from postl10n.model.review import Filter, Order
from postl10n.model.states import State
from postl10n.stages.check.choices import effective
from postl10n.stages.check.consistency import INCONSISTENT
from postl10n.workspace.review.concepts import concept_of
from postl10n.workspace.review.kept import Kept
from postl10n.workspace.review.queue import Found, Surroundings, changed_since, digest, fitting
from postl10n.workspace.review.records import Flag, Record
from postl10n.workspace.review.register import Register, Row

if TYPE_CHECKING:
    from postl10n.workspace.review.reader import Reader

_PATIENCE = 0.5
"""Seconds that a queue of findings waits for articles to be checked."""
_HOPELESS = 60
"""Articles to be checked from which on it does not wait: they would not be ready in that time."""


def weight(project: Project, locale: str) -> Choice:
    """What a finding of `inconsistent` is worth in a locale."""
    return effective(INCONSISTENT, locale, project.choices(locale))


class Queues:
    """The queues asked for last."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._found: Kept[str, tuple[list[Found], str]] = Kept(4)

    def counted(self, locale: str, wanted: Filter) -> tuple[list[Found], str, bool]:
        """The entries that fit a filter, the digest of them all, whether all were looked at. Raises UsageError."""
        self._reader.shelf.check(locale, wanted.article or SITE)
        if wanted.changed_since and not is_revision(self._reader.shelf.layout.root, wanted.changed_since):
            hint = "Name a commit, branch or tag of the repository that the project lies in."
            raise UsageError(f"{wanted.changed_since!r} is no revision", hint=hint)
        complete = True
        asks_findings = bool(wanted.rule) or wanted.severity is not None or wanted.order is Order.SEVERITY
        if asks_findings:
            complete = self.settle(
                locale, [wanted.article] if wanted.article else self._reader.shelf.articles
            )
        register = self._reader.register(locale)

        def made() -> tuple[list[Found], str]:
            found = self._fitting(locale, wanted, register)
            return found, digest(found)

        if wanted.changed_since:
            return (*made(), complete)
        source = (
            register.version,
            self._reader.records.version if asks_findings else 0,
            self._reader.shelf.glossary_stamp,
            self._parent_versions(locale),
        )
        return (*self._found.get(f"{locale} {wanted!r}", source, made), complete)

    def _parent_versions(self, locale: str) -> list[int]:
        return [self._reader.register(one).version for one in self._reader.shelf.project.chain(locale)[1:]]

    def _fitting(self, locale: str, wanted: Filter, register: Register) -> list[Found]:
        if wanted.concept:
            concept_of(self._reader.shelf.glossary, wanted.concept)
        around = Surroundings(
            register=register,
            flags=self._flags_of(locale, register),
            names=self._names(wanted.concept) if wanted.concept else {},
            inherited=self._inherits(locale),
            changed=changed_since(self._reader.shelf, register, locale, wanted.changed_since, wanted.article)
            if wanted.changed_since
            else None,
        )
        return fitting(wanted, around)

    def settle(self, locale: str, articles: Collection[str]) -> bool:
        """Have articles checked while somebody waits; whether all are."""
        end = time.monotonic() + _PATIENCE
        outdated = self._reader.records.outdated(locale, articles)
        if len(outdated) >= _HOPELESS:
            self._reader.look_through(locale)
            return False
        complete = True
        for article in outdated:
            if time.monotonic() > end:
                complete = False
                break
            with contextlib.suppress(Postl10nError):
                sheet = self._reader.library.sheet(locale, article)
                if sheet is not None:
                    self._reader.library.check(sheet, sheet.unchecked())
                    self._reader.records.take(sheet)
        if not complete:
            self._reader.look_through(locale)
        return complete

    def _flags_of(self, locale: str, register: Register) -> Callable[[str, Row], tuple[Flag, ...]]:
        worth = weight(self._reader.shelf.project, locale)
        known: dict[str, Record | None] = {}

        def flags(article: str, row: Row) -> tuple[Flag, ...]:
            if article not in known:
                known[article] = self._reader.records.known(locale, article)
            record = known[article]
            own = record.flags.get(row.ref, ()) if record is not None else ()
            if worth != OFF and row.state is State.APPROVED and register.disagreeing(article, row):
                return (*own, (INCONSISTENT, worth, INCONSISTENT in row.waived))
            return own

        return flags

    def _names(self, concept: str) -> Mapping[str, Mapping[str, object]]:
        """The msgids of each article that name a concept."""
        located = self._reader.places.located()
        return {
            article: {
                text: None
                for text, found in located[article].items()
                if any(one.concept == concept for one in found)
            }
            for article in self._reader.places.naming(concept)
        }

    def _inherits(self, locale: str) -> Callable[[str, Row], bool]:
        parents = [self._reader.register(one) for one in self._reader.shelf.project.chain(locale)[1:]]
        by_key: dict[str, dict[Key, State]] = {}

        def inherited(article: str, row: Row) -> bool:
            if not parents:
                return False
            if article not in by_key:
                states: dict[Key, State] = {}
                for register in parents:
                    for one in register.rows(article):
                        if one.state is not State.EMPTY:
                            states.setdefault(one.key, one.state)
                by_key[article] = states
            return by_key[article].get(row.key) is State.APPROVED

        return inherited
