"""Three headers brought together field by field; dates and names of programs are never in conflict."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from postl10n.model.catalog import Entry
from postl10n.stages.catalog.notes import CONFLICT, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

_REVISION = "PO-Revision-Date"
_DATES = (_REVISION, "POT-Creation-Date")
_OF_LAST_EDIT = ("Last-Translator", "X-Generator")


def merged_header(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> tuple[Entry | None, bool]:
    """The header, and whether both sides changed a field of weight differently (ours then stands)."""
    if ours == theirs or theirs == base or theirs is None:
        return ours, False
    if ours == base or ours is None:
        return theirs, False
    sides = [_fields(header.msgstr[0]) if header else {} for header in (base, ours, theirs)]
    merged: dict[str, str] = {}
    clashes: list[str] = []
    for name in dict.fromkeys((*sides[1], *sides[2])):
        value, clash = _field(name, *sides)
        if value is not None:
            merged[name] = value
        if clash:
            clashes.append(f"{name}:{sides[2].get(name, '')}")
    text = "".join(f"{name}:{value}\n" if name else value for name, value in merged.items())
    before = set(base.comments) if base else set()
    added = [line for line in theirs.comments if line not in before and line not in ours.comments]
    notes = [CONFLICT + quoted(clash) for clash in clashes]
    comments = (*ours.comments, *added, *(note for note in notes if note not in ours.comments))
    return replace(ours, msgstr=(text,), comments=comments), bool(clashes)


def _fields(text: str) -> dict[str, str]:
    """The fields as written, blanks kept; lines that are none are kept under the empty name."""
    fields: dict[str, str] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name, value)
        else:
            fields[""] = fields.get("", "") + line + "\n"
    return fields


def _field(
    name: str, base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[str | None, bool]:
    was, mine, yours = base.get(name), ours.get(name), theirs.get(name)
    if mine == yours or yours == was:
        return mine, False
    if mine == was:
        return yours, False
    if name in _DATES:
        return max(mine, yours, key=_moment), False
    if name in _OF_LAST_EDIT:
        later = _moment(theirs.get(_REVISION)) > _moment(ours.get(_REVISION))
        return (yours if later else mine), False
    return mine, True


def _moment(value: str | None) -> tuple[float, str]:
    """What sorts dates: the moment, or for what is no date its text, before all dates."""
    text = (value or "").strip()
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M%z").timestamp(), text
    except ValueError:
        return float("-inf"), text
