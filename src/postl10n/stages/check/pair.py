"""The value that rules look at."""

from __future__ import annotations

from dataclasses import dataclass

from postl10n.model.article import Role


@dataclass(frozen=True, slots=True)
class Pair:
    """A source text and its translation. Locales are CLDR identifiers; the role decides what a headline may omit."""

    source: str
    target: str
    source_locale: str
    locale: str
    role: Role | None = None
