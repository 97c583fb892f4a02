"""The ids of entries on the page, and the hashes that show a change."""

from __future__ import annotations

import re

from postl10n.model.catalog import Catalog, Entry
from postl10n.model.ids import segment_id, short_hash, texts_hash

_SLUG = re.compile(r"[a-z][0-9a-z]{0,30}")


def refs_of(catalog: Catalog) -> dict[str, Entry]:
    """The active entries by their refs, in the order of the file: `3f9a12c4`, `3f9a12c4-title`, `3f9a12c4-2`."""
    found: dict[str, Entry] = {}
    for entry in catalog.active():
        base = _base(entry)
        ref, number = base, 1
        while ref in found:
            number += 1
            ref = f"{base}-{number}"
        found[ref] = entry
    return found


def _base(entry: Entry) -> str:
    own = segment_id(entry.msgid)
    if entry.msgctxt is None:
        return own
    slug = entry.msgctxt if _SLUG.fullmatch(entry.msgctxt) else f"c{short_hash(entry.msgctxt)}"
    return f"{own}-{slug}"


def entry_hash(entry: Entry) -> str:
    """16 hex digits of what people make of an entry; references and `#.` lines are derived and take no part."""
    was = entry.previous
    previous = (None, None, None) if was is None else (was.msgid, was.msgctxt, was.msgid_plural)
    # repr tells where each text ends.
    parts = (
        entry.msgctxt,
        entry.msgid,
        entry.msgid_plural,
        entry.msgstr,
        entry.comments,
        entry.flags,
        entry.workflow,
        was is not None,
        previous,
    )
    return texts_hash([repr(parts)])
