"""Short forms that an article defines itself: `… Bureau (hereinafter called CTT)`, `RCEP (Regional …)`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from postl10n.lang.locales import language, spaced
from postl10n.model.article import Definition, Segment

_QUOTED = "\"'“”„‟«»‘’「」『』《》〈〉"
_BRACKETS = re.compile(r"[(（]([^()（）]{1,200})[)）]")
_TAG = re.compile(r"(?<!\{)\{/?\d+/?\}(?!\})")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|&")
_CLAUSE_END = re.compile(r"[,;:.!?](?=\s|$)|[，。；：！？、()（）\[\]—]|\s[–-]\s")
_ELIDED = re.compile(r"^[dl]['’](?=\w)", re.IGNORECASE)
_NAME_IN_QUOTES = re.compile(r"[《「『“]([^《》「」『』“”]{2,})[》」』”]$")
_ACRONYM = re.compile(r"[^\W\d_a-z][^\W_]*[^\W\d_a-z][^\W_]*|[^\W\d_a-z]{2,}")
_LONGEST_SHORT = 60


@dataclass(frozen=True, slots=True)
class _Language:
    brackets: tuple[re.Pattern[str], ...]
    connectors: frozenset[str]
    roles: frozenset[str]
    articles: frozenset[str]


@lru_cache(maxsize=1)
def _languages() -> dict[str, _Language]:
    text = files(__package__).joinpath("data", "definitions.toml").read_text(encoding="utf-8")
    return {
        code: _Language(
            tuple(re.compile(f"(?:{pattern})", re.IGNORECASE) for pattern in one["brackets"]),
            frozenset(one["connectors"]),
            frozenset(one["roles"]),
            frozenset(one["articles"]),
        )
        for code, one in tomllib.loads(text).items()
    }


_UNKNOWN = _Language((), frozenset(), frozenset(), frozenset())


def find_definitions(segments: Sequence[Segment], locale: str) -> tuple[Definition, ...]:
    """The definitions in reading order; of several for one short form the first."""
    rules = _languages().get(language(locale), _UNKNOWN)
    found: dict[str, Definition] = {}
    for segment in segments:
        text = _TAG.sub("", segment.text)
        for short, full in _in_text(text, rules, spaced(locale)):
            found.setdefault(short, Definition(short=short, full=full, segment=segment.id))
    return tuple(found.values())


def _in_text(text: str, rules: _Language, with_spaces: bool) -> Iterator[tuple[str, str]]:
    for bracket in _BRACKETS.finditer(text):
        inside, before = bracket[1].strip(), text[: bracket.start()].rstrip()
        pair = (
            _announced(inside, before, rules, with_spaces)
            or _acronym_after(inside, before, rules)
            or _acronym_before(inside, before, rules)
        )
        if pair is not None:
            yield pair


def _announced(inside: str, before: str, rules: _Language, with_spaces: bool) -> tuple[str, str] | None:
    """`FULL (hereinafter referred to as SHORT)`."""
    for pattern in rules.brackets:
        if not (found := pattern.fullmatch(inside)):
            continue
        short = _without_articles(found["short"].strip().strip(_QUOTED).strip(), rules)
        if not short or len(short) > _LONGEST_SHORT:
            return None
        full = _name_before(before, short, rules) if with_spaces else _unspaced_name_before(before, short)
        return (short, full) if full and full != short else None
    return None


def _acronym_after(inside: str, before: str, rules: _Language) -> tuple[str, str] | None:
    """`FULL (SHORT)`, where the initials of the words before are the letters of the short form."""
    short = inside.strip(_QUOTED)
    if not _ACRONYM.fullmatch(short):
        return None
    full = _spelled_out(short, _clause(before), rules)
    return (short, full) if full else None


def _acronym_before(inside: str, before: str, rules: _Language) -> tuple[str, str] | None:
    """`SHORT (the FULL)`."""
    words = list(_WORD.finditer(before))
    if not words or words[-1].end() != len(before) or not _ACRONYM.fullmatch(words[-1][0]):
        return None
    full = _without_articles(inside.strip(_QUOTED), rules)
    return (words[-1][0], full) if _spelled_out(words[-1][0], full, rules) == full else None


def _spelled_out(acronym: str, text: str, rules: _Language) -> str | None:
    """The end of the text whose words begin with the acronym's letters; connectors may be passed over."""
    words = [word for word in _WORD.finditer(text) if word[0] != "&"]
    if not words or words[-1].end() != len(text):
        return None
    # DSC is "Direção dos Serviços de Correios" rather than "dos Serviços de Correios".
    names = [word for word in words if word[0].lower() not in rules.connectors]
    for candidates in (names, words):
        start = _initials_start(acronym.lower(), [word[0].lower() for word in candidates], rules.connectors)
        if start is not None:
            return text[candidates[start].start() :]
    return None


def _initials_start(letters: str, words: list[str], connectors: frozenset[str]) -> int | None:
    """The index of the word where the initials begin, read from the end."""
    index = len(words)
    for letter in reversed(letters):
        index -= 1
        while index >= 0 and words[index][0] != letter and words[index] in connectors:
            index -= 1
        if index < 0 or words[index][0] != letter:
            return None
    return index


def _clause(before: str) -> str:
    ends = [found.end() for found in _CLAUSE_END.finditer(before)]
    return before[ends[-1] :].strip() if ends else before


def _name_before(before: str, short: str, rules: _Language) -> str | None:
    clause = _clause(before).strip(_QUOTED)
    if _ACRONYM.fullmatch(short) and (full := _spelled_out(short, clause, rules)):
        return full
    if clause.lower() == clause.upper():
        # Scripts without capitals do not show where a name begins.
        return clause or None
    words = list(_WORD.finditer(clause))
    start = _name_start([_ELIDED.sub("", word[0]) for word in words], rules)
    if start is None:
        return None
    return _without_roles(_ELIDED.sub("", clause[words[start].start() :]), rules)


def _name_start(words: list[str], rules: _Language) -> int | None:
    """The first word of the capitalised name that the words end in.

    Languages that capitalise the first word of a name only have no such run: there the name begins with the
    nearest capitalised word.
    """
    start = None
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word[0].isupper() or word[0].isdigit():
            start = index
        elif word.lower() not in rules.connectors and (start is not None or "the" in rules.articles):
            break
    return start


def _without_roles(name: str, rules: _Language) -> str:
    first, of, rest = name.partition(" of ")
    if of and first.lower() in rules.roles:
        name = rest
    words = name.split(" ")
    if words[0].lower() in rules.roles and len(words) > 1:
        name = name[len(words[0]) + 1 :]
    return _without_articles(name, rules)


def _without_articles(text: str, rules: _Language) -> str:
    first, space, rest = text.partition(" ")
    return rest.strip().strip(_QUOTED) if space and first.lower() in rules.articles else text


def _unspaced_name_before(before: str, short: str) -> str | None:
    """The name in its quotes, else the end of the clause that holds the short form's characters."""
    if quoted := _NAME_IN_QUOTES.search(before):
        return quoted[1]
    clause = _clause(before)
    start = _subsequence_start(short, clause)
    name = clause if start is None else clause[start:]
    return (clause if name == short else name) or None


def _subsequence_start(short: str, clause: str) -> int | None:
    """The last offset from which the characters of the short form follow in their order."""
    at = len(clause)
    for character in reversed(short):
        at = clause.rfind(character, 0, at)
        if at < 0:
            return None
    return at
