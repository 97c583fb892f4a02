"""Writing XLIFF 1.2 and 2.1: one `file` an article, a unit each entry, in reading order.

A plural entry is a group with a unit for each form. What an entry was is written beside it as a `Stamp`, by which a later
import tells who changed it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from postl10n.files.xliff.codes import Code, Numbering, codes_of
from postl10n.lang.locales import bcp47
from postl10n.model.catalog import Entry
from postl10n.model.exchange import ExchangeCatalog
from postl10n.model.ids import entry_id
from postl10n.model.states import state_of
from postl10n.stages.catalog.edit import OURS, people_comments
from postl10n.stages.catalog.exchange import stamp_of

CODE_POINT = "x-postl10n-code-point"
"""The `ctype` of what stands for a character that XML can't hold, in 1.2."""
PURPOSE = "postl10n"
PEOPLE, DEVELOPER, NOTES, LOCATION = "translator", "developer", "postl10n", "location"
"""The subjects of notes."""
NOT_BY_PEOPLE = frozenset({DEVELOPER, NOTES, LOCATION})
_SPECIAL = re.compile(r"[&<>\"\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_TERM = re.compile(r"term: (?P<term>.+?) → (?P<names>.+)")


@cache
def states() -> dict[str, dict[str, str]]:
    """The table of states: what is written in each format, and what is `read`."""
    return tomllib.loads((files(__package__) / "states.toml").read_text("utf-8"))


def write_12(catalogs: Iterable[ExchangeCatalog], *, source: str, locale: str) -> Iterator[bytes]:
    """Yield an XLIFF 1.2 file in pieces."""
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
    )
    languages = f'source-language="{bcp47(source)}" target-language="{bcp47(locale)}"'
    for catalog in catalogs:
        name = escaped(catalog.article)
        yield f'<file original="{name}.po" datatype="po" {languages}>\n<body>\n'.encode()
        for entry in catalog.entries:
            yield _grouped(entry, _unit_12, '<group id="{}" restype="x-gettext-plurals">\n').encode()
        yield b"</body>\n</file>\n"
    yield b"</xliff>\n"


def write_21(catalogs: Iterable[ExchangeCatalog], *, source: str, locale: str) -> Iterator[bytes]:
    """Yield an XLIFF 2.1 file in pieces."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0"\n'
        ' xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"\n'
        f' version="2.1" srcLang="{bcp47(source)}" trgLang="{bcp47(locale)}">\n'
    ).encode()
    for catalog in catalogs:
        name = escaped(catalog.article)
        begin: bytes | None = f'<file id="{name}" original="{name}.po" xml:space="preserve">\n'.encode()
        for entry in catalog.entries:
            if begin:
                yield begin
                begin = None
            yield _grouped(entry, _unit_21, '<group id="{}" type="gettext:plural">\n').encode()
        # A file without a unit is not valid.
        yield b"" if begin else b"</file>\n"
    yield b"</xliff>\n"


def escaped(text: str) -> str:
    """Return the text for XML; what that can't hold becomes a space."""
    return _SPECIAL.sub(lambda sign: _ENTITIES.get(sign[0], " "), text)


@dataclass(slots=True)
class _Form:
    """One msgstr of an entry, to be written as a unit."""

    entry: Entry
    index: int
    id: str
    source: str
    target: str
    numbering: Numbering = field(default_factory=Numbering)

    def sides(self) -> list[tuple[str, list[Code]]]:
        """The source and, if there is one, the target, each with its codes."""
        flags = self.entry.flags
        source = self.source, self.numbering.source(codes_of(self.source, flags))
        if not self.target:
            return [source]
        return [source, (self.target, self.numbering.target(codes_of(self.target, flags)))]

    def notes(self) -> Iterator[tuple[str, str]]:
        """Yield the notes, each with what it is about."""
        entry = self.entry
        people = people_comments(entry)
        if len(entry.msgstr) > 1:
            yield DEVELOPER, f"plural form {self.index + 1} of {len(entry.msgstr)}"
        for about, lines in (
            (PEOPLE, people),
            (DEVELOPER, entry.extracted),
            (NOTES, [line for line in entry.comments if line.startswith(OURS)]),
        ):
            if lines:
                yield about, escaped("\n".join(lines))

    def previous(self) -> str | None:
        """The source that the translation was made for, if that was another."""
        before = self.entry.previous
        if before is None or not self.target:
            return None
        return before.msgid_plural if self.index and before.msgid_plural is not None else before.msgid

    def stamp(self) -> str:
        made = stamp_of(self.target, state_of(self.entry).value, people_comments(self.entry))
        return f"{made.target} {made.comments} {made.state}"


def _grouped(entry: Entry, write: Callable[[_Form], str], begin: str) -> str:
    id_ = entry_id(entry.msgctxt, entry.msgid, entry.msgid_plural)
    if entry.msgid_plural is None:
        return write(_Form(entry, 0, id_, entry.msgid, entry.msgstr[0]))
    units = (
        write(_Form(entry, form, f"{id_}.{form}", entry.msgid_plural if form else entry.msgid, target))
        for form, target in enumerate(entry.msgstr)
    )
    return f"{begin.format(id_)}{''.join(units)}</group>\n"


