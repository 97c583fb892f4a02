"""Three-way merge of two catalogs with a common base, entry by entry and field by field.

No conflict: dates and programs in the header, references, hints, comments and flags; a translation that only one
side changed; an unedited draft against a person's text. A conflict: both sides changed a translation, or one
changed what the other approved. The entry then has our translation, is fuzzy, and has theirs in a comment:

    # postl10n: conflict, theirs: "one text" "or one a plural form"      (escapes as in C)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from postl10n.lang.plurals import PluralError, PluralForms, parse_plural_forms
from postl10n.model.catalog import FUZZY, Catalog, Entry, Key
from postl10n.model.states import State, is_origin, state_of
from postl10n.stages.catalog.carry_over import made_fuzzy
from postl10n.stages.catalog.edit import CONFLICT, is_note, quoted
from postl10n.stages.catalog.merge import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_REVISION = "PO-Revision-Date"
_DATES = (_REVISION, "POT-Creation-Date")
_OF_LAST_EDIT = ("Last-Translator", "X-Generator")


def merged_header(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> tuple[Entry | None, bool]:
    """Return the merged header, and True if both sides changed an important field differently (ours is kept)."""
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
    """Return the fields as written, blanks included; lines that are no fields are kept under the empty name."""
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
    """Return a sort key for dates: the moment, or for any other value its text, before all dates."""
    text = (value or "").strip()
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M%z").timestamp(), text
    except ValueError:
        return float("-inf"), text


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge3:
    """The merged catalog, and the keys of the conflicting entries; `(None, "")` is the header's."""

    catalog: Catalog
    conflicts: tuple[Key, ...]


def merge3(base: Catalog, ours: Catalog, theirs: Catalog) -> Merge3:
    """Merge two catalogs that have a common base. No translation of either is lost.

    An entry equal to ours is returned as ours.
    """
    if theirs in (base, ours):
        return Merge3(catalog=ours, conflicts=())
    if ours == base:
        return Merge3(catalog=theirs, conflicts=())
    header, clash = merged_header(base.header, ours.header, theirs.header)
    ours, theirs = _followed(base, ours, theirs)
    shapes = [_Reshaped(catalog, header) for catalog in (base, ours, theirs)]
    sides = [shape.entries for shape in shapes]
    conflicts: list[Key] = [(None, "")] if clash else []
    entries: list[Entry] = []
    unmoved: set[Key] = set()
    for key in _order(*([entry.key for entry in catalog.entries] for catalog in (base, ours, theirs))):
        was, mine, yours = (side.get(key) for side in sides)
        entry, clash = _merged(was, mine, yours)
        if entry is None:
            continue
        if was == mine == yours:
            unmoved.add(key)
        doubtful = _of_another_rule(key, entry, *shapes[1:])
        entries.append(doubtful or entry)
        if clash or doubtful:
            conflicts.append(key)
    entries.sort(key=lambda entry: entry.obsolete and entry.key not in unmoved)
    return Merge3(
        catalog=_settled(ours, theirs, Catalog(header=header, entries=tuple(entries))),
        conflicts=tuple(conflicts),
    )


class _Reshaped:
    """The entries of a side by key, plural forms in the number and order of the merged header's rule."""

    def __init__(self, side: Catalog, header: Entry | None) -> None:
        self.before = {entry.key: entry for entry in side.entries}
        self.entries: Mapping[Key, Entry] = self.before
        self.changed: frozenset[Key] = frozenset()
        forms, wanted = _plural_forms(side.header), _plural_forms(header)
        if forms is None or wanted is None or side.header == header or forms.chooses_like(wanted):
            return
        order = wanted.order_from(forms)
        plural = [entry for entry in side.entries if entry.msgid_plural is not None]
        made = {
            entry.key: replace(entry, msgstr=tuple(entry.msgstr[at] for at in order))
            for entry in plural
            if len(entry.msgstr) == forms.nplurals
        }
        self.entries = {**self.before, **made}
        self.changed = frozenset(key for key, entry in made.items() if any(entry.msgstr))


def _plural_forms(header: Entry | None) -> PluralForms | None:
    """Return the plural rule of a header; None without one that can be computed."""
    try:
        forms = parse_plural_forms(Catalog(header=header, entries=()).fields.get("Plural-Forms", ""))
        forms.check()
    except PluralError:
        return None
    return forms


