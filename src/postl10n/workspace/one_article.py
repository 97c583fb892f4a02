"""An article by itself, in a project or not."""

from __future__ import annotations

from pathlib import Path

from postl10n.lang.locales import cldr
from postl10n.model.article import Article
from postl10n.model.glossary import Glossary
from postl10n.model.project import Project
from postl10n.pipeline import Pipeline
from postl10n.project.articles import read_file
from postl10n.stages.extract import declared_locale


def read_article(path: str | Path, locale: str | None = None) -> Article:
    """One article as it is read and divided, in a project or not. Raises ArticleError, UsageError.

    Without a locale it is in the one that it says itself, else in English.
    """
    source = read_file(Path(path), cldr(locale) if locale else None)
    said = locale or declared_locale(source.text, source.path) or "en"
    pipeline = Pipeline(Project(name="", source=cldr(said), targets=()), Glossary())
    return pipeline.segment(pipeline.extract(source.text, article_id=source.id, path=source.path))
