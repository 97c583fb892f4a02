"""Reading MultiTerm XML: its entries as those of TBX, one by one.

Fields are what the owner of a termbase called them: `multiterm.toml` has the names and values that are known.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from lxml import etree

from postl10n.files.glossary_import import Ids, Incoming
from postl10n.files.safe_xml import LANG, stream_xml
from postl10n.files.tbx.parse import Reader, parse_tbx

_SECTIONS = {"languageGrp": "langSec", "termGrp": "termSec"}


def read_terms(data: bytes, *, path: str, locales: tuple[str, str] | None) -> Incoming:
    """See `formats.TermReader`; the file says its locales itself. Its numbers of entries are nobody's ids.

    TBX has this ending as well.
    """
    if re.search(rb"<(?:martif|tbx)[\s>]", data[:4096].replace(b"\0", b"")):
        return parse_tbx(data, path=path)
    return replace(Reader(path).file(_entries(data, path), Ids()), with_ids=False)


def _entries(data: bytes, path: str) -> Iterator[etree._Element]:
    for entry in stream_xml(data, path=path, root="mtf", tags=("conceptGrp",)):
        etree.strip_elements(entry, "transacGrp", "system", "concept", with_tail=False)
        for element in list(entry.iter("languageGrp", "termGrp", "descrip")):
            if element.tag == "descrip":
                kind = element.get("type", "").strip()
                kind = _names("fields").get(kind.casefold(), kind)
                element.set("type", kind)
                element.text = _names(kind).get((element.text or "").strip().casefold(), element.text)
                continue
            element.tag = _SECTIONS[str(element.tag)]
            language = element.find("language")
            if language is not None:
                element.set(LANG, language.get("lang", ""))
                element.remove(language)
        yield entry


@cache
def _names(table: str) -> dict[str, str]:
    """Return our name or value for each of MultiTerm's, in lower case."""
    tables = tomllib.loads((files(__package__) / "multiterm.toml").read_text("utf-8"))
    return {one.casefold(): ours for ours, names in tables.get(table, {}).items() for one in names}