def _of_another_rule(key: Key, entry: Entry, ours: _Reshaped, theirs: _Reshaped) -> Entry | None:
    """Return the entry to be looked at, if its forms were made from those of another plural rule.

    Forms that found no place are in a comment.
    """
    sources = [
        side for side in (ours, theirs) if key in side.entries and side.entries[key].msgstr == entry.msgstr
    ]
    if not sources or any(key not in side.changed for side in sources):
        return None
    before = sources[0].before[key]
    return _conflict(entry, before) if set(before.msgstr) - set(entry.msgstr) else made_fuzzy(entry)


def _followed(base: Catalog, ours: Catalog, theirs: Catalog) -> tuple[Catalog, Catalog]:
    """Return both sides with translations that one changed while the other's source was edited moved to that source.

    Otherwise the new text would be kept as obsolete, beside an entry that is empty or has the old one.
    """
    theirs, ours = _carried(theirs, base, ours)
    ours, theirs = _carried(ours, base, theirs)
    return _with_news_of(theirs, base, ours), _with_news_of(ours, base, theirs)


def _carried(side: Catalog, base: Catalog, other: Catalog) -> tuple[Catalog, Catalog]:
    """Return both with translations that the other made for what this side reworded moved here, as `merge` moves them."""
    was, here, there = base.by_key(), side.by_key(), other.by_key()
    known = was.keys() | there.keys()
    fresh = {entry.key for entry in side.active() if entry.key not in known and not any(entry.msgstr)}
    moving = {
        key
        for key, entry in there.items()
        if any(entry.msgstr) and key in was and key not in here and entry.msgstr != was[key].msgstr
    }
    if not fresh or not moving:
        return side, other
    merged = merge(other, replace(side, entries=tuple(side.active()))).catalog
    found = {e.key: e for e in merged.active() if e.key in fresh and _moved_from(e) in moving}
    gone = {_moved_from(entry) for entry in found.values()}
    return (
        replace(side, entries=tuple(found.get(entry.key, entry) for entry in side.entries)),
        replace(other, entries=tuple(entry for entry in other.entries if entry.key not in gone)),
    )


def _moved_from(entry: Entry) -> Key | None:
    """Return the key that an entry's translation had, if it is another."""
    before = entry.previous
    return (before.msgctxt, before.msgid) if before is not None and before.msgid is not None else None


def _with_news_of(other: Catalog, base: Catalog, side: Catalog) -> Catalog:
    was, news = base.by_key(), other.by_key()
    entries = tuple(_brought_on(entry, was, news) for entry in side.entries)
    return side if entries == side.entries else replace(side, entries=entries)


def _brought_on(entry: Entry, was: Mapping[Key, Entry], news: Mapping[Key, Entry]) -> Entry:
    key = _moved_from(entry)
    if key is None or entry.obsolete or entry.key in was or not entry.fuzzy:
        return entry
    old, new = was.get(key), news.get(key)
    if old is None or new is None or old.msgstr != entry.msgstr or len(new.msgstr) != len(old.msgstr):
        return entry
    return replace(entry, msgstr=new.msgstr) if any(new.msgstr) else entry


def _settled(ours: Catalog, theirs: Catalog, merged: Catalog) -> Catalog:
    """Return a side itself if the result differs from it only in the position of obsolete entries."""
    for side in (ours, theirs):
        if len(side.entries) == len(merged.entries) and sorted(
            side.entries, key=lambda entry: entry.obsolete
        ) == list(merged.entries):
            return replace(side, header=merged.header)
    return merged


def _order(base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key]) -> list[Key]:
    """Return all keys in the order of the side that changed it, ours if both did; new keys follow their predecessors."""
    in_base, in_ours = set(base), set(ours)
    moved_by_us = [key for key in ours if key in in_base] != [key for key in base if key in in_ours]
    leading, other = (ours, theirs) if moved_by_us else (theirs, ours)
    known = set(leading)
    followers: dict[Key | None, list[Key]] = {}
    before: Key | None = None
    for key in other:
        if key in known:
            before = key
        else:
            followers.setdefault(before, []).append(key)
    order = list(followers.get(None, ()))
    for key in leading:
        order += (key, *followers.get(key, ()))
    return order


