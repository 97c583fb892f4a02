"""Safe parsing of untrusted XML: no DOCTYPE, no entities, no network, no deep nesting, no huge text."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from postl10n.errors import GlossaryError, Place, Postl10nError

_LARGEST = 128 * 1024 * 1024
"""Maximum size in bytes; a termbase of 100,000 terms in TBX has about 30 million."""


def parse_xml(
    data: bytes, *, path: str, doctypes: Collection[str] = (), fault: type[Postl10nError] = GlossaryError
) -> etree._Element:
    """Return the root element. Raises the fault with the line if the XML is malformed, hostile or has a DOCTYPE.

    doctypes: names whose document type may be declared, by reference alone: it is never fetched.
    libxml2 itself refuses more than 256 levels of nesting and a text of more than 10 million bytes.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**_limits(data, path, fault, _LARGEST)))
    except etree.XMLSyntaxError as error:
        raise _broken(error, path, fault) from error
    _check_doctype(root, data, path, doctypes, fault)
    return root


def stream_xml(
    data: bytes,
    *,
    path: str,
    root: str,
    tags: Collection[str],
    fault: type[Postl10nError] = GlossaryError,
    largest: int = _LARGEST,
) -> Iterator[etree._Element]:
    """Yield the elements of some names in a file of that root, one by one in little memory; each may be used until the next.

    Raises the fault as `parse_xml` does, and for another root. A document type of that name may be declared.
    """
    limits = _limits(data, path, fault, largest)
    context = etree.iterparse(io.BytesIO(data), events=("start", "end"), tag=(root, *tags), **limits)
    try:
        for event, element in context:
            if event == "start" and element.getparent() is None:
                _check_doctype(element, data, path, (root,), fault)
            elif event == "end" and element.tag in tags:
                yield element
                element.clear()
                while (before := element.getprevious()) is not None:
                    before.getparent().remove(before)
    except etree.XMLSyntaxError as error:
        raise _broken(error, path, fault) from error
    if context.root.tag != root:
        raise fault(f"has the root <{context.root.tag}>, not <{root}>", place=Place(path=path))


def _limits(data: bytes, path: str, fault: type[Postl10nError], largest: int) -> dict[str, Any]:
    if len(data) > largest:
        message = f"is larger than {largest // 1024**2} MB"
        raise fault(message, place=Place(path=path), hint="Divide it into several files.")
    off = dict.fromkeys(("resolve_entities", "load_dtd", "huge_tree"), False)
    return off | dict.fromkeys(("no_network", "remove_comments", "remove_pis"), True)


def _broken(error: etree.XMLSyntaxError, path: str, fault: type[Postl10nError]) -> Postl10nError:
    reason = " ".join((error.msg or "unreadable").split()).split(", line ")[0]
    reason = reason.removesuffix(", use XML_PARSE_HUGE option")
    return fault(f"broken XML: {reason}", place=Place(path=path, line=error.lineno))


def _check_doctype(
    root: etree._Element, data: bytes, path: str, doctypes: Collection[str], fault: type[Postl10nError]
) -> None:
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is None:
        return
    # A reference alone is never fetched; definitions could be bombs.
    name = etree.QName(root).localname
    refers = declared.name == name and not [*declared.iterentities(), *declared.iterelements()]
    if name not in doctypes or not refers:
        raise fault(
            "has a DOCTYPE, which is refused",
            place=Place(path=path, line=_doctype_line(data)),
            hint="Remove the line `<!DOCTYPE …>`: nothing in it is needed.",
        )


def _doctype_line(data: bytes) -> int:
    at = data.find(b"<!DOCTYPE")
    return data.count(b"\n", 0, at) + 1 if at >= 0 else 1
