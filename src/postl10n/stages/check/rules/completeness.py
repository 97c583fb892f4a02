"""A clause of the source that the translation leaves out, or one that it adds: what length and clauses let expect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import language
from postl10n.lang.text.markup import is_unknown_markup
from postl10n.model.findings import Finding
from postl10n.registry import cached, compiled
from postl10n.stages.check.rules.base import Rule, milder, prose
from postl10n.stages.check.rules.copying import is_copied
from postl10n.stages.check.rules.values import mismatches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postl10n.stages.check.rules.base import SegmentPair

# Measured in units of an English character: what is shorter varies too much.
_SHORTEST = 32
_LONG = 53
"""Of a text that is shorter, less of the length may be lost: interfaces have terse phrases of their own."""
_HALF_GONE = 0.52
_CLAUSE_GONE = 0.73
_JOINT_GONE = 0.7
_SURE = 0.6
"""A share from which a terse wording is as likely as a part that is gone."""
# Chinese says much in little and in set phrases, so a translation from it may shrink more.
_FROM_DENSE = 0.8
_DENSE = 0.5
# The share from which the translation says more than its source: with a sentence more, with one that may be a clause of the
# source, with a clause more, with neither.
_SENTENCE_MORE = 1.45
_DIVIDED = 2.2
_CLAUSE_MORE = 1.8
_MUCH_MORE = 2.5
# In English characters: a short text, and above all a label, is often rendered at greater length.
_TERSE_CLAUSE = 20
_TERSE_LABEL = 10
_LEAST_MORE = 16
"""In characters: the shortest clause that counts as added."""
_SHORTEST_GROWN = 12
_SPELLED = 5
_SIGN = re.compile(r"[^\w\s.,;:!?'\"()“”‘’-]|\d+|\b[A-Z]{2,}\b")
"""Signs, figures and acronyms, which a translation may well write in words that are longer."""
_SEPARATOR = compiled(r"[,;:，；、،؛：。.!?！？؟—–](?=\s|[\u3400-\u9fff\u3040-\u30ff])")
# `October 9, 2024` and `10 a.m. to` are one clause.
_NO_SEPARATOR = compiled(r", (?=\d{4}\b)|(?<=\b[ap]\.m)\.|(?<=\bNo)\.")
_SENTENCE = compiled(
    r"[.!?؟…][\"'”’»)\]]*\s+[\"'“‘«„¿¡(\[]*(?=[^\W\d_a-zа-яёіў])"
    # Behind a quotation comes who says it, or another.
    r"|[。！？](?:[”」』’）]+(?=[“「『‘（])|(?=[^\s”」』’）]))"
)
_ENDED = re.compile(r"[.!?。！？؟…:：][\"'”’»)\]」』）]*\s*\Z")
_BRACKETED = re.compile(r"[(（]([^()（）]{3,})[)）]")
_VOWEL_MARKS = re.compile("[\u064b-\u0652\u0640]")
_LATIN = re.compile(r"[ -~\u00a0-\u024f]")


@dataclass(frozen=True, slots=True)
class _Compared:
    """A pair as far as its completeness is judged."""

    texts: tuple[str, str]
    size: float
    """Of the source, in English characters."""
    share: float
    """The size of the translation in the same measure, as a share of the source's."""
    whole: float
    """The same with markup, code and addresses, of which one side may hold what is a word on the other."""
    density: tuple[float, float]

    @property
    def from_dense(self) -> bool:
        return self.density[0] < _DENSE

    def clauses(self) -> list[int]:
        return [len(_SEPARATOR.findall(_NO_SEPARATOR.sub("", text))) for text in self.texts]

    def sentences(self) -> list[int]:
        return [len(_SENTENCE.findall(text)) for text in self.texts]


@cached(8)
def _compared(pair: SegmentPair) -> _Compared | None:
    """Return the comparison; None for a text without words, or one that was copied."""
    texts = prose(pair.source), prose(pair.target)
    density = language(pair.source_locale).density, language(pair.locale).density
    size, grown = len(_counted(texts[0])) / density[0], len(_counted(texts[1])) / density[1]
    if not size or not texts[1].strip() or is_copied(pair) or is_unknown_markup(pair.source):
        return None
    share = whole = grown / size
    if texts != (pair.source, pair.target):
        whole = len(_counted(pair.target)) / density[1] / (len(_counted(pair.source)) / density[0])
    return _Compared(texts, size, share, whole, density)


