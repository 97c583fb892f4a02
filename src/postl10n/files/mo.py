"""MO files: compiled catalogs in which programs look up translations at run time.

Own code, because Babel rewrites the header and truncates plural forms, and polib knows no inherited translations. https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
"""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Mapping
from types import MappingProxyType

from postl10n.errors import CatalogError, Place, raise_faults
from postl10n.files.po.findings import findings
from postl10n.model.catalog import MERGED, Catalog, Entry, Key

_MAGIC = 0x950412DE
_HEAD = struct.Struct("<7I")
_PAIR = struct.Struct("<2I")
_CONTEXT_END = "\x04"
_CHARSET = re.compile(r"(charset=)[^\s;]+")
_NOTHING: Mapping[Key, Entry] = MappingProxyType({})


def compile_mo(
    catalog: Catalog,
    *,
    fill: Mapping[Key, Entry] = _NOTHING,
    leave_out: Collection[Key] = (),
    path: str = "<po>",
) -> bytes:
    """Return the MO file of a catalog, in UTF-8.

    Obsolete, fuzzy and empty entries are left out, and so are sentences whose translation is `{merged}` and the keys in
    `leave_out` (the heads of such runs). An empty entry takes its translation from `fill`, by key. Raises CatalogError
    or FaultGroup for NUL and for plural forms that do not fit the header; `path` is for messages only.
    """
    raise_faults(findings(catalog, path, live=True))
    texts = {"": _CHARSET.sub(r"\1UTF-8", catalog.header.msgstr[0])} if catalog.header is not None else {}
    for entry in catalog.active():
        forms = _forms(entry, fill)
        if forms is not None and MERGED not in forms and entry.key not in leave_out:
            texts[_looked_up(entry)] = "\0".join(forms)
    try:
        return _packed({key.encode(): text.encode() for key, text in texts.items()})
    except UnicodeEncodeError as error:
        raise CatalogError(
            "the catalog has bytes that are not text", place=Place(path=path), hint="Declare its charset."
        ) from error


def is_mo(data: bytes) -> bool:
    """Return True if the data is an MO file, in either byte order."""
    return data[:4] in (_MAGIC.to_bytes(4, "little"), _MAGIC.to_bytes(4, "big"))


def _forms(entry: Entry, fill: Mapping[Key, Entry]) -> tuple[str, ...] | None:
    """Return the translation to write, or None: no number may be given an empty text, so all forms are needed."""
    if any(entry.msgstr):
        return entry.msgstr if entry.translated and not entry.fuzzy else None
    inherited = fill.get(entry.key)
    usable = inherited is not None and inherited.translated and not inherited.fuzzy
    return inherited.msgstr if inherited is not None and usable else None


def _looked_up(entry: Entry) -> str:
    """Return the key by which programs look up an entry."""
    context = "" if entry.msgctxt is None else entry.msgctxt + _CONTEXT_END
    plural = "" if entry.msgid_plural is None else "\0" + entry.msgid_plural
    return context + entry.msgid + plural


def _packed(texts: Mapping[bytes, bytes]) -> bytes:
    """Return two tables of (length, offset), then the strings, each ending in NUL; sorted, without a hash table."""
    keys = sorted(texts)
    begin = _HEAD.size
    second = begin + _PAIR.size * len(keys)
    offset = second + _PAIR.size * len(keys)
    tables, strings = [], []
    for text in (*keys, *(texts[key] for key in keys)):
        tables.append(_PAIR.pack(len(text), offset))
        strings.append(text + b"\0")
        offset += len(text) + 1
    head = _HEAD.pack(_MAGIC, 0, len(keys), begin, second, 0, _HEAD.size)
    return b"".join((head, *tables, *strings))