def _unit_12(form: _Form) -> str:
    state = state_of(form.entry).value
    said = states()["xliff12"][state]
    texts = [_text_12(text, codes) for text, codes in form.sides()]
    target = f'\n<target state="{said}">{texts[1]}</target>' if form.target and said else ""
    context = form.entry.msgctxt
    about = "" if context is None else f'<context context-type="x-msgctxt">{escaped(context)}</context>'
    places = "".join(
        f'<context context-type="sourcefile">{escaped(one)}</context>' for one in form.entry.references
    )
    notes = "".join(f'\n<note from="{about}">{text}</note>' for about, text in form.notes())
    before = form.previous()
    older = (
        ""
        if before is None
        else f'\n<alt-trans alttranstype="previous-version"><source>{escaped(before)}</source>'
        f"<target>{escaped(form.target)}</target></alt-trans>"
    )
    return (
        f'<trans-unit id="{form.id}" approved="{"yes" if said == "final" else "no"}" xml:space="preserve">\n'
        f"<source>{texts[0]}</source>{target}\n"
        f'<context-group name="{PURPOSE}" purpose="information">{about}'
        f'<context context-type="x-exported">{form.stamp()}</context></context-group>'
        + (f'\n<context-group purpose="location">{places}</context-group>' if places else "")
        + f"{notes}{older}\n</trans-unit>\n"
    )


def _text_12(text: str, codes: Sequence[Code]) -> str:
    if not codes and _SPECIAL.search(text) is None:
        return text
    points = iter(range(10_000, 1_000_000))

    def plain(part: str) -> str:
        return _SPECIAL.sub(lambda sign: _ENTITIES.get(sign[0]) or point(sign[0]), part)

    def point(sign: str) -> str:
        return f'<ph id="{next(points)}" ctype="{CODE_POINT}">{ord(sign):04X}</ph>'

    parts: list[str] = []
    done = 0
    for code in codes:
        tag = "bpt" if code.opens is not None else "ept" if code.closes else "ph"
        parts += (plain(text[done : code.start]), f'<{tag} id="{code.id}">{escaped(code.text)}</{tag}>')
        done = code.end
    return "".join((*parts, plain(text[done:])))


def _unit_21(form: _Form) -> str:
    entry = form.entry
    sides = form.sides()
    data: dict[str, str] = {}
    texts = [_text_21(text, codes, data) for text, codes in sides]
    metadata = [("exported", form.stamp())]
    if entry.msgctxt is not None:
        metadata.append(("msgctxt", escaped(entry.msgctxt)))
    notes = [*form.notes(), *([(LOCATION, escaped("\n".join(entry.references)))] if entry.references else [])]
    original = "".join(f'<data id="{id_}">{_points(text)}</data>' for text, id_ in data.items())
    target = f"\n<target>{texts[1]}</target>" if form.target else ""
    return (
        f'<unit id="{form.id}">\n{_glossary(entry)}{_match(form)}'
        f'<mda:metadata><mda:metaGroup category="{PURPOSE}">'
        + "".join(f'<mda:meta type="{name}">{value}</mda:meta>' for name, value in metadata)
        + "</mda:metaGroup></mda:metadata>\n"
        + ("<notes>" if notes else "")
        + "".join(f'<note category="{about}">{text}</note>' for about, text in notes)
        + ("</notes>\n" if notes else "")
        + (f"<originalData>{original}</originalData>\n" if original else "")
        + f'<segment id="s1" state="{states()["xliff21"][state_of(entry).value]}">\n'
        f"<source>{texts[0]}</source>{target}\n</segment>\n</unit>\n"
    )


def _text_21(text: str, codes: Sequence[Code], data: dict[str, str]) -> str:
    if not codes:
        return _points(text)
    parts: list[str] = []
    done = 0
    for code in codes:
        parts.append(_points(text[done : code.start]))
        done = code.end
        if code.closes:
            parts.append("</pc>")
            continue
        first = data.setdefault(code.text, f"d{len(data) + 1}")
        if code.opens is None:
            parts.append(f'<ph id="{code.id}" dataRef="{first}" disp="{escaped(code.text)}"/>')
        else:
            last = data.setdefault(code.opens, f"d{len(data) + 1}")
            shown = f'dispStart="{escaped(code.text)}" dispEnd="{escaped(code.opens)}"'
            parts.append(f'<pc id="{code.id}" dataRefStart="{first}" dataRefEnd="{last}" {shown}>')
    return "".join((*parts, _points(text[done:])))


def _points(text: str) -> str:
    """Return the text for XML; what that can't hold is a `cp`."""
    return _SPECIAL.sub(
        lambda sign: _ENTITIES.get(sign[0]) or f'<cp hex="{ord(sign[0]):04X}"/>',
        text,
    )


def _glossary(entry: Entry) -> str:
    found = [match for line in entry.extracted if (match := _TERM.fullmatch(line))]
    entries = "".join(
        f"<gls:glossEntry><gls:term>{escaped(match['term'])}</gls:term>"
        + "".join(
            f"<gls:translation>{escaped(name)}</gls:translation>" for name in match["names"].split(", ")
        )
        + "</gls:glossEntry>"
        for match in found
    )
    return f"<gls:glossary>{entries}</gls:glossary>\n" if entries else ""


def _match(form: _Form) -> str:
    before = form.previous()
    if before is None:
        return ""
    return (
        '<mtc:matches><mtc:match ref="#s1" type="tm" origin="previous version">'
        f"<source>{_points(before)}</source><target>{_points(form.target)}</target></mtc:match></mtc:matches>\n"
    )
