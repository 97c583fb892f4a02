"""Where a project keeps what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from postl10n.model.project import Project

SITE = "site"
"""The article id under which catalogs keep the strings of page templates."""
THEME = "theme"
"""The folder of templates and styles of the project's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLayout:
    """The paths of one project."""

    root: Path
    project: Project

    @property
    def articles(self) -> Path:
        return self.root / self.project.paths.articles

    @property
    def glossary(self) -> Path:
        return self.root / self.project.paths.glossary

    @property
    def site(self) -> Path:
        return self.root / self.project.paths.site

    @property
    def cache(self) -> Path:
        """The cache, which can be deleted at any time."""
        return self.root / ".postl10n"

    def template(self, article: str) -> Path:
        return self.root / self.project.paths.locales / "templates" / f"{article}.pot"

    def templates(self) -> list[Path]:
        """The templates that exist, whether or not their articles do."""
        return sorted((self.root / self.project.paths.locales / "templates").glob("*.pot"))

    @property
    def recurring(self) -> Path:
        """The list of the lines that recur on many articles."""
        return self.root / self.project.paths.locales / "templates" / "boilerplate.txt"

    def catalog(self, locale: str, article: str) -> Path:
        return self._messages(locale) / f"{article}.po"

    @property
    def locales(self) -> list[str]:
        """The locales that may have catalogs: the targets, then those of other folders, such as a former target's."""
        folder = self.root / self.project.paths.locales
        found = {path.parent.name for path in folder.glob("*/LC_MESSAGES")}
        return [*self.project.targets, *sorted(found - {*self.project.targets})]

    @property
    def reference_locales(self) -> list[str]:
        """The locales that have a folder of references."""
        return sorted(
            path.name for path in (self.root / self.project.paths.references).glob("*") if path.is_dir()
        )

    @property
    def renaming(self) -> Path:
        """The record of a rename that is under way; not in the cache, which can be deleted at any time."""
        return self.root / self.project.paths.locales / ".rename.json"

    def reference(self, locale: str, article: str) -> Path:
        return self.root / self.project.paths.references / locale / f"{article}.po"

    def journal(self, locale: str) -> Path:
        return self.root / self.project.paths.locales / locale / "journal.jsonl"

    def catalogs(self, locale: str) -> list[Path]:
        """The catalogs that exist for a locale, whether or not their articles do."""
        return sorted(self._messages(locale).glob("*.po"))

    def shown(self, path: Path) -> str:
        """The path as messages and reports have it: relative to the project, forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def _messages(self, locale: str) -> Path:
        return self.root / self.project.paths.locales / locale / "LC_MESSAGES"
