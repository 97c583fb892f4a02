"""Safe parsing of untrusted XML: no DOCTYPE, no entities, no network, no deep nesting, no huge text."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Collection, Iterator
from typing import Any
from xml.parsers import expat

from lxml import etree

from postl10n.errors import GlossaryError, Place

_LARGEST = 128 * 1024 * 1024
"""Maximum size in bytes; a termbase of 100,000 terms in TBX has about 30 million."""


def parse_xml(data: bytes, *, path: str, doctypes: Collection[str] = ()) -> etree._Element:
    """Return the root element. Raises GlossaryError with the line if the XML is malformed, hostile or has a DOCTYPE.

    doctypes: names whose document type may be declared, by reference alone: it is never fetched.
    libxml2 itself refuses more than 256 levels of nesting and a text of more than 10 million bytes.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(dtd_validation=False, **_limits(data, path)))
    except etree.XMLSyntaxError as error:
        raise _broken(error, path) from error
    _check_doctype(root, data, path, doctypes)
    return root


def stream_xml(data: bytes, *, path: str, root: str, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of a name in a file of that root, one by one in little memory; each may be used until the next.

    Raises GlossaryError as `parse_xml` does, and for another root.
    """
    context = etree.iterparse(io.BytesIO(data), events=("start", "end"), **_limits(data, path))
    try:
        for event, element in context:
            if event == "start" and element.getparent() is None:
                _check_doctype(element, data, path, ())
                if element.tag != root:
                    raise GlossaryError(f"has the root <{element.tag}>, not <{root}>", place=Place(path=path))
            elif event == "end" and element.tag == tag:
                yield element
                element.clear()
                while (before := element.getprevious()) is not None:
                    before.getparent().remove(before)
    except etree.XMLSyntaxError as error:
        raise _broken(error, path) from error


def _limits(data: bytes, path: str) -> dict[str, Any]:
    if len(data) > _LARGEST:
        message = f"is larger than {_LARGEST // 1024**2} MB"
        raise GlossaryError(message, place=Place(path=path), hint="Divide it into several files.")
    off = dict.fromkeys(("resolve_entities", "load_dtd", "huge_tree"), False)
    return off | dict.fromkeys(("no_network", "remove_comments", "remove_pis"), True)


def _broken(error: etree.XMLSyntaxError, path: str) -> GlossaryError:
    reason = " ".join((error.msg or "unreadable").split()).split(", line ")[0]
    reason = reason.removesuffix(", use XML_PARSE_HUGE option")
    return GlossaryError(f"broken XML: {reason}", place=Place(path=path, line=error.lineno))


def _check_doctype(root: etree._Element, data: bytes, path: str, doctypes: Collection[str]) -> None:
    info = root.getroottree().docinfo
    declared = info.internalDTD is not None or bool(info.doctype)
    if declared and not (root.tag in doctypes and _only_refers(data, root.tag)):
        raise GlossaryError(
            "has a DOCTYPE, which is refused",
            place=Place(path=path, line=_doctype_line(data)),
            hint="Remove the line `<!DOCTYPE …>`: nothing in it is needed.",
        )


def _only_refers(data: bytes, name: str) -> bool:
    """Return True if the document type of that name is declared without an internal subset, which could define entities."""
    found: list[tuple[str, bool]] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda name, _system, _public, subset: found.append((name, bool(subset)))
    with contextlib.suppress(expat.ExpatError, ValueError):
        # The declaration stands before the root element, and what follows it is of no interest here.
        parser.Parse(data[: data.find(b">", data.find(b"<!DOCTYPE")) + 1], False)
    return found == [(name, False)]


def _doctype_line(data: bytes) -> int:
    at = data.find(b"<!DOCTYPE")
    return data.count(b"\n", 0, at) + 1 if at >= 0 else 1
