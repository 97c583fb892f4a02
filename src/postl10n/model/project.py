"""The settings of a project, as `postl10n.toml` gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from postl10n.model.findings import Choice

EDITOR_DEFAULT = "vscode://file{path}:{line}"
"""What a preview opens a catalog with: `{path}` is absolute and begins with a slash, `{line}` counts from 1."""
EDITOR_HINT = 'Write it as "vscode://file{path}:{line}" or "idea://open?file={path}&line={line}".'
_EDITOR = re.compile(r"(?!(?:javascript|vbscript|data|blob|https?|ftp|file):)[a-z][a-z0-9+.-]*:[^\s\"'<>]+")


def is_editor(address: str) -> bool:
    """Whether it names a program of the reader's computer: no script, and nothing to be fetched."""
    return _EDITOR.fullmatch(address) is not None and "{path}" in address


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
    exclude: tuple[str, ...] = ()
    """Patterns of paths below the folder of articles that are left out, as in `.gitignore`: `drafts/`, `*.bak.txt`."""


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


SettingValue = str | int | float | bool | tuple[str, ...]
"""What a setting of an engine may be: what JSON can hold too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """A machine translation engine of the project."""

    name: str
    """What origin comments call it."""
    kind: str
    """Which of our engines it is."""
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    """Those of its kind."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Where each of them stands, counted from 1."""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How a target gets machine drafts."""

    engine: str
    """Its name."""
    source: str | None = None
    """The neighbour locale whose translations are translated; None for the project's source."""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """The engines of a project, and which target each is for."""

    named: Mapping[str, EngineSettings] = field(default_factory=dict)
    routes: Mapping[str, Route] = field(default_factory=dict)
    """By target; those left out get drafts of the memory alone."""


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
    editor: str = EDITOR_DEFAULT
    """The address that opens a line of a catalog in an editor; see `is_editor`."""
    engines: Engines = field(default_factory=Engines)
    rules: Mapping[str, Mapping[str, Choice]] = field(default_factory=dict)
    """What is chosen for rules of the checks, by locale; for all locales under an empty name."""

    def settings(self, locale: str) -> LocaleSettings:
        return self.locales.get(locale, LocaleSettings())

    def publish_share(self, locale: str) -> float:
        own = self.settings(locale).publish
        return self.publish if own is None else own

    def choices(self, locale: str) -> dict[str, Choice]:
        """What is chosen for rules in a locale: for itself, else for what it inherits from, else for all."""
        chosen: dict[str, Choice] = {}
        for one in ("", *reversed(self.chain(locale))):
            chosen.update(self.rules.get(one, {}))
        return chosen

    def chain(self, locale: str) -> tuple[str, ...]:
        """The locale, and those it inherits from, nearest first."""
        chain = [locale]
        while (parent := self.settings(chain[-1]).inherits) is not None and parent not in chain:
            chain.append(parent)
        return tuple(chain)
