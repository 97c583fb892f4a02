"""Spanish: number by rule, the rest by the dictionary of simplemma."""

from __future__ import annotations

import re
from types import MappingProxyType

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.romance import Plurals, Romance

_PLURALS: Plurals = (
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
)
# Written both ways: período and periodo, olimpíada and olimpiada, austríaco and austriaco.
_HIATUS = re.compile("([dlr])í(od[oa]s?|ac[oa]s?|adas?)$")
_ION = re.compile("([csx])ion$")


class Spanish(Romance):
    code = "es"
    plural_endings = _PLURALS
    accents = str.maketrans("áéíóúü", "aeiouu")
    prepositions = MappingProxyType({"de": "de", "del": "de", "a": "a", "al": "a"})

    def plain(self, word: str) -> str:
        return _HIATUS.sub(r"\1i\2", _ION.sub(r"\1ión", word))


def for_locale(_locale: str) -> Morphology:
    return Spanish()
