"""Progress: the approved words of all that is to be translated.

Tables, headings, score cards, pages and gates all count here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from postl10n.lang.text.markup_faults import comparable
from postl10n.lang.text.word_count import word_count
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.reports import Counts
from postl10n.model.states import State, state_of

# The pages of an article in all locales count the same sentences.
_size = lru_cache(maxsize=1024)(word_count)


def inherited_keys(entries: Iterable[Entry], parents: Sequence[Catalog]) -> set[Key]:
    """Return the keys of `inherited`."""
    return set(inherited(entries, parents))


def inherited(entries: Iterable[Entry], parents: Sequence[Catalog]) -> dict[Key, Entry]:
    """Return, for each empty entry that the nearest parent catalog with any translation of it has approved, that one."""
    if not parents:
        return {}
    filled: dict[Key, Entry] = {}
    for parent in parents:
        for entry in parent.active():
            if state_of(entry) is not State.EMPTY:
                filled.setdefault(entry.key, entry)
    keys = (entry.key for entry in entries if state_of(entry) is State.EMPTY and entry.key in filled)
    return {key: filled[key] for key in keys if state_of(filled[key]) is State.APPROVED}


def wanted(units: Iterable[Key], own: Catalog | None) -> list[Entry]:
    """Return a locale's entries of the units to be translated, each once; empty ones where it has none."""
    known = own.by_key() if own else {}
    return [known.get(key) or Entry(msgctxt=key[0], msgid=key[1]) for key in dict.fromkeys(units)]


def progress(entries: Iterable[Entry], parents: Sequence[Catalog] = ()) -> Counts:
    """Return the counts of a locale's entries; `parents` are the catalogs that it inherits from, nearest first.

    Words are those of the source, a sentence's once however often it is repeated. Done are the approved ones, but for
    those of which pages show the source: where tags are lost, or a part of a run of joined sentences is not approved.
    """
    units = list(entries)
    filled = inherited(units, parents)
    tally = dict.fromkeys(("approved", "fuzzy", "untranslated", "inherited"), 0)
    words = done = fuzzy = run_words = 0
    run_done = True
    for entry in units:
        shown = filled.get(entry.key, entry)
        kind = _kind(state_of(entry), is_inherited=shown is not entry)
        size = _size(entry.msgid)
        tally[kind] += 1
        words += size
        fuzzy += size if kind == "fuzzy" else 0
        if shown.msgstr[0] != MERGED:
            done += run_words if run_done else 0
            run_words, run_done = 0, True
        run_words += size
        run_done = run_done and kind in ("approved", "inherited") and _is_shown(shown)
    done += run_words if run_done else 0
    return Counts(**tally, words=words, words_done=done, words_fuzzy=fuzzy)


def _is_shown(entry: Entry) -> bool:
    target = entry.msgstr[0]
    return target == MERGED or entry.msgid_plural is not None or not comparable(entry.msgid, target)


def _kind(state: State, *, is_inherited: bool) -> str:
    if state is State.APPROVED:
        return "approved"
    if state is State.EMPTY:
        return "inherited" if is_inherited else "untranslated"
    return "fuzzy"
