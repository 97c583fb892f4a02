"""Reading XLIFF 1.2, 2.0 and 2.1 unit by unit, of whatever program; memory use does not grow with the file.

Inline codes become the text that they stand for, or, where the file does not hold it, our own tags with numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO

from lxml import etree

from postl10n.errors import CatalogError, Place
from postl10n.files.safe_xml import XmlStream
from postl10n.files.tmx.parse import NAMED
from postl10n.files.xliff.valid import Validator, line_of
from postl10n.files.xliff.write import dialects
from postl10n.lang.text.normalise import escape_braces
from postl10n.model.exchange import ExchangeUnit, Stamp
from postl10n.model.states import State

_TAGS = ("xliff", "file", "group", "unit", "trans-unit")
_STATES = frozenset(State)
_RANK = ("initial", "translated", "reviewed", "final")
_NOT_BY_PEOPLE = frozenset({"developer", "location", "postl10n"})
_LOCKED = 'it is not to be translated (`translate="no"`), yet its target was changed'
_PARTIAL = "a segment of it has no target"
_CODE_POINT, _HEX = "x-postl10n-code-point", re.compile("[0-9A-F]{4}")
_NUMBERED = {"bpt": "{%d}", "bx": "{%d}", "sc": "{%d}", "ept": "{/%d}", "ex": "{/%d}", "ec": "{/%d}"}


def read_xliff(stream: BinaryIO, *, path: str, numbered: bool = False) -> Iterator[ExchangeUnit]:
    """Yield the units of an XLIFF file in their order.

    numbered: in a file that is not ours, inline codes are numbers even where the file holds their text, and single
    braces are doubled, as in the texts of articles.
    Raises CatalogError with the line for what is no XLIFF of these versions, is not valid, or has a document type.
    """
    reader: _Reader | None = None
    xml = XmlStream(
        stream,
        path=path,
        fault=CatalogError,
        events=("start", "end"),
        tag=[f"{{*}}{name}" for name in _TAGS],
    )
    for event, element in xml:
        if reader is None:
            reader = _begun(element, path)
            reader.numbered = numbered
        elif event == "start":
            reader.enter(element)
        else:
            yield from reader.leave(element)
            if reader.freed(element):
                xml.freed()
    if reader is None:
        raise _fault("is not an XLIFF file", path, 1)


def _begun(root: etree._Element, path: str) -> _Reader:
    """Return the reader of the root element's version."""
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        hint = "Remove the line `<!DOCTYPE …>`: nothing in it is needed."
        raise _fault("has a DOCTYPE, which is refused", path, line_of(root), hint=hint)
    namespace, brace, name = str(root.tag).removeprefix("{").rpartition("}")
    if name != "xliff" or not brace:
        raise _fault("is not an XLIFF file", path, line_of(root))
    version = root.get("version", "")
    dialect = dialects().get(namespace, {})
    if version not in dialect.get("versions", ()):
        hint = "Versions 1.2, 2.0 and 2.1 are read."
        what = version or namespace
        raise _fault(f"is XLIFF of an unknown version: {what}", path, line_of(root), hint=hint)
    return _Reader(path, f"{{{namespace}}}", dialect, [root], Validator() if version != "1.2" else None)


