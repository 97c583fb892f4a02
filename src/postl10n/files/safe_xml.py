"""Safe parsing of untrusted XML: no DOCTYPE, no entities, no network, no deep nesting, no huge text."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from typing import IO, Any

from lxml import etree

from postl10n.errors import GlossaryError, Place, Postl10nError

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute `xml:lang`."""
_LARGEST = 128 * 1024 * 1024
"""Maximum size in bytes; a termbase of 100,000 terms in TBX has about 30 million."""
_MOST_MARKUP = 3_000_000
"""Maximum number of `<` and `=` that are held as a tree at once, each of which takes up to 230 bytes."""
_PIECE = 64 * 1024
_HIDDEN = re.compile(rb"encoding\s*=\s*[\"']\s*utf-?7", re.IGNORECASE)
"""An encoding in which `<` is not seen."""


def parse_xml(
    data: bytes, *, path: str, doctypes: Collection[str] = (), fault: type[Postl10nError] = GlossaryError
) -> etree._Element:
    """Return the root element. Raises the fault with the line if the XML is malformed, hostile or has a DOCTYPE.

    doctypes: names whose document type may be declared, by reference alone: it is never fetched.
    libxml2 itself refuses more than 256 levels of nesting and a text of more than 10 million bytes.
    """
    _refuse_size(data, path, fault, _LARGEST)
    stream = XmlStream(io.BytesIO(data), path=path, fault=fault, events=())
    for _ in stream:
        """No event is asked for."""
    root: etree._Element = stream.root
    _check_doctype(root, data, path, doctypes, fault)
    return root


def stream_xml(
    data: bytes | IO[bytes],
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
    if isinstance(data, bytes):
        _refuse_size(data, path, fault, largest)
        data = io.BytesIO(data)
    stream = XmlStream(data, path=path, fault=fault, events=("end",), tag=tags)
    doctypes = (etree.QName(root).localname,)
    known = False
    for _, element in stream:
        if not known:
            _check_doctype(element.getroottree().getroot(), stream.head, path, doctypes, fault)
            known = True
        yield element
        stream.free(element)
    if not known:
        _check_doctype(stream.root, stream.head, path, doctypes, fault)
    if stream.root.tag != root:
        raise fault(f"has the root <{stream.root.tag}>, not <{root}>", place=Place(path=path))


class XmlStream:
    """The events of an XML file, read piece by piece; raises the fault where it is malformed, or held too much at once."""

    def __init__(self, stream: IO[bytes], *, path: str, fault: type[Postl10nError], **asked: Any) -> None:
        self._stream = stream
        self._path = path
        self._fault = fault
        self._parser = etree.XMLPullParser(
            resolve_entities=False,
            load_dtd=False,
            huge_tree=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            **asked,
        )
        self._held = 0
        self.root: Any = None
        """At the end."""
        self.head = b""
        """The first piece."""

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        try:
            while piece := self._stream.read(_PIECE):
                self._count(piece)
                self._parser.feed(piece)
                yield from self._parser.read_events()
            self.root = self._parser.close()
        except etree.XMLSyntaxError as error:
            raise _broken(error, self._path, self._fault) from error
        yield from self._parser.read_events()

    def free(self, element: etree._Element) -> None:
        """Forget what an element holds, and all before it."""
        element.clear()
        around: etree._Element | None = element
        while around is not None and (parent := around.getparent()) is not None:
            while (before := around.getprevious()) is not None:
                parent.remove(before)
            around = parent
        self.freed()

    def freed(self) -> None:
        """Say that nearly all was forgotten."""
        self._held = 0

    def _count(self, piece: bytes) -> None:
        self._held += piece.count(b"<") + piece.count(b"=")
        if not self.head:
            self.head = piece
            if _HIDDEN.search(piece):
                raise self._fault("is in UTF-7, which is refused", place=Place(path=self._path))
        if self._held > _MOST_MARKUP:
            message = f"has too much markup in one piece: more than {_MOST_MARKUP:,} tags and attributes"
            raise self._fault(message, place=Place(path=self._path), hint="Divide it into several files.")


def _refuse_size(data: bytes, path: str, fault: type[Postl10nError], largest: int) -> None:
    if len(data) > largest:
        message = f"is larger than {largest // 1024**2} MB"
        raise fault(message, place=Place(path=path), hint="Divide it into several files.")


def _broken(error: etree.XMLSyntaxError, path: str, fault: type[Postl10nError]) -> Postl10nError:
    reason = " ".join((error.msg or "unreadable").split()).split(", line ")[0]
    reason = reason.removesuffix(", use XML_PARSE_HUGE option")
    return fault(f"broken XML: {reason}", place=Place(path=path, line=error.lineno or 1))


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
