"""A clause of the source that the translation leaves out."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from postl10n.model.findings import Finding, Severity
from postl10n.stages.check.rules.base import Rule, prose, tongue_of
from postl10n.stages.check.rules.copying import is_copied

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postl10n.stages.check.pair import Pair

# Characters a language takes for what English says in one, measured on news of postal operators.
_DENSITY = MappingProxyType(
    {
        "zh": 0.31,
        "yue": 0.31,
        "ja": 0.46,
        "ko": 0.48,
        "ar": 0.88,
        "he": 0.8,
        "be": 1.02,
        "ru": 1.04,
        "th": 0.95,
    }
    | dict.fromkeys(("fr", "es", "pt", "de", "it"), 1.12)
)
# Measured in units of an English character: what is shorter varies too much.
_SHORTEST = 40
_HALF_GONE = 0.52
_CLAUSE_GONE = 0.73
# Chinese says much in little and in set phrases, so a translation from it may shrink more.
_FROM_DENSE = 0.8
_SEPARATOR = re.compile(r"[,;:，；、،؛：。.!?！？؟—–](?=\s|[\u3400-\u9fff\u3040-\u30ff])")
_UNCOUNTED = re.compile(r"[\s\u064b-\u0652\u0640]+")


class MissingPartRule(Rule):
    name = "missing-part"
    severity = Severity.WARNING
    documentation = (
        "The translation is much shorter than its source, by what is usual for the two languages, or is shorter and has "
        "fewer clauses."
    )

    def check(self, pair: Pair) -> Iterable[Finding]:
        source, target = prose(pair.source), prose(pair.target)
        density = _density(pair.source_locale), _density(pair.locale)
        size = _size(source) / density[0]
        if size < _SHORTEST * 0.8 or is_copied(pair):
            return
        share = _size(target) / density[1] / size
        fewer = len(_SEPARATOR.findall(target)) < len(_SEPARATOR.findall(source))
        least = (_CLAUSE_GONE if fewer else _HALF_GONE) * (_FROM_DENSE if density[0] < 0.5 else 1)
        if share < least:
            yield self.finding(
                f"the translation has about {share:.0%} of the length its source lets expect",
                "target",
                (0, len(pair.target)),
            )


def _density(locale: str) -> float:
    return _DENSITY.get(tongue_of(locale), 1.0)


def _size(text: str) -> int:
    return len(_UNCOUNTED.sub("", text))
