"""Faults of a translation's markup: what is lost, added, changed or not properly paired."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import filterfalse
from typing import Literal

from postl10n.lang.text.elements import BETWEEN, Problem, compared, elements, is_half
from postl10n.lang.text.markup import Placeholder, PlaceholderKind, code, placeholders
from postl10n.lang.text.spans import Spans
from postl10n.registry import compiled

_REQUIRED = frozenset(PlaceholderKind) - {PlaceholderKind.LITERAL, PlaceholderKind.WIDE}
_PRECISION = re.compile(r"^%(\d+\$)?[-+#0' I]*(?:\*\d\$|[\d*]*)(?:\.(?:\*\d\$|[\d*]*))?([a-zA-Z]+)$")
_VALUE = re.compile(r"<[^<>\n]{1,60}>")
_PLACE = re.compile(r"%L?\d{1,2}")
_WORDS = re.compile(r"[/|]?[a-z]{2,}(?:[ -][a-z]+)*")
_BLANKS, _COMMA = re.compile(r"\s+"), re.compile(r",\s+")
_EXAMPLE = re.compile(r"my[A-Za-z]|[\w.-]+@(?:[a-z-]+\.)*example\.")
"""The name of something that the reader has, in words of the language."""
_LABEL = re.compile(
    r"<(?!\w+>(?:true|false|null|nil|none)<)\w+>[a-z]+</\w+>"
    r"|`(?!(?:None|Null|Nil|True|False)`)[A-Z][a-z]+(?:,?[ -](?:\d{0,3}[A-Za-z][a-z]*|&|\([a-z]+\)))*`"
)
"""Words in the clothes of code: a button or a menu, which Markdown has no others for, `Next`; <code>user</code>."""
_NAMELESS = re.compile(r"(?:(?<![A-Za-z0-9_]):|: )`([^`]{1,200})`")
"""A role that lost its name, or was torn from it."""
_QUOTED = compiled(r"[`'‘“”„«\"]([^\W\d_][^`'‘’“”„»\"]{0,60}|[/|][^\W\d_]+)['’”“»\"`]")
_TYPO = 80
"""Percent of likeness from which code of several words is taken to be the same, with a slip."""
_MOST_ALIKE = 100
"""Pieces of code with which each that is lost is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceholderFault:
    """A fault in the placeholders of a translation."""

    problem: Problem
    placeholder: Placeholder
    side: Literal["source", "target"]
    """The text that contains the placeholder: a missing one is only in the source."""
    mild: bool = False
    """It does no harm where texts are XML."""


def balanced(found: Iterable[Placeholder]) -> tuple[Placeholder, ...]:
    """Return the paired tags that are not properly nested; empty if there are none."""
    wrong: list[Placeholder] = []
    opened: list[Placeholder] = []
    for one in found:
        if one.kind is PlaceholderKind.OPEN:
            opened.append(one)
        elif one.kind is PlaceholderKind.CLOSE:
            if opened and opened[-1].name == one.name:
                opened.pop()
            else:
                wrong.append(one)
    return (*wrong, *opened)


def comparable(source: str, target: str, flags: frozenset[str] = frozenset()) -> list[PlaceholderFault]:
    """Return the faults of a translation's placeholders: it may reorder tags, but not add, lose or unbalance them.

    >>> [(one.problem, one.placeholder.text) for one in comparable("Click {1}here{/1}.", "Cliquez {1}ici.")]
    [('missing', '{/1}')]
    """
    if not _may_hold(source) and not _may_hold(target):
        return []
    originals, translated = placeholders(source, flags), placeholders(target, flags)
    if not any(one.name == "1" and _is_place(one) for one in originals):
        # The sign of percent before the figure, as in Turkish.
        originals, translated = _without_places(originals), _without_places(translated)
    if not any(one.kind is PlaceholderKind.CLOSE for one in (*originals, *translated)):
        originals, translated = _as_names(originals), _as_names(translated)
    mine, new = elements(originals, source), elements(translated, target)
    whole = None if mine is None or new is None else compared(mine, new, target)
    kept = filterfalse(is_half, originals), filterfalse(is_half, translated)
    ours, theirs = _named_alike(*((originals, translated) if whole is None else kept))
    faults = [*_lost(ours, theirs, target), *_added(ours, theirs)]
    for problem, one, mild in whole or ():
        side: Literal["source", "target"] = "target" if problem == "added" else "source"
        faults.append(PlaceholderFault(problem=problem, placeholder=one, side=side, mild=mild))
    faults = _outermost(faults)
    if not faults and not balanced(originals):
        faults.extend(
            PlaceholderFault(problem="unbalanced", placeholder=one, side="target")
            for one in balanced(translated)
        )
    return faults


