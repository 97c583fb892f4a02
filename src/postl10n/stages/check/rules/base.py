"""The base class of rules, and the text that rules about words and signs examine."""

from __future__ import annotations

import re
import tomllib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from postl10n.lang.locales import language_subtag
from postl10n.lang.text.markup import blanked, hidden, may_hide
from postl10n.model.article import Role
from postl10n.model.findings import Finding, Repair, RuleInfo, Severity, Span


# Equal to itself alone: its hash, for the caches of rules, is then none of eight fields.
@dataclass(frozen=True, slots=True, eq=False)
class SegmentPair:
    """A source text and its translation. Locales are CLDR identifiers; the role decides what a headline may omit."""

    source: str
    target: str
    source_locale: str
    locale: str
    role: Role | None = None
    flags: frozenset[str] = frozenset()
    """Flags of the entry: `c-format` says what a percent sign begins."""
    quotes: str = ""
    """The project's quotation marks, opening and closing ones of equal length; empty for any."""
    space_before_colon: str = ""
    """One of COLON_SPACES; empty for what the language has."""


# Of one rule in one pair: who has seen so many reads the text anew.
MOST_FINDINGS = 20

URL = re.compile(r"(?:https?://|(?<![A-Za-z0-9_./@-])www\.)[!#-&(-;=?-Z\[\]_a-z~]+", re.IGNORECASE)
EMAIL = re.compile(
    r"(?<![A-Za-z0-9._+-])[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?<!-)(?![A-Za-z0-9])"
)
_NOT_LAST = ".,;:!?'*_[("


# Asked for several times a pair.
tongue_of = lru_cache(maxsize=64)(language_subtag)


TABLE = tomllib.loads((files(__package__) / "rules.toml").read_text("utf-8"))
TOLD = {
    name: RuleInfo(name=name, severity=Severity(row["severity"]), documentation=row["documentation"])
    for name, row in TABLE.items()
}
"""All rules of ours by name, those that look at more than a pair too."""


class Rule(ABC):
    """One kind of fault. Subclasses say how it is found, and have a name; a plug-in's set the other fields, too."""

    name: str
    severity: Severity
    documentation: str
    signs: frozenset[str] = frozenset()
    """A pair has one of these characters wherever the rule finds something; none if that is not certain."""

    def __init_subclass__(cls) -> None:
        told = TOLD.get(getattr(cls, "name", ""))
        if told is not None and not hasattr(cls, "documentation"):
            cls.severity, cls.documentation = told.severity, told.documentation

    @abstractmethod
    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        """The faults of one pair; offsets count code points of the text as given."""

    def finding(
        self,
        message: str,
        side: Literal["source", "target"] = "target",
        span: tuple[int, int] | None = None,
        *,
        repair: str | None = None,
        at: tuple[int, int] | None = None,
        safe: bool = True,
    ) -> Finding:
        """Return a finding; `repair` is what is to stand in the place of the span, or of that `at` in the target."""
        where = None if span is None else Span(side=side, start=span[0], end=span[1])
        place = at or span
        mend = None
        if repair is not None and place is not None:
            mend = Repair(start=place[0], end=place[1], text=repair, safe=safe)
        return Finding(rule=self.name, severity=self.severity, message=message, span=where, repair=mend)


def milder(one: Finding) -> Finding:
    """Return a finding as a notice: what the rule is not sure of."""
    return replace(one, severity=Severity.NOTICE)


@lru_cache(maxsize=1024)
def prose(text: str) -> str:
    """The text with markup, code and addresses blanked by spaces, so that offsets stay."""
    if not may_hide(text) and "www." not in text:
        return text
    holes = list(hidden(text))
    if "@" in text:
        holes.extend(match.span() for match in EMAIL.finditer(text))
    if "://" in text or "www." in text:
        holes.extend(urls(text))
    return blanked(text, holes) if holes else text


def urls(text: str) -> Iterator[tuple[int, int]]:
    """The spans of web addresses, without the punctuation of the sentence and the markup that they stand in."""
    match = URL.search(text)
    while match is not None:
        address = match[0]
        for opening, closing in ("()", "[]"):
            depth = 0
            for at, sign in enumerate(address):
                depth += (sign == opening) - (sign == closing)
                if depth < 0:
                    address = address[:at]
                    break
        end = match.start() + len(address.rstrip(_NOT_LAST))
        yield match.start(), end
        match = URL.search(text, max(end, match.start() + 1))