@dataclass(slots=True)
class _Reader:
    path: str
    space: str
    """The namespace, in braces."""
    dialect: Mapping[str, Any]
    around: list[etree._Element]
    """The root, the file and the groups that are being read."""
    validator: Validator | None
    catalog: str = ""
    languages: tuple[str, ...] = ()
    numbered: bool = False
    forms: int = 0
    """The units read in a group of plural forms."""

    def enter(self, element: etree._Element) -> None:
        """Begin an element."""
        if element.tag == f"{self.space}file":
            self.catalog = PurePath(element.get("original", "").replace("\\", "/")).stem or element.get(
                "id", ""
            )
            names, root = self.dialect["languages"], self.around[0]
            self.languages = tuple(element.get(name) or root.get(name) or "" for name in names)
        elif element.tag != f"{self.space}group":
            return
        self.around.append(element)
        self.forms = 0

    def leave(self, element: etree._Element) -> Iterator[ExchangeUnit]:
        """End an element, and yield what it was, if it was a unit."""
        name = str(element.tag).removeprefix(self.space)
        if name not in _TAGS:
            return
        if self.validator is not None:
            fault = self.validator.fault_in(element, name, self.around)
            if fault is not None:
                raise _fault(f"is not valid: {fault[1]}", self.path, fault[0])
        if name == self.dialect["unit"] and len(self.around) > 1:
            yield self._unit(element)
            self.forms += 1
        elif self.around[-1] is element:
            self.around.pop()

    def freed(self, element: etree._Element) -> bool:
        """Forget what was read; return True if nearly all was.

        Of elements that follow one another, the first and the last stay, empty.
        """
        if str(element.tag).removeprefix(self.space) not in _TAGS:
            return False
        element.clear()
        parent, before = element.getparent(), element.getprevious()
        older = None if before is None else before.getprevious()
        tags = {one.tag for one in (older, before) if one is not None}
        if parent is None or before is None or older is None or tags != {element.tag}:
            return False
        parent.remove(before)
        return True

    def _unit(self, unit: etree._Element) -> ExchangeUnit:
        space, dialect = self.space, self.dialect
        parts = [one for one in unit if one.tag in (f"{space}segment", f"{space}ignorable")] or [unit]
        sources = [part.find(f"{space}source") for part in parts]
        targets = [part.find(f"{space}target") for part in parts]
        if sources[0] is None or not unit.get("id"):
            raise _fault("is not valid: a unit without its source or its id", self.path, line_of(unit))
        tag, about = dialect["metadata"]
        said = {one.get(about, ""): one.text or "" for one in unit.iter(tag)}
        stamp = _stamp(said.get("exported") or said.get("x-exported", ""))
        texts = _Texts(space, numbered=self.numbered and stamp is None)
        data = unit.find(f"{space}originalData")
        texts.data = {} if data is None else {one.get("id", ""): texts.of(one) for one in data}
        source = "".join(texts.of(one) for one in sources if one is not None)
        segments = [at for at, part in enumerate(parts) if part.tag != f"{space}ignorable"]
        target, fault = None, ""
        if any(targets[at] is not None for at in segments):
            order = self._order(unit, targets) if len(parts) > 1 else [0]
            chosen = [sources[at] if targets[at] is None else targets[at] for at in order]
            target = "".join(texts.of(one) for one in chosen if one is not None)
            fault = _PARTIAL if any(targets[at] is None for at in segments) else ""
        tag, about = dialect["notes"]
        people = [one.text or "" for one in unit.iter(tag) if one.get(about) not in _NOT_BY_PEOPLE]
        holder = (unit, *reversed(self.around))
        if next(filter(None, (one.get("translate") for one in holder)), "yes") == "no":
            fault = _LOCKED
        id_ = unit.get("id", "")
        return ExchangeUnit(
            line=line_of(unit),
            catalog=self.catalog,
            source_locale=self.languages[0],
            locale=self.languages[1],
            id=id_,
            form=self._form(id_),
            context=next((text for name, text in said.items() if name.endswith("msgctxt")), None),
            source=source,
            target=target,
            state=self._state(stamp, unit, targets if parts[0] is unit else [parts[at] for at in segments]),
            exported=stamp,
            comments=tuple(line for text in people for line in text.split("\n")),
            fault=fault,
        )

    def _order(self, unit: etree._Element, targets: list[etree._Element | None]) -> list[int]:
        """Return the indexes of the parts of a unit in the order of their targets."""
        orders = [at if one is None else int(one.get("order", at)) for at, one in enumerate(targets, start=1)]
        if len(set(orders)) < len(orders):
            raise _fault("is not valid: two targets have one `order`", self.path, line_of(unit))
        return sorted(range(len(orders)), key=orders.__getitem__)

    def _form(self, id_: str) -> int:
        """Return the index of the plural form that a unit is."""
        form = id_.rpartition(".")[2]
        if "gettext" not in (self.around[-1].get("type") or self.around[-1].get("restype") or ""):
            return 0
        return int(form) if form.isdecimal() and len(form) < 3 else self.forms

    def _state(self, stamp: Stamp | None, unit: etree._Element, holders: list[etree._Element | None]) -> str:
        """Return what the state of a unit means, the lowest of its segments'; empty if it says nothing new."""
        table, name = dialects()["states"], self.dialect["states"]
        states = [one.get("state") or "" for one in holders if one is not None] or [""]
        said = min(states, key=lambda one: _RANK.index(one) if one in _RANK else 0)
        said = said or ("initial" if name == "xliff21" else "")
        written = None if stamp is None else table[name].get(stamp.state)
        approved, was_approved = unit.get("approved"), written == "final"
        if approved == "yes" and not was_approved:
            return State.APPROVED.value
        if approved == "no" and was_approved and said == written:
            return State.NEEDS_WORK.value
        return "" if said == written else str(table["read"].get(said, ""))


def _stamp(text: str) -> Stamp | None:
    target, _, rest = text.partition(" ")
    comments, _, state = rest.partition(" ")
    return Stamp(target=target, comments=comments, state=state) if state in _STATES else None


@dataclass(slots=True)
class _Texts:
    """The texts of one unit."""

    space: str
    data: Mapping[str, str] = field(default_factory=dict)
    """The text of each code by its id in `originalData`."""
    numbers: dict[str, int] = field(default_factory=dict)
    numbered: bool = False

    def of(self, element: etree._Element) -> str:
        """Return the text of a source or target, with that of its codes."""
        return "".join(self._parts(element)) if len(element) or self.numbered else element.text or ""

    def _text(self, text: str | None) -> str:
        return escape_braces(text or "") if self.numbered else text or ""

    def _parts(self, element: etree._Element) -> list[str]:
        parts = [self._text(element.text)]
        for child in element:
            name = str(child.tag).removeprefix(self.space)
            if name == "mrk":
                parts += self._parts(child)
            elif name in ("pc", "g"):
                begin, end = self._code(child, "Start", "{%d}"), self._code(child, "End", "{/%d}")
                parts += (begin, *self._parts(child), end)
            elif name == "cp" or (child.get("ctype") == _CODE_POINT and _HEX.fullmatch(child.text or "")):
                parts.append(chr(int(child.get("hex") or child.text or "", 16)))
            elif name not in ("sm", "em"):
                parts.append(self._code(child, "", _NUMBERED.get(name, "{%d/}")))
            parts.append(self._text(child.tail))
        return parts

    def _code(self, code: etree._Element, side: str, numbered: str) -> str:
        known = self.data.get(code.get(f"dataRef{side}", ""), code.get(f"disp{side}"))
        if known is None and not side:
            known = "".join(str(part) for part in code.itertext()) or None
        if known is not None and (not self.numbered or NAMED.fullmatch(known)):
            return known
        id_ = code.get("startRef") or code.get("rid") or code.get("id") or ""
        return numbered % self.numbers.setdefault(id_, len(self.numbers) + 1)


def _fault(message: str, path: str, line: int | None, *, hint: str | None = None) -> CatalogError:
    return CatalogError(message, place=Place(path=path, line=line), hint=hint)
