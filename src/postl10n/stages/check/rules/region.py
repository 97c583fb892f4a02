"""Words of another region than the locale's: 軟體 in Hong Kong, ônibus in Portugal. The lists are data of the language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from postl10n.lang.languages.language import data
from postl10n.lang.locales import language_subtag, parents, spaced
from postl10n.model.findings import Finding
from postl10n.registry import cached, compiled
from postl10n.stages.check.rules.base import Rule, prose

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

# What is quoted, and titles, may be in the words of another region.
_QUOTED = re.compile(r"[《〈「『“«„\"][^《》〈〉「」『』“”«»„\"]{0,80}[》〉」』”»“\"]")


class _Words(NamedTuple):
    words: re.Pattern[str]
    right: re.Pattern[str]
    """Where one of the words is no slip, and quotations."""
    own: tuple[str, ...]
    """The region's own words, in the order of the groups."""


class RegionRule(Rule):
    name = "region"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        listed = _listed(pair.locale)
        if listed is None or not listed.words.search(pair.target):
            return
        text = listed.right.sub(lambda hit: " " * len(hit[0]), prose(pair.target))
        for match in listed.words.finditer(text):
            own, before = listed.own[(match.lastindex or 1) - 1], text[: match.start()].rstrip(" —–-¿¡")
            # A capital in the middle of a sentence is a name's, unless the list has it.
            if match[0][0].isupper() and not own[0].isupper() and before and before[-1] not in ".!?:":
                continue
            message = f"{match[0]} is a word of another region; here it is {own}"
            yield self.finding(message, "target", match.span())


@cached(64)
def _listed(locale: str) -> _Words | None:
    """The words of the locale, or of the nearest parent that has some."""
    tables = tomllib.loads(data(language_subtag(locale), "regions.toml") or "")
    table = next((tables[one] for one in (locale, *parents(locale)) if one in tables), None)
    if table is None:
        return None
    edge = r"\b" if spaced(locale) else ""
    one_of = "|".join(f"({one})" for one in table["words"])
    flags = re.IGNORECASE if spaced(locale) else re.NOFLAG
    return _Words(
        compiled(f"{edge}(?:{one_of}){edge}", flags),
        compiled("|".join((_QUOTED.pattern, *table["right"])), flags),
        tuple(table["words"].values()),
    )
