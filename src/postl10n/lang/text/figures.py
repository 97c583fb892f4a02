"""Folding figures: ASCII digits and signs, character for character."""

from __future__ import annotations

import re
from functools import lru_cache

from postl10n.registry import compiled

# Of CLDR's numbering systems in digits.
_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰"
# One character for each, so that offsets are kept: digits of other scripts, full-width signs, Arabic separators.
_FOLD: dict[int, str | int] = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **{ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)},
    **str.maketrans("○٫٬％٪．：／＋（）～〜－‑−‒—―’ʼ", "〇.,%%.:/+()~~---–––''"),
    # Direction marks and invisible characters may be inside figures without changing them.
    **dict.fromkeys(
        map(ord, "\u200e\u200f\u061c\u200b\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), " "
    ),
    **dict.fromkeys(range(1, 9), " "),
    **dict.fromkeys(range(14, 32), " "),
}


_VERSION = re.compile(r"\d+(?:٫\d+){2,}")
_FOLDED = compiled("[" + re.escape("".join(map(chr, _FOLD))) + "]")


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """Return the text in lower case with ASCII digits and signs, of the same length."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    if lower.count("٫") > 1:
        lower = _VERSION.sub(lambda match: match[0].replace("٫", "."), lower)
    plain = (lower.isascii() and lower.isprintable()) or _FOLDED.search(lower) is None
    return lower if plain else lower.translate(_FOLD)
