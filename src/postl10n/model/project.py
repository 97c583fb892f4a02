"""The settings of a project, as `postl10n.toml` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PUBLISH_DEFAULT = 0.8
"""The share of a page's words that must be approved before it counts as published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Folders of a project, relative to it, with forward slashes."""

    articles: str = "articles"
    glossary: str = "glossary"
    locales: str = "locales"
    references: str = "references"
    site: str = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What a locale must reach; a miss is exit code 1."""

    completion: float | None = None
    """Least share of words approved, 0 to 1."""
    errors: int | None = None
    """Most findings of severity error."""
    chrf: float | None = None
    """Least chrF2++ of approved entries against their references, 0 to 100."""
    term_accuracy: float | None = None
    """Least share of glossary terms that approved entries use in whatever inflection, 0 to 1."""
    no_regression: str | None = None
    """A git revision or a folder than which no metric may be significantly worse."""
    line: int | None = field(default=None, compare=False)
    """Where the settings have it, counted from 1."""

    @property
    def scores(self) -> bool:
        """Whether it takes a score card to tell."""
        return any(one is not None for one in (self.chrf, self.term_accuracy, self.no_regression))


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleSettings:
    """What one locale does differently."""

    inherits: str | None = None
    publish: float | None = None
    gate: Gate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The settings of a project; locales are CLDR identifiers."""

    name: str
    source: str
    targets: tuple[str, ...]
    paths: Paths = field(default_factory=Paths)
    site_url: str | None = None
    site_title: str = ""
    grace_days: int = 0
    """How many days a translation is still shown after its source changed in wording alone; 0 for not at all."""
    publish: float = PUBLISH_DEFAULT
    locales: Mapping[str, LocaleSettings] = field(default_factory=dict)

    def settings(self, locale: str) -> LocaleSettings:
        return self.locales.get(locale, LocaleSettings())

    def publish_share(self, locale: str) -> float:
        own = self.settings(locale).publish
        return self.publish if own is None else own

    def chain(self, locale: str) -> tuple[str, ...]:
        """The locale, and those it inherits from, nearest first."""
        chain = [locale]
        while (parent := self.settings(chain[-1]).inherits) is not None and parent not in chain:
            chain.append(parent)
        return tuple(chain)
