"""The values of a request: valid ids, fields of forms, filters of queues."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qs, urlencode

from postl10n.errors import UsageError
from postl10n.model.findings import Severity
from postl10n.model.questions import OPEN, RESOLVED
from postl10n.model.review import Edit, Filter, QueueOrder, ReviewRow
from postl10n.model.states import State

if TYPE_CHECKING:
    from enum import StrEnum

    from starlette.requests import Request

    _Choice = TypeVar("_Choice", bound=StrEnum)

_MOST_FIELDS = 400
"""A concept's form has three a term."""
_LONGEST_SEARCH = 1000
_LONGEST_PAGE = 10_000_000
# A revision's name cannot begin with a hyphen: git would take it for an option.
_REVISION = re.compile(r"[\w.@{}^~/:+][\w.@{}^~/:+-]{0,199}")
_BREAK = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")

UNFINISHED = frozenset(State) - {State.APPROVED}
FUZZY = frozenset({State.DRAFT, State.EDITED_DRAFT, State.STALE, State.NEEDS_WORK})
_GROUPS: Mapping[str, frozenset[State]] = {"unfinished": UNFINISHED, "fuzzy": FUZZY}


class Fields:
    """The fields of a form, as text."""

    def __init__(self, body: bytes) -> None:
        """Raises UsageError for what is no form in UTF-8."""
        try:
            self._values = parse_qs(
                body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
            )
        except ValueError as error:
            raise UsageError("the form can't be read") from error

    def get(self, name: str) -> str:
        return self._values.get(name, [""])[0]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self._values.get(name, ()))

    def __contains__(self, name: str) -> bool:
        return name in self._values


def edit_of(ref: str, fields: Fields) -> Edit:
    """The edit that an editor's form carries."""
    comment = fields.get("comment").replace("\r\n", "\n").strip("\n") if "comment" in fields else None
    return Edit(
        ref=ref,
        hash=fields.get("hash"),
        targets=fields.all("target"),
        accept=fields.get("accept") == "1",
        despite=fields.get("despite") == "1",
        comment=comment,
    )


def one_line(edit: Edit, seen: ReviewRow) -> Edit:
    """The edit without line breaks, which a paste brings along, unless the entry has some itself."""
    texts = (seen.source.text, seen.source_plural, *(form.target.text for form in seen.forms))
    if any(_BREAK.search(text) for text in texts):
        return edit
    return replace(edit, targets=tuple(_BREAK.sub(" ", text) for text in edit.targets))


def has_breaks(edit: Edit) -> bool:
    return any(_BREAK.search(text) for text in edit.targets)


def date_of(text: str) -> datetime.date | None:
    """A date of a form, None where none is given. Raises UsageError."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{text[:40]!r} is not a date", hint="Write it as 2026-12-31.") from error


def filter_of(request: Request) -> Filter:
    """The filter that a queue's address names. Raises UsageError for what can't be one."""
    asked = request.query_params
    since, search = asked.get("since", "").strip(), asked.get("q", "")
    if since and not _REVISION.fullmatch(since):
        raise UsageError(f"{since[:60]!r} is not a git revision", hint="Write a commit, a branch or HEAD~3.")
    if len(search) > _LONGEST_SEARCH:
        raise UsageError(f"a search has {_LONGEST_SEARCH} characters at most")
    severity = asked.get("severity", "")
    return Filter(
        article=asked.get("article", ""),
        states=_states(asked.getlist("state")),
        rule=asked.get("rule", ""),
        severity=_choice(Severity, severity) if severity else None,
        concept=asked.get("concept", ""),
        changed_since=since,
        questions=_one_of(asked.get("questions", ""), (OPEN, RESOLVED)),
        search=search,
        regex=asked.get("regex") == "1",
        order=_choice(QueueOrder, asked.get("order") or QueueOrder.PLACE.value),
    )


def _one_of(name: str, known: tuple[str, ...]) -> str:
    if name and name not in known:
        raise UsageError(f"{name[:40]!r} is none of: {', '.join(known)}")
    return name


def _states(names: Iterable[str]) -> frozenset[State]:
    found: frozenset[State] = frozenset()
    for name in names:
        if name:
            found |= _GROUPS.get(name) or {_choice(State, name)}
    return found


def _choice(kind: type[_Choice], name: str) -> _Choice:
    try:
        return kind(name)
    except ValueError as error:
        known = ", ".join(kind)
        raise UsageError(f"{name[:40]!r} is none of: {known}") from error


def query_of(wanted: Filter, **more: object) -> str:
    """The filter as the query of an address, the way `filter_of` reads it."""
    pairs = [
        ("article", wanted.article),
        *(("state", name) for name in state_names(wanted.states)),
        ("rule", wanted.rule),
        ("severity", wanted.severity.value if wanted.severity else ""),
        ("concept", wanted.concept),
        ("since", wanted.changed_since),
        ("questions", wanted.questions),
        ("q", wanted.search),
        ("regex", "1" if wanted.regex else ""),
        ("order", "" if wanted.order is QueueOrder.PLACE else wanted.order.value),
        *((name, str(value)) for name, value in more.items()),
    ]
    return urlencode([(name, value) for name, value in pairs if value])


def state_names(states: frozenset[State]) -> tuple[str, ...]:
    """Return the names of a filter's states: that of a group where they form one."""
    for name, group in _GROUPS.items():
        if states == group:
            return (name,)
    return tuple(state.value for state in State if state in states)


def offset_of(request: Request) -> int:
    text = request.query_params.get("offset", "0")
    return min(int(text), _LONGEST_PAGE) if text.isascii() and text.isdecimal() and len(text) < 12 else 0
