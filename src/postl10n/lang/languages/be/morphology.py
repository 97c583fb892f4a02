"""Belarusian, by its endings and the changes that declension makes in a stem; no library covers it.

Spelling follows the sound, so one stem is written in several ways: unstressed о, э become а (год, гадоў), е,
ё become я (лес, лясы); в closes a syllable as ў (слова, слоў); г к х turn into з ц с before е, э, ы (дарога,
дарозе), д т into дз ц (горад, горадзе); a vowel comes and goes before the last consonant (марка, марак;
канец, канца).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from postl10n.lang.languages.base import Morphology, shared

_VOWELS = "аоэуыіяеёю"
_SOUND = str.maketrans({"о": "а", "е": "я", "ё": "я", "ў": "в"})
# In later syllables э is mostly that of a loan, which no stress changes: экспэрт is not экспарт.
_FIRST_E = re.compile(f"^([^{_VOWELS}]+)э")
_FIRST_SHORT_U = re.compile(r"(?<![^\W\d_])ў")
# Of a town, which has no plural: мінскі, слуцкі are the adjectives of Мінск, Слуцк.
_TOWN = re.compile(f"[^{_VOWELS}]ск$|цк$")
_ROUND = re.compile(f"[^{_VOWELS}]+о[^{_VOWELS}]+")
# The ending before which the last consonant of the stem may change; ы stands for э after ц.
_SOFTENING = ("е", "э", "ы")
_CHANGES = (("г", "з"), ("х", "с"), ("д", "дз"), ("т", "ц"))


@dataclass(frozen=True, slots=True)
class _Declension:
    of: tuple[str, ...]
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    declensions: tuple[_Declension, ...]
    irregular: dict[str, frozenset[str]]
    adjective_endings: tuple[str, ...]
    end_stressed: frozenset[str]
    unchanged: frozenset[str]
    other_singular: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = tomllib.loads(files(__package__).joinpath("morphology.toml").read_text(encoding="utf-8"))
    declensions = tuple(
        _Declension(tuple(one["of"]), tuple(one["endings"])) for one in (*data["noun"], *data["adjective"])
    )
    irregular = {word: frozenset(forms) for word, forms in data["irregular"].items()}
    return _Rules(
        declensions,
        irregular,
        tuple(data["adjective"][0]["endings"]),
        *(frozenset(data[key].split()) for key in ("end_stressed", "unchanged", "other_singular")),
    )


class Belarusian(Morphology):
    indexed = True

    def spelling(self, text: str) -> str:
        """у after a vowel is written ў, also where a word begins: універсітэт, ва ўніверсітэт."""
        return _FIRST_SHORT_U.sub("у", text)

    def may_be(self, term: str, word: str) -> bool:
        return not _first(term).isdisjoint(_first(word)) or term in _rules().irregular

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        return _same(term, word) or (not alone and any(_same(one, word) for one in _singulars(term)))

    def alike(self, term: str, word: str) -> bool:
        """As elsewhere, if the words differ in an ending: лістота and маркер are made from ліст and марка by other means."""
        if term in _rules().unchanged or term in _rules().other_singular:
            return False
        return word[shared(term, word) :] in _endings() and super().alike(term, word)

    def keys(self, word: str) -> Iterator[str]:
        yield word
        for ending in _endings():
            if word.endswith(ending):
                yield from _sounds(word[: len(word) - len(ending)])

    def term_keys(self, term: str) -> Iterator[str]:
        yield from _rules().irregular.get(term, ())
        for stem, ending, feminine in _expected(term):
            for variant in _variants(stem, ending, feminine):
                yield from _sounds(variant)

    def singulars(self, term: str) -> Iterable[str]:
        return _singulars(term)

    def may_interrupt(self, word: str) -> bool:
        return len(word) > 4 and word.endswith(_rules().adjective_endings)


@lru_cache(maxsize=100_000)
def _same(term: str, word: str) -> bool:
    if word in _rules().irregular.get(term, ()):
        return True
    if term in _rules().unchanged:
        return term == word
    if not _first(term) & _first(word):
        return False
    return any(_fits(stem, ending, word, feminine) for stem, ending, feminine in _expected(term))


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    return frozenset(ending for declension in _rules().declensions for ending in declension.endings)


@lru_cache(maxsize=10_000)
def _singulars(term: str) -> tuple[str, ...]:
    """The dictionary forms that a word may have of which this is the plural: маркі, марка."""
    endings = {"ы": ("а", "", "о"), "і": ("а", "я", "", "ь", "й", "е")}.get(term[-1:], ())
    return tuple(term[:-1] + one for one in endings if len(term) > 3 and term not in _rules().other_singular)


def _first(word: str) -> frozenset[str]:
    """The letters that the word may begin with in another form: воз, азёры."""
    start = word[0].translate(_SOUND)
    return frozenset({start, "а"}) if word.startswith("во") else frozenset({start})


@lru_cache(maxsize=10_000)
def _expected(term: str) -> tuple[tuple[str, str, bool], ...]:
    """The stems and endings of the forms; and whether the dictionary form ends as most feminines do."""
    return tuple(
        (term[: len(term) - len(own)], ending, own in ("а", "я"))
        for declension in _rules().declensions
        for own in declension.of
        if term.endswith(own)
        and (len(term) > len(own) + 1 or own == "мя")
        and (own or term[-1] not in _VOWELS + "ьй")
        for ending in declension.endings
    )


def _fits(stem: str, ending: str, word: str, feminine: bool) -> bool:
    if not word.endswith(ending) or (ending == "і" and _TOWN.search(stem)):
        return False
    # Of тэхніка there is тэхнік; тэхнікаў are the men.
    if feminine and ending in ("аў", "оў") and stem.endswith(("ік", "ык")):
        return False
    rest = word[: len(word) - len(ending)]
    # о is written under stress alone, which leaves no stem of these: дарогі, but дарагі is dear.
    stressed = feminine and "о" in stem and not stem.startswith("во")
    # So does the singular of a short masculine: воза, and ваза is a vase, but стала of стол.
    moved = ending in ("а", "е") and _ROUND.fullmatch(stem) and rest == stem.replace("о", "а")
    if moved and stem not in _rules().end_stressed:
        return False
    if abs(len(rest) - len(stem)) > 2 or (stressed and "о" not in rest):
        return False
    wanted = _sounds(rest)
    return any(not wanted.isdisjoint(_sounds(variant)) for variant in _variants(stem, ending, feminine))


def _sounds(stem: str) -> frozenset[str]:
    """The stem without what stress and the next sound change in it.

    Before a stressed о there is a в (вокны, акно) that may as well be the stem's own (воз, вазы).
    """
    sound = _FIRST_E.sub(r"\1а", stem, count=1).translate(_SOUND)
    return frozenset({sound, sound[1:]}) if stem.startswith("во") else frozenset({sound})


def _variants(stem: str, ending: str, feminine: bool) -> Iterator[str]:
    yield stem
    if ending in _SOFTENING:
        yield from (stem[:-1] + changed for plain, changed in _CHANGES if stem.endswith(plain))
        if feminine and stem.endswith("к"):
            yield stem[:-1] + "ц"
    if ending in ("ю", "у") and stem[-1:] not in _VOWELS:
        # рэч, рэччу; моладзь, моладдзю
        yield stem + stem[-1:]
        if stem.endswith("дз"):
            yield stem[:-2] + "ддз"
    yield from _without_vowel(stem) if ending else _with_vowel(stem)


def _without_vowel(stem: str) -> Iterator[str]:
    """канец, канц-; дзень, дн-; палец, пальц-; баец, байц-; салавей, салаў-; верабей, вераб'-."""
    if len(stem) > 3 and stem.endswith("е"):
        yield from (stem[:-1], stem[:-1] + "'")
    if len(stem) < 3 or stem[-2] not in "аоэеёя" or stem[-1] in _VOWELS:
        return
    before, last = stem[:-2], stem[-1]
    if before[-1] in _VOWELS:
        yield before + "й" + last
        return
    yield before + last
    if before.endswith("л"):
        yield before + "ь" + last
    if before.endswith("дз"):
        yield before[:-1] + last
    elif before.endswith("ц"):
        yield before[:-1] + "т" + last


def _with_vowel(stem: str) -> Iterator[str]:
    """марк-, марак; капейк-, капеек; пісьм-, пісем."""
    if len(stem) < 3 or stem[-1] in _VOWELS or stem[-2] in _VOWELS or stem.endswith("сц"):
        return
    before = stem[:-2] if stem[-2] in "йь'" else stem[:-1]
    for vowel in "ая":
        yield before + vowel + stem[-1]
        yield before + vowel + stem[-1] + "ь"


def for_locale(_locale: str) -> Morphology:
    return Belarusian()
