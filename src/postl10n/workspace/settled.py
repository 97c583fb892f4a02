"""Articles with which an update has nothing to do, by the content of all that it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from postl10n.files.json_values import decoded, plain
from postl10n.model.ids import content_hash, texts_hash
from postl10n.model.reports import CatalogUpdate
from postl10n.project.articles import side_file
from postl10n.project.cache import Cache
from postl10n.project.config import FILE_NAME
from postl10n.project.folder_hashes import FolderHashes
from postl10n.project.layout import SITE, THEME, ProjectLayout
from postl10n.project.sentence_rules import FOLDER as RULES
from postl10n.project.stamps import ContentHashes
from postl10n.stages.extract import READER
from postl10n.stages.extract.recurring_lines import Outline, SiteLines
from postl10n.workspace.losses import SeenCatalogs

_KIND = "settled"


class _Known(NamedTuple):
    """The record of an article; it counts for the same source, template and settings."""

    outline: Outline | None
    """None for the strings of pages."""
    state: str
    """The hash of all else that the update looked at."""
    commit: str
    entries: int
    """In its template."""


class SettledArticles:
    """The articles as earlier updates of the same locales found them, and as this one leaves them.

    Nothing is known where a file of the project is a link, or can't be read.
    """

    def __init__(
        self, layout: ProjectLayout, locales: Sequence[str], sources: Mapping[str, Path], read_with: SiteLines
    ) -> None:
        """sources: of each article; read_with: the lines that recur, as articles are read with them.

        Nothing is known before an update read all articles, and told which today's reader reads otherwise.
        """
        self._layout, self._locales, self._paths = layout, locales, sources
        self._cache = Cache(layout.cache)
        self._used = self._cache.get(_KIND, "", str(READER)) is not None
        self._read_with = read_with.no_headlines
        self._sources: dict[str, str] = {}
        """The hash of each article's source and side file; for the strings of pages, of the theme that brings some."""
        self._templates: dict[str, str] = {}
        self._catalogs: dict[str, str] = {}
        """The hash of all catalogs of an article."""
        self._settings = self._shared = ""
        try:
            self._look()
        except OSError:
            self._settings = ""

    def _look(self) -> None:
        hashes, shown = FolderHashes(self._layout, self._cache), self._layout.shown
        paths = self._layout.project.paths
        articles = {shown(path): article for article, path in self._paths.items()}
        for start, files in hashes.below(paths.articles):
            for name, digest in files.items():
                if (article := articles.get(f"{start}{name}")) is not None:
                    self._sources[article] = texts_hash([digest, files.get(f"{name}.toml", "")])
        templates, *catalogs = (
            next(hashes.below(shown(one.parent)), ("", {}))[1]
            for one in (self._layout.template(""), *(self._layout.catalog(one, "") for one in self._locales))
        )
        self._templates = {name.removesuffix(".pot"): digest for name, digest in templates.items()}
        for article in self._templates:
            for files in catalogs:
                of_one = files.get(f"{article}.po", "")
                self._catalogs[article] = texts_hash([self._catalogs.get(article, ""), of_one])
        rules, glossary, theme = (repr(list(hashes.below(one))) for one in (RULES, paths.glossary, THEME))
        self._sources[SITE] = texts_hash([theme])
        self._settings = texts_hash([hashes.of(FILE_NAME), rules, *sorted(self._read_with)])
        self._shared = texts_hash([self._settings, glossary, *self._locales])

    def learned(self, lines: SiteLines) -> None:
        """Get to know the lines that recur as this update has them."""
        marked = (lines.lines, lines.anywhere, lines.kept, lines.no_headlines)
        self._shared = texts_hash([self._shared, *(repr(sorted(one)) for one in marked)])
        if lines.no_headlines != self._read_with:
            self._settings = ""  # Some articles were read with these, and some without.

    def outline(self, article: str) -> Outline | None:
        """Return the outline of an article that needs not be read for it."""
        known = self._known(article)
        return known.outline if known else None

    def updates(self, article: str, seen: SeenCatalogs) -> list[CatalogUpdate] | None:
        """Return the report of an article's catalogs, if they are up to date."""
        known = self._known(article)
        if known is None or known.state != texts_hash([self._shared, self._catalogs.get(article, "")]):
            return None
        paths = [self._layout.catalog(one, article) for one in self._locales]
        if known.commit != seen.commit:
            if not seen.take_committed(paths):
                return None
            self._put(article, known._replace(commit=seen.commit))
        return [
            CatalogUpdate(
                path=self._layout.shown(path),
                locale=locale,
                article=article,
                written=False,
                kept=known.entries,
            )
            for path, locale in zip(paths, self._locales, strict=True)
        ]

    def keep(
        self,
        article: str,
        outline: Outline | None,
        template: bytes,
        catalogs: Iterable[bytes],
        entries: int,
        commit: str,
    ) -> None:
        """Remember an article that was brought up to date: the bytes of its template and catalogs."""
        path, hashes, together = self._paths.get(article), ContentHashes(), ""
        if path is not None and texts_hash(
            [hashes.of(path), hashes.of(side_file(path))]
        ) != self._sources.get(article):
            return  # It changed meanwhile.
        for data in catalogs:
            together = texts_hash([together, content_hash(data)])
        self._templates[article] = content_hash(template)
        if self._settings:
            self._put(article, _Known(outline, texts_hash([self._shared, together]), commit, entries))

    def save(self) -> None:
        """Write what was remembered, at the end of an update of all articles."""
        if not self._used:
            self._cache.put(_KIND, "", str(READER), READER)
        self._cache.close()

    def _known(self, article: str) -> _Known | None:
        if not self._settings or not self._used or (article in self._paths and article not in self._sources):
            return None
        return decoded(_Known, self._cache.get(_KIND, self._name(article), self._digest(article)))

    def _put(self, article: str, known: _Known) -> None:
        self._cache.put(_KIND, self._name(article), self._digest(article), plain(known))

    def _digest(self, article: str) -> str:
        of_article = (self._sources.get(article, ""), self._templates.get(article, ""))
        return texts_hash([self._settings, *of_article])

    def _name(self, article: str) -> str:
        return f"{article} {' '.join(self._locales)}"
