"""Portuguese: number by rule, the rest by the dictionary of simplemma."""

from __future__ import annotations

import re

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.romance import Plurals, Romance

_PLURALS: Plurals = (
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
)
# Of the spellings before and after 1990, and of either side of the Atlantic; pacto is not pato.
_MUTE = re.compile("[cp](?=ç)|(?<=[aeiouáéíóú])[cp](?=t)")
_NASAL = re.compile("[êô](?=[mn])")
_SHORTEST_WITH_MUTE = 6


class Portuguese(Romance):
    code = "pt"
    plural_endings = _PLURALS
    accents = str.maketrans("áàâãéêíóôõúç", "aaaaeeiooouc")
    prepositions = (
        dict.fromkeys(("de", "do", "da", "dos", "das"), "de")
        | dict.fromkeys(("em", "no", "na", "nos", "nas"), "em")
        | dict.fromkeys(("a", "ao", "à", "aos", "às"), "a")
        | dict.fromkeys(("por", "pelo", "pela", "pelos", "pelas"), "por")
    )

    def plain(self, word: str) -> str:
        word = _NASAL.sub(lambda found: "é" if found[0] == "ê" else "ó", word)
        return _MUTE.sub("", word) if "ç" in word or len(word) >= _SHORTEST_WITH_MUTE else word


def for_locale(_locale: str) -> Morphology:
    return Portuguese()