class MissingPartRule(Rule):
    name = "missing-part"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        both = _compared(pair)
        if both is None or both.size < _SHORTEST:
            return
        usual = (_FROM_DENSE if both.from_dense else 1) * min(1, both.size / _LONG)
        share = max(both.share, both.whole) if both.share < _CLAUSE_GONE * usual else both.share
        if share < _CLAUSE_GONE * usual and share < _least(pair, both) * usual:
            told = self.finding(_told(both.share), "target", (0, len(pair.target)))
            yield told if share < _SURE * usual else milder(told)


class AddedPartRule(Rule):
    name = "added-part"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        both = _compared(pair)
        if both is None or both.size < _SHORTEST_GROWN or both.share < _SENTENCE_MORE:
            return
        if not both.from_dense and " " not in pair.source.strip():
            return  # The name of a message, or a word.
        spelled = both.size + _SPELLED * len(_SIGN.findall(pair.source))
        grown = _plain_size(_without_original(both.texts[1], both.texts[0]), both.density[1])
        usual = 1 / _FROM_DENSE if both.from_dense else 1
        if grown - spelled < _LEAST_MORE or grown <= spelled * usual * _most(pair, both):
            return
        # What was added with a figure is told with that.
        if all(one.source is not None for one in mismatches(pair)):
            yield self.finding(_told(grown / spelled), "target", (0, len(pair.target)))


def _told(share: float) -> str:
    return f"the translation has about {share:.0%} of the length its source lets expect"


def _least(pair: SegmentPair, both: _Compared) -> float:
    """Return the least share that is usual, which is more where the translation has fewer clauses."""
    clauses = both.clauses()
    if clauses[1] < clauses[0]:
        return _CLAUSE_GONE
    joints = [_joints(locale) for locale in (pair.source_locale, pair.locale)]
    if joints[0] is None or joints[1] is None:
        return _HALF_GONE
    mine, theirs = len(joints[0].findall(both.texts[0])), len(joints[1].findall(both.texts[1]))
    return _JOINT_GONE if clauses[1] + theirs < clauses[0] + mine else _HALF_GONE


def _most(pair: SegmentPair, both: _Compared) -> float:
    """Return the greatest share that is usual, which is less where the translation has more sentences or clauses.

    A label, whose source ends without a mark, is rendered more freely.
    """
    sentences, clauses = both.sentences(), both.clauses()
    if sentences[1] > sentences[0]:
        joints = _joints(pair.source_locale)
        joined = clauses[0] + (len(joints.findall(both.texts[0])) if joints else 0)
        return _SENTENCE_MORE if sentences[1] > joined else _DIVIDED
    if _ENDED.search(pair.source) and clauses[1] > clauses[0]:
        return _CLAUSE_MORE * (1 + _TERSE_CLAUSE / both.size)
    return _MUCH_MORE * (1 + _TERSE_LABEL / both.size)


@lru_cache(maxsize=64)
def _joints(locale: str) -> re.Pattern[str] | None:
    """The words that join clauses; None where a comma or an ending does."""
    words = language(locale).conjunctions
    return re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE) if words else None


def _counted(text: str) -> str:
    counted = "".join(text.split())
    return counted if counted.isascii() else _VOWEL_MARKS.sub("", counted)


def _without_original(text: str, source: str) -> str:
    """Return the text without brackets that repeat the words of the source."""
    return _BRACKETED.sub(lambda match: "" if match[1].lower() in source.lower() else match[0], text)


def _plain_size(text: str, density: float) -> float:
    """Return the length in English characters; names and figures in Latin letters are as long in every language."""
    counted = _counted(text)
    latin = len(_LATIN.findall(counted)) if density < _DENSE else 0
    return (len(counted) - latin) / density + latin
