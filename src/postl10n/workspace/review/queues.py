"""Queues: what a filter holds, found again only when something changed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

import regex

from postl10n.errors import Postl10nError, UsageError
from postl10n.files.po import parse_po
from postl10n.lang.text.user_patterns import UNUSABLE
from postl10n.model.catalog import Catalog, Key
from postl10n.model.findings import Severity
from postl10n.model.ids import texts_hash
from postl10n.model.project import Project
from postl10n.model.questions import RESOLVED, questions
from postl10n.model.review import Filter, QueueOrder
from postl10n.model.states import State, state_of
from postl10n.project.git import blobs, is_revision
from postl10n.project.layout import SITE
from postl10n.project.stamps import StampedCache
from postl10n.project.store import ProjectStore
from postl10n.stages.check.choices import effective
from postl10n.stages.check.consistency import INCONSISTENT
from postl10n.workspace.review.catalog_view import Catalogs
from postl10n.workspace.review.concepts import TermLocations, concept_of
from postl10n.workspace.review.entry_index import EntryIndex, IndexedEntry
from postl10n.workspace.review.findings_index import FindingsIndex, Flag

_QUEUE_PATIENCE = 2.0
"""Seconds that a search may take in all."""
_LONGEST_PATTERN = 1000
_LONGEST_TEXT = 100_000
"""Characters that a search with a pattern examines."""
_LAST = len(Severity)
_OWN_RULES = {"empty": {State.EMPTY}, "fuzzy": set(State) - {State.EMPTY, State.APPROVED}}

Found = tuple[str, IndexedEntry]
"""An article, and an entry of it."""
FlagsOf = Callable[[str, IndexedEntry], Sequence[Flag]]
"""The findings of an entry."""
Judge = Callable[[str, IndexedEntry], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The data about an entry that a filter needs besides its own texts."""

    register: EntryIndex
    flags: FlagsOf
    names: Mapping[str, Mapping[str, object]]
    """The msgids of each article that name the concept asked for."""
    inherited: Callable[[str, IndexedEntry], bool]
    """Returns True if an empty entry has a parent's text."""
    changed: Mapping[str, frozenset[Key]] | None = None
    """The entries of each article that changed since the revision asked for."""


def fitting(wanted: Filter, around: Surroundings) -> list[Found]:
    """The entries that fit every part of the filter, sorted. Raises UsageError."""
    judges = list(_judges(wanted, around))
    rows: Iterable[Found] = around.register.all()
    if wanted.article:
        rows = ((wanted.article, row) for row in around.register.rows(wanted.article))
    found = [(article, row) for article, row in rows if all(judge(article, row) for judge in judges)]
    return _sorted(found, wanted.order, around.flags)


def digest(found: Iterable[Found]) -> str:
    """Of the entries themselves, in whatever order they are shown."""
    return texts_hash(sorted(f"{article} {row.ref} {row.hash}" for article, row in found))


def _judges(wanted: Filter, around: Surroundings) -> Iterable[Judge]:
    """The cheapest first."""
    if wanted.states:
        yield lambda article, row: _in_state(wanted, article, row, around)
    if wanted.concept:
        yield lambda article, row: row.msgid in around.names.get(article, ())
    if around.changed is not None:
        changed = around.changed
        yield lambda article, row: row.key in changed.get(article, ())
    if wanted.rule in _OWN_RULES:
        yield lambda article, row: row.state in _OWN_RULES[wanted.rule] and not around.inherited(article, row)
    elif wanted.rule or wanted.severity is not None:
        yield lambda article, row: any(_flagged(wanted, flag) for flag in around.flags(article, row))
    if wanted.questions:
        done = wanted.questions == RESOLVED
        yield lambda _, row: any(one.resolved is done for one in questions(row.comments))
    if wanted.search:
        yield _search(wanted)


def _in_state(wanted: Filter, article: str, row: IndexedEntry, around: Surroundings) -> bool:
    if row.state not in wanted.states:
        return False
    return row.state is not State.EMPTY or not around.inherited(article, row)


