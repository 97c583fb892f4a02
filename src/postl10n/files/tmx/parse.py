"""Parsing TMX 1.4b: translation memories from other tools, levels 1 (text) and 2 (inline codes).

Inline codes become our placeholders, numbered in the order of the source: `bpt`/`ept` `{1}…{/1}`, `ph`, `it` and `ut`
`{2/}`; `hi` only highlights text and is replaced by its content. The native code inside them is dropped, as a msgid
never contains attributes. TMX files of our own have the placeholder as native code, which is restored; those of tools
that read PO files as text (OmegaT) have it as text.
https://www.gala-global.org/tmx-14b
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from postl10n.errors import CatalogError, Place, UsageError
from postl10n.files.safe_xml import LANG, stream_xml
from postl10n.files.tmx.serialize import PLAIN, PROP
from postl10n.lang.locales import cldr, writing
from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.memory import MemoryUnit, UnitState

if TYPE_CHECKING:
    from lxml import etree

MAX_BYTES = 1024 * 1024 * 1024
MAX_SEGMENT = 100_000
"""In characters: longer texts are no sentences, and looking one up takes time quadratic in its length."""
_MOST_TIMES, _SLACK, _UNIT, _CODE = 50, 2_000_000, 64, 16
"""The characters that the units of a file have together are at most so many times its bytes and so many more, where each
unit counts as a text besides, and each code as a word: the languages of one `tu` are paired, and 24 of them give 46 times
their texts."""
_MOST_CODES = 9999
NAMED = re.compile(r"\{[^\W\d][\w.\[\]]{0,80}\}|%\([^\W\d]\w{0,80}\)[a-z]|\{\{|\}\}")
_TAGS = re.compile(r"\{/\d{1,4}\}|\{\d{1,4}/\}")
_OMEGAT = "OmegaT TMX"
_TRADOS_STATE, _UNCONFIRMED = "x-ConfirmationLevel", ("Draft", "Rejected")
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")


def read_tmx(
    data: bytes,
    *,
    path: str = "<tmx>",
    state: UnitState | None = None,
    left_out: Counter[str] | None = None,
) -> Iterator[MemoryUnit]:
    """Yield the units of a TMX file, in file order, without those in a language unknown to CLDR.

    The source of a unit is its variant in the source language, of whatever region if there is none of that region.
    state: the state of the units; by default that of their `x-postl10n-state`, else approved. left_out: counts what
    gives no unit.
    Raises CatalogError for a file that is no TMX or is larger than MAX_BYTES, for a segment longer than MAX_SEGMENT, for
    pairs of languages beyond measure, and for a document type that defines anything; one is never fetched.
    """
    left = _MOST_TIMES * len(data) + _SLACK
    reader = _Reader(path, state, Counter() if left_out is None else left_out, left)
    for element in stream_xml(
        data, path=path, root="tmx", tags=("header", "tu"), fault=CatalogError, largest=MAX_BYTES
    ):
        if element.tag == "header":
            reader.source = element.get("srclang", "")
            reader.plain = element.get("o-tmf") in (PLAIN, _OMEGAT)
        else:
            yield from reader.units(element)


@dataclass(slots=True)
class _Reader:
    path: str
    state: UnitState | None
    left_out: Counter[str]
    left: int
    """The characters that units may still have."""
    source: str = ""
    """The header's `srclang`."""
    plain: bool = False
    """True if texts are as in catalogs."""
    locales: dict[str, str | None] = field(default_factory=dict)
    plain_texts: dict[etree._Element, str] = field(default_factory=dict)
    """Of the variants of one unit."""

    def units(self, tu: etree._Element) -> Iterator[MemoryUnit]:
        """Yield a unit for each target variant; for every pair of variants if the source language is not stated."""
        self.plain_texts.clear()
        variants = [
            (locale, tuv) for tuv in tu.iterchildren("tuv") if (locale := self._locale(tuv)) is not None
        ]
        wanted = tu.get("srclang") or self.source
        every = wanted.lower() in ("*all*", "")
        source = None if every else self._known(wanted)
        sources = [one for one in variants if every or one[0] == source]
        if not sources and source is not None:
            sources = [one for one in variants if writing(one[0]) == writing(source)]
        if not sources:
            self.left_out[f"units without a text in {wanted}"] += 1
        about = {tuv: self._about(tu, tuv) for _, tuv in variants}
        for source_locale, first in sources if every else sources[:1]:
            for locale, other in variants:
                if other is not first and (every or locale != source_locale):
                    texts = self._pair(first, other)
                    self._spend(texts, tu)
                    if all(texts):
                        yield MemoryUnit(
                            source=texts[0],
                            target=texts[1],
                            source_locale=source_locale,
                            locale=locale,
                            **about[other],
                        )
                    else:
                        self.left_out["empty texts"] += 1

    def _spend(self, texts: tuple[str, str], tu: etree._Element) -> None:
        self.left -= _UNIT + sum(len(text) + _CODE * text.count("{") for text in texts)
        if self.left < 0:
            message = "the texts of one unit are in so many languages that their pairs are beyond measure"
            raise _fault(
                message, self.path, _line(tu), hint="Say in the header's srclang which is the source."
            )

    def _about(self, tu: etree._Element, tuv: etree._Element) -> dict[str, Any]:
        """Return what a unit of that target has besides its texts."""
        props = _props(tu, tuv)
        return {
            "state": self.state or _state(props),
            "origin": self.path,
            "translator": _attribute(tuv, tu, "changeid", "creationid"),
            "date": _DATE.sub(r"\1-\2-\3 \4:\5+0000", _attribute(tuv, tu, "changedate", "creationdate")),
            **{name: props.get(name) for name in ("article", "context", "before", "after")},
        }

    def _pair(self, source: etree._Element, target: etree._Element) -> tuple[str, str]:
        codes = _Codes()
        return self._of(source, codes), self._of(target, codes)

    def _of(self, tuv: etree._Element, codes: _Codes) -> str:
        """Return the text of a variant, once if it has no codes: they are numbered for each pair."""
        if tuv not in self.plain_texts:
            seg = tuv.find("seg")
            text = "" if seg is None else self._text(seg, codes)
            if seg is not None and len(seg):
                return text
            self.plain_texts[tuv] = text
        return self.plain_texts[tuv]

    def _text(self, seg: etree._Element, codes: _Codes) -> str:
        if len(seg):
            if sum(1 for _ in seg.iter()) > _MOST_CODES:
                raise _fault(f"a segment has more than {_MOST_CODES:,} inline codes", self.path, _line(seg))
            codes.begin()
            text = "".join(codes.texts(seg))
        else:
            text = seg.text or ""
            text = text if self.plain or _TAGS.search(text) else escape_braces(text)
        if len(text) > MAX_SEGMENT:
            message = (
                f"a segment of {len(text):,} characters is longer than the {MAX_SEGMENT:,} that one may have"
            )
            raise _fault(message, self.path, _line(seg))
        return normalise(text)

    def _locale(self, tuv: etree._Element) -> str | None:
        # TMX before 1.4 had `lang` without the prefix.
        code = tuv.get(LANG) or tuv.get("lang") or ""
        known = self._known(code)
        if known is None:
            self.left_out[f"texts in {code[:20]!r}, which is no language that CLDR knows"] += 1
        return known

    def _known(self, code: str) -> str | None:
        if code not in self.locales:
            try:
                self.locales[code] = cldr(code)
            except UsageError:
                self.locales[code] = None
        return self.locales[code]


