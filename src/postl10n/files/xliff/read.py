"""Reading XLIFF 1.2, 2.0 and 2.1 unit by unit, of whatever program; memory use does not grow with the file.

Inline codes become the text that they stand for, or, where the file does not hold it, our own tags with numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from postl10n.errors import CatalogError, Place
from postl10n.files.xliff.write import CODE_POINT, NOT_BY_PEOPLE, states
from postl10n.model.exchange import ExchangeUnit, Stamp
from postl10n.model.states import State

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACES = {
    "urn:oasis:names:tc:xliff:document:1.2": ("1.2",),
    "urn:oasis:names:tc:xliff:document:2.0": ("2.0", "2.1"),
}
_METADATA = "{urn:oasis:names:tc:xliff:metadata:2.0}"
_TAGS = ("xliff", "file", "group", "unit", "trans-unit")
_RANK = ("initial", "translated", "reviewed", "final")
_LOCKED = 'it is not to be translated (`translate="no"`), yet its target was changed'
_PARTIAL = "a segment of it has no target"


def read_xliff(stream: BinaryIO, *, path: str) -> Iterator[ExchangeUnit]:
    """Yield the units of an XLIFF file in their order.

    Raises CatalogError with the line for what is no XLIFF of these versions, is not valid, or has a document type.
    """
    # Imported when used: few commands read XML.
    from lxml import etree

    reader: _Reader | None = None
    try:
        for event, element in etree.iterparse(
            stream,
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in _TAGS],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if reader is None:
                reader = _Reader(path, *_head(element, path))
            elif event == "start":
                reader.enter(element)
            else:
                yield from reader.leave(element)
    except etree.XMLSyntaxError as error:
        reason = " ".join((error.msg or "unreadable").split()).split(", line ")[0]
        raise _fault(f"broken XML: {reason}", path, error.lineno or 1) from error
    if reader is None:
        raise _fault("is not an XLIFF file", path, 1)


def _head(root: etree._Element, path: str) -> tuple[str, etree._Element]:
    """Return the namespace, in braces, and the root element."""
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        hint = "Remove the line `<!DOCTYPE …>`: nothing in it is needed."
        raise _fault("has a DOCTYPE, which is refused", path, _line(root), hint=hint)
    namespace, brace, name = str(root.tag).removeprefix("{").rpartition("}")
    if root.getparent() is not None or name != "xliff" or not brace:
        raise _fault("is not an XLIFF file", path, _line(root))
    version = root.get("version", "")
    if version not in _NAMESPACES.get(namespace, ()):
        hint = "Versions 1.2, 2.0 and 2.1 are read."
        raise _fault(f"is XLIFF of an unknown version: {version or namespace}", path, _line(root), hint=hint)
    return f"{{{namespace}}}", root


@dataclass(slots=True)
class _Reader:
    path: str
    namespace: str
    root: etree._Element
    file: etree._Element | None = None
    groups: list[etree._Element] = field(default_factory=list)
    ids: set[tuple[str, str]] = field(default_factory=set)
    flows: dict[str, int] = field(default_factory=dict)
    """Units that codes refer to, with the lines of these."""
    forms: int = 0
    """The units read in a group of plural forms."""

    def enter(self, element: etree._Element) -> None:
        """Begin an element."""
        if element.tag == f"{self.namespace}file":
            self.file = element
        elif element.tag == f"{self.namespace}group":
            self.groups.append(element)
            self.forms = 0

    def leave(self, element: etree._Element) -> Iterator[ExchangeUnit]:
        """End an element, and yield what it was, if it was a unit."""
        name = str(element.tag).removeprefix(self.namespace)
        if name in _TAGS:
            self._check(element, name)
        if name == "group":
            self.groups.pop()
        elif name in ("unit", "trans-unit") and self.file is not None:
            yield _unit_2(self, element) if name == "unit" else _unit_1(self, element)
            self.forms += 1
        if name in _TAGS:
            _free(element)

    def _check(self, element: etree._Element, name: str) -> None:
        """Raise the fault of an element that is not valid."""
        if self.version == "1.2":
            return
        from postl10n.files.xliff.valid import fault_in

        fault = fault_in(element)
        if fault is None and name in ("unit", "group", "file"):
            fault = self._refers(element, name)
        if fault is not None:
            raise _fault(f"is not valid: {fault[1]}", self.path, fault[0])

    def _refers(self, element: etree._Element, name: str) -> tuple[int, str] | None:
        """Return a fault in ids and references within a file, or among files."""
        id_ = name, element.get("id", "")
        if id_ in self.ids:
            return _line(element), f"<{name}> its id is taken"
        if name == "file":
            lost = next((at for flow, at in self.flows.items() if ("unit", flow) not in self.ids), None)
            self.ids = {one for one in self.ids if one[0] == "file"}
            self.flows.clear()
            if lost is not None:
                return lost, "`subFlows` refers to no unit of the file"
        self.ids.add(id_)
        if name == "unit":
            for code in element.iter():
                for attribute in ("subFlows", "subFlowsStart", "subFlowsEnd"):
                    self.flows |= dict.fromkeys((code.get(attribute) or "").split(), _line(code))
        return None

    @property
    def version(self) -> str:
        return self.root.get("version", "")

    @property
    def catalog(self) -> str:
        """The name of the catalog that the current file was."""
        if self.file is None:
            return ""
        return PurePath(self.file.get("original", "").replace("\\", "/")).stem or self.file.get("id", "")

    def is_locked(self, element: etree._Element) -> bool:
        """Return True if a unit is not to be translated."""
        outer = [] if self.file is None else [self.file]
        said = (each.get("translate") for each in (element, *reversed(self.groups), *outer))
        return next((one for one in said if one), "yes") == "no"

    def form(self, id_: str) -> int:
        """The index of the plural form that a unit is."""
        form = id_.rpartition(".")[2]
        group = self.groups[-1] if self.groups else None
        if group is None or "gettext" not in (group.get("type") or group.get("restype") or ""):
            return 0
        return int(form) if form.isdecimal() and len(form) < 3 else self.forms


def _unit_2(reader: _Reader, unit: etree._Element) -> ExchangeUnit:
    space = reader.namespace
    parts = [part for part in unit if part.tag in (f"{space}segment", f"{space}ignorable")]
    segments = [part for part in parts if part.tag == f"{space}segment"]
    data = unit.find(f"{space}originalData")
    texts = _Texts(space, {} if data is None else {one.get("id", ""): _Texts(space).of(one) for one in data})
    source = "".join(texts.of(part[0]) for part in parts)
    targets = {id(part): found for part in parts if (found := part.find(f"{space}target")) is not None}
    target: str | None = None
    if any(id(part) in targets for part in segments):
        target = "".join(
            texts.of(targets.get(id(part), part[0])) for part in _ordered(parts, targets, reader.path)
        )
    said = min((part.get("state", "initial") for part in segments), key=_RANK.index, default="initial")
    missing = any(id(part) not in targets for part in segments)
    meta = {
        one.get("type", ""): one.text or ""
        for one in unit.iterfind(f"{_METADATA}metadata/{_METADATA}metaGroup/{_METADATA}meta")
    }
    stamp = _stamp(meta.get("exported", ""))
    return ExchangeUnit(
        line=_line(unit),
        catalog=reader.catalog,
        source_locale=reader.root.get("srcLang", ""),
        locale=reader.root.get("trgLang", ""),
        id=unit.get("id", ""),
        form=reader.form(unit.get("id", "")),
        context=next((value for name, value in meta.items() if name.endswith("msgctxt")), None),
        source=source,
        target=target,
        state=_state(stamp, "xliff21", said),
        exported=stamp,
        comments=_comments(unit.iterfind(f"{space}notes/{space}note"), "category"),
        fault=_LOCKED if reader.is_locked(unit) else _PARTIAL if target is not None and missing else "",
    )


def _ordered(
    parts: list[etree._Element], targets: Mapping[int, etree._Element], path: str
) -> list[etree._Element]:
    """Return the parts of a unit in the order of their targets."""
    orders = {
        id(part): int(targets[id(part)].get("order", at)) if id(part) in targets else at
        for at, part in enumerate(parts, start=1)
    }
    if len(set(orders.values())) < len(orders):
        raise _fault("is not valid: two targets of a unit have the same `order`", path, _line(parts[0]))
    return sorted(parts, key=lambda part: orders[id(part)])


def _unit_1(reader: _Reader, unit: etree._Element) -> ExchangeUnit:
    space = reader.namespace
    file = reader.file
    source, target = unit.find(f"{space}source"), unit.find(f"{space}target")
    if source is None or not unit.get("id") or file is None:
        raise _fault("a unit without its source or its id", reader.path, _line(unit))
    texts = _Texts(space)
    contexts = {
        one.get("context-type", ""): one.text or ""
        for one in unit.iterfind(f"{space}context-group/{space}context")
    }
    stamp = _stamp(contexts.get("x-exported", ""))
    said: str = "" if target is None else target.get("state", "")
    return ExchangeUnit(
        line=_line(unit),
        catalog=reader.catalog,
        source_locale=file.get("source-language", ""),
        locale=file.get("target-language", ""),
        id=unit.get("id", ""),
        form=reader.form(unit.get("id", "")),
        context=next((value for name, value in contexts.items() if name.endswith("msgctxt")), None),
        source=texts.of(source),
        target=None if target is None else texts.of(target),
        state=_state(stamp, "xliff12", said, unit.get("approved")),
        exported=stamp,
        comments=_comments(unit.iterfind(f"{space}note"), "from"),
        fault=_LOCKED if reader.is_locked(unit) else "",
    )


def _state(stamp: Stamp | None, form: str, said: str, approved: str | None = None) -> str:
    """Return what a state means; empty if it says nothing new."""
    written = None if stamp is None else states()[form].get(stamp.state)
    was_approved = written == "final"
    if (
        approved is not None
        and (approved == "yes") != was_approved
        and (approved == "yes" or said == written)
    ):
        return (State.APPROVED if approved == "yes" else State.NEEDS_WORK).value
    return "" if said == written else states()["read"].get(said, "")


def _stamp(text: str) -> Stamp | None:
    target, _, rest = text.partition(" ")
    comments, _, state = rest.partition(" ")
    return Stamp(target=target, comments=comments, state=state) if state in list(State) else None


def _comments(notes: Iterator[etree._Element], about: str) -> tuple[str, ...]:
    """Return the lines of the notes that people wrote."""
    people = (one for one in notes if one.get(about) not in NOT_BY_PEOPLE)
    return tuple(line for one in people for line in (one.text or "").split("\n"))


@dataclass(slots=True)
class _Texts:
    """The texts of one unit."""

    namespace: str
    data: Mapping[str, str] = field(default_factory=dict)
    """The text of each code by its id in `originalData`."""
    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, element: etree._Element) -> str:
        """Return the text of a source or target, with that of its codes."""
        return "".join(self._parts(element)) if len(element) else element.text or ""

    def _parts(self, element: etree._Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = str(child.tag).removeprefix(self.namespace)
            if name in ("mrk", "pc", "g"):
                yield self._code(child, "Start", "{%d}") if name != "mrk" else ""
                yield from self._parts(child)
                yield self._code(child, "End", "{/%d}") if name != "mrk" else ""
            elif name == "cp" or child.get("ctype") == CODE_POINT:
                yield chr(int(child.get("hex") or child.text or "", 16))
            elif name not in ("sm", "em"):
                yield self._code(child, "", _NUMBERED.get(name, "{%d/}"))
            yield child.tail or ""

    def _code(self, code: etree._Element, side: str, numbered: str) -> str:
        known = self.data.get(code.get(f"dataRef{side}", ""), code.get(f"disp{side}"))
        if known is None and not side:
            known = "".join(str(part) for part in code.itertext()) or None
        if known is not None:
            return known
        id_ = code.get("startRef") or code.get("rid") or code.get("id") or ""
        return numbered % self.numbers.setdefault(id_, len(self.numbers) + 1)


_NUMBERED = {"bpt": "{%d}", "bx": "{%d}", "sc": "{%d}", "ept": "{/%d}", "ex": "{/%d}", "ec": "{/%d}"}


def _free(element: etree._Element) -> None:
    """Free what was read: of elements that follow one another, the first and the last stay, empty."""
    element.clear()
    parent, before = element.getparent(), element.getprevious()
    older = None if before is None else before.getprevious()
    if (
        parent is not None
        and before is not None
        and older is not None
        and before.tag == older.tag == element.tag
    ):
        parent.remove(before)


def _fault(message: str, path: str, line: int | None, *, hint: str | None = None) -> CatalogError:
    return CatalogError(message, place=Place(path=path, line=line), hint=hint)


def _line(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 1
