"""Telling whether a piece of XLIFF 2 is valid: by a grammar, by rules in a table, and by the order of its codes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain

from lxml import etree

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SPACE = "{urn:oasis:names:tc:xliff:document:2.0}"


def fault_in(piece: etree._Element) -> tuple[int, str] | None:
    """Return the line and what is wrong with a `unit`, `group`, `file` or `xliff`, whose parts have been asked before."""
    grammar = _grammar()
    if not grammar.validate(piece):
        error = grammar.error_log.last_error
        return (error.line, error.message) if error else (_line(piece), "is not valid")
    names = {"", *(str(element.tag).rpartition("}")[2] for element in piece.iter())}
    for on, unique, find, message in _rules():
        if names.isdisjoint(on):
            continue
        wrong = find(piece)
        if isinstance(wrong, list) and wrong and (not unique or (wrong := _repeated(wrong))):
            element = wrong[0]
            if isinstance(element, etree._Element):
                return _line(element), f"<{str(element.tag).rpartition('}')[2]}> {message}"
    return _order(piece) if "firstNo" in chain.from_iterable(e.values() for e in piece.iter()) else None


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


def _repeated(elements: list[object]) -> list[object]:
    seen: set[tuple[str, str]] = set()
    for element in elements:
        if isinstance(element, etree._Element):
            id_ = element.get("id") or element.get(_XML_ID)
            key = str(element.tag).rpartition("}")[0], id_ or ""
            if id_ and key in seen:
                return [element]
            seen.add(key)
    return []


def _order(unit: etree._Element) -> tuple[int, str] | None:
    """Return the fault of a unit in whose targets codes have changed an order that they must keep."""
    sources, targets = ({*_sequences(unit.iter(f"{_SPACE}{side}"))} for side in ("source", "target"))
    return (
        (_line(unit), "a target changes the order of codes that may not be reordered")
        if targets - sources
        else None
    )


def _sequences(sides: Iterable[etree._Element]) -> Iterator[tuple[str, ...]]:
    """Yield each sequence of codes: the first, and those up to the last that may not be moved, with what they are in."""
    for side in sides:
        sequence: list[str] = []
        last = 0
        for code in side.iterdescendants(*(f"{_SPACE}{name}" for name in ("ph", "pc", "sc", "ec"))):
            order, id_ = code.get("canReorder", "yes"), code.get("id") or f"/{code.get('startRef')}"
            if order == "firstNo":
                yield tuple(sequence[:last])
                sequence, last = [id_], 1
            elif sequence:
                parent = code.getparent()
                sequence.append(f"{'' if parent is None else parent.get('id')}>{id_}")
                last = last if order == "yes" else len(sequence)
        yield tuple(sequence[:last])


def _line(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 1
