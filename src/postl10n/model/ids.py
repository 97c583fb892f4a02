"""Identities by content: short hashes that survive moves, renames and re-wrapping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

ID_DIGITS = 8


def short_hash(text: str) -> str:
    """The first 8 hex digits of the SHA-256 of the text in UTF-8 (lone surrogates included)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]


def segment_id(msgid: str) -> str:
    """The id of a segment, from its normalised msgid alone; the msgctxt takes no part."""
    return short_hash(msgid)


def target_hash(msgstr: Iterable[str]) -> str:
    """The hash of a translation: of its plural forms, joined with NUL as in an MO file."""
    return short_hash("\0".join(msgstr))


def numbered(ids: Iterable[str]) -> Iterator[str]:
    """Tell repeats apart in reading order: `a b a` becomes `a b a-2`."""
    seen: dict[str, int] = {}
    for one in ids:
        seen[one] = count = seen.get(one, 0) + 1
        yield one if count == 1 else f"{one}-{count}"


def base_id(numbered_id: str) -> str:
    """The id without the number of its repeat: `3f9a12c4-2` becomes `3f9a12c4`."""
    return numbered_id.partition("-")[0]
