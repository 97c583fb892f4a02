"""Spelling variants of the same words: the endings of the use are kept, the differing stems are replaced.

Econômica → Económica, Белпошта → Белпочта: words with equal endings are inflected alike and have one gender.
"""

from __future__ import annotations

import re

from postl10n.lang.terms.agreement import same_initial

# Of an ending shared by two words: a consonant, so that the declension is the same, and what follows it.
_LEAST_SHARED = 2
_ENDING = re.compile(
    r"[^\W\d_aeiouyáéíóúâêôãõаоэуыіиеёюяйьў][aeiouyáéíóúâêôãõаоэуыіиеёюяйьў]+$", re.IGNORECASE
)
_LEAST_SHARED_CONSONANTS = 3


def by_stems(used: str, old: str, new: str, locale: str) -> str | None:
    """Return the use with the words of the new term; None if a word is inflected differently."""
    words, before, after = used.split(" "), old.split(" "), new.split(" ")
    if not len(words) == len(before) == len(after) or not same_initial(old, new, locale):
        return None
    exchanged = [_exchanged(*three) for three in zip(words, before, after, strict=True)]
    return " ".join(one for one in exchanged if one is not None) if None not in exchanged else None


def _exchanged(word: str, old: str, new: str) -> str | None:
    if old == new:
        return word
    shared = _shared_ending(old, new)
    if shared is None:
        return None
    stem = old[: len(old) - shared]
    if not stem or word[: len(stem)].lower() != stem.lower():
        return None
    return new[: len(new) - shared] + word[len(stem) :]


def _shared_ending(old: str, new: str) -> int | None:
    """Return the number of letters that the two share at their ends, if these decide their declension; else None."""
    count = 0
    while count < min(len(old), len(new)) and old[-1 - count].lower() == new[-1 - count].lower():
        count += 1
    ending = old[len(old) - count :]
    if _ENDING.search(ending):
        return count if count >= _LEAST_SHARED else None
    return count if count >= _LEAST_SHARED_CONSONANTS else None
