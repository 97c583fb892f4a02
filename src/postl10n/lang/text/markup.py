"""Markup of a text: placeholders, tags, code, and whatever else is written for a machine and is not read as words.

`{1}…{/1}` and `{2/}` stand for inline markup of our own articles, `{{` and `}}` for literal braces. The rest is
what catalogs of others hold: `printf` and brace formats, `%1`, HTML and XML, reStructuredText, Markdown, POD, man
pages, accelerators. Catalogs don't say which they use, save for formats (flags), so markup is recognised by its form.
Nothing here formats anything: catalogs may come from strangers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from postl10n.lang.text.spans import Spans
from postl10n.registry import compiled


class PlaceholderKind(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    VOID = "void"
    NAME = "name"
    LITERAL = "literal"
    """A doubled brace, which stands for a literal one."""
    WIDE = "wide"
    """Text in full-width braces: an input method has changed a placeholder into text."""
    MARKUP = "markup"
    """An HTML or XML tag."""
    ROLE = "role"
    """Marks around a text: a role of reStructuredText, a code of POD."""
    CODE = "code"
    """Code, which comes through a translation as it is."""


_TAGS = frozenset(
    {
        PlaceholderKind.OPEN,
        PlaceholderKind.CLOSE,
        PlaceholderKind.VOID,
        PlaceholderKind.MARKUP,
        PlaceholderKind.ROLE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """One placeholder, tag or piece of code; offsets are code points, `[start, end)`."""

    kind: PlaceholderKind
    name: str
    """By what it is compared: the number of a tag, the name of a value or element, the code, without its signs."""
    text: str
    start: int
    end: int

    @property
    def is_tag(self) -> bool:
        if self.kind is PlaceholderKind.WIDE:
            return _WIDE_TAG.fullmatch(self.text) is not None
        return self.kind in _TAGS


_TABLE = tomllib.loads((files(__package__) / "markup.toml").read_text("utf-8"))


def _expression(name: str, flags: int = 0, *, more: str = "") -> re.Pattern[str]:
    expressions = [one for key in (name, more) if key for one in _TABLE["expressions"][key]]
    return compiled(re.sub("«([a-z]+)»", lambda part: _TABLE["parts"][part[1]], "|".join(expressions)), flags)


_PLACEHOLDER, _FORMATTED, _ESCAPED = map(_expression, ("placeholder", "formatted", "escaped"))
_ELEMENT, _POD, _ROLE = map(_expression, ("element", "pod", "role"))
_CODE = _expression("role", more="code")
"""Roles too, so that the mark that ends one begins no code."""
_MANUAL_PAGE, _UNKNOWN, _PROGRAM = map(_expression, ("manual_page", "unknown", "program"))
_HIDDEN, _SIGNS = (_expression(name, re.ASCII) for name in ("hidden", "signs"))
_PROGRAMS, _ROLES_OF_PROSE, _LEFT_OPEN, HTML = (
    frozenset(_TABLE["words"][name].split()) for name in ("programs", "roles_of_prose", "left_open", "html")
)
_DATE_FORMAT = compiled(r"%[-_OE]?[YBbHMIyjZklDRT](?![A-Za-z])")
_WIDE_BRACES = compiled(r"｛[^｛｝{}]{1,80}｝")
_WIDE_TAG = compiled(r"｛\s*[/／]?[\d０-９]+[/／]?\s*｝")
_SECTION = compiled(r"(?<=[A-Za-z0-9_.:+-])\([1-9]")
_UNKNOWN_SIGN = compiled(r"[\\@\[{/#<`\"$;=&]")
"""One of these stands in each: a quick look."""
_POD_CODE = frozenset("CFL")
_MOST_WORDS = 4
"""Words between the ends of a code of POD that are the name of an option, command or value, and no sentence."""


@lru_cache(maxsize=1024)
def placeholders(text: str, flags: frozenset[str] = frozenset()) -> tuple[Placeholder, ...]:
    """Return the placeholders and tags of a text in order, doubled and full-width braces included.

    >>> [one.text for one in placeholders("{1}here{/1}, {name}: {{literal}} %(count)s")]
    ['{1}', '{/1}', '{name}', '{{', '}}', '%(count)s']
    >>> [one.text for one in placeholders("%lu of %1$s, {} and <b>{0:>4}</b>, not <no name> or 5 %d")]
    ['%lu', '%1$s', '{}', '<b>', '{0:>4}', '</b>']
    """
    found: list[Placeholder] = []
    if "{" in text or "%" in text or "}" in text:
        found.extend(_formats(text, flags))
    if "｛" in text:
        found.extend(_plain(PlaceholderKind.WIDE, match) for match in _WIDE_BRACES.finditer(text))
    if "<" in text:
        found.extend(_elements(text))
    found.sort(key=lambda one: one.start)
    return tuple(found)


@lru_cache(maxsize=512)
def code(text: str) -> tuple[Placeholder, ...]:
    """Return the roles, POD codes and pieces of code of a text in order; a role with code in it is both.

    >>> [(one.kind.value, one.name) for one in code("Call :func:`send` with ``-a`` and I<file>")]
    [('role', ':func:'), ('code', 'send'), ('code', '-a'), ('role', 'B<>')]
    """
    found = list(_pods(text)) if "<" in text else []
    taken = Spans((one.start, one.end) for one in found)
    for match in _CODE.finditer(text) if "`" in text or "</" in text else ():
        group = "inner" if match["inner"] else match.lastgroup
        if match["role"]:
            found.extend(_role(match))
        elif group and not taken.covers(match.start()):
            found.append(_code(match[group], match))
    return tuple(sorted(found, key=lambda one: one.start))


def may_hide(text: str) -> bool:
    """Return False for a text of which nothing is hidden: a quick look."""
    return _SIGNS.search(text) is not None or "{" in text or "%" in text or "}" in text


def hidden(text: str, flags: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Yield the spans [start, end) that no rule reads as words, numbers or terms.

    >>> text = "See :ref:`the rules <rules>`, ``a b`` and sort(1) of {name}."
    >>> [text[start:end] for start, end in sorted(set(hidden(text)))]
    [':ref:', ' <rules>', '``a b``', 'sort(1)', '{name}']
    """
    for one in placeholders(text, flags):
        if one.kind is not PlaceholderKind.WIDE:
            yield one.start, one.end
    if _SIGNS.search(text) is None:
        return
    if "`" in text or "<" in text:
        yield from _markers(text)
        yield from ((one.start, one.end) for one in code(text) if one.kind is PlaceholderKind.CODE)
    for match in _HIDDEN.finditer(text):
        yield match.span("target") if match["target"] else match.span()
    if _SECTION.search(text):
        yield from (match.span() for match in _MANUAL_PAGE.finditer(text))


