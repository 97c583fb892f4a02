"""Writing XLIFF 1.2 and 2.1: one `file` an article, a unit each entry, in reading order.

A plural entry is a group with a unit for each form. Placeholders and tags are inline codes, which have the same ids in
source and target. What an entry was is written beside it as a `Stamp`, by which an import tells what was changed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from typing import Any

from postl10n.lang.locales import bcp47
from postl10n.lang.text.markup import Placeholder, PlaceholderKind, placeholders
from postl10n.model.catalog import Entry
from postl10n.model.exchange import ExchangeCatalog
from postl10n.model.ids import entry_id
from postl10n.model.states import State, state_of
from postl10n.stages.catalog.edit import OURS, people_comments
from postl10n.stages.catalog.exchange import stamp_of

_SPECIAL = re.compile(r"[&<>\"\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that mean something in XML, or can't be in it."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_SIGN = re.compile("[{%<]")
_AS_TEXT = frozenset({PlaceholderKind.LITERAL, PlaceholderKind.WIDE})


@cache
def dialects() -> dict[str, dict[str, Any]]:
    """The table of what the versions write, how they are read, and of states."""
    return tomllib.loads((files(__package__) / "dialects.toml").read_text("utf-8"))


def _written(name: str, catalogs: Iterable[ExchangeCatalog], *, source: str, locale: str) -> Iterator[bytes]:
    """Yield a file of that dialect in pieces."""
    form, states = dialects()[name], dialects()["states"][name]
    languages = {"source": bcp47(source), "target": bcp47(locale)}
    yield form["begin"].lstrip().format(**languages).encode()
    for article, entries in catalogs:
        # A file without a unit is not valid.
        begin = form["file"].format(name=escaped(article), **languages)
        for entry in entries:
            yield (begin + _units(form, states, entry)).encode()
            begin = ""
        yield b"" if begin else form["file_end"].encode()
    yield form["end"].encode()


write_12, write_21 = partial(_written, "xliff12"), partial(_written, "xliff21")


def escaped(text: str) -> str:
    """Return the text for XML; what that can't hold becomes a space."""
    return _SPECIAL.sub(lambda sign: _ENTITIES.get(sign[0], " "), text) if _SPECIAL.search(text) else text


def _units(form: dict[str, str], states: dict[str, str], entry: Entry) -> str:
    id_ = entry_id(entry.msgctxt, entry.msgid, entry.msgid_plural)
    if entry.msgid_plural is None:
        return _unit(form, states, entry, id_)
    units = [_unit(form, states, entry, f"{id_}.{number}", number) for number in range(len(entry.msgstr))]
    return str(form["group"].format(id=id_, units="".join(units)))


def _unit(
    form: dict[str, str], states: dict[str, str], entry: Entry, id_: str, number: int | None = None
) -> str:
    plural, target = entry.msgid_plural, entry.msgstr[number or 0]
    source = plural if number and plural is not None else entry.msgid
    texts = _Texts(form, frozenset(entry.flags))
    shown = texts.source(source)
    sides = {"source": shown, "target": texts.target(target) or form["untranslated"].format(source=shown)}
    people, state = people_comments(entry), state_of(entry).value
    stamp = stamp_of(target, state, people)
    about = () if number is None else (f"plural form {number + 1} of {len(entry.msgstr)}",)
    lines = {
        "translator": people,
        "developer": (*about, *entry.extracted),
        "location": entry.references,
        "postl10n": tuple(line for line in entry.comments if line.startswith(OURS)),
    }
    before = entry.previous and ((number and entry.previous.msgid_plural) or entry.previous.msgid)
    filled = {
        "notes": "".join(
            form["note"].format(about=who, text=escaped("\n".join(said)))
            for who, said in lines.items()
            if said
        ),
        "terms": "".join(_term(form, line) for line in entry.extracted if line.startswith("term: ")),
        "data": "".join(
            form["datum"].format(id=one, text=_plain(form, text)) for text, one in texts.data.items()
        ),
        "context": escaped(entry.msgctxt or ""),
    }
    return form["unit"].format(
        id=id_,
        approved="yes" if state == State.APPROVED else "no",
        state=states[state],
        stamp=f"{stamp.target} {stamp.comments} {state}",
        source=sides["source"],
        target=form["target"].format(state=states[state], **sides) if sides["target"] else "",
        previous=form["previous"].format(source=_plain(form, before), target=_plain(form, target))
        if before and target
        else "",
        **{name: form[name].format(**{name: text}) if text else "" for name, text in filled.items()},
    )


