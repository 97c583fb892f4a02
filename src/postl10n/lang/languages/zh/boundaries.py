"""Words that share the characters of a Chinese term, judged by word frequency.

In 隧道中通过 the characters of 中通 are 中 and a part of 通过. The likeliest division of the characters around into
words of which one runs over the term's beginning or end is weighed against the likeliest that has the term: the product
of the words' frequencies. The glossary vouches for the term, which is taken as frequent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from postl10n.registry import compiled

# Costs are binary logarithms of one in how many words is such a word.
_TERM = 15
_UNKNOWN = 20
_IMPOSSIBLE = 10_000
# Words that reach into a term from both sides are no chance.
_ON_BOTH_SIDES = 6
_COMMON = 19
_LONGEST_WORD = 4
# Characters on either side that are divided together with the term.
_AROUND = 5
# Words side by side do not spell more characters than these by chance.
_LONGEST_CROSSED = 3
_HAN = compiled("[\u3400-\u9fff]*")
# After a noun these make it a verb (用毛巾包裹着孩子), unless they begin a word (邮政着力推进).
_ASPECTS = ("着", "著", "住", "起来")
_ASPECT_MARKS = ("着", "著", "住", "起")
# Nouns that are also verbs and then name something else: a parcel, to wrap. 了 and 得 after them, and 被 before,
# make them verbs; of others the verb is the term's own (投递了).
_OTHER_AS_VERBS = frozenset(("包裹", "包装", "代表", "标志", "象征", "组织", "领导", "指挥", "裁判", "装备"))
_VERB_BEFORE = compiled("被[\u3400-\u9fff]{2,6}$")
_NOT_AGENT = compiled("[的和或与及]")
_VERB_AFTER = compiled("(?:得|了(?![吗吧呢啊嘛呀])[\u3400-\u9fff])")
_AFTER_PASSIVE = compiled("(?:[在于得着，。！？；、]|$)")


@dataclass(frozen=True, slots=True)
class ChineseContexts:
    """In which surroundings one term, given in simplified characters, is not meant."""

    term: str
    doubtful_before: str
    """The characters, traditional ones too, before which begins a word that ends inside the term."""
    beginnings: frozenset[str]
    """The characters, traditional ones too, that go on a word that begins inside the term, and marks of aspect."""
    containers: tuple[tuple[str, int], ...]
    """Longer words that only contain the term's characters, with its offset in each."""
    also_verb: bool

    @property
    def doubtful_after(self) -> frozenset[str] | None:
        """The characters without one of which after the term it is not crossed; None where any may follow."""
        return None if self.containers or self.also_verb else self.beginnings

    def crossed(self, text: str, start: int, end: int) -> bool:
        """Return True if `text[start:end]`, which spells the term, is not the term."""
        if (
            (end < len(text) and text[end] in self.beginnings)
            or (start and text[start - 1] in self.doubtful_before)
        ) and self._divided(text, start, end):
            return True
        if not (self.containers or self.also_verb or text.startswith(_ASPECT_MARKS, end)):
            return False
        plain = text.translate(_words().simplified)
        if any(
            offset <= start and plain.startswith(word, start - offset) for word, offset in self.containers
        ):
            return True
        return _aspect_follows(plain, end) or (self.also_verb and _is_verb(plain, start, end))

    def _divided(self, text: str, start: int, end: int) -> bool:
        before = _HAN.match(text[max(0, start - _AROUND) : start][::-1])
        after = _HAN.match(text, end, end + _AROUND)
        first = start - (before.end() if before else 0)
        last = after.end() if after else end
        around = text[first:last].translate(_words().simplified)
        return _likelier_crossed(around, start - first, end - first)


def contexts(term: str) -> ChineseContexts:
    return _contexts(term.translate(_words().simplified))


@lru_cache(maxsize=20_000)
def _contexts(term: str) -> ChineseContexts:
    words = _words()
    short = 1 < len(term) <= _LONGEST_CROSSED
    beginnings = _going_on(term if short else "")
    endings = words.preceding.get(term[: 1 if short else _LONGEST_CROSSED], "") if len(term) > 1 else ""
    containers = tuple((word, word.index(term)) for word in words.containers if term in word and term != word)
    return ChineseContexts(term, endings, beginnings, containers, term in _OTHER_AS_VERBS)


def _going_on(term: str) -> frozenset[str]:
    """The characters that go on a word that begins inside the term, and marks of aspect."""
    sets = [found for at in range(1, len(term)) if (found := _following(term[at:]))]
    # One set for all terms with this ending: of many terms their sum would not fit in the processor's cache.
    return sets[0] if len(sets) == 1 else frozenset(_ASPECT_MARKS).union(*sets)


