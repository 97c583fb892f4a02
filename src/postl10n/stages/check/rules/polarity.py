"""A meaning that was turned round: more for less, after for before, a negation that was lost or added."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import LANGUAGES, language
from postl10n.lang.languages.polarity_words import polarity_words
from postl10n.lang.text.figures import fold
from postl10n.lang.text.markup import blanked, placeholders
from postl10n.lang.text.markup import code as code_in
from postl10n.lang.values import ValueKind, parse_values
from postl10n.lang.values.search import PhraseGate
from postl10n.lang.values.value import Change
from postl10n.model.findings import Finding
from postl10n.registry import cached, compiled
from postl10n.stages.check.rules.base import Rule, milder, prose
from postl10n.stages.check.rules.copying import is_copied
from postl10n.stages.check.rules.values import mismatches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from postl10n.lang.languages.polarity_words import PolarityWords
    from postl10n.stages.check.rules.base import SegmentPair

_LONGEST = 400
"""In characters: a longer text has too many verbs for one to be the counterpart of another."""
_TIME = "when"
_SKIP, _NEGATION = 0, 1
"""Their places in a gate."""
_MARKS = re.compile("[\u064b-\u0652\u0640]")
_LETTER = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d")
_ACCELERATOR = re.compile(r"(?<=[a-z])_[a-z]|&[a-z]", re.IGNORECASE)
"""D_on't, the key of a menu's entry, is inside the word."""
_FACTORS = (ValueKind.MULTIPLE, ValueKind.FRACTION)
# An axis of change: where one text has a second one (slower growth), the first alone says little.
_CHANGE = frozenset({"rise", "pace", "improve"})


@dataclass(frozen=True, slots=True)
class _Sign:
    points_up: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Reading:
    original: str
    text: str
    """In lower case, without vowel marks and what only looks like a sign."""
    places: Sequence[int]
    """Where its characters stand in the original."""
    signs: Mapping[str, tuple[_Sign, ...]]
    negations: tuple[re.Match[str], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1

    def shown(self, start: int, end: int) -> str:
        start, end = self.span(start, end)
        return f"“{self.original[start:end]}”"


class PolarityRule(Rule):
    name = "polarity"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if max(len(pair.source), len(pair.target)) > _LONGEST:
            return
        codes = language(pair.source_locale).code, language(pair.locale).code
        words = polarity_words(codes[0]), polarity_words(codes[1])
        if words[0] is None or words[1] is None or not _may_differ((pair.source, pair.target), codes):
            return
        if is_copied(pair) or _ACCELERATOR.search(pair.source):
            return
        source, target = _read(pair.source, codes[0]), _read(pair.target, codes[1])
        turned = next(_turned(pair, source, target, words[0], codes[0]), None)
        if turned is not None:
            mine, theirs = ((one.start, one.end) for one in turned)
            message = f"{target.shown(*theirs)} says the opposite of {source.shown(*mine)}"
            told = self.finding(message, "target", target.span(*theirs))
            yield told if all(map(_FIGURE.search, (pair.source, pair.target))) else milder(told)
        elif bool(source.negations) is bool(target.negations) or not _LETTER.search(source.text):
            return
        elif _denies_alone(source, words[0]) and not _denies(target, words[1]):
            lost = source.negations[0].span()
            if source.negations[0][0] in target.text:
                return  # It was left untranslated.
            message = f"{source.shown(*lost)} is not in the translation"
            yield milder(self.finding(message, "source", source.span(*lost)))
        elif _denies_alone(target, words[1]) and not _denies(source, words[0]):
            added = target.negations[0].span()
            message = f"{target.shown(*added)} is not in the source"
            yield milder(self.finding(message, "target", target.span(*added)))


@cached(64)
def _gate(code: str) -> tuple[PhraseGate, PolarityWords, Sequence[tuple[str, bool]]]:
    """Return a gate for what to skip, for negations, and for each pole; with the axis of each, and if it points up."""
    words = polarity_words(code)
    if words is None:
        raise ValueError(f"{code} has no polarity.toml")
    axes = words.axes
    patterns = [words.skip.pattern, words.negation.pattern, *itertools.chain.from_iterable(axes.values())]
    poles = [("", True), ("", True), *((axis, up) for axis in axes for up in (True, False))]
    return PhraseGate(patterns), words, poles


@cached(4096)
def _pole(pole: str, code: str) -> re.Pattern[str]:
    with LANGUAGES.guard(code):
        return compiled(pole)


@cached(4096)
def _read(text: str, code: str) -> _Reading:
    gate, words, _ = _gate(code)
    plain, places = _plain(text)
    may_match = gate(plain)
    if _SKIP in may_match:
        plain = _blank(plain, words.skip.finditer(plain))
        may_match = gate(plain)
    rest, signs, axes = plain, {}, [*words.axes.items()]
    for at in sorted({at // 2 - 1 for at in may_match if at > _NEGATION}):
        axis, poles = axes[at]
        if found := _signs(rest, [_pole(pole, code) for pole in poles]):
            signs[axis] = found
            rest = blanked(rest, ((one.start, one.end) for one in found))
    return _Reading(text, plain, places, signs, tuple(words.negation.finditer(rest)))


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """Return the text in lower case without vowel marks, and where its characters stand in the original."""
    plain = fold(prose(text))
    if plain.isascii() or not _MARKS.search(plain):
        return plain, range(len(plain))
    places = [at for at, char in enumerate(plain) if not _MARKS.match(char)]
    return "".join([plain[at] for at in places]), places


def _may_differ(texts: Iterable[str], codes: Iterable[str]) -> bool:
    """Return False where neither text denies, and none may hold the opposite of what the other has: a quick look."""
    seen = []
    for text, code in zip(texts, codes, strict=True):
        gate, words, poles = _gate(code)
        plain = fold(text)  # With its markup: what that hides is not worth the look.
        if not plain.isascii() and _MARKS.search(plain):
            plain, _ = _plain(text)
        may_match = gate(plain)
        if _NEGATION in may_match and words.negation.search(plain):
            return True
        seen.append({poles[at] for at in may_match if at > _NEGATION} if may_match else ())
    return bool(seen[1]) and any((axis, not up) in seen[1] for axis, up in seen[0])


def _blank(text: str, matches: Iterable[re.Match[str]]) -> str:
    return blanked(text, (match.span() for match in matches))


def _signs(text: str, poles: Sequence[re.Pattern[str]]) -> tuple[_Sign, ...]:
    """Return the signs of an axis; of two that overlap the one that begins first, then the longer: `no more than`."""
    found = [
        _Sign(up, *match.span())
        for up, pole in ((True, poles[0]), (False, poles[1]))
        for match in pole.finditer(text)
    ]
    kept: list[_Sign] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _turned(
    pair: SegmentPair, source: _Reading, target: _Reading, words: PolarityWords, code: str
) -> Iterator[tuple[_Sign, _Sign]]:
    """Yield the axes on which the texts have one sign each, and those are opposites."""
    if bool(source.negations) is not bool(target.negations):
        return
    changes = _CHANGE | words.comparatives
    technical = code_in(pair.source) or any(
        one.is_tag and one.text[0] == "<" for one in placeholders(pair.source)
    )
    for axis, mine in source.signs.items():
        theirs = target.signs.get(axis, ())
        if technical and (axis in changes or axis == _TIME):
            continue  # An exception is raised, a value reduced, an element lower: words of a trade.
        if len(mine) != 1 or len(theirs) != 1 or mine[0].points_up is theirs[0].points_up:
            continue
        if axis in words.comparatives and words.reversible.search(source.text):
            continue
        if axis in changes and (
            _others(source, axis, changes) != _others(target, axis, changes) or _is_factor(pair)
        ):
            continue
        if axis in words.loose and _pole(words.loose[axis][mine[0].points_up], code).search(source.text):
            continue  # The opposite is in the source too, beside other words.
        if axis == _TIME and axis not in words.loose and not parse_values(pair.source, pair.source_locale):
            continue
        yield mine[0], theirs[0]


def _others(reading: _Reading, axis: str, changes: frozenset[str]) -> set[str]:
    return (reading.signs.keys() & changes) - {axis}


def _is_factor(pair: SegmentPair) -> bool:
    """Return True if a text has a word of change that is a factor too (doubled), or `number` told of one."""
    told = itertools.chain.from_iterable((one.source, one.target) for one in mismatches(pair))
    if any(one is not None and one.kind in _FACTORS for one in told):
        return True
    texts = ((pair.source, pair.source_locale), (pair.target, pair.locale))
    return any(one.change is Change.SETTLED for text in texts for one in parse_values(*text))


def _denies_alone(reading: _Reading, words: PolarityWords) -> bool:
    """Return True if the text has one plain negation, and no other word that denies or restricts."""
    if len(reading.negations) != 1 or words.excused.search(reading.text):
        return False
    rest = _blank(reading.text, reading.negations)
    return not words.negative.search(rest)


def _denies(reading: _Reading, words: PolarityWords) -> bool:
    return words.negative.search(reading.text) is not None
