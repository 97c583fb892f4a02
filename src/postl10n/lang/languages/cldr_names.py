"""Names of currencies and units in every plural form of CLDR, found behind a number.

Where CLDR has a name in some cases only, any ending is taken: `kilometri`, `kilometrin`. A word that the names of
several currencies share stands for all of them: `dollar`, `pesos`.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from babel.core import get_global

from postl10n.lang.cldr import locale_data
from postl10n.lang.languages.language import language
from postl10n.lang.languages.lexicon_parts import SIGNS
from postl10n.lang.locales import spaced
from postl10n.lang.text.figures import fold
from postl10n.registry import cached, compiled

_KEY = 2
"""Characters by which names are looked up."""
_LEAST_STEM = 3
_LONGEST_ENDING = 4
_CASE_ENDING = 2
_REMEMBERED = 2010
_ANY_LETTER = r"[\w\u064b-\u0652\u0900-\u0903\u093a-\u094f]"
"""A letter or a sign on one, in Arabic and Devanagari."""
_SHARED_LETTERS = 4
_CODE = re.compile(r"[A-Z]{3}\Z")
Found = tuple[int, frozenset[str]]
"""The end of a name in the text, and the codes that it stands for."""


class CldrNames:
    """Names with the codes that they stand for."""

    def __init__(self, named: Mapping[str, frozenset[str]], ending: str) -> None:
        self._listed: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        self._compiled: dict[str, tuple[re.Pattern[str], Sequence[frozenset[str]]]] = {}
        self._ending = ending
        # Longer names before those they begin with.
        for pattern, codes in sorted(named.items(), key=lambda one: (-len(one[0]), one[0])):
            self._listed[pattern.replace("\\", "")[:_KEY]].append((pattern, codes))

    def match(self, text: str, at: int) -> Found | None:
        """Return the longest name at a place of a folded text."""
        key = text[at : at + _KEY]
        if key not in self._listed:
            return None
        if key not in self._compiled:
            parts = "|".join(f"({pattern})" for pattern, _ in self._listed[key])
            self._compiled[key] = (
                compiled(f"(?:{parts}){self._ending}"),
                [one for _, one in self._listed[key]],
            )
        expression, codes = self._compiled[key]
        match = expression.match(text, at)
        return (match.end(), codes[(match.lastindex or 1) - 1]) if match else None


@cached(64)
def money_names(locale: str) -> tuple[CldrNames, CldrNames]:
    """Return the names of currencies in full, and the words that several share, with ISO 4217 codes."""
    forms = dict(_currency_forms(locale_data(locale)))
    full: defaultdict[str, set[str]] = defaultdict(set)
    for code, names in forms.items():
        for pattern in name_patterns(names, locale):
            full[pattern].add(code)
    for sign, codes in money_signs(locale).items():
        full[re.escape(sign)] |= codes
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for word, sharing in _heads(forms, locale).items():
        for pattern in name_patterns([word], locale):
            heads[pattern] |= sharing
    return _names(full, locale), _names(heads, locale)


@cached(64)
def unit_names(locale: str) -> CldrNames:
    """Return the names of units with our codes: in full, and their signs where these are more than a letter."""
    data = locale_data(locale)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, unit in SIGNS["cldr_units"].items():
        widths: Mapping[str, Mapping[str, str]] = data.get("unit_patterns", {}).get(unit, {})
        for width, forms in widths.items():
            names = [name for case, form in forms.items() if case != "per" and (name := _bare(form))]
            if width == "long":
                patterns = name_patterns(names, locale)
            else:
                patterns = [re.escape(name) for name in dict.fromkeys(names) if _tells(name)]
            for pattern in patterns:
                found[pattern].add(code)
    # `MB` is no `m` with a letter; a sign of two units says nothing.
    return _names({name: codes for name, codes in found.items() if len(codes) == 1}, locale)


def cldr_months(locale: str) -> list[str]:
    """Return for each month the alternation of every form that CLDR has; of the full ones with any ending."""
    tables = locale_data(locale).get("months") or locale_data("en")["months"]
    contexts = [tables[context] for context in ("format", "stand-alone")]
    wide = [list(dict.fromkeys(fold(str(one["wide"][month])) for one in contexts)) for month in range(1, 13)]
    found = []
    for month, forms in enumerate(wide, 1):
        others = [name for named in wide if named is not forms for name in named]
        short = {fold(str(one["abbreviated"][month])).rstrip(".") for one in contexts}
        listed = [*_month_patterns(forms, others, locale), *map(re.escape, short)]
        found.append("|".join(sorted(dict.fromkeys(listed), key=lambda one: -len(one))))
    return found


def _month_patterns(forms: Sequence[str], others: Sequence[str], locale: str) -> list[str]:
    """Return expressions of a month in any case: of septembris, which CLDR has in one, the ending is cut."""
    stem = forms[0][:-_CASE_ENDING] if len(forms) == 1 and len(forms[0]) > 2 * _LEAST_STEM else ""
    if stem.isalpha() and language(locale).cases and not any(one.startswith(stem) for one in others):
        return [rf"{re.escape(stem)}\w{{1,{_LONGEST_ENDING}}}"]
    return name_patterns(forms, locale)


def codes_named(word: str) -> frozenset[str]:
    """Return the ISO codes of the currencies in use whose English names end in a word: `dollar`."""
    named = locale_data("en")["currency_names"]
    ends = re.compile(rf"\b(?:{word})\b", re.IGNORECASE)
    return frozenset(code for code in _in_use() if ends.search(str(named.get(code, ""))))


@cached(64)
def money_signs(locale: str) -> Mapping[str, frozenset[str]]:
    """Return the signs that the locale itself has for currencies, letters above all: `kr`, `Rp`, `zł`."""
    listed = {
        str(code): fold(str(sign)) for code, sign in locale_data(locale).get("currency_symbols", {}).items()
    }
    signs: defaultdict[str, set[str]] = defaultdict(set)
    for code, sign in listed.items():
        if sign != code.lower():
            signs[sign.strip(". \u200f")].add(code)
    return {sign: frozenset(codes) for sign, codes in signs.items() if sign}


def is_currency(code: str) -> bool:
    return _CODE.match(code) is not None and code in _in_use()


@cached(1)
def _in_use() -> frozenset[str]:
    """Return the codes of the currencies that are legal tender somewhere, or were it lately."""
    listed = get_global("territory_currencies").values()
    # (code, from, to as year, month and day, tender)
    return frozenset(
        str(one[0]) for money in listed for one in money if not one[2] or one[2][0] > _REMEMBERED
    )


def _names(found: Mapping[str, Iterable[str]], locale: str) -> CldrNames:
    ending = r"(?![^\W_])" if spaced(locale) and not language(locale).attached_particles else ""
    sets = {codes: codes for codes in map(frozenset, found.values())}  # Ten thousand names have few.
    return CldrNames({pattern: sets[frozenset(codes)] for pattern, codes in found.items()}, ending)


def _currency_forms(data: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for code in _in_use():
        plurals = [str(name) for name in data.get("currency_names_plural", {}).get(code, {}).values()]
        names = [fold(one) for one in (*plurals, str(data.get("currency_names", {}).get(code, ""))) if one]
        names = [one for one in names if len(one) > 1]
        if names:
            yield code, names


def _tells(sign: str) -> bool:
    """Return False for signs that are words too; those of the metric system are in `signs.toml`."""
    return len(sign) > 2 or (len(sign) > 1 and not sign.isascii())


def _bare(form: str) -> str:
    """Return the name in `{0} kilometres`; nothing if it comes before the figure."""
    before, _, name = fold(form).partition("{0}")
    return "" if before.strip() or "{" in name else name.strip(" \u00a0\u202f.\u200f")


def name_patterns(names: Sequence[str], locale: str) -> list[str]:
    """Return expressions of the forms of one name; one that takes any ending if they begin alike."""
    listed = list(dict.fromkeys(names))
    if not spaced(locale) or not language(locale).cases:
        plural = r"(?:e?s)?" if spaced(locale) else ""
        return [re.escape(one) + plural for one in listed]
    sorted_by_words: defaultdict[int, list[list[str]]] = defaultdict(list)
    for one in listed:
        words = one.split()
        sorted_by_words[len(words)].append(words)
    found: list[str] = []
    for forms in sorted_by_words.values():
        stems = [_stemmed(one) for one in zip(*forms, strict=True)]
        found.extend(
            [" ".join(map(str, stems))] if all(stems) else [re.escape(" ".join(one)) for one in forms]
        )
    return found


def _stemmed(forms: Sequence[str]) -> str | None:
    """Return an expression of what the forms of a word begin with, and of any ending; None if that is too short."""
    stem = _beginning(forms)
    longest = max(len(one) - len(stem) for one in forms)
    if not longest and len(stem) <= _LEAST_STEM:
        return re.escape(stem)
    if len(stem) < _LEAST_STEM or longest > len(stem) + 1:
        return None
    ending = max(longest, _LONGEST_ENDING if len(stem) > _LEAST_STEM else 1)
    return rf"{re.escape(stem)}{_ANY_LETTER}{{0,{ending}}}"


def _heads(forms: Mapping[str, Sequence[str]], locale: str) -> dict[str, set[str]]:
    """Return the words for a kind of money, the first or the last of its name, whichever the names share more."""
    if not spaced(locale):
        return _beginnings(forms)
    ends: tuple[defaultdict[str, set[str]], ...] = (defaultdict(set), defaultdict(set))
    for code, names in forms.items():
        for name in names:
            words = re.split(r"[\s\u00a0-]+", name)
            for place, word in zip(ends, (words[0], words[-1]), strict=True):
                if len(word) > 1:
                    place[word].add(code)
    weights = [sum(len(codes) ** 2 for codes in place.values()) for place in ends]
    heads, others = (ends[1], ends[0]) if weights[1] > weights[0] else ends
    # доллар США: the word for the money is at the other end.
    turned = {
        word: {*heads[word], *codes}
        for word, codes in others.items()
        if len(codes) > len(heads.get(word, ())) > 1
    }
    return {**heads, **turned}


def _beginnings(forms: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """Return the beginnings that names share, in a script without spaces."""
    alike: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for code, names in forms.items():
        for name in names:
            alike[name[:_SHARED_LETTERS]].add((name, code))
    shared = Counter({start: len(found) for start, found in alike.items()})
    return {
        _beginning([name for name, _ in alike[start]]): {code for _, code in alike[start]}
        for start, count in shared.items()
        if count > 1
    }


def _beginning(words: Sequence[str]) -> str:
    """Return the letters that all words begin with."""
    alike = itertools.takewhile(lambda signs: len(set(signs)) == 1, zip(*words, strict=False))
    return "".join(signs[0] for signs in alike)