def _likelier_crossed(text: str, start: int, end: int) -> bool:
    """`text` is Han only, in simplified characters."""
    costs = _words().costs
    to = _costs_to_each(text, costs)
    rest = {at: _costs_to_each(text[at:], costs)[-1] for at in range(start + 1, len(text) + 1)}
    own = to[start] + min(_TERM, costs.get(text[start:end], _TERM)) + rest[end]
    crossing = (
        before + cost + rest[last]
        for first in range(start + 1, end)
        for before in (to[first], _cost_across(text, start, first, to, costs) - _ON_BOTH_SIDES)
        for last in range(end + 1, min(first + _LONGEST_WORD, len(text)) + 1)
        if (cost := costs.get(text[first:last])) is not None
    )
    into = (
        # Of a name, as 俄罗斯邮政 in 白俄罗斯邮政, so much of another word is no chance.
        0 if last > start + 1 else to[start - 1] + cost + rest[last]
        for last in (start + 1, start + _LONGEST_CROSSED)
        if last < end and start and (cost := costs.get(text[start - 1 : last])) is not None
    )
    return min(*crossing, *into, _IMPOSSIBLE, _IMPOSSIBLE) < own


def _cost_across(text: str, start: int, end: int, to: list[int], costs: Mapping[str, int]) -> int:
    """Return the least cost of a division up to `end` whose last word runs over `start`."""
    divisions = (
        to[first] + cost
        for first in range(max(0, end - _LONGEST_WORD), start)
        if (cost := costs.get(text[first:end], _IMPOSSIBLE)) <= _COMMON
    )
    return min(divisions, default=_IMPOSSIBLE)


def _costs_to_each(text: str, costs: Mapping[str, int]) -> list[int]:
    """Return the cost of the likeliest division into words up to each offset."""
    least = [0] + [_IMPOSSIBLE] * len(text)
    for at in range(len(text)):
        so_far = least[at]
        for end in range(at + 1, min(at + _LONGEST_WORD, len(text)) + 1):
            cost = costs.get(text[at:end])
            if cost is None:
                if end > at + 1:
                    continue
                cost = _UNKNOWN
            if so_far + cost < least[end]:
                least[end] = so_far + cost
    return least


def _aspect_follows(text: str, end: int) -> bool:
    return text.startswith(_ASPECTS, end) and not text.startswith(_words().like_aspects, end)


def _is_verb(text: str, start: int, end: int) -> bool:
    if _VERB_AFTER.match(text, end):
        return True
    agent = _VERB_BEFORE.search(text, max(0, start - 8), start)
    return (
        agent is not None and not _NOT_AGENT.search(agent[0]) and _AFTER_PASSIVE.match(text, end) is not None
    )


@dataclass(frozen=True, slots=True)
class _Words:
    costs: dict[str, int]
    by_first: dict[str, list[str]]
    """The words by their first character."""
    preceding: dict[str, str]
    """The first characters of words of two, and of words of four whose rest is a word, by that rest."""
    containers: tuple[str, ...]
    like_aspects: tuple[str, ...]
    """Words that only begin like an aspect."""
    simplified: dict[int, str]
    traditional: dict[str, list[str]]
    """The other characters that each stands for."""


@lru_cache(maxsize=1)
def _words() -> _Words:
    pairs = [pair for line in _lines("simplified.txt") for pair in line.split()]
    simplified = {ord(pair[0]): pair[1] for pair in pairs}
    costs: dict[str, int] = {}
    for line in _lines("words.txt"):
        cost, *words = line.split()
        costs.update(dict.fromkeys(words, int(cost)))
    traditional: dict[str, list[str]] = {}
    for pair in pairs:
        traditional.setdefault(pair[1], []).append(pair[0])
    by_first: defaultdict[str, list[str]] = defaultdict(list)
    for word in costs:
        by_first[word[0]].append(word)
    preceding: defaultdict[str, str] = defaultdict(str)
    for first, words in by_first.items():
        before = "".join((first, *traditional.get(first, ())))
        for word in words:
            if len(word) == 2 or (len(word) == _LONGEST_WORD and word[1:] in costs):
                preceding[word[1:]] += before
    begun = (word for mark in _ASPECT_MARKS for word in by_first.get(mark, ()) if word not in _ASPECTS)
    like_aspects = [word for word in begun if word.startswith(_ASPECTS)]
    like_aspects += [f"著{word[1:]}" for word in like_aspects if word.startswith("着")]
    containers = tuple(word for line in _lines("contained.txt") for word in line.split())
    return _Words(costs, by_first, preceding, containers, tuple(like_aspects), simplified, traditional)


@lru_cache(maxsize=20_000)
def _following(beginning: str) -> frozenset[str]:
    """Return the characters that go on a word, with marks of aspect; none where no word begins so."""
    words, size = _words(), len(beginning)
    found = {
        word[size]
        for word in words.by_first.get(beginning[0], ())
        if word[size:] and word.startswith(beginning)
    }
    marks = _ASPECT_MARKS if found else ()
    return frozenset(found.union(marks, *(words.traditional.get(one, ()) for one in found)))


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