def _merged(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> tuple[Entry | None, bool]:
    """Return the merged entry of one key, None if it is removed, and True if it is a conflict."""
    if ours == theirs or theirs == base:
        return ours, False
    if ours == base:
        return theirs, False
    if ours is None or theirs is None:
        return _against_deletion(base, ours or theirs), False
    translated, clash = _translation(base, ours, theirs)
    before = base or theirs
    entry = replace(
        translated,
        references=_pick(before.references, ours.references, theirs.references),
        extracted=_pick(before.extracted, ours.extracted, theirs.extracted),
        obsolete=_pick(before.obsolete, ours.obsolete, theirs.obsolete),
        line=ours.line,
    )
    return (ours if entry == ours else theirs if entry == theirs else entry), clash


def _against_deletion(base: Entry | None, kept: Entry | None) -> Entry | None:
    """Merge a removal with a change of the message: a changed translation is kept as obsolete."""
    if kept is None or base is None:
        return kept
    if kept.msgstr == base.msgstr and kept.fuzzy == base.fuzzy:
        return None
    return replace(kept, obsolete=True) if any(kept.msgstr) else None


def _pick(base: T, ours: T, theirs: T) -> T:
    """Return the changed value of a field that never conflicts; ours if both changed it."""
    return theirs if ours == base else ours


def _translation(base: Entry | None, ours: Entry, theirs: Entry) -> tuple[Entry, bool]:
    """Return the entry with the translation of the chosen side, comments and flags of both, and True for a conflict."""
    if ours.msgstr == theirs.msgstr and ours.msgid_plural == theirs.msgid_plural:
        return _same_text(base, ours, theirs), False
    chosen, other, clash = _chosen(base, ours, theirs)
    entry = _with_notes(base, chosen, other)
    if clash:
        return _conflict(entry, other), True
    doubted = other.fuzzy and base is not None and not base.fuzzy and _text(other) == _text(base)
    return (made_fuzzy(entry) if doubted else entry), False


def _same_text(base: Entry | None, ours: Entry, theirs: Entry) -> Entry:
    """Merge entries with one text: the side that changed its state wins; if the text is new, the one that approved it."""
    if ours.fuzzy == theirs.fuzzy:
        return _with_notes(base, ours, theirs)
    approved, fuzzy = (theirs, ours) if ours.fuzzy else (ours, theirs)
    doubted = base is not None and base.msgstr == ours.msgstr and not base.fuzzy
    return _with_notes(base, fuzzy, approved) if doubted else _with_notes(base, approved, fuzzy)


def _chosen(base: Entry | None, ours: Entry, theirs: Entry) -> tuple[Entry, Entry, bool]:
    """Return the side whose translation is taken, the other side, and True if it is a conflict."""
    for chosen, other in ((ours, theirs), (theirs, ours)):
        if not any(other.msgstr):
            # One side emptied it on purpose, the other changed it.
            return chosen, other, bool(base and any(base.msgstr) and base.msgstr != chosen.msgstr)
    for chosen, other in ((ours, theirs), (theirs, ours)):
        if state_of(other) is State.DRAFT:
            return chosen, other, False
    for chosen, other in ((ours, theirs), (theirs, ours)):
        if base and _text(other) == _text(base):
            return (ours, theirs, True) if base.fuzzy and not other.fuzzy else (chosen, other, False)
    return ours, theirs, True


def _text(entry: Entry) -> tuple[str | None, tuple[str, ...]]:
    return entry.msgid_plural, entry.msgstr


def _with_notes(base: Entry | None, chosen: Entry, other: Entry) -> Entry:
    """Return the chosen entry with comments and flags added on the other side; our notes stay with their translation."""
    before = base.comments if base else ()
    flags = [flag for flag in _united(base.flags if base else (), chosen.flags, other.flags) if flag != FUZZY]
    fuzzy = [FUZZY] if FUZZY in chosen.flags else []
    theirs = [comment for comment in other.comments if not _of_translation(comment)]
    known = [comment for comment in before if not _of_translation(comment)]
    return replace(chosen, comments=_united(known, chosen.comments, theirs), flags=(*fuzzy, *flags))


def _of_translation(comment: str) -> bool:
    return is_note(comment) or is_origin(comment)


def _united(base: Iterable[str], chosen: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """Return the chosen lines without those that the other side removed, and with those that it added."""
    before = set(base)
    removed = before.difference(other)
    added = (line for line in other if line not in before)
    kept = [line for line in chosen if line not in removed]
    return (*kept, *(line for line in dict.fromkeys(added) if line not in kept))


def _conflict(entry: Entry, other: Entry) -> Entry:
    """Return the entry as fuzzy, with the other translation in a comment; without origin comments, which make drafts."""
    comments = tuple(comment for comment in entry.comments if not is_origin(comment))
    note = CONFLICT + " ".join(quoted(form) for form in other.msgstr)
    return replace(made_fuzzy(entry), comments=(*(line for line in comments if line != note), note))
