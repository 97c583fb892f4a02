"""An article by itself, in a project or not."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from postl10n.errors import ArticleError, ProjectError, UsageError
from postl10n.lang.locales import cldr
from postl10n.model.article import Article
from postl10n.model.project import ReadingRules
from postl10n.project.articles import read_file, rules_for
from postl10n.project.config import find_project, read_config
from postl10n.project.layout import ProjectLayout
from postl10n.project.system import read_regular
from postl10n.stages.extract import READER, declared_locale, extract, kind_of, seen
from postl10n.stages.extract.explain import Explained, explain
from postl10n.stages.extract.reading_rules import page_host
from postl10n.stages.segment import segment
from postl10n.stages.terms.definitions import find_definitions

_LEAST_PAGES = 2


def read_article(path: str | Path, locale: str | None = None) -> Article:
    """One article as it is read and divided, in a project or not. Raises ArticleError, UsageError, ProjectError.

    Without a locale it is in the one that it says itself, else in English. In a project its rules for reading count.
    """
    return _read(Path(path), locale, _layout_around(Path(path)))


def explain_article(path: str | Path, locale: str | None = None) -> tuple[Article, list[Explained]]:
    """Return the same with each line's verdict and what spoke for and against it. Raises ArticleError, UsageError."""
    article = read_article(path, locale)
    source = read_file(Path(path), article.document.locale)
    return article, list(explain(seen(source.text), article.document, kind_of(source.text, source.path)))


def learn_rules(paths: Sequence[str | Path], locale: str | None = None) -> str:
    """Propose an `[[extract.site]]` block for a site from its pages. Raises ArticleError, UsageError."""
    from postl10n.stages.extract.learn_rules import as_toml, propose

    files = [Path(path) for path in paths]
    documents = []
    for path in files:
        # One that can't be read as it is tells nothing.
        with contextlib.suppress(ArticleError):
            documents.append(_read(path, locale, None).document)
    if len(documents) < _LEAST_PAGES:
        raise UsageError(
            "what recurs can't be told from so few pages",
            hint=f"Name {_LEAST_PAGES} or more of the site's pages.",
        )
    hosts = {page_host(read_regular(path).decode("utf-8", "replace")) for path in files}
    pages = all(path.suffix.lower() in (".html", ".htm") for path in files)
    if pages and len(hosts) == 1 and any(hosts):
        return as_toml(propose(documents), ReadingRules(host=hosts.pop()), len(documents))
    layout = _layout_around(files[0])
    folders = [path.resolve().parent for path in files]
    top = layout.articles.resolve() if layout else Path(os.path.commonpath(folders))
    found = {
        (folder.relative_to(top) if folder.is_relative_to(top) else Path()) / f"*{path.suffix}"
        for folder, path in zip(folders, files, strict=True)
    }
    where = ReadingRules(paths=tuple(sorted(one.as_posix() for one in found)))
    return as_toml(propose(documents), where, len(documents))


def _read(path: Path, locale: str | None, layout: ProjectLayout | None) -> Article:
    source = read_file(path, cldr(locale) if locale else None)
    said = locale or declared_locale(source.text, source.path) or "en"
    rules = None
    if layout:
        below = path.resolve().relative_to(layout.articles.resolve())
        rules = rules_for(layout, layout.articles / below, source.text)
    document = extract(source.text, article_id=source.id, path=source.path, locale=cldr(said), rules=rules)
    article = segment(replace(document, reader=READER))
    definitions = find_definitions(tuple(article.segments()), document.locale)
    return replace(article, definitions=definitions)


def _layout_around(path: Path) -> ProjectLayout | None:
    """Return the project whose article a file is, if it is one."""
    try:
        root = find_project(path.resolve().parent)
    except ProjectError:
        return None
    layout = ProjectLayout(root=root, project=read_config(root))
    return layout if path.resolve().is_relative_to(layout.articles.resolve()) else None
