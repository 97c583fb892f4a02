"""Portuguese, French and Spanish: number by rule, the rest by the dictionaries of simplemma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.lemmatised import known, lemma

# Letters that all forms of a word begin with; what has other forms is no noun and no adjective.
_LEAST_SHARED = 2
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'")

# Endings of the singular with those of its plurals; the first that fits holds.
_PLURALS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "pt": (
        ("ão", ("ões", "ães", "ãos")),
        ("al", ("ais",)),
        ("el", ("éis", "eis")),
        ("ol", ("óis",)),
        ("ul", ("uis",)),
        ("il", ("is", "eis")),
        ("m", ("ns",)),
        ("ês", ("eses",)),
        ("ás", ("ases",)),
        ("s", ("ses", "s")),
        ("júnior", ("juniores",)),
        ("sénior", ("seniores",)),
        ("r", ("res",)),
        ("z", ("zes",)),
        ("n", ("ns", "nes")),
        ("x", ("x",)),
        ("", ("s",)),
    ),
    "es": (
        ("ión", ("iones",)),
        ("án", ("anes",)),
        ("én", ("enes",)),
        ("ín", ("ines",)),
        ("ón", ("ones",)),
        ("ún", ("unes",)),
        ("és", ("eses",)),
        ("ás", ("ases",)),
        ("z", ("ces",)),
        ("í", ("íes", "ís")),
        ("ú", ("úes", "ús")),
        ("s", ("ses", "s")),
        ("x", ("x",)),
        ("y", ("yes", "is")),
        ("espécimen", ("especímenes",)),
        *((vowel, (vowel + "s",)) for vowel in "aeiouáéó"),
        ("", ("es", "s")),
    ),
    "fr": (
        *(
            (f"{word}ail", (f"{word}aux", f"{word}ails"))
            for word in ("b", "cor", "ém", "soupir", "trav", "vant", "vitr")
        ),
        ("ail", ("ails",)),
        *(
            (word, (word + "s",))
            for word in ("carnaval", "chacal", "festival", "récital", "régal", "cérémonial")
        ),
        ("al", ("aux", "als")),
        ("eau", ("eaux",)),
        ("au", ("aux", "aus")),
        ("eu", ("eux", "eus")),
        ("ou", ("ous", "oux")),
        ("s", ("s",)),
        ("x", ("x",)),
        ("z", ("z",)),
        *((sound, (sound + "s", sound + "es")) for sound in ("tch", "ich", "sh", "ss")),
        ("", ("s",)),
    ),
}
_PLAIN = str.maketrans("áéíóúâêîôû", "aeiouaeiou")
_UNACCENTED = {
    "pt": str.maketrans("áàâãéêíóôõúç", "aaaaeeiooouc"),
    "fr": str.maketrans("àâçéèêëîïôöùûü", "aaceeeeiioouuu"),
    "es": str.maketrans("áéíóúü", "aeiouu"),
}
# The spelling of 1990 drops these; œ is written oe where a keyboard has none.
_FRENCH_VARIANTS = (("î", "i"), ("û", "u"), ("œ", "oe"), ("clef", "clé"))
# It also writes è before a syllable with e: évènement, règlementaire.
_FRENCH_CLOSED = re.compile("é(?=[bcdfgjlmnprstv]{1,2}e(?!$))")
# No aux: the baux are leases (bail).
_FRENCH_SHORT_AL = frozenset(("bal", "cal", "pal", "aval", "naval", "banal"))
_FRENCH_IRREGULAR = {
    "oeil": "yeux",
    "ciel": "cieux",
    "monsieur": "messieurs",
    "madame": "mesdames",
    "mademoiselle": "mesdemoiselles",
}
# Of the spellings before and after 1990, and of either side of the Atlantic; pacto is not pato.
_PORTUGUESE_MUTE = re.compile("[cp](?=ç)|(?<=[aeiouáéíóú])[cp](?=t)")
_PORTUGUESE_NASAL = re.compile("[êô](?=[mn])")
_SHORTEST_WITH_MUTE = 6
# Written both ways: período and periodo, olimpíada and olimpiada, austríaco and austriaco.
_SPANISH_HIATUS = re.compile("([dlr])í(od[oa]s?|ac[oa]s?|adas?)$")
# A preposition may take the article of a noun that is spoken of before: caixa de correio, caixas do correio.
_PREPOSITIONS: dict[str, dict[str, str]] = {
    "pt": dict.fromkeys(("de", "do", "da", "dos", "das"), "de")
    | dict.fromkeys(("em", "no", "na", "nos", "nas"), "em")
    | dict.fromkeys(("a", "ao", "à", "aos", "às"), "a")
    | dict.fromkeys(("por", "pelo", "pela", "pelos", "pelas"), "por"),
    "es": {"de": "de", "del": "de", "a": "a", "al": "a"},
    "fr": {},
}


# Endings of adjectives, by which one may stand between the words of a term (bureau central de poste).
_ADJECTIVE = re.compile(
    r".{2,}(?:[aeiu]l|a[ui]x|a[il]es|ales|iels?|ielles?|ifs?|ives?|iques?|aires?|iens?|iennes?|eux|euses?|ais|aises?"
    r"|ic[oa]s?|iv[oa]s?|[aá]ri[oa]s?|an[oa]s?|eir[oa]s?|os[oa]s?|ad[oa]s?|áveis|ável|ables?|ibles?)$"
)


class Romance(Morphology):
    def __init__(self, code: str) -> None:
        self._code = code

    def split(self, word: str) -> Iterator[tuple[int, int]]:
        article = _ELISION.match(word)
        if article and article.end() < len(word):
            yield 0, article.end()
            yield article.end(), len(word)
        else:
            yield 0, len(word)

    def may_interrupt(self, word: str) -> bool:
        return _ADJECTIVE.match(word) is not None

    def may_be(self, term: str, word: str) -> bool:
        if self._code == "fr" and _plain(term, "fr") in _FRENCH_IRREGULAR:
            return True
        if len(term) < _LEAST_SHARED or term in _PREPOSITIONS[self._code]:
            return term[0].translate(_PLAIN) == word[0].translate(_PLAIN)
        shared = _plain(term, self._code)[:_LEAST_SHARED], _plain(word, self._code)[:_LEAST_SHARED]
        return shared[0].translate(_PLAIN) == shared[1].translate(_PLAIN)

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        own, other = _plain(term, self._code), _plain(word, self._code)
        if self._code == "fr" and own in _FRENCH_IRREGULAR:
            return other in (own, _FRENCH_IRREGULAR[own])
        if own[0].translate(_PLAIN) != other[0].translate(_PLAIN):
            return False
        if other in _with_plurals(own, self._code) or self._unaccented(own, other):
            return True
        if not alone and term in (prepositions := _PREPOSITIONS[self._code]):
            return prepositions[term] == prepositions.get(word)
        if not self.may_be(term, word):
            return False
        found = lemma(word, self._code)
        return found == term or (not alone and found == lemma(term, self._code))

    def _unaccented(self, term: str, word: str) -> bool:
        """Whether the word is a form but for its accents, and no word of its own, as termino is."""
        plain = _UNACCENTED[self._code]
        wanted = word.translate(plain)
        forms = _with_plurals(term, self._code)
        return any(form.translate(plain) == wanted for form in forms) and not known(word, self._code)


@lru_cache(maxsize=10_000)
def _with_plurals(word: str, code: str) -> frozenset[str]:
    forms = {word}
    if word in _FRENCH_SHORT_AL and code == "fr":
        return frozenset((word, word + "s"))
    for ending, plurals in _PLURALS[code]:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            forms.update(stem + plural for plural in plurals)
            break
    return frozenset(forms)


def _plain(word: str, code: str) -> str:
    """The word in one spelling, where dropping an accent cannot make it another word."""
    if code == "fr":
        for written, plain in _FRENCH_VARIANTS:
            word = word.replace(written, plain)
        word = _FRENCH_CLOSED.sub("è", word)
    elif code == "pt":
        word = _PORTUGUESE_NASAL.sub(lambda found: "é" if found[0] == "ê" else "ó", word)
        if "ç" in word or len(word) >= _SHORTEST_WITH_MUTE:
            word = _PORTUGUESE_MUTE.sub("", word)
    elif code == "es":
        word = _SPANISH_HIATUS.sub(r"\1i\2", re.sub("([csx])ion$", r"\1ión", word))
    return word
