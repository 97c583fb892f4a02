"""Identifiers by content: short hashes that survive moves, renames and re-wrapping."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

ID_DIGITS = 8
_ARTICLE = re.compile(r"[a-z0-9][a-z0-9-]*")
_OTHERS = re.compile(r"[^a-z0-9]+")
_LONGEST = 100
"""The maximum length of an id made from a path, in characters."""


def short_hash(text: str) -> str:
    """Return the first 8 hex digits of the SHA-256 of the text in UTF-8 (lone surrogates included)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]


def content_hash(data: bytes) -> str:
    """32 hex digits of bytes, for caches: a chance hit must not happen in any project's lifetime."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def texts_hash(texts: Iterable[str]) -> str:
    """16 hex digits of texts, told apart by their lengths; what was made from one state of them has its hash."""
    made = hashlib.blake2b(digest_size=8)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        made.update(b"%d:" % len(data))
        made.update(data)
    return made.hexdigest()


def segment_id(msgid: str) -> str:
    """Return the id of a segment: a hash of its normalised msgid alone, without the msgctxt."""
    return short_hash(msgid)


def entry_id(msgctxt: str | None, msgid: str, msgid_plural: str | None) -> str:
    """Return the id of an entry in exchange files: 16 hex digits of its key as in an MO file, wherever it stands."""
    context = "" if msgctxt is None else f"{msgctxt}\x04"
    plural = "" if msgid_plural is None else f"\0{msgid_plural}"
    return texts_hash([f"{context}{msgid}{plural}"])


def target_hash(msgstr: Iterable[str]) -> str:
    """Return the hash of a translation: of its plural forms, joined with NUL as in an MO file."""
    return short_hash("\0".join(msgstr))


def numbered(ids: Iterable[str]) -> Iterator[str]:
    """Number repeats in reading order: `a b a` becomes `a b a-2`."""
    seen: dict[str, int] = {}
    for one in ids:
        seen[one] = count = seen.get(one, 0) + 1
        yield one if count == 1 else f"{one}-{count}"


def base_id(numbered_id: str) -> str:
    """Return the id without the number of its repeat: `3f9a12c4-2` becomes `3f9a12c4`."""
    return numbered_id.partition("-")[0]


def is_article_id(text: str) -> bool:
    """Return True if the text is a valid article id: safe as the name of a catalog or page in any file system and URL."""
    return _ARTICLE.fullmatch(text) is not None


def article_id(path: str) -> str:
    """Return the id of the article at a path below the folder of articles, without the file extension.

    A path that is a valid id is kept as it is. A hash is added if letters beyond ASCII are lost, or the id is too long.

    >>> article_id("2025/P2021_0824")
    '2025-p2021-0824'
    """
    path = unicodedata.normalize("NFC", path)
    if is_article_id(path):
        return path
    kept = _OTHERS.sub("-", path.lower()).strip("-")
    if kept and len(kept) <= _LONGEST and not any(map(_is_lost, path)):
        return kept
    kept = kept[: _LONGEST - ID_DIGITS - 1].rstrip("-")
    return "-".join(filter(None, (kept, short_hash(path))))


def _is_lost(sign: str) -> bool:
    """Return True for a non-ASCII letter, mark or digit: an id loses it although it distinguishes names."""
    return not sign.isascii() and unicodedata.category(sign)[0] in "LMN"
