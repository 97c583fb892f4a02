"""Telling whether XLIFF 2 is valid, piece by piece: by a grammar, by a table of rules, and by ids and references."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lxml import etree

_SPACE = "{urn:oasis:names:tc:xliff:document:2.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_CODES = tuple(f"{_SPACE}{name}" for name in ("ph", "pc", "sc", "ec"))
_TEXT = re.compile(rb">\s*[^<\s][^<]*<")
_NAME = re.compile(r"[\w.:-]+")
_MOST_SHAPES = 4096
_Fault = tuple[int, str]
"""The line, and what is wrong there."""


@dataclass(slots=True)
class Validator:
    """Judges the elements of one file as they end, when those within are empty."""

    ids: set[tuple[str, str]] = field(default_factory=set)
    flows: dict[str, int] = field(default_factory=dict)
    """Units that codes refer to, with the lines of these."""
    _shapes: set[object] = field(default_factory=set)
    """Valid units, without their texts and ids."""

    def fault_in(self, piece: etree._Element, name: str, around: Sequence[etree._Element]) -> _Fault | None:
        """Return what is wrong with a `unit`, `group`, `file` or `xliff`."""
        id_ = name, piece.get("id", "")
        if id_ in self.ids:
            return line_of(piece), f"the id of this {name} is taken"
        shape = _shape(piece, around) if name == "unit" else None
        if shape is None or shape not in self._shapes or not _NAME.fullmatch(id_[1]):
            fault = _fault_in(piece)
            if fault is not None:
                return fault
            if shape is not None and len(self._shapes) < _MOST_SHAPES:
                self._shapes.add(shape)
            for code in piece.iter(*_CODES):
                for attribute in ("subFlows", "subFlowsStart", "subFlowsEnd"):
                    self.flows |= dict.fromkeys((code.get(attribute) or "").split(), line_of(code))
        if name == "file":
            lost = next((line for flow, line in self.flows.items() if ("unit", flow) not in self.ids), None)
            self.ids = {one for one in self.ids if one[0] == "file"}
            self.flows = {}
            if lost is not None:
                return lost, "`subFlows` refers to no unit of the file"
        self.ids.add(id_)
        return None


def _shape(unit: etree._Element, around: Sequence[etree._Element]) -> object | None:
    """Return what a unit is but for its texts and its id; None where validity hangs on more than that."""
    written = _TEXT.sub(b">x<", etree.tostring(unit, with_tail=False))
    if b"sizeInfoRef" in written or b"subFlows" in written or b"/u=" in written:
        return None
    outer = [
        item
        for one in (unit, *around[1:])
        for item in one.items()
        if item[0] not in ("id", "name", "original")
    ]
    return written[written.find(b">") :], *outer


def _fault_in(piece: etree._Element) -> _Fault | None:
    grammar = _grammar()
    if not grammar.validate(piece):
        error = grammar.error_log.last_error
        return (error.line, error.message) if error else (line_of(piece), "unknown")
    names = {"", *(str(element.tag).rpartition("}")[2] for element in piece.iter())}
    for on, unique, find, message in _rules():
        wrong = None if names.isdisjoint(on) else find(piece)
        found = [one for one in wrong if isinstance(one, etree._Element)] if isinstance(wrong, list) else []
        for element in _repeated(found) if unique else found:
            return line_of(element), f"<{str(element.tag).rpartition('}')[2]}> {message}"
    sources, targets = ({*_sequences(piece.iter(f"{_SPACE}{side}"))} for side in ("source", "target"))
    if targets - sources:
        return line_of(piece), "a target changes the order of codes that may not be reordered"
    return None


@cache
def _grammar() -> etree.RelaxNG:
    with (files(__package__) / "xliff2.rng").open("rb") as stream:
        return etree.RelaxNG(etree.parse(stream))


@cache
def _rules() -> list[tuple[frozenset[str], bool, etree.XPath, str]]:
    table = tomllib.loads((files(__package__) / "rules.toml").read_text("utf-8"))
    return [
        (
            frozenset(rule["on"]),
            rule.get("unique", False),
            etree.XPath(rule["find"], namespaces=table["namespaces"]),
            rule["message"],
        )
        for rule in table["rule"]
    ]


def _repeated(elements: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Yield the elements whose id an earlier one of their namespace has."""
    seen: set[tuple[str, str]] = set()
    for element in elements:
        id_ = element.get("id") or element.get(_XML_ID)
        key = str(element.tag).rpartition("}")[0], id_ or ""
        if id_ and key in seen:
            yield element
        seen.add(key)


def _sequences(sides: Iterable[etree._Element]) -> Iterator[tuple[str, ...]]:
    """Yield each sequence of codes: the first, and those up to the last that may not be moved, with what they are in."""
    for side in sides:
        sequence: list[str] = []
        last = 0
        for code in side.iterdescendants(*_CODES):
            order, id_ = code.get("canReorder", "yes"), code.get("id") or f"/{code.get('startRef')}"
            if order == "firstNo":
                yield tuple(sequence[:last])
                sequence, last = [id_], 1
            elif sequence:
                parent = code.getparent()
                sequence.append(f"{'' if parent is None else parent.get('id')}>{id_}")
                last = last if order == "yes" else len(sequence)
        yield tuple(sequence[:last])


def line_of(element: etree._Element) -> int:
    """Return the line where an element begins, counted from 1."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 1