def manual_pages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of manual page sections, `(3pm)` after `page`: neither numbers nor times of day."""
    return (match.span("section") for match in _MANUAL_PAGE.finditer(text))


@lru_cache(maxsize=1024)
def is_unknown_markup(text: str) -> bool:
    """Tell whether a text holds markup of a kind that is not read here (TeX, Texinfo, ICU messages, wikis), or is code.

    >>> is_unknown_markup("Use @code{tar} here"), is_unknown_markup("// a comment"), is_unknown_markup("a (b) {c}")
    (True, True, False)
    """
    return (_UNKNOWN_SIGN.search(text) is not None and _UNKNOWN.search(text) is not None) or is_program(text)


def is_command(words: Sequence[str]) -> bool:
    """Tell whether words are a command line: they begin with the name of a program.

    >>> is_command(["git", "stash", "clear"]), is_command(["open", "parcels"])
    (True, False)
    """
    return bool(words) and words[0] in _PROGRAMS


def is_program(text: str) -> bool:
    """Tell whether a text is lines of a program, of which translators change the comments and strings alone.

    >>> is_program("import csv\\nrows = csv.reader(file)"), is_program("Two rules:\\n  write (2)\\n  read")
    (True, False)
    """
    told = "\n" in text or ">>> " in text or text.startswith("external ref=")
    return told and _PROGRAM.search(text) is not None


def _formats(text: str, flags: Collection[str]) -> Iterator[Placeholder]:
    dated = "%" in text and _DATE_FORMAT.search(text) is not None
    strict = not {"c-format", "objc-format", "php-format"}.isdisjoint(flags)
    escaped = Spans(one.span() for one in _ESCAPED.finditer(text)) if "://" in text else None
    for match in _PLACEHOLDER.finditer(text):
        group = match.lastgroup
        if group is None or (group in ("plain", "place") and (dated or strict or "no-c-format" in flags)):
            continue
        if escaped is not None and escaped.covers(match.start()):
            continue
        yield _placeholder(match)
    if strict and not dated:
        for match in _FORMATTED.finditer(text):
            if match["plain"]:
                yield _named(PlaceholderKind.NAME, match["plain"].replace("I", ""), match)


def _placeholder(match: re.Match[str]) -> Placeholder:
    number = match["number"]
    if match["literal"]:
        kind, label = PlaceholderKind.LITERAL, match["literal"]
    elif number and match["close"]:
        kind, label = PlaceholderKind.CLOSE, number
    elif number:
        kind, label = (PlaceholderKind.VOID if match["void"] else PlaceholderKind.OPEN), number
    else:
        names = (match[group] for group in ("name", "key", "variable", "plain", "place"))
        kind, label = PlaceholderKind.NAME, next((name for name in names if name), "")
    return _named(kind, label, match)


def _named(kind: PlaceholderKind, name: str, match: re.Match[str]) -> Placeholder:
    return Placeholder(kind=kind, name=name, text=match[0], start=match.start(), end=match.end())


def _plain(kind: PlaceholderKind, match: re.Match[str]) -> Placeholder:
    return _named(kind, match[0][1:-1], match)


def _elements(text: str) -> Iterator[Placeholder]:
    """Yield the tags; what merely stands between angle brackets, `<no stamp>`, is text."""
    matches = list(_ELEMENT.finditer(text))
    shut = {match["element"] for match in matches if match["shut"] and not (match["rest"] or "").strip()}
    for match in matches:
        element, rest = match["element"], match["rest"] or ""
        if match["shut"] and rest.strip():
            continue
        known = not rest.strip() and element.lower() in _LEFT_OPEN
        if known or element in shut or match["end"] or rest.endswith("/") or "=" in rest:
            yield _named(PlaceholderKind.MARKUP, f"{match['shut'] or ''}{element.lower()}", match)


def _role(match: re.Match[str]) -> Iterator[Placeholder]:
    role = match["role"].rpartition(":")[2]
    yield _named(PlaceholderKind.ROLE, f":{role}:", match)
    target = match["target"].strip(" <>").lstrip("~!.")
    if match["title"] is not None:
        start, end = match.span("target")
        text_of = match["target"]
        yield Placeholder(kind=PlaceholderKind.CODE, name=target, text=text_of, start=start, end=end)
    elif role not in _ROLES_OF_PROSE:
        yield _named(PlaceholderKind.CODE, target, match)


def _pods(text: str) -> Iterator[Placeholder]:
    for match in _POD.finditer(text):
        # Bold and italics are written for one another.
        yield _named(PlaceholderKind.ROLE, f"{match['pod'].replace('I', 'B')}<>", match)
        if (
            match["shut"]
            and match["pod"] in _POD_CODE
            and not (match["pod"] == "L" and " " in match["inner"])
        ):
            yield _code(match["inner"], match)


def _code(inner: str, match: re.Match[str]) -> Placeholder:
    return _named(PlaceholderKind.CODE, " ".join(inner.split()), match)


def _markers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of what stands around the text of a role or a code of POD."""
    for match in _ROLE.finditer(text):
        yield match.start(), match.start("role") + len(match["role"]) + 1
        if match["title"] is not None:
            yield match.end("title"), match.end("target")
    for match in _POD.finditer(text):
        whole = match["shut"] and match["inner"].count(" ") < _MOST_WORDS
        yield match.start(), match.end() if whole else match.start() + 2


def blanked(text: str, holes: Iterable[tuple[int, int]]) -> str:
    """Return the text with the parts [start, end) replaced by as many spaces."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(holes):
        if end > done:
            parts.append(text[done : max(start, done)])
            parts.append(" " * (end - max(start, done)))
            done = end
    parts.append(text[done:])
    return "".join(parts)
