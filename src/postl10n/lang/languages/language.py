"""The facts of a language that rules ask for, from `<code>/language.toml`; defaults for what that does not say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

from postl10n.lang import locales
from postl10n.registry import Registry, cached

_OWN = files(__package__)
"""The folders of our own languages."""


def _package(thing: object) -> ModuleType | None:
    return thing if isinstance(thing, ModuleType) and hasattr(thing, "__path__") else None


LANGUAGES = Registry(
    "languages",
    {
        one.name: f"{__package__}.{one.name}"
        for one in sorted(_OWN.iterdir(), key=lambda one: one.name)
        if one.name.isalpha() and one.is_dir()
    },
    _package,
)
"""The languages that have a folder: a package whose files and modules are all optional."""
_TYPES: Mapping[str, type | tuple[type, ...]] = MappingProxyType(
    {"float": (int, float), **{one.__name__: one for one in (bool, int, str, tuple, frozenset, Mapping)}}
)
_EXPRESSIONS = (
    *("article_before_day", "conjunctions", "day_preposition", "feminine", "feminine_common"),
    *("masculine_article", "proclitics", "question_endings"),
)
"""Fields that others compile."""
_FULL_WIDTH: Mapping[str, str] = MappingProxyType(dict(zip("。．｡？！：；", "...?!:;", strict=True)))


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayNames:
    """Regular expressions of the names of weekdays in a text in lower case."""

    names: tuple[str, ...]
    """Monday to Sunday."""
    before: str = ""
    after: str = ""
    """Around any of them."""
    signs: tuple[str, ...]
    """Every match holds one of these: a quick look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYearNames:
    """Regular expressions of the names of the halves of a year."""

    first: str
    second: str
    signs: tuple[str, ...]
    """Every match holds one of these: a quick look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeWords:
    """Regular expressions of the words of `from 12 to 4`; `{word}` is a word and its space, `{gap}` some text."""

    before: str = ""
    between: str
    behind: str = ""
    word: str
    """The words that alone, between two figures, make a range of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """The articles before a noun by its gender, and the nouns whose form tells their gender."""

    pairs: tuple[tuple[str, str], ...]
    """Masculine and feminine, contracted with prepositions where the language does so."""
    plural: tuple[str, ...] = ()
    """The masculine ones that are plurals."""
    doubtful: tuple[str, ...] = ()
    """Feminine ones that are prepositions or pronouns too."""
    elided: Mapping[str, str] = field(default_factory=_nothing)
    """Articles with their forms before a vowel."""
    vowels: str = ""
    """The letters before which articles are elided."""
    feminine: str
    """A regular expression of endings that make a noun, in lower case, feminine."""
    feminine_common: str = "(?!)"
    """The same of common nouns, which a name in another language is not: the noun as it is written."""
    masculine_article: str = "(?!)"
    """Feminine nouns, in lower case, that have the masculine article (`el agua`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionForms:
    """The phrases by which articles define a short form; `{short}` in a regular expression is the short form."""

    announced: tuple[str, ...] = ()
    """Phrases that announce any short form, in brackets or between commas."""
    hinted: tuple[str, ...] = ()
    """Phrases that announce one only where that is in quotation marks or begins with a capital."""
    alternatives: frozenset[str] = frozenset()
    """Words before a short form in brackets that announce none themselves (or)."""
    connectors: frozenset[str] = frozenset()
    """Words in lower case within a name, which an acronym may leave out."""
    articles: frozenset[str] = frozenset()
    """Dropped before short and full form."""
    articles_end_names: bool = False
    """A name reaches back over no article (`der Vorstand der Post AG`)."""
    elided: str = ""
    """A regular expression of what an apostrophe joins to the word after it."""
    roles: frozenset[str] = frozenset()
    """Words before a name that are no part of it (`Director of the Macao Post`)."""
    parties: frozenset[str] = frozenset()
    """Nouns that stand for any name once they are in brackets: `(the “Company”)`."""
    attributes: str = ""
    """A regular expression of the endings of words that belong to the noun after them."""
    collective: str = "(?!)"
    """A regular expression of how a short form of several names begins, in a language without capitals."""
    compounds: bool = False
    """An acronym may take letters from within a long word (`ЕврАзийский`)."""
    heads: frozenset[str] = frozenset()
    """Words without an article that a name begins with, in a language without capitals."""
    before_names: str = "(?!)"
    """A regular expression of what comes before a name, in a language without capitals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The facts about a language, with a default for each."""

    code: str
    """The language subtag: `zh` of `zh_Hant_MO`."""
    alias_of: str = ""
    """The code under which CLDR has the language."""

    ideographic: bool = False
    """Written in Han characters, alone or with kana, so that characters are counted where others count words."""
    mixes_han: bool = False
    """Han characters are written beside the language's own script and belong to its words (kanji)."""
    nouns_capitalised: bool = False
    """Common nouns begin with a capital."""

    sentence_marks: bool = True
    """A sentence ends with a mark."""
    end_marks: Mapping[str, str] = field(default_factory=lambda: _FULL_WIDTH)
    """Marks at the end of a sentence that the language does not write, with what it writes instead."""
    sentence_endings: str = ""
    """A regular expression of what a sentence ends with before its mark; a phrase without a verb has no full stop."""
    question_marks: str = ""
    """Signs that end a question, besides those of all languages (Greek `;`)."""
    inverted_marks: bool = False
    """`¿` and `¡` open what `?` and `!` close."""
    question_endings: str = ""
    """A regular expression of words that make a sentence a question although a full stop ends it."""
    spaced_marks: str = ""
    """Marks with a no-break space before them."""
    loose_marks: str = ""
    """Marks that may have a space before them."""
    full_stops: str = ""
    """Signs that end a sentence, besides those of all languages (Armenian `:`)."""
    quotation_pairs: Mapping[str, str] = field(default_factory=_nothing)
    """Opening quotation marks with their closing ones, besides those of all languages."""

    gendered: bool = False
    """Articles, adjectives or verbs show the gender of a noun."""
    elides: bool = False
    """The word before a noun depends on its first sound (a/an), and may lose its vowel to it (l'envoi)."""
    inflects: bool = True
    """Words change their form."""
    cases: bool = True
    """A noun changes with its place in the sentence."""
    linking: tuple[str, ...] = ()
    """Letters that join the words of a compound written as one, "" among them; empty if there are no such compounds."""
    noun_endings: tuple[str, ...] = ()
    """Those by which a word that is in no dictionary is taken for a form of another one."""
    attached_particles: bool = False
    """Particles are written to the noun, in a form that depends on its last sound (은/는)."""
    proclitics: str = ""
    """A regular expression of what is written to the front of a word: conjunction, preposition, article."""
    articles: Articles | None = None
    doubled_words: frozenset[str] = frozenset()
    """Words that may be repeated (`nous nous`)."""
    relatives: frozenset[str] = frozenset()
    """Words that may stand twice in a row behind a comma (`, die die`)."""
    clause_words: frozenset[str] = frozenset()
    """Function words that no name begins or ends with; found between its words they make it a clause."""
    telling_words: frozenset[str] = frozenset()
    """Words that no other language has."""
    conjunctions: str = ""
    """A regular expression of the words that join clauses; empty where a comma or an ending does."""

    han_numerals: bool = False
    """Numbers are written in Han numerals too, grouped by ten thousands, and months as figures (5月)."""
    minimum_grouping_digits: int = 1
    """CLDR's: the least digits before the first grouping sign; 2 where 1520 has none, but 15.200 has."""
    weekdays: WeekdayNames | None = None
    half_years: HalfYearNames | None = None
    ranges: RangeWords | None = None
    day_preposition: str = ""
    """A regular expression of what comes before a date with a day (`on `)."""
    article_before_day: str = ""
    """The article in that place, where the language has one."""
    definitions: DefinitionForms = DefinitionForms()
    doubtful_months: frozenset[str] = frozenset()
    """Names of months that are other words too (May)."""

    density: float = 1.0
    """Characters for what English says in one, measured on news of postal operators."""
    bleu_tokenizers: tuple[str, ...] = ()
    """sacrebleu's tokenizers that suit, the best one first; empty: those of all languages with spaces."""
    encodings: tuple[str, ...] = ()
    """Python's names of the encodings before Unicode in which texts are still found."""