def _flagged(wanted: Filter, flag: Flag) -> bool:
    rule, severity, waived = flag
    if waived or (wanted.rule and rule != wanted.rule):
        return False
    return wanted.severity is None or severity.reaches(wanted.severity)


def _search(wanted: Filter) -> Judge:
    """Looks in source, translation and comments, in either case."""
    if not wanted.regex:
        needle = wanted.search.casefold()
        return lambda _, row: any(needle in text.casefold() for text in _texts(row))
    pattern = _compiled(wanted.search)
    end = time.monotonic() + _QUEUE_PATIENCE

    def fits(_: str, row: IndexedEntry) -> bool:
        try:
            for text in _texts(row):
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                if pattern.search(text, 0, _LONGEST_TEXT, timeout=left, concurrent=True):
                    return True
        except (TimeoutError, MemoryError) as error:
            hint = "Give a simpler one, or search in one article."
            raise UsageError("the search takes too long", hint=hint) from error
        return False

    return fits


def _compiled(pattern: str) -> regex.Pattern[str]:
    if len(pattern) > _LONGEST_PATTERN:
        raise UsageError(f"a search may have {_LONGEST_PATTERN} characters")
    try:
        return regex.compile(pattern, regex.IGNORECASE | regex.VERSION1)
    except UNUSABLE as error:
        raise UsageError(
            f"is not a regular expression: {error}", hint="Search for the plain text instead."
        ) from error


def _texts(row: IndexedEntry) -> Iterable[str]:
    yield row.msgid
    if row.plural is not None:
        yield row.plural
    yield from row.msgstr
    yield from row.comments


def _sorted(found: list[Found], order: QueueOrder, flags: FlagsOf) -> list[Found]:
    """By place as they come; else by what is asked, and by place among equals."""
    if order is QueueOrder.SOURCE:
        return sorted(found, key=lambda one: one[1].msgid.casefold())
    if order is QueueOrder.LENGTH:
        return sorted(found, key=lambda one: len(one[1].msgid))
    if order is QueueOrder.SEVERITY:
        return sorted(found, key=lambda one: _gravest(flags(*one)))
    return found


def _gravest(flags: Sequence[Flag]) -> int:
    return min((severity.rank for _, severity, waived in flags if not waived), default=_LAST)


def changed_since(
    store: ProjectStore, register: EntryIndex, locale: str, revision: str, article: str = ""
) -> dict[str, frozenset[Key]]:
    """The entries of each article whose texts or state are not what they were. Raises UsageError."""
    articles = (article,) if article else store.articles
    paths = {store.layout.shown(store.layout.catalog(locale, one)): one for one in articles}
    before = blobs(store.layout.root, revision, list(paths))
    found = {}
    for path, one in paths.items():
        old = _old(before.get(path), path)
        found[one] = frozenset(
            row.key for row in register.rows(one) if old.get(row.key) != (row.plural, row.msgstr, row.state)
        )
    return found


def _old(data: bytes | None, path: str) -> dict[Key, tuple[str | None, tuple[str, ...], State]]:
    """Return a revision's entries by key; nothing where it can't be read."""
    try:
        catalog = parse_po(data, path=path, values=True).catalog if data else Catalog()
    except Postl10nError:
        return {}
    return {entry.key: (entry.msgid_plural, entry.msgstr, state_of(entry)) for entry in catalog.active()}


_PATIENCE = 0.5
"""Seconds that a queue of findings waits for articles to be checked."""
_HOPELESS = 60
"""Articles to be checked from which on it does not wait: they would not be ready in that time."""


def weight(project: Project, locale: str) -> Severity | None:
    """Return the severity of `inconsistent` in a locale; None where it is off."""
    choice = effective(INCONSISTENT, locale, project.choices(locale))
    return choice if isinstance(choice, Severity) else None


