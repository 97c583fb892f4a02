"""French: number by rule, the rest by the dictionary of simplemma."""

from __future__ import annotations

import re

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.romance import Plurals, Romance

_PLURALS: Plurals = (
    *(
        (f"{word}ail", (f"{word}aux", f"{word}ails"))
        for word in ("b", "cor", "ém", "soupir", "trav", "vant", "vitr")
    ),
    ("ail", ("ails",)),
    *((word, (word + "s",)) for word in ("carnaval", "chacal", "festival", "récital", "régal", "cérémonial")),
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
)
# The spelling of 1990 drops these; œ is written oe where a keyboard has none.
_VARIANTS = (("î", "i"), ("û", "u"), ("œ", "oe"), ("clef", "clé"))
# It also writes è before a syllable with e: évènement, règlementaire.
_CLOSED = re.compile("é(?=[bcdfgjlmnprstv]{1,2}e(?!$))")
# No aux: the baux are leases (bail).
_SHORT_AL = frozenset(("bal", "cal", "pal", "aval", "naval", "banal"))
_IRREGULAR = {
    "oeil": "yeux",
    "ciel": "cieux",
    "monsieur": "messieurs",
    "madame": "mesdames",
    "mademoiselle": "mesdemoiselles",
}


class French(Romance):
    code = "fr"
    plural_endings = _PLURALS
    irregular = _IRREGULAR
    accents = str.maketrans("àâçéèêëîïôöùûü", "aaceeeeiioouuu")

    def with_plurals(self, word: str) -> frozenset[str]:
        return frozenset((word, word + "s")) if word in _SHORT_AL else super().with_plurals(word)

    def plain(self, word: str) -> str:
        for written, plain in _VARIANTS:
            word = word.replace(written, plain)
        return _CLOSED.sub("è", word)


def for_locale(_locale: str) -> Morphology:
    return French()
