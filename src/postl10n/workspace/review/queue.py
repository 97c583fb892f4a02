"""Which entries of a locale fit a filter, in which order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import regex

from postl10n.errors import Postl10nError, UsageError
from postl10n.files.git import blobs
from postl10n.files.po import parse_po
from postl10n.model.catalog import Catalog, Key
from postl10n.model.findings import Severity
from postl10n.model.review import Filter, Order
from postl10n.model.states import State, state_of
from postl10n.workspace.review.records import Flag
from postl10n.workspace.review.refs import digest_of
from postl10n.workspace.review.register import Register, Row
from postl10n.workspace.review.shelf import Shelf

_PATIENCE = 2.0
"""Seconds that a search may take in all."""
_LONGEST_PATTERN = 1000
_LAST = len(Severity)
_OWN_RULES = {"empty": {State.EMPTY}, "fuzzy": set(State) - {State.EMPTY, State.APPROVED}}

Found = tuple[str, Row]
"""An article, and an entry of it."""
FlagsOf = Callable[[str, Row], Sequence[Flag]]
"""The findings of an entry."""
Judge = Callable[[str, Row], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a filter asks of an entry beside its own texts."""

    register: Register
    flags: FlagsOf
    names: Mapping[str, Mapping[str, object]]
    """The msgids of each article that name the concept asked for."""
    inherited: Callable[[str, Row], bool]
    """Whether an empty entry has a parent's text."""
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
    return digest_of(sorted(f"{article} {row.ref} {row.hash}" for article, row in found))


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
    if wanted.search:
        yield _search(wanted)


def _in_state(wanted: Filter, article: str, row: Row, around: Surroundings) -> bool:
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
    end = time.monotonic() + _PATIENCE

    def fits(_: str, row: Row) -> bool:
        try:
            for text in _texts(row):
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                if pattern.search(text, timeout=left, concurrent=True):
                    return True
        except TimeoutError as error:
            hint = "Give a simpler one, or search in one article."
            raise UsageError("the search takes too long", hint=hint) from error
        return False

    return fits


def _compiled(pattern: str) -> regex.Pattern[str]:
    if len(pattern) > _LONGEST_PATTERN:
        raise UsageError(f"a search may have {_LONGEST_PATTERN} characters")
    try:
        return regex.compile(pattern, regex.IGNORECASE | regex.VERSION1)
    except (regex.error, OverflowError, RecursionError, MemoryError) as error:
        raise UsageError(
            f"is no regular expression: {error}", hint="Search for the plain text instead."
        ) from error


def _texts(row: Row) -> Iterable[str]:
    yield row.msgid
    if row.plural is not None:
        yield row.plural
    yield from row.msgstr
    yield from row.comments


def _sorted(found: list[Found], order: Order, flags: FlagsOf) -> list[Found]:
    """By place as they come; else by what is asked, and by place among equals."""
    if order is Order.SOURCE:
        return sorted(found, key=lambda one: one[1].msgid.casefold())
    if order is Order.LENGTH:
        return sorted(found, key=lambda one: len(one[1].msgid))
    if order is Order.SEVERITY:
        return sorted(found, key=lambda one: _gravest(flags(*one)))
    return found


def _gravest(flags: Sequence[Flag]) -> int:
    return min((severity.rank for _, severity, waived in flags if not waived), default=_LAST)


def changed_since(
    shelf: Shelf, register: Register, locale: str, revision: str, article: str = ""
) -> dict[str, frozenset[Key]]:
    """The entries of each article whose texts or state are not what they were. Raises UsageError."""
    articles = (article,) if article else shelf.articles
    paths = {shelf.layout.shown(shelf.layout.catalog(locale, one)): one for one in articles}
    before = blobs(shelf.layout.root, revision, list(paths))
    found = {}
    for path, one in paths.items():
        old = _old(before.get(path), path)
        found[one] = frozenset(
            row.key for row in register.rows(one) if old.get(row.key) != (row.plural, row.msgstr, row.state)
        )
    return found


def _old(data: bytes | None, path: str) -> dict[Key, tuple[str | None, tuple[str, ...], State]]:
    """What a revision had; nothing where it can't be read."""
    try:
        catalog = parse_po(data, path=path, values=True).catalog if data else Catalog(header=None, entries=())
    except Postl10nError:
        return {}
    return {entry.key: (entry.msgid_plural, entry.msgstr, state_of(entry)) for entry in catalog.active()}
