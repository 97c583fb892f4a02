"""Folding strings that readers take as equal to one spelling, with a mapping back to the original offsets.

Folded are letter case, width, variants of hyphen, apostrophe and space, composition, soft hyphens and inline
tags; and, in `unify_scripts`, look-alike letters of another script. Traditional and Simplified Chinese are not
folded: they are different terms.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u02bc\u02b9\u2032\u00b4\u0060\uff07"
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"
_SPACES = "\t\n\r\x0b\x0c\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

# Frequent in running text, where single replacements are far cheaper than a table.
_FREQUENT = tuple(zip("\u2019\u201c\u201d\u2013\u2014\u00a0\n\t（）", '\'""--   ()', strict=True))
_FREQUENT_IN_ASCII: tuple[tuple[str, str], ...] = (("\n", " "), ("\t", " "), ("\r", " "), ("`", "'"))
_TABLE = (
    dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys(_SPACES, " ")
    # Full-width ASCII; its comma and stop are frequent in Chinese and no part of terms.
    | {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code) not in "'-\",.!?:;"}
)
_RARE = re.compile("[" + "".join(re.escape(one) for one in _TABLE) + "]")

# Everything that changes the length: combining marks after their letter, invisible characters, Arabic vowel marks
# and tatweel, half-width kana, numbered tags (`{{1}}` is text), runs of spaces.
_LENGTHENING = re.compile(
    r"[^\W\d_][\u0300-\u036f\u3099\u309a]+|[\u00ad\u200b-\u200f\u2060\ufeff\u0640\u064b-\u0652\u0670]+"
    r"|[\uff61-\uff9d][\uff9e\uff9f]?|(?<!\{)\{/?\d+/?\}(?!\})|[ \u00a0\u3000]{2,}|\u0130"
)
_LENGTHENING_RANGES = re.findall(
    "(.)-(.)",
    "\u0300-\u036f \u3099-\u309a \u00ad-\u00ad \u200b-\u200f \u2060-\u2060 \ufeff-\ufeff"
    " \u0640-\u0640 \u064b-\u0652 \u0670-\u0670 \uff61-\uff9f \u0130-\u0130",
)
_LENGTHENING_CHARACTERS = tuple(
    chr(code) for first, last in _LENGTHENING_RANGES for code in range(ord(first), ord(last) + 1)
)
_MAY_LENGTHEN = re.compile(f"[{''.join(_LENGTHENING_CHARACTERS)}]")
RARE_CHARACTERS = (*_LENGTHENING_CHARACTERS, *(_TABLE.keys() - {variant for variant, _ in _FREQUENT}))
"""Characters that `fold_lightly` does not fold; for texts without these, `{` and two spaces it equals `fold`."""


@dataclass(frozen=True, slots=True)
class FoldedPieces:
    """The offsets of pieces in the folded and the original text, and their lengths in the original.

    The length is 0 for an unchanged piece; a piece that replaces others is one character.
    """

    folded: tuple[int, ...]
    original: tuple[int, ...]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `cased` has the same length and the case of the original."""

    text: str
    cased: str
    breaks: FoldedPieces | None = None
    """None if offsets are those of the original."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return `[start, end)` in the original, for `start < end`; text folded away at an edge is left out."""
        if self.breaks is None:
            return start, end
        return self._range(self.breaks, start)[0], self._range(self.breaks, end - 1)[1]

    @staticmethod
    def _range(breaks: FoldedPieces, offset: int) -> tuple[int, int]:
        piece = bisect_right(breaks.folded, offset) - 1
        start = breaks.original[piece] + (0 if breaks.lengths[piece] else offset - breaks.folded[piece])
        return start, start + (breaks.lengths[piece] or 1)


def fold(text: str) -> Folded:
    """Return the text folded for comparing terms."""
    breaks: FoldedPieces | None = None
    if "  " in text or "{" in text or (not text.isascii() and _MAY_LENGTHEN.search(text)):
        text, breaks = _fold_lengths(text)
    cased = _RARE.sub(lambda found: _TABLE[found[0]], text)
    return Folded(cased.lower(), cased, breaks)


def fold_lightly(text: str, *, lower: bool = True) -> tuple[str, str]:
    """Return the folded text in lower case, and with its case.

    Folds as `fold` does except for its rare cases, at a fraction of the cost. lower: False if only caseless letters are
    searched for; then both texts keep their case.
    """
    for variant, plain in _FREQUENT_IN_ASCII if text.isascii() else _FREQUENT:
        if variant in text:
            text = text.replace(variant, plain)
    return text.lower() if lower else text, text


def _fold_lengths(text: str) -> tuple[str, FoldedPieces | None]:
    written: list[str] = []
    starts: list[tuple[int, int, int]] = [(0, 0, 0)]
    length = last = 0
    for found in _LENGTHENING.finditer(text):
        written.append(text[last : found.start()])
        length += found.start() - last
        for one in _replacement(found[0]):
            starts.append((length, found.start(), len(found[0])))
            written.append(one)
            length += 1
        last = found.end()
        starts.append((length, last, 0))
    if not last:
        return text, None
    written.append(text[last:])
    folded, original, lengths = zip(*starts, strict=True)
    return "".join(written), FoldedPieces(folded, original, lengths)


def _replacement(found: str) -> str:
    if found[0] in " \u00a0\u3000":
        return " "
    if found[0] == "{":
        # An empty element is a line break or an image: words do not run together across it.
        return "\ufffc" if found.endswith("/}") else ""
    if "\uff61" <= found[0] <= "\uff9f":
        return unicodedata.normalize("NFKC", found)
    if not found[0].isalpha():
        return ""
    # İ is the only letter that becomes two in lower case.
    return unicodedata.normalize("NFC", found).replace("\u0130", "I")


_LATIN = "ABCEHIJKMOPSTXYaceijopsxy"
_CYRILLIC = "АВСЕНІЈКМОРЅТХУасеіјорѕху"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_OWN_CYRILLIC = re.compile(f"(?![{_CYRILLIC}])[\u0400-\u04ff]")
_OWN_LATIN = re.compile(f"(?![{_LATIN}])[A-Za-z\u00c0-\u024f]")
_LIKE_LATIN = re.compile(f"[{_CYRILLIC}]")
_MIXED_WORD = re.compile("[A-Za-z\u00c0-\u024f\u0400-\u04ff]+")


def unify_scripts(text: str, *, cyrillic: bool) -> str:
    """Return the text with each word in letters of one script, if letters of another only look like it.

    A word that consists of look-alikes (CTT) is written in the script chosen by `cyrillic`. The length is unchanged.

    >>> unify_scripts("паштовae", cyrillic=True)
    'паштовае'
    """
    if not cyrillic and not _LIKE_LATIN.search(text):
        return text
    return _MIXED_WORD.sub(lambda word: _unified(word[0], cyrillic), text)


def _unified(word: str, cyrillic: bool) -> str:
    if _OWN_CYRILLIC.search(word):
        return word.translate(_TO_CYRILLIC)
    if _OWN_LATIN.search(word):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC if cyrillic else _TO_LATIN)


def is_acronym(text: str) -> bool:
    """Return True if the case of a term is significant, as in EMS: two letters or more, none in lower case."""
    letters = [one for one in text if one.isalpha()]
    return len(letters) > 1 and all(one != one.lower() for one in letters)
