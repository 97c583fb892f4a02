"""Characters of the wrong script: Simplified ones in a Traditional text, look-alikes of another alphabet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from postl10n.lang.languages.han_standards import standard_form, strangers
from postl10n.lang.locales import script
from postl10n.lang.text.folding import unify_scripts
from postl10n.model.findings import Finding
from postl10n.registry import compiled
from postl10n.stages.check.rules.base import Rule, prose

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

_WORD = re.compile(r"[A-Za-zÀ-ɏ\u0370-\u03ff\u0400-\u052f]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_MIXED = compiled(rf"{_LATIN.pattern}(?:(?={_OTHER.pattern})|(?<={_OTHER.pattern}.))")
"""Where an alphabet begins or ends within a word."""

# Cyrillic and Greek letters that look like Latin ones in common typefaces, from how the letters are drawn.
_CYRILLIC_TWINS = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝӏ", "ABESIJKMHOPCTYXaesijopcyxdhqwl", strict=True))
_GREEK_TWINS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι", "ABEZHIKMNOPTYXovi", strict=True))
_TO_LATIN = str.maketrans({**_CYRILLIC_TWINS, **_GREEK_TWINS})
_LATIN_SURE = frozenset(_CYRILLIC_TWINS.values()) | frozenset("ïëĸ")


class ScriptRule(Rule):
    name = "script"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if pair.target.isascii():
            return
        found = strangers(pair.target, script(pair.locale))
        if found:
            signs = " ".join(dict.fromkeys(pair.target[start:end] for start, end in found))[:40]
            message, (start, end) = f"{signs} is not written in this locale", (found[0][0], found[-1][1])
            right, safe = standard_form(pair.target[start:end], script(pair.locale))
            yield self.finding(message, "target", found[0], repair=right, at=(start, end), safe=safe)
        yield from self._homoglyphs(pair)

    def _homoglyphs(self, pair: SegmentPair) -> Iterator[Finding]:
        text, own = pair.target, script(pair.locale)
        if not (_MIXED if own in ("Cyrl", "Grek") else _OTHER).search(text):
            return
        source_words = frozenset(_WORD.findall(pair.source))
        for match in _WORD.finditer(prose(text)):
            problem = _homoglyph(match[0], own, source_words)
            if problem:
                latin = unify_scripts(match[0], cyrillic=False)
                right = latin if latin in source_words else unify_scripts(match[0], cyrillic=own == "Cyrl")
                mended = right if _homoglyph(right, own, source_words) is None else None
                yield self.finding(problem, "target", match.span(), repair=mended)


def _homoglyph(word: str, own: str, source_words: frozenset[str]) -> str | None:
    if word in source_words or word.isascii():
        return None
    folded = word.translate(_TO_LATIN)
    latin = _LATIN.findall(word)
    if not latin:
        whole = own not in ("Cyrl", "Grek") and folded.isascii() and folded in source_words
        return f"{word} is written in look-alike letters of another alphabet" if whole else None
    if not _OTHER.search(word):
        return None
    # Mixed on purpose: a Latin acronym with an ending, SMSки. A slip leaves the word all of one alphabet once folded.
    if not _OTHER.search(folded) or all(sign in _LATIN_SURE for sign in latin):
        return f"{word} mixes letters of two alphabets"
    return None