_Value = TypeVar("_Value", Language, WeekdayNames, HalfYearNames, RangeWords, Articles, DefinitionForms)
_NESTED: Mapping[str, Any] = MappingProxyType(
    {
        "weekdays": WeekdayNames,
        "half_years": HalfYearNames,
        "ranges": RangeWords,
        "articles": Articles,
        "definitions": DefinitionForms,
    }
)


@cached(256)
def language(code: str) -> Language:
    """The facts of the language of a locale, those that its region has of its own included. Raises PluginError."""
    subtag = locales.language_subtag(code)
    text = data(subtag, "language.toml")
    if text is None:
        return Language(code=subtag)
    with LANGUAGES.guard(subtag):
        facts = _facts(tomllib.loads(text), subtag, code)
        if subtag not in LANGUAGES.own:
            _check(facts)
        return facts


def _check(facts: object) -> None:
    """Raise TypeError for a value that is not of its field's type, re.error for an expression that can't be compiled."""
    for one in fields(facts):  # type: ignore[arg-type]
        value = getattr(facts, one.name)
        if is_dataclass(value):
            _check(value)
        elif value is not None and not isinstance(value, _TYPES[str(one.type).partition("[")[0]]):
            raise TypeError(f"{one.name} = {value!r}")
        elif one.name in _EXPRESSIONS:
            re.compile(str(value))


