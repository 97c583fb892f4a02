"""Markup of a text: placeholders, tags, code, and whatever else is written for a machine and is not read as words.

`{1}…{/1}` and `{2/}` stand for inline markup of our own articles, `{{` and `}}` for literal braces. The rest is
what catalogs of others hold: `printf` and brace formats, `%1`, HTML and XML, reStructuredText, Markdown, POD, man
pages, accelerators. Catalogs don't say which they use, save for formats (flags), so markup is recognised by its form.
Nothing here formats anything: catalogs may come from strangers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

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


# Names are bounded so that scanning a megabyte of one letter stays linear.
_SPEC = r"(?:![rsa])?(?::[^{}\s]{0,30})?"
_CONVERSION = r"[-+#0'I]{0,5}(?:\*|\d{1,3})?(?:\.(?:\*|\d{1,3})?)?(?:hh?|ll?|[Lqjzt])?[diouxXeEfFgGcsSpmn]"
_LETTER = r"A-Za-z0-9_\u00c0-\u024f"
_PLACEHOLDER = compiled(
    r"(?P<literal>\{\{|\}\})"
    r"|\{(?P<close>/)?(?P<number>\d{1,4})(?P<void>/)?\}"
    rf"|\{{(?P<name>[^\W\d][\w.\[\]]{{0,80}}|\d{{1,4}}[.\[][\w.\[\]]{{0,80}}|(?=[}}:!])|\d{{1,4}}(?=[:!])){_SPEC}\}}"
    r"|%\((?P<key>[^\W\d]\w{0,80})\)(?P<conversion>[-+#0]{0,4}\d{0,3}(?:\.\d{1,3})?[a-zA-Z])"
    r"|%%"
    r"|(?<![\d%])%(?P<variable>[a-z][a-z_]{1,30})%"
    rf"|(?<!\d\s)(?<!\d)%(?P<plain>(?:\d{{1,9}}\$)?{_CONVERSION})(?![{_LETTER}])"
    rf"|(?<![\w%/=&])%(?P<place>L?[1-9]\d?)(?![{_LETTER}$]|[.,]\d)"
)
_FORMATTED = compiled(rf"%%|%(?P<plain>(?:\d{{1,9}}\$)?[ ]?{_CONVERSION})")
"""The same where a flag says that the text is a format: nothing else begins with a percent sign."""
_DATE_FORMAT = compiled(r"%[-_OE]?[YBbHMIyjZklDRT](?![A-Za-z])")
_WIDE_BRACES = compiled(r"｛[^｛｝{}]{1,80}｝")
_WIDE_TAG = compiled(r"｛\s*[/／]?[\d０-９]+[/／]?\s*｝")
# Not the target of a role or reference, `place <target>`, nor the text of POD, `I<file>`.
_ELEMENT = compiled(
    r"(?!(?<=\s)<[^<>`]{1,200}>`)(?:(?=</)|(?<!(?<![A-Za-z0-9])[BCEFILSXZ]))(?<!E(?=<(?:lt|gt|sol|verbar)>))"
    r"<(?P<shut>/)?(?P<element>[A-Za-z][\w.:-]{0,40})(?P<rest>\s[^<>]{0,500})?(?P<end>/?)>"
)
# Often left open in one segment; any other element is known by its end, its attributes or its closing stroke.
_LEFT_OPEN = frozenset(["a", "b", "br", "div", "em", "hr", "i", "img", "li", "p", "span", "strong", "u"])
_POD = compiled(r"(?<![A-Za-z0-9_])(?<!\s-)(?P<pod>[BCFILSXZ])<(?P<inner>[^<>\n]{1,200})(?P<shut>>)?")
_ROLE = compiled(
    r":(?P<role>[A-Za-z][\w.+:-]{0,60}):`(?P<title>[^`<>]{0,200}(?=\s<))?(?P<target>[^`]{1,200})`"
)
_POD_CODE = frozenset("CFL")
_MOST_WORDS = 4
"""Words between the ends of a code of POD that are the name of an option, command or value, and no sentence."""
_ROLES_OF_PROSE = frozenset(
    re.findall(
        r"\w+", "abbr abbreviation dfn emphasis guilabel kbd index menuselection ref strong sub sup term doc"
    )
)
"""The text of these, without a target of its own, is translated or may be."""
_CODE = compiled(
    r"``(?P<literal>[^`\n]{1,400})``(?!`)|`[^`]{1,200}`_{1,2}(?![A-Za-z0-9_])"
    r"|(?<![`:])`(?![^`']{1,80}'(?![A-Za-z]))(?P<code>[^`\n]{1,200})`(?![`_])"
    r"|<(?P<element>code|samp|tt)>(?P<inner>[^<]{1,400})</(?P=element)>"
)
_SECTION = compiled(r"(?<=[A-Za-z0-9_.:+-])\([1-9]")
_MANUAL_PAGE = compiled(
    r"(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_.:+-]{0,60}(?P<section>\([1-9][a-z]{0,4}\))(?![A-Za-z0-9_])"
)
# What is no word, and is not compared either.
_HIDDEN = compiled(
    # Fenced code of Markdown.
    r"(?:(?<=\n)|\A) {0,3}```[\s\S]*?(?:\n {0,3}```(?=\s|\Z)|\Z)|"
    # The titles of references are text: `a place <target>`_.
    r"`[^`<>]{1,200}(?P<target>\s<[^<>`]{1,200}>)`_{0,2}"
    # Addresses of links, BBCode, substitutions and footnotes of reStructuredText, entities of HTML and POD, groff.
    r"|(?<=\])\([^()\s]{1,300}\)|\[/[a-z]{1,12}\]|\[[a-z]{1,12}=[^\]\s]{1,300}\]"
    r"|\|(?! )[A-Za-z][\w .-]{0,40}(?<! )\||\[(?:\d{1,3}|[#*]\w{0,20})\]_"
    r"|&(?:[A-Za-z]{2,10}|#\d{1,6});|E<(?:lt|gt|sol|verbar|\d{1,5})>|\\f[BIRPC]|\\[-&e]|\\\(\w\w"
    r"|(?<![A-Za-z0-9_.])_{0,3}[A-Za-z][A-Za-z0-9.]{0,60}_[A-Za-z0-9_.]{0,60}[A-Za-z0-9_]"
    # Accelerators: (&O), &Open, _Open.
    r"|\((?:&amp;|[&_])[^\W_]\)|(?<![\w&])[&_](?=[^\W\d_])"
    # Options, names with a sign or a capital inside, calls, variables, mentions, addresses, paths and files.
    r"|(?<![\w-])--?[A-Za-z][\w-]{0,60}(?:\[?=\(?[\w./|*<>-]{1,90}\)?\]?)?"
    r"|(?<![\w./-])(?:~|\.{1,2})?(?:/[\w.@+-]{1,60}){2,12}/?"
    r"|(?<![\w.-])(?=[\w.+-]*/[\w.+/-]*[\d._/-])[\w.+-]{1,60}(?:/[\w.+-]{1,60}){1,12}(?![A-Za-z0-9])"
    # Macros of AsciiDoc: linkgit:git-add[1].
    r"|(?<![\w:])[a-z]{2,20}:[\w./-]{1,90}(?:\[[\w., -]{0,60}\])"
    r"|\b[a-z][a-z0-9+.-]{1,20}://[\w./%+?=&#~-]{0,300}"
    r"|(?<![\w.])[A-Za-z_][\w-]{0,60}\.[a-z][a-z0-9]{1,4}(?![\w.-])"
    r"|(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_.]{0,60}\(\)"
    r"|(?<![A-Za-z0-9_])[a-z]{1,30}[A-Z][A-Za-z0-9]{0,60}(?![<A-Za-z0-9])|\b[A-Za-z_]\w{0,60}(?:::\w{1,60}){1,6}|[$@][A-Za-z_][\w-]{0,60}",
    re.ASCII,
)
_SIGNS = compiled(
    r"[`_<&\\|$@./:\][(A-Z-](?:(?<=[`_<&\\|$@])|(?<=-)(?<!\w-)|(?<=\.)[a-z]|(?<=/)\w|(?<=:)[:/a-z]|(?<=\])\("
    r"|(?<=\[)[/a-z]|(?<=[a-z][A-Z])|(?<=\w\()(?:\)|[1-9][a-z]{0,4}\))|(?<=\()[&_])",
    re.ASCII,
)
"""One of these stands in whatever is hidden: most texts have none. Begins with a set of signs, which is found quickly."""
_UNKNOWN = compiled(
    r"\\[A-Za-z]{2,30}[{\[]|@[a-z]{2,20}\{|\[\[|\{\{|\{\w{1,40}, ?(?:plural|select|selectordinal|number|date|time)\b"
    r"|^\s*(?://|/\*|#!|<\?|```)|^\s*\"[^\"\n]*\"\s*$|^\s*<[^<>]*>\s*$|^\s*[$#] |[;{]\n|=>|&lt;/?\w"
)
_PROGRAM = compiled(
    # A prompt of Python; an import; the head of a definition or block; an assignment, a call, or a line that goes on.
    r"(?:^|\n)[ \t]*(?:>>> |\.\.\. |(?:from [\w.]+ )?import [\w.*]+(?: as \w+)?(?:, [\w.]+)*[ \t]*(?:\n|$)"
    r"|(?:async )?(?:def|class) \w+(?:\([^\n]*\))?(?: -> [^\n:]+)?:[ \t]*(?:\n|$)"
    r"|(?:(?:if|for|while|with|elif|except|match|case) [^\n]*|try|else|finally):\n[ \t]+\S"
    r"|[\w.]{1,60} ?[-+*/|]?= ?[^\n]*[(\[{'\"][^\n]*\n"
    r"|(?:\w{1,40}\.[\w.]{1,40}\([^\n]*|\w{1,40}\((?:[^\n]*[,='\"][^\n]*)?)\)[ \t]*\n)|[\w)\]] \\\n"
)
_UNKNOWN_SIGN = compiled(r"[\\@\[{/#<`\"$;=&]")
"""One of these stands in each: a quick look."""


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
    found = [*_roles(text), *_pods(text)] if "`" in text or "<" in text else []
    taken = [(one.start, one.end) for one in found]
    for match in _CODE.finditer(text) if "`" in text or "</" in text else ():
        group = "inner" if match["inner"] else match.lastgroup
        if group and not any(start <= match.start() < end for start, end in taken):
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


def is_program(text: str) -> bool:
    """Tell whether a text is lines of a program, of which translators change the comments and strings alone.

    >>> is_program("import csv\\nrows = csv.reader(file)"), is_program("Two rules:\\n  write (2)\\n  read")
    (True, False)
    """
    return ("\n" in text or ">>> " in text) and _PROGRAM.search(text) is not None


def _formats(text: str, flags: Collection[str]) -> Iterator[Placeholder]:
    dated = "%" in text and _DATE_FORMAT.search(text) is not None
    strict = not {"c-format", "objc-format", "php-format"}.isdisjoint(flags)
    for match in _PLACEHOLDER.finditer(text):
        group = match.lastgroup
        if group is None or (group in ("plain", "place") and (dated or strict or "no-c-format" in flags)):
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


def _roles(text: str) -> Iterator[Placeholder]:
    for match in _ROLE.finditer(text):
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
