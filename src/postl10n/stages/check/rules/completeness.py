"""A clause of the source that the translation leaves out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import language
from postl10n.lang.text.markup import is_unknown_markup
from postl10n.model.findings import Finding, Severity
from postl10n.registry import cached
from postl10n.stages.check.rules.base import Rule, prose
from postl10n.stages.check.rules.copying import is_copied

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postl10n.stages.check.rules.base import SegmentPair

# Measured in units of an English character: what is shorter varies too much.
_SHORTEST = 40
_LONG = 53
"""Of a text that is shorter, less of the length may be lost: interfaces have terse phrases of their own."""
_HALF_GONE = 0.52
_CLAUSE_GONE = 0.73
_JOINT_GONE = 0.7
# Chinese says much in little and in set phrases, so a translation from it may shrink more.
_FROM_DENSE = 0.8
_SEPARATOR = re.compile(r"[,;:，；、،؛：。.!?！？؟—–](?=\s|[\u3400-\u9fff\u3040-\u30ff])")
# `October 9, 2024` and `10 a.m. to` are one clause.
_NO_SEPARATOR = re.compile(r", (?=\d{4}\b)|(?<=\b[ap]\.m)\.|(?<=\bNo)\.")
_UNCOUNTED = re.compile(r"[\s\u064b-\u0652\u0640]+")


class MissingPartRule(Rule):
    name = "missing-part"
    severity = Severity.WARNING
    documentation = (
        "The translation is much shorter than its source, by what is usual for the two languages, or is shorter and has "
        "fewer clauses."
    )

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        source, target = prose(pair.source), prose(pair.target)
        density = language(pair.source_locale).density, language(pair.locale).density
        size = _size(source) / density[0]
        if size < _SHORTEST * 0.8 or is_copied(pair) or is_unknown_markup(pair.source) or not target.strip():
            return
        share = _size(target) / density[1] / size
        usual = (_FROM_DENSE if density[0] < 0.5 else 1) * min(1, size / _LONG)
        if share < _CLAUSE_GONE * usual and share < _least(pair, source, target) * usual:
            yield self.finding(
                f"the translation has about {share:.0%} of the length its source lets expect",
                "target",
                (0, len(pair.target)),
            )


def _least(pair: SegmentPair, source: str, target: str) -> float:
    """The least share that is usual, which is more where the translation has fewer clauses."""
    marks = [len(_SEPARATOR.findall(_NO_SEPARATOR.sub("", text))) for text in (source, target)]
    if marks[1] < marks[0]:
        return _CLAUSE_GONE
    joints = [_joints(locale) for locale in (pair.source_locale, pair.locale)]
    if joints[0] is None or joints[1] is None:
        return _HALF_GONE
    mine, theirs = len(joints[0].findall(source)), len(joints[1].findall(target))
    return _JOINT_GONE if marks[1] + theirs < marks[0] + mine else _HALF_GONE


@cached(64)
def _joints(locale: str) -> re.Pattern[str] | None:
    """The words that join clauses; None where a comma or an ending does."""
    words = language(locale).conjunctions
    return re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE) if words else None


def _size(text: str) -> int:
    return len(_UNCOUNTED.sub("", text))
