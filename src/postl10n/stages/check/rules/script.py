"""Characters of the wrong script: Simplified ones in a Traditional text, look-alikes of another alphabet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from postl10n.lang.locales import script
from postl10n.model.findings import Finding, Severity
from postl10n.stages.check.rules.base import Rule, prose

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

_WORD = re.compile(r"[A-Za-zÀ-ɏ\u0370-\u03ff\u0400-\u052f]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_GREEK = re.compile(r"[\u0370-\u03ff]")

# Cyrillic and Greek letters that look like Latin ones in common typefaces, from how the letters are drawn.
_CYRILLIC_TWINS = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝӏ", "ABESIJKMHOPCTYXaesijopcyxdhqwl", strict=True))
_GREEK_TWINS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι", "ABEZHIKMNOPTYXovi", strict=True))
_TO_LATIN = str.maketrans({**_CYRILLIC_TWINS, **_GREEK_TWINS})
_LATIN_SURE = frozenset(_CYRILLIC_TWINS.values()) | frozenset("ïëĸ")
# Simplified forms that Big5 has as rare characters of their own; in running text they are the simplified ones.
_SIMPLIFIED_IN_BIG5 = frozenset(
    "机价体胜种适据听党坏怜优儿厂圣异惊扑扰极离网腊触赶虫构岭帘复怀洁么气宁愿确苹柜万与吨蚕茧荐"
)
# Names hold these although no Traditional (or GB 2312) standard does.
_NAME_CHARACTERS = frozenset("昇喆堃淼祐甯鑫囍咗嘅喺")


class ScriptRule(Rule):
    name = "script"
    severity = Severity.WARNING
    documentation = (
        "Characters of another script: Simplified characters in a Traditional Chinese text or the reverse, characters "
        "that Japanese does not use, or a letter within a word that only looks like one of its alphabet (Cyrillic `Е` in "
        "`EMS`)."
    )

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if pair.target.isascii():
            return
        foreign = _foreign_characters(script(pair.locale))
        if foreign:
            yield from self._characters(pair, foreign)
        yield from self._homoglyphs(pair)

    def _characters(self, pair: SegmentPair, foreign: frozenset[str]) -> Iterator[Finding]:
        found = [at for at, sign in enumerate(pair.target) if sign in foreign]
        if found:
            signs = "".join(dict.fromkeys(pair.target[at] for at in found))[:20]
            yield self.finding(f"{signs} is not written in this locale", "target", (found[0], found[0] + 1))

    def _homoglyphs(self, pair: SegmentPair) -> Iterator[Finding]:
        text = pair.target
        if not _CYRILLIC.search(text) and not _GREEK.search(text):
            return
        own = script(pair.locale)
        source_words = frozenset(_WORD.findall(pair.source))
        for match in _WORD.finditer(prose(text)):
            problem = _homoglyph(match[0], own, source_words)
            if problem:
                yield self.finding(problem, "target", match.span())


def _homoglyph(word: str, own: str, source_words: frozenset[str]) -> str | None:
    if word in source_words or word.isascii():
        return None
    folded = word.translate(_TO_LATIN)
    latin = _LATIN.findall(word)
    if not latin:
        whole = own not in ("Cyrl", "Grek") and folded.isascii() and folded in source_words
        return f"{word} is written in look-alike letters of another alphabet" if whole else None
    if not _CYRILLIC.search(word) and not _GREEK.search(word):
        return None
    # Mixed on purpose: a Latin acronym with an ending, SMSки. A slip leaves the word all of one alphabet once folded.
    one_alphabet = not _CYRILLIC.search(folded) and not _GREEK.search(folded)
    if one_alphabet or all(sign in _LATIN_SURE for sign in latin):
        return f"{word} mixes letters of two alphabets"
    return None


@cache
def _foreign_characters(standard: str) -> frozenset[str]:
    """The characters that the locale's standard does not write, from the legacy character sets.

    GB 2312 lists what Simplified Chinese uses, Big5 what Traditional uses, JIS X 0208 what Japanese uses.
    """
    if standard == "Hant":
        return (_han("gb2312") - _han("big5") - _hong_kong() - _NAME_CHARACTERS) | _SIMPLIFIED_IN_BIG5
    if standard == "Hans":
        return _common_traditional() - _han("gb2312") - _NAME_CHARACTERS
    if standard == "Jpan":
        return _han("gb2312") - _han("shift_jisx0213") - _NAME_CHARACTERS
    return frozenset()


def _han(codec: str) -> frozenset[str]:
    return frozenset(chr(code) for code in range(0x4E00, 0x9FA6) if chr(code).encode(codec, "ignore"))


def _common_traditional() -> frozenset[str]:
    """The first level of Big5, its 5,401 frequent characters: rows A4 to C6."""
    encoded = ((sign, sign.encode("big5", "ignore")) for sign in _han("big5"))
    return frozenset(sign for sign, code in encoded if 0xA4 <= code[0] <= 0xC6)


def _hong_kong() -> frozenset[str]:
    """Characters of GB 2312 that Big5 lacks and Hong Kong writes."""
    return frozenset("着啰嘞煲啫喱咁啲")