class _Codes:
    """Numbers the inline codes of a source, and finds the same numbers for those of its translation."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._free = 1
        self._open: dict[str, str] = {}
        self._order = 0

    def begin(self) -> None:
        """Begin another variant: values of `i` are only valid within one."""
        self._open = {}
        self._order = 0

    def texts(self, element: etree._Element) -> Iterator[str]:
        """Yield the text of an element in msgid form, piece by piece."""
        yield escape_braces(element.text or "")
        for code in element:
            if code.tag == "hi":
                yield from self.texts(code)
            else:
                yield self._placeholder(code)
            yield escape_braces(code.tail or "")

    def _placeholder(self, code: etree._Element) -> str:
        native = (code.text or "").strip()
        if code.tag == "ph" and NAMED.fullmatch(native):
            return native
        if code.tag == "ept":
            number = self._open.pop(code.get("i", ""), None)
            return f"{{/{number}}}" if number else ""
        number = self._number(str(code.tag), code.get("x"), native)
        if code.tag == "bpt":
            self._open[code.get("i", "")] = number
            return f"{{{number}}}"
        return f"{{{number}/}}"

    def _number(self, tag: str, x: str | None, native: str) -> str:
        self._order += 1
        # Without `x`, the codes of both variants are assumed to be in the same order.
        key = ("x", x) if x else ("order", str(self._order))
        if key not in self._numbers:
            own = re.fullmatch(r"\{(\d{1,4})/?\}", native)
            number = own[1] if own and own[1] not in self._taken else None
            while str(self._free) in self._taken:
                self._free += 1
            self._numbers[key] = number or str(self._free)
            self._taken.add(self._numbers[key])
        return self._numbers[key]


def _props(tu: etree._Element, tuv: etree._Element) -> Mapping[str, str]:
    found = {}
    for parent in (tu, tuv):
        for prop in parent.iterchildren("prop"):
            kind = prop.get("type", "")
            if kind.startswith(PROP):
                found[kind.removeprefix(PROP)] = prop.text or ""
            elif kind == _TRADOS_STATE and (prop.text or "").startswith(_UNCONFIRMED):
                found["state"] = UnitState.FUZZY
    return found


def _state(props: Mapping[str, str]) -> UnitState:
    try:
        return UnitState(props.get("state", "approved"))
    except ValueError:
        return UnitState.FUZZY


def _attribute(tuv: etree._Element, tu: etree._Element, *names: str) -> str:
    values = (element.get(name) for element in (tuv, tu) for name in names)
    return next((value for value in values if value), "")


def _fault(message: str, path: str, line: int | None, *, hint: str | None = None) -> CatalogError:
    return CatalogError(message, place=Place(path=path, line=line), hint=hint)


def _line(element: etree._Element) -> int | None:
    line: object = element.sourceline
    return line if isinstance(line, int) else None
