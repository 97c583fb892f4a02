"""Validation of a caller's arguments before anything is done: a slip is an error, never an empty answer."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from postl10n.errors import UsageError
from postl10n.model.glossary import Concept
from postl10n.project.clock import today
from postl10n.project.config_check import nearest

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)


def or_default(given: _T | None, kind: type[_T], name: str) -> _T:
    """Return what is given, or the defaults of its kind. Raises UsageError for anything else."""
    if given is None:
        return kind()
    if not isinstance(given, kind):
        raise UsageError(f"{name} must be a {kind.__name__}, not {given!r}")
    return given


def listed(given: Iterable[_T], name: str) -> tuple[_T, ...]:
    """Return the members. Raises UsageError for a text or a path, which would be taken letter by letter."""
    if isinstance(given, str | Path) or not isinstance(given, Iterable):
        raise UsageError(f"{name} must be a list, not {given!r}", hint=f"Write {name}=[{given!r}].")
    return tuple(given)


def one_of(given: str, known: Collection[str], what: str) -> str:
    """Return a name that is known. Raises UsageError, with the one most like it, for another."""
    if given not in known:
        hint = f"{nearest(str(given), known)}There are: {', '.join(sorted(known)) or 'none'}."
        raise UsageError(f"there is no {what} {given!r}", hint=hint)
    return given


def concept_id(given: str, concepts: Mapping[str, Concept]) -> str:
    """Return the id of a concept. Raises UsageError, with the one whose id or name is most like it, for another."""
    if given in concepts:
        return given
    named = {
        term.text.lower(): one.id
        for one in concepts.values()
        for terms in one.terms.values()
        for term in terms
    }
    close = get_close_matches(given.lower(), [*concepts, *named], n=1)
    asked = f'Did you mean "{named.get(close[0], close[0])}"? ' if close else ""
    raise UsageError(
        f"there is no concept {given!r}", hint=f"{asked}`postl10n glossary show` lists all concepts."
    )


def member(given: str, kind: type[_E], what: str) -> _E:
    """Return the member of an enumeration, given itself or by its name. Raises UsageError."""
    return kind(one_of(given, [one.value for one in kind], what))


def at_least(given: object, least: int, name: str) -> int:
    """Return a whole number. Raises UsageError for one that is too small, and for anything else."""
    if not isinstance(given, int) or given < least:
        raise UsageError(f"{name} must be a whole number from {least} on, not {given!r}")
    return given


def share(given: object, name: str) -> float:
    """Return a number above 0 and up to 1. Raises UsageError."""
    if not isinstance(given, int | float) or not 0 < given <= 1:
        raise UsageError(f"{name} must be above 0 and at most 1, not {given!r}")
    return given


def day(given: datetime.date | None, name: str = "today") -> datetime.date:
    """Return the day that is given, or the clock's. Raises UsageError for what is none."""
    if given is None:
        return today()
    if not isinstance(given, datetime.date):
        raise UsageError(f"{name} must be a datetime.date, not {given!r}")
    return given.date() if isinstance(given, datetime.datetime) else given


def rule_names(given: Iterable[str] | None) -> frozenset[str] | None:
    """Return the rules that are named, `terms` for all about terms; None for no choice. Raises UsageError."""
    if given is None:
        return None
    # The registry takes a while to import, which commands that check nothing need not wait for.
    from postl10n.stages.check.registry import TERM_RULES, usable_names

    known = ["terms", *usable_names()]
    chosen = {one_of(one, known, "rule") for one in listed(given, "rules")}
    if not chosen:
        raise UsageError("rules names none", hint="Leave it out, and all are asked.")
    return frozenset(chosen - {"terms"} | (set(TERM_RULES) if "terms" in chosen else set()))