def code_faults(source: str, target: str) -> list[PlaceholderFault]:
    """Return the roles and codes of POD that the translation lost, and the code that it lost or changed.

    >>> [(one.problem, one.placeholder.text) for one in code_faults("Run `send -a`", "Exécutez `sned -a`")]
    [('missing', '`send -a`')]
    """
    originals = code(source)
    if not originals:
        return []
    translated = code(target)
    roles = list(_lost_roles(originals, translated, target))
    lost = Spans((one.placeholder.start, one.placeholder.end) for one in roles)
    source, target = _evenly_spaced(source), _evenly_spaced(target)
    names = dict.fromkeys(one.name for one in translated if one.kind is PlaceholderKind.CODE)
    others = [name for name in names if not _stands_in(source, name)][:_MOST_ALIKE]
    anew = _quotes_anew(source, target)
    for one in originals:
        if one.kind is not PlaceholderKind.CODE or _stands_in(target, one.name):
            continue
        if _LABEL.fullmatch(one.text) or _EXAMPLE.match(one.name) or lost.covers(one.start):
            continue
        if _is_changed(one.name, others, anew):
            roles.append(PlaceholderFault(problem="missing", placeholder=one, side="source"))
    return roles


def _lost_roles(
    originals: Iterable[Placeholder], translated: Iterable[Placeholder], target: str
) -> Iterator[PlaceholderFault]:
    kind = PlaceholderKind.ROLE
    short = Counter(one.name for one in originals if one.kind is kind)
    short -= Counter(one.name for one in translated if one.kind is kind)
    codes = [one for one in originals if one.kind is PlaceholderKind.CODE]
    torn = {match[1].lstrip("~!.") for match in _NAMELESS.finditer(target)}
    # Those whose text is not in the translation are the lost ones, else the last.
    roles = [one for one in originals if one.kind is kind]
    for one in sorted(roles, key=lambda one: (one.text in target, -one.start)):
        if short[one.name] > 0:
            short[one.name] -= 1
            inside = [inner.name for inner in codes if one.start <= inner.start < one.end]
            texts = inside or [one.text[2:-1].strip("<>")]
            if not torn.isdisjoint(texts) or not any(name in target for name in texts):
                yield PlaceholderFault(problem="missing", placeholder=one, side="source")


def _stands_in(text: str, name: str) -> bool:
    """Tell whether an evenly spaced text holds the code; values, `-C <branch>`, may be translated."""
    name = _evenly_spaced(name)
    return _holds(text, name) or ("<" in name and _holds(_VALUE.sub("<>", text), _VALUE.sub("<>", name)))


def _evenly_spaced(text: str) -> str:
    return _BLANKS.sub(" ", _COMMA.sub(",", text))


def _holds(text: str, name: str) -> bool:
    """Tell whether the text holds the name, not as a part of a longer one."""
    at = text.find(name)
    while at >= 0 and not (
        _ends_name(text[at - 1 : at]) and _ends_name(text[at + len(name) : at + len(name) + 1])
    ):
        at = text.find(name, at + 1)
    return at >= 0


def _quotes_anew(source: str, target: str) -> bool:
    """Tell whether the translation quotes what the source does not have: code in words may be translated, in other marks."""
    return any(match[1] not in source for match in _QUOTED.finditer(target))


def _ends_name(sign: str) -> bool:
    return sign != "_" and not (sign.isascii() and sign.isalnum())


