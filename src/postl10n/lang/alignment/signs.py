"""Signs that a sentence and its translation share: figures, dates, names across scripts, addresses, punctuation.

Where a sentence has no figures, everyday words of news say what it speaks of, in some languages (`everyday_words.tsv`).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from anyascii import anyascii
from babel import Locale

from postl10n.lang.languages import language
from postl10n.lang.languages.negation import weighty_words
from postl10n.lang.languages.polarity_words import polarity_words
from postl10n.lang.locales import spaced
from postl10n.lang.values import Certainty, ValueKind, parse_values
from postl10n.registry import cached

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w.-]+|(?<!\w)[#@]\w+")
_MARKS = {
    sign: marks[0]
    for marks in ("?？؟;", "!！", ":：", "(（", "%٪", '"“«「„『')
    for sign in marks
    if sign != ";"
}
_WIDE = re.compile(
    r"(?P<han>[\u3400-\u9fff\uf900-\ufaff])|(?P<kana>[\u3041-\u30ff])|(?P<hangul>[\uac00-\ud7af])"
)
_LETTERS = {"han": 2.6, "kana": 1.3, "hangul": 1.7}
"""Latin letters that take as much room in a text as one sign of a script."""
_SOUNDS = str.maketrans(
    dict.fromkeys("aeiouywh' `’-") | dict(zip("rmvfpzqcxgjd", "lnbbbskksksT".lower(), strict=True))
)
"""Consonants that transcriptions exchange are one; vowels are none."""
_NAME = 4
"""Consonants by which a name or an international word is told in any script."""
_LEAST_INSIDE = 3
"""Consonants of a name that is looked for in a text without spaces."""
NUMBER = "#"
"""The sign of a figure begins with it."""
_COUNTS = "year number ordinal percent multiple day decade fraction"
_VALUES = {
    **{
        ValueKind(kind): NUMBER
        for kind in ["year", "number", "ordinal", "percent", "multiple", "day", "decade", "fraction"]
    },
    **{ValueKind(kind): f"{kind} " for kind in ("month", "weekday", "time", "phone", "quarter")},
}
# The chance that a translation keeps a sign, fitted on news in four languages.
_FIGURE, _WORDED, _UNIT, _TERRITORY, _SAID, _MARK, _PLAIN_MARK, _SOUND, _SHORT_SOUND, _FOREIGN = (
    0.954, 0.5, 0.69, 0.73, 0.4, 0.5, 0.7, 0.19, 0.3, 0.73,
)  # fmt: skip
_ROLE, _TERM = 0.8, 0.9
_EVERYDAY = {True: 0.55, False: 0.36}
"""By whether words are spaced: single signs mean much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence as the aligner takes it, without inline tags."""

    text: str
    starts: bool = True
    """True if a paragraph or another block begins with it."""
    role: str = ""
    """A part that translations keep, such as `title`; empty for running text."""
    terms: Collection[str] = ()
    """Names of what it speaks of, equal in both languages: ids of glossary concepts."""


@dataclass(frozen=True, slots=True)
class SentenceSigns:
    """The length of a sentence, in Latin letters, and its signs with the chance of each to be kept in a translation."""

    length: float
    signs: Mapping[str, float]
    starts: bool = True


def sentences(
    source: Sequence[Passage], target: Sequence[Passage], source_locale: str, locale: str
) -> tuple[list[SentenceSigns], list[SentenceSigns]]:
    """Return the sentences of two texts with the signs that both languages can show."""
    sides = ((source, source_locale), (target, locale))
    found = tuple([_signs(one, code) for one in texts] for texts, code in sides)
    if all(everyday_words(language(code).code) for _, code in sides):
        for signs, (texts, code) in zip(found, sides, strict=True):
            for one, text in zip(signs, texts, strict=True):
                one.update(dict.fromkeys(_everyday(text.text, code), _EVERYDAY[spaced(code)]))
    for own, (_, own_locale), other, (texts, code) in (
        (found[0], sides[0], found[1], sides[1]),
        (found[1], sides[1], found[0], sides[0]),
    ):
        if spaced(own_locale) and not spaced(code):
            _find_names(own, other, texts)
    return tuple(  # type: ignore[return-value]
        [SentenceSigns(_length(one.text), signs, one.starts) for one, signs in zip(texts, own, strict=True)]
        for (texts, _), own in zip(sides, found, strict=True)
    )


def signature(texts: Iterable[str], locale: str) -> set[str]:
    """Return the signs of a text by which it is found among others: its figures, dates, addresses and countries."""
    found = (sign for text in texts for sign in _signs(Passage(text=text), locale))
    return {sign for sign in found if not sign.startswith(("said ", "mark ", "name "))}


def _find_names(
    own: Iterable[Mapping[str, float]], other: Iterable[dict[str, float]], texts: Iterable[Passage]
) -> None:
    """Look for the names of one text in another one without spaces."""
    names = {sign[5:] for signs in own for sign in signs if sign.startswith("name ")}
    names = {name for name in names if len(name) >= _LEAST_INSIDE}
    for signs, one in zip(other, texts, strict=True):
        sounds = skeleton(one.text)
        signs.update({f"name {name}": _SHORT_SOUND for name in names if name in sounds})


def _signs(passage: Passage, locale: str) -> dict[str, float]:
    text = passage.text
    found = {f"term {term}": _TERM for term in passage.terms}
    if passage.role:
        found[f"role {passage.role}"] = _ROLE
    for address in _ADDRESS.findall(text):
        found[f"address {address.casefold()}"] = _FIGURE
    _add_values(found, text, locale)
    found.update(dict.fromkeys(_said(text.lower(), language(locale).code), _SAID))
    for mark in {_MARKS[sign] for sign in set(text) & _MARKS.keys()}:
        found[f"mark {mark}"] = _PLAIN_MARK if mark in "?%" else _MARK
    for territory in _territories(locale)(text):
        found[f"territory {territory}"] = _TERRITORY
    _add_names(found, text, locale)
    return found


def _add_values(found: dict[str, float], text: str, locale: str) -> None:
    for value in parse_values(text, locale):
        kind = _VALUES.get(value.kind)
        if kind is not None and value.amounts:
            sure = value.certainty is Certainty.FIGURE
            found[f"{kind}{value.amounts[0].normalize():f}"] = _FIGURE if sure else _WORDED
        if value.unit:
            found[f"unit {value.unit}"] = _UNIT
        if len(value.currencies) == 1:
            found[f"unit {next(iter(value.currencies))}"] = _UNIT


def _add_names(found: dict[str, float], text: str, locale: str) -> None:
    if not spaced(locale):
        for word in _LATIN.findall(text):
            sounds = skeleton(word)
            found[f"name {sounds}"] = found[f"name {sounds[:_NAME]}"] = _FOREIGN
        return
    bound = _proclitics(language(locale).proclitics)
    for word in _WORD.findall(text):
        sounds = skeleton(bound.sub("", word, count=1) if bound else word)
        if len(sounds) > _NAME:
            found.setdefault(f"name {sounds[:_NAME]}", _SOUND)
        if len(sounds) > 1 and not word.islower():
            found.setdefault(f"name {sounds}", _SOUND if len(sounds) >= _NAME else _SHORT_SOUND)


def _everyday(text: str, locale: str) -> Collection[str]:
    own = language(locale)
    bound = _proclitics(own.proclitics)
    words = _WORD.findall(text.lower())
    if bound:
        words = [bound.sub("", word, count=1) for word in words]
    find = everyday_words(own.code)
    return find(text, words) if find else ()


@cached(64)
def _proclitics(pattern: str) -> re.Pattern[str] | None:
    return re.compile(rf"^(?:{pattern})(?=\w\w)") if pattern else None


def _said(text: str, code: str) -> Iterator[str]:
    """Yield the directions that a text in lower case speaks of: more, before, not."""
    for sign, expression in _directions(code):
        if expression.search(text):
            yield sign
    if weighty_words(text, code):
        yield "said not"


@cached(64)
def _directions(code: str) -> Sequence[tuple[str, re.Pattern[str]]]:
    words = polarity_words(code)
    axes = words.axes.items() if words else ()
    return [
        (f"said {axis}{pole}", re.compile(pattern))
        for axis, poles in axes
        for pole, pattern in zip("+-", poles, strict=True)
        if pattern
    ]


@cached(65536)
def skeleton(text: str) -> str:
    """Return the consonants of a text in any script, those that transcriptions exchange as one.

    >>> skeleton("Trump"), skeleton("Трамп"), skeleton("特朗普")
    ('tlnb', 'tlnb', 'tlnb')
    """
    return anyascii(text).lower().replace("ng", "n").translate(_SOUNDS)


def _length(text: str) -> float:
    return len(text) + sum(_LETTERS[str(one.lastgroup)] - 1 for one in _WIDE.finditer(text))


@cached(64)
def _territories(locale: str) -> Callable[[str], Iterable[str]]:
    """Return a function that finds the countries that CLDR names in a text, in their forms and as adjectives."""
    names = {
        name: code
        for code, name in Locale.parse(locale).territories.items()
        if len(code) == 2 and len(name) > 1
    }
    if not spaced(locale):
        expression = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
        return lambda text: [names[one] for one in expression.findall(text)]
    stems: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, code in names.items():
        if " " not in name and len(name) >= _NAME:
            stem = name.lower()[: max(_NAME, len(name) - 2)]
            stems[stem[:_NAME]].append((stem, code))

    def found(text: str) -> Iterator[str]:
        for word in _WORD.findall(text):
            if not word.islower() and (lowered := word.lower())[:_NAME] in stems:
                yield from (code for stem, code in stems[lowered[:_NAME]] if lowered.startswith(stem))

    return found


_STEM = 4
"""Letters from which an entry is the beginning of a word's forms, where the table's head says no other number."""
_ENDING = 3
"""The most letters behind it."""


@cached(None)
def _table() -> Mapping[str, tuple[int, Mapping[str, list[str]]]]:
    """Return the concepts of each language's words, after the letters of a beginning."""
    text = files(__package__).joinpath("everyday_words.tsv").read_text("utf-8")
    known: dict[str, tuple[int, dict[str, list[str]]]] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines(), delimiter="\t")):
        for head, cell in row.items():
            code, _, least = head.partition(" ")
            _, words = known.setdefault(code, (int(least or _STEM), defaultdict(list)))
            for word in dict.fromkeys(cell.split()):
                words[word].append(f"everyday {number}")
    return known


@cached(None)
def everyday_words(code: str) -> Callable[[str, Iterable[str]], Collection[str]] | None:
    """Return a function that finds a language's everyday words in a text, given its words; None if it has none."""
    if code not in _table():
        return None
    least, known = _table()[code]
    if not spaced(code):
        anywhere = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
        return lambda text, _: {sign for word in anywhere.findall(text) for sign in known[word]}

    def found(_: str, words: Iterable[str]) -> Collection[str]:
        beginnings = (
            (word, *(word[:-at] for at in range(1, _ENDING + 1) if len(word) - at >= least)) for word in words
        )
        entries = (next((one for one in those if one in known), "") for those in beginnings)
        return {sign for entry in entries if entry for sign in known[entry]}

    return found
