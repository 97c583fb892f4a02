"""The settings of a project, as read from `postl10n.toml`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from postl10n.model.findings import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAsk:
    """One text to translate.

    Marks `⟦0⟧`, `⟦1⟧` … stand for what must be kept as it is: placeholders, and terms for engines without a glossary.
    """

    text: str
    terms: tuple[tuple[str, str], ...] = ()
    """Glossary terms in the text, each with the target term that must be used."""
    before: str = ""
    """The source text of the preceding sentence."""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAnswer:
    """A translation; it has the same marks as the text."""

    text: str
    unknown: tuple[str, ...] = ()
    """Words that the engine did not know and left untranslated."""


EDITOR_DEFAULT = "vscode://file{path}:{line}"
"""The address that opens a catalog: `{path}` is absolute and begins with a slash, `{line}` is counted from 1."""
EDITOR_HINT = 'Write it as "vscode://file{path}:{line}" or "idea://open?file={path}&line={line}".'
_EDITOR = re.compile(r"(?!(?:javascript|vbscript|data|blob|https?|ftp|file):)[a-z][a-z0-9+.-]*:[^\s\"'<>]+")


def is_editor(address: str) -> bool:
    """Return True if the address opens a program on the reader's computer: no script, nothing fetched."""
    return _EDITOR.fullmatch(address) is not None and "{path}" in address


PUBLISH_DEFAULT = 0.8
"""The share of a page's words, 0 to 1, that must be approved before it counts as published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The folders of a project, relative to it, with forward slashes."""

    articles: str = "articles"
    glossary: str = "glossary"
    locales: str = "locales"
    references: str = "references"
    site: str = "site"
    exclude: tuple[str, ...] = ()
    """Patterns of paths below the folder of articles to leave out, as in `.gitignore`: `drafts/`, `*.bak.txt`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Thresholds that a locale must reach; a miss is exit code 1."""

    completion: float | None = None
    """The minimum share of approved words, 0 to 1."""
    errors: int | None = None
    """The maximum number of findings of severity error."""
    chrf: float | None = None
    """The minimum chrF2++ of approved entries against their references, 0 to 100."""
    term_accuracy: float | None = None
    """The minimum share of glossary terms that approved entries use, in any inflection, 0 to 1."""
    no_regression: str | None = None
    """The baseline, a git revision or a folder: no metric may be significantly worse than there."""
    line: int | None = field(default=None, compare=False)
    """Its line in the settings, counted from 1."""

    @property
    def scores(self) -> bool:
        """True if a score card is needed to judge it."""
        return any(one is not None for one in (self.chrf, self.term_accuracy, self.no_regression))


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleSettings:
    """Settings that differ for one locale."""

    inherits: str | None = None
    publish: float | None = None
    gate: Gate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """A user's word on how pages of a site, or one article, are read; patterns are regular expressions of lines."""

    paths: tuple[str, ...] = ()
    """Patterns of paths below the folder of articles."""
    host: str = ""
    """The host of the pages' addresses."""
    headline: str = ""
    headline_below: str = ""
    """The headline is the next line below one that matches."""
    headline_above: str = ""
    headline_css: str = ""
    date: str = ""
    date_css: str = ""
    begin: str = ""
    """The first line of the body."""
    end: str = ""
    """The first line behind it."""
    furniture: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    """Lines that are no boilerplate, whatever else says so."""
    title: str = ""
    """The headline itself."""
    day: datetime.date | None = None


SettingValue = str | int | float | bool | tuple[str, ...]
"""A setting of an engine: types that JSON can hold too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """The settings of one machine translation engine."""

    name: str
    """The name of the engine in origin comments."""
    kind: str
    """The kind of engine."""
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    """The settings of its kind, by name."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each setting, counted from 1."""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The source of machine drafts for a target locale."""

    engine: str
    """The name of the engine."""
    source: str | None = None
    """The related locale whose translations the engine translates; None for the project's source."""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """The engines of a project, and the targets they serve."""

    named: Mapping[str, EngineSettings] = field(default_factory=dict)
    routes: Mapping[str, Route] = field(default_factory=dict)
    """By target locale; a target without a route gets drafts from the memory alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The settings of a project; locales are CLDR identifiers."""

    name: str
    source: str
    targets: tuple[str, ...]
    paths: Paths = field(default_factory=Paths)
    site_url: str | None = None
    site_title: str = ""
    site_tagline: str = ""
    site_styles: str = ""
    """The rules, in CSS, that `[site.colors]` and `[site.fonts]` stand for."""
    site_region: str = ""
    """Whose way of writing dates and numbers pages have, where their locale names no region itself."""
    grace_days: int = 0
    """Days for which a translation is still shown after a mere change of wording in its source; 0 for none."""
    publish: float = PUBLISH_DEFAULT
    locales: Mapping[str, LocaleSettings] = field(default_factory=dict)
    approve_values: bool = False
    """True if pre-translation approves units that are one value or name; otherwise they are drafts."""
    page_links: bool = False
    """True if each entry of a catalog carries the path of its page."""
    editor: str = EDITOR_DEFAULT
    """The address that opens a line of a catalog in an editor; see `is_editor`."""
    engines: Engines = field(default_factory=Engines)
    rules: Mapping[str, Mapping[str, Choice]] = field(default_factory=dict)
    """Chosen severities of check rules, by locale; the empty name applies to all locales."""
    sites: tuple[ReadingRules, ...] = ()
    """Rules for reading the pages of single sites; the first that fits an article counts."""
    dictionaries: tuple[str, ...] = ()
    """Folders with Hunspell's dictionaries, below the project's, besides the usual places."""
    plugins: bool | frozenset[str] = True
    """True if all plug-ins are used, False if none are, or the packages whose plug-ins are used."""
    memories: tuple[str, ...] = ()
    """Patterns of further memories, relative to the project: folders of catalogs, TMX and PO files."""

    def settings(self, locale: str) -> LocaleSettings:
        return self.locales.get(locale, LocaleSettings())

    def publish_share(self, locale: str) -> float:
        own = self.settings(locale).publish
        return self.publish if own is None else own

    def choices(self, locale: str) -> dict[str, Choice]:
        """Return the chosen severities for a locale: its own, else those of its parents, else those for all."""
        chosen: dict[str, Choice] = {}
        for one in ("", *reversed(self.chain(locale))):
            chosen.update(self.rules.get(one, {}))
        return chosen

    def chain(self, locale: str) -> tuple[str, ...]:
        """Return the locale and the locales that it inherits from, nearest first."""
        chain = [locale]
        while (parent := self.settings(chain[-1]).inherits) is not None and parent not in chain:
            chain.append(parent)
        return tuple(chain)
