"""Placeholders and tags of a catalog's text as inline codes of XLIFF, with the same ids on both sides."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from postl10n.lang.text.markup import Placeholder, PlaceholderKind, placeholders

_SIGN = re.compile("[{%<]")
_AS_TEXT = frozenset({PlaceholderKind.LITERAL, PlaceholderKind.WIDE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An inline code of a text; offsets are code points."""

    start: int
    end: int
    text: str
    id: int = 0
    opens: str | None = None
    """The text of its end, if it begins a pair."""
    closes: bool = False


@dataclass(slots=True)
class Numbering:
    """The ids of the codes of one source, which those of its translation take over."""

    count: int = 0
    free: dict[tuple[str, str | None], list[int]] = field(default_factory=dict)

    def source(self, codes: list[Code]) -> list[Code]:
        """Return the codes of a source with ids."""
        numbered = self._numbered(codes, {})
        for code in reversed(numbered):
            if not code.closes:
                self.free.setdefault((code.text, code.opens), []).append(code.id)
        return numbered

    def target(self, codes: list[Code]) -> list[Code]:
        """Return the codes of a translation with the ids of the source's; ones of its own get new ids."""
        return self._numbered(codes, {key: list(ids) for key, ids in self.free.items()})

    def _numbered(self, codes: list[Code], free: dict[tuple[str, str | None], list[int]]) -> list[Code]:
        numbered: list[Code] = []
        opened: list[int] = []
        for code in codes:
            if code.closes:
                number = opened.pop()
            elif known := free.get((code.text, code.opens)):
                number = known.pop()
            else:
                self.count = number = self.count + 1
            if code.opens is not None:
                opened.append(number)
            numbered.append(replace(code, id=number))
        return numbered


def codes_of(text: str, flags: Collection[str] = ()) -> list[Code]:
    """Return the codes of a text without ids; what begins and ends a part of it, rightly nested, is a pair.

    >>> [(code.text, code.opens) for code in codes_of("{1}here{/1} {2}{name}")]
    [('{1}', '{/1}'), ('{/1}', None), ('{2}', None), ('{name}', None)]
    """
    if _SIGN.search(text) is None:
        return []
    found: list[Code] = []
    open_: list[tuple[str, int]] = []
    end = 0
    for one in placeholders(text, frozenset(flags)):
        if one.kind in _AS_TEXT or one.start < end:
            continue
        end = one.end
        name = _end_of(one)
        names = [each for each, _ in open_]
        if name is not None and name in names:
            at = len(names) - 1 - names[::-1].index(name)
            number = open_[at][1]
            del open_[at:]
            found[number] = replace(found[number], opens=one.text)
            found.append(Code(start=one.start, end=end, text=one.text, closes=True))
            continue
        if one.kind in (PlaceholderKind.OPEN, PlaceholderKind.MARKUP) and name is None:
            open_.append((f"{one.kind}{one.name}", len(found)))
        found.append(Code(start=one.start, end=end, text=one.text))
    return found


def _end_of(one: Placeholder) -> str | None:
    """Return the name of what it ends, if it is an end."""
    if one.kind is PlaceholderKind.CLOSE:
        return f"{PlaceholderKind.OPEN}{one.name}"
    if one.kind is PlaceholderKind.MARKUP and one.name.startswith("/"):
        return f"{one.kind}{one.name[1:]}"
    return None
