"""The rules of one language, read once from its data file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from postl10n.lang.languages.language import LANGUAGES, data, language
from postl10n.registry import cached

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRules:
    """The lists in `<code>/sentences.toml`; the top of `en/sentences.toml` explains each.

    Abbreviations are stored without their last full stop.
    """

    never_last: frozenset[str]
    number_follows: frozenset[str]
    after_number: frozenset[str]
    seldom_last: frozenset[str]
    often_last: frozenset[str]
    starters: frozenset[str]
    reporting: frozenset[str]
    reporting_within: int
    """The number of words after a quotation that are searched for such a verb: 1 where verbs come first."""
    after_hours: frozenset[str]
    also_words: frozenset[str]
    """Those of `number_follows` that are ordinary words too."""
    particles: re.Pattern[str] | None
    """Matches at a word that carries the sentence on after a closing quote or bracket."""
    after_names: re.Pattern[str] | None
    """Matches at a word that carries the sentence on after `!` or `?`, which then belongs to a name."""
    names_with_marks: tuple[str, ...]
    closes_list: str
    """`and` before an abbreviation for `others`: и пр. is no street (пр. Мира); empty where there is none."""
    lowercase_start: int
    """Letters that a word must have for a sentence to start in lower case after it; 0: never."""
    spaced: bool
    """True if a full stop needs a space after it."""
    ordinals: bool
    """A full stop makes an ordinal of a short number: 3. Mai, 19. Jahrhundert, Wilhelm II."""
    abbreviations: frozenset[str] = field(init=False)
    """The words of the first five lists."""
    parts: frozenset[str] = field(init=False)
    """The parts of abbreviations with several full stops: `e` and `g` of `e.g.`."""
    surely_goes_on: frozenset[str] = field(init=False)
    """Those of `never_last` that no other list and no abbreviation of several parts makes doubtful."""
    needs_starter: frozenset[str] = field(init=False)
    """The same of `seldom_last`."""

    def __post_init__(self) -> None:
        never, seldom = self.never_last, self.seldom_last
        others = self.after_number | self.often_last
        words = never | seldom | others | self.number_follows
        parts = frozenset(part for one in words if "." in one for part in one.split("."))
        for name, value in (
            ("abbreviations", words),
            ("parts", parts),
            ("surely_goes_on", never - others - parts),
            ("needs_starter", seldom - never - others - parts),
        ):
            object.__setattr__(self, name, value)


@cached(64)
def has_sentence_rules(locale: str) -> bool:
    """Return True if the locale's language has rules of its own."""
    return data(language(locale).code, "sentences.toml") is not None


@cached(32)
def load(locale: str) -> SentenceRules:
    """Return the rules of the locale's language; those of `other.toml` where we have none."""
    code = language(locale).code
    text = data(code, "sentences.toml") or files(__package__).joinpath("other.toml").read_text("utf-8")
    with LANGUAGES.guard(code):
        return _rules(tomllib.loads(text))


def ends_abbreviated(text: str, code: str) -> bool:
    """Return True if the text ends with an abbreviation, whose full stop need not be that of a sentence.

    >>> ends_abbreviated("Northern Logistics Co., Ltd.", "en"), ends_abbreviated("It is open.", "en")
    (True, False)
    """
    rules = load(code)
    last = text.rpartition(" ")[2].rstrip(".")
    return any(last in words for words in (rules.never_last, rules.seldom_last, rules.often_last))


def _rules(table: dict[str, Any]) -> SentenceRules:
    def listed(key: str) -> list[str]:
        return str(table.get(key, "")).split()

    cased = ("never_last", "number_follows", "after_number", "seldom_last", "often_last", "also_words")
    words: dict[str, Any] = {key: _cases(listed(key)) for key in cased}
    words |= {key: frozenset(listed(key)) for key in ("starters", "reporting", "after_hours")}
    words |= {key: _particles(listed(key), listed("starters")) for key in ("particles", "after_names")}
    return SentenceRules(
        **words,
        reporting_within=int(table.get("reporting_within", 4)),
        names_with_marks=tuple(listed("names_with_marks")),
        closes_list=str(table.get("closes_list", "")),
        lowercase_start=int(table.get("lowercase_start", 0)),
        spaced=bool(table.get("spaced", True)),
        ordinals=bool(table.get("ordinals", False)),
    )


def _cases(words: Iterable[str]) -> frozenset[str]:
    """An entry in lower case stands for its capitalised form too, a capitalised one for that in capitals.

    Short forms are left alone: they would be initials, and the acronyms of states and parties.
    """
    cases: set[str] = set()
    for word in words:
        stem = word.removesuffix(".")
        cases.add(stem)
        if len(stem) > 1 and stem.islower():
            cases.add(stem[:1].upper() + stem[1:])
        elif len(stem) > 2:
            cases.add(stem.upper())
    return frozenset(cases)


def _particles(particles: list[str], starters: list[str]) -> re.Pattern[str] | None:
    if not particles:
        return None
    first = "|".join(map(re.escape, sorted(starters, key=len, reverse=True)))
    return re.compile(
        rf"(?!{first})(?:{'|'.join(map(re.escape, particles))})" if first else "|".join(particles)
    )