def _is_changed(name: str, others: list[str], anew: bool) -> bool:
    """Tell whether code that is not in the translation should be: text in code's clothes is translated.

    An address may be that of the same page in the translation's language.
    """
    if any(not other.isascii() for other in others) or not name.isascii() or "://" in name:
        return False
    # Imported when code differs: it takes as long as a catalog is read.
    from rapidfuzz import fuzz

    if any(fuzz.ratio(name, other) >= _TYPO for other in others):
        return True
    words = name.replace(" ", "").isalpha() and " " in name
    return not words and not (anew and _WORDS.fullmatch(name))


def _outermost(faults: list[PlaceholderFault]) -> list[PlaceholderFault]:
    """Return the faults without those of what stands inside a tag that is lost itself."""
    kind = PlaceholderKind.MARKUP
    inside = {
        side: Spans(
            (
                one.placeholder.start + 1,
                one.placeholder.start + len(one.placeholder.text.partition(BETWEEN)[0]),
            )
            for one in faults
            if one.side == side and one.placeholder.kind is kind
        )
        for side in ("source", "target")
    }
    return [one for one in faults if not inside[one.side].covers(one.placeholder.start)]


def _may_hold(text: str) -> bool:
    return "{" in text or "}" in text or "%" in text or "｛" in text or "<" in text


def _is_place(one: Placeholder) -> bool:
    return one.kind is PlaceholderKind.NAME and _PLACE.fullmatch(one.text) is not None


def _without_places(found: Iterable[Placeholder]) -> tuple[Placeholder, ...]:
    return tuple(one for one in found if not _is_place(one))


def _as_names(found: Iterable[Placeholder]) -> tuple[Placeholder, ...]:
    """Return `{0}`, which nothing closes, as a value filled in later."""
    return tuple(
        replace(one, kind=PlaceholderKind.NAME) if one.kind is PlaceholderKind.OPEN else one for one in found
    )


_Named = list[tuple[str, Placeholder]]
"""Placeholders, each with the name by which it is compared."""


def _named_alike(
    originals: Iterable[Placeholder], translated: Iterable[Placeholder]
) -> tuple[_Named, _Named]:
    """Return both sides with the names to compare; if only one numbers its conversions, `%2$s`, so does the other."""
    sides = [list(originals), list(translated)]
    numbering = [any("$" in one.text and one.text[0] == "%" for one in side) for side in sides]
    mixed = numbering[0] is not numbering[1]
    ours, theirs = (
        _named(side, mixed and not numbered) for side, numbered in zip(sides, numbering, strict=True)
    )
    return ours, theirs


def _named(found: Iterable[Placeholder], number: bool) -> _Named:
    named: _Named = []
    place = 0
    for one in found:
        name = _PRECISION.sub(r"%\1\2", one.text)
        if name[0] == "%" and name[-1] == "i":
            name = f"{name[:-1]}d"
        if one.kind is PlaceholderKind.MARKUP:
            name = f"<{one.name}>"
        elif number and name.startswith("%") and not _is_place(one) and "(" not in name:
            place += 1 + one.text.count("*")
            name = f"%{place}${name[1:]}"
        if "*" in one.text and name[0] == "%":
            name = f"%*{name[-1]}"  # Its width is another value, whose place only some formats tell.
        named.append((name, one))
    return named


def _lost(originals: _Named, translated: _Named, target: str) -> Iterator[PlaceholderFault]:
    left = Counter(name for name, _ in translated)
    read = Counter(one.text for _, one in translated)
    for name, one in originals:
        if one.kind not in _REQUIRED:
            continue
        if left[name]:
            left[name] -= 1
        elif target.count(one.text) > read[one.text]:
            read[one.text] += 1  # Written to a letter of the sentence: `%ss`.
        else:
            yield PlaceholderFault(problem="missing", placeholder=one, side="source")


def _added(originals: _Named, translated: _Named) -> Iterator[PlaceholderFault]:
    left = Counter(name for name, _ in originals)
    formats = any(one.text.startswith("%") for _, one in originals)
    for name, one in translated:
        if left[name]:
            left[name] -= 1
        elif one.kind is PlaceholderKind.WIDE:
            yield PlaceholderFault(problem="wide", placeholder=one, side="target")
        elif one.kind in _REQUIRED and (formats or not one.text.startswith("%") or "(" in one.text):
            yield PlaceholderFault(problem="added", placeholder=one, side="target")