def _term(form: dict[str, str], hint: str) -> str:
    term, _, names = hint.removeprefix("term: ").partition(" → ")
    listed = "".join(form["name"].format(name=escaped(name)) for name in names.split(", ") if name)
    return form["term"].format(term=escaped(term), names=listed) if listed else ""


def _plain(form: dict[str, str], text: str) -> str:
    """Return text without codes for XML; what that can't hold is a code point."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(
        lambda sign: (
            _ENTITIES.get(sign[0]) or form["code_point"].format(start=sign.start(), hex=f"{ord(sign[0]):04X}")
        ),
        text,
    )


@dataclass(slots=True)
class _Code:
    """An inline code; offsets are code points."""

    start: int
    end: int
    text: str
    partner: str = ""
    """The text of its end, if it begins a pair."""
    closes: bool = False


@dataclass(slots=True)
class _Texts:
    """The source of a unit, then its target, with their codes."""

    form: dict[str, str]
    flags: frozenset[str]
    data: dict[str, str] = field(default_factory=dict)
    """The ids of the texts of codes."""
    _count: int = 0
    _free: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """The ids of the source's codes, for the target."""

    def source(self, text: str) -> str:
        codes = codes_of(text, self.flags)
        written, ids = self._written(text, codes)
        for code, id_ in zip(reversed(codes), reversed(ids), strict=True):
            if not code.closes:
                self._free.setdefault((code.text, code.partner), []).append(id_)
        return written

    def target(self, text: str) -> str:
        return self._written(text, codes_of(text, self.flags))[0]

    def _written(self, text: str, codes: list[_Code]) -> tuple[str, list[int]]:
        """Return the text for XML, and the ids of its codes."""
        parts: list[str] = []
        ids: list[int] = []
        opened: list[int] = []
        done = 0
        for code in codes:
            known = self._free.get((code.text, code.partner))
            if not code.closes and not known:
                self._count += 1
            id_ = opened.pop() if code.closes else known.pop() if known else self._count
            if code.partner:
                opened.append(id_)
            name = "code_end" if code.closes else "code_begin" if code.partner else "code"
            form = self.form[name].format(
                id=id_,
                text=escaped(code.text),
                text_end=escaped(code.partner),
                data=self._datum(code.text),
                data_end=code.partner and self._datum(code.partner),
            )
            parts += (_plain(self.form, text[done : code.start]), form)
            done = code.end
            ids.append(id_)
        return "".join((*parts, _plain(self.form, text[done:]))), ids

    def _datum(self, text: str) -> str:
        return self.data.setdefault(text, f"d{len(self.data) + 1}")


def codes_of(text: str, flags: frozenset[str] = frozenset()) -> list[_Code]:
    """Return the placeholders and tags of a text; what begins and ends a part of it, rightly nested, is a pair.

    >>> [(code.text, code.partner) for code in codes_of("{1}here{/1} {2}{name}")]
    [('{1}', '{/1}'), ('{/1}', ''), ('{2}', ''), ('{name}', '')]
    """
    codes: list[_Code] = []
    opened: list[tuple[str, _Code]] = []
    for one in placeholders(text, flags) if _SIGN.search(text) else ():
        if one.kind in _AS_TEXT or (codes and one.start < codes[-1].end):
            continue
        code = _Code(one.start, one.end, one.text)
        codes.append(code)
        name, ends = _pair(one)
        if name and not ends:
            opened.append((name, code))
        elif ends and name in (names := [begun for begun, _ in opened]):
            at = len(names) - 1 - names[::-1].index(name)
            opened[at][1].partner, code.closes = code.text, True
            del opened[at:]
    return codes


def _pair(one: Placeholder) -> tuple[str, bool]:
    """Return the name of the pair that a tag begins or ends, and True for an end; no name for other placeholders."""
    if one.kind in (PlaceholderKind.OPEN, PlaceholderKind.CLOSE):
        return one.name, one.kind is PlaceholderKind.CLOSE
    if one.kind is PlaceholderKind.MARKUP:
        return f"<{one.name.removeprefix('/')}", one.name.startswith("/")
    return "", False