@dataclass(slots=True, kw_only=True)
class Queues:
    """The queues asked for last."""

    store: ProjectStore
    library: Catalogs
    records: FindingsIndex
    places: TermLocations
    register: Callable[[str], EntryIndex]
    """Returns the entries of a locale."""
    look_through: Callable[[str], None]
    """Has a locale checked in the background."""
    found: StampedCache[str, tuple[list[Found], str]] = field(default_factory=lambda: StampedCache(4))

    def counted(self, locale: str, wanted: Filter) -> tuple[list[Found], str, bool]:
        """The entries that fit a filter, the digest of them all, whether all were looked at. Raises UsageError."""
        self.store.check(locale, wanted.article or SITE)
        if wanted.changed_since and not is_revision(self.store.layout.root, wanted.changed_since):
            hint = "Name a commit, branch or tag of the repository that the project lies in."
            raise UsageError(f"{wanted.changed_since!r} is not a git revision", hint=hint)
        complete = True
        asks_findings = (
            bool(wanted.rule) or wanted.severity is not None or wanted.order is QueueOrder.SEVERITY
        )
        if asks_findings:
            complete = self.settle(locale, [wanted.article] if wanted.article else self.store.articles)
        register = self.register(locale)

        def made() -> tuple[list[Found], str]:
            found = self._fitting(locale, wanted, register)
            return found, digest(found)

        if wanted.changed_since:
            return (*made(), complete)
        source = (
            register.version,
            self.records.version if asks_findings else 0,
            self.store.glossary_stamp,
            [self.register(one).version for one in self.store.project.chain(locale)[1:]],
        )
        return (*self.found.get(f"{locale} {wanted!r}", source, made), complete)

    def _fitting(self, locale: str, wanted: Filter, register: EntryIndex) -> list[Found]:
        if wanted.concept:
            concept_of(self.store.glossary, wanted.concept)
        around = Surroundings(
            register=register,
            flags=self._flags_of(locale, register),
            names=self._names(wanted.concept) if wanted.concept else {},
            inherited=self._inherits(locale),
            changed=changed_since(self.store, register, locale, wanted.changed_since, wanted.article)
            if wanted.changed_since
            else None,
        )
        return fitting(wanted, around)

    def settle(self, locale: str, articles: Collection[str]) -> bool:
        """Have articles checked while somebody waits; whether all are."""
        end = time.monotonic() + _PATIENCE
        outdated = self.records.outdated(locale, articles)
        if len(outdated) >= _HOPELESS:
            self.look_through(locale)
            return False
        complete = True
        for article in outdated:
            if time.monotonic() > end:
                complete = False
                break
            with contextlib.suppress(Postl10nError):
                sheet = self.library.sheet(locale, article)
                if sheet is not None:
                    self.library.check(sheet, sheet.unchecked())
                    self.records.take(sheet)
        if not complete:
            self.look_through(locale)
        return complete

    def _flags_of(self, locale: str, register: EntryIndex) -> Callable[[str, IndexedEntry], tuple[Flag, ...]]:
        worth = weight(self.store.project, locale)
        known = cache(partial(self.records.known, locale))

        def flags(article: str, row: IndexedEntry) -> tuple[Flag, ...]:
            record = known(article)
            own = record.flags.get(row.ref, ()) if record is not None else ()
            if worth and row.state is State.APPROVED and register.disagreeing(article, row):
                return (*own, (INCONSISTENT, worth, INCONSISTENT in row.waived))
            return own

        return flags

    def _names(self, concept: str) -> Mapping[str, Mapping[str, object]]:
        """The msgids of each article that name a concept."""
        located = self.places.located()
        return {
            article: {
                text: None
                for text, found in located[article].items()
                if any(one.concept == concept for one in found)
            }
            for article in self.places.naming(concept)
        }

    def _inherits(self, locale: str) -> Callable[[str, IndexedEntry], bool]:
        parents = [self.register(one) for one in self.store.project.chain(locale)[1:]]

        @cache
        def states(article: str) -> dict[Key, State]:
            found: dict[Key, State] = {}
            for one in (row for register in parents for row in register.rows(article)):
                if one.state is not State.EMPTY:
                    found.setdefault(one.key, one.state)
            return found

        return lambda article, row: bool(parents) and states(article).get(row.key) is State.APPROVED