def _facts(table: dict[str, Any], subtag: str, code: str) -> Language:
    own = table.pop("locales", {})
    if own:
        chain = (code, *locales.parents(code))
        for one in reversed([locales.cldr(place) for place in chain]):
            table |= own.get(one, {})
    return _made(Language, {"code": subtag, **table})


def _made(kind: type[_Value], table: Mapping[str, Any]) -> _Value:
    """The value with lists and tables as its fields have them; an unknown key raises TypeError."""
    frozen = {one.name for one in fields(kind) if isinstance(one.default, frozenset)}
    return kind(**{key: _value(key, value, key in frozen) for key, value in table.items()})


def _value(key: str, value: object, as_set: bool) -> Any:
    if isinstance(value, dict):
        return _made(_NESTED[key], value) if key in _NESTED else MappingProxyType(value)
    if isinstance(value, list):
        items = (tuple(one) if isinstance(one, list) else one for one in value)
        return frozenset(items) if as_set else tuple(items)
    return value


def codes() -> tuple[str, ...]:
    """Return the languages that have a folder: ours in the order of their codes, then those of plug-ins."""
    return tuple(LANGUAGES)


def data(code: str, name: str) -> str | None:
    """Return the text of a file of a language's folder; None where there is none. Raises PluginError."""
    if code not in LANGUAGES:
        return None
    folder = _OWN / code if code in LANGUAGES.own else files(LANGUAGES.load(code))
    with LANGUAGES.guard(code):
        return path.read_text("utf-8") if (path := folder / name).is_file() else None


@cached(256)
def module(code: str, name: str) -> ModuleType | None:
    """Return a module of a language's folder, loaded when asked for; None where there is none. Raises PluginError."""
    if code not in LANGUAGES:
        return None
    package = LANGUAGES.own.get(code) or LANGUAGES.load(code).__name__
    with LANGUAGES.guard(code):
        full = f"{package}.{name}"
        return import_module(full) if find_spec(full) is not None else None
