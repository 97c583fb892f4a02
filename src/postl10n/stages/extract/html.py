"""HTML pages."""

from __future__ import annotations

from postl10n.errors import Place
from postl10n.model.article import Document
from postl10n.stages.extract.article_format import ArticleFormat
from postl10n.stages.extract.blocks import read_body
from postl10n.stages.extract.compose import KnownMetadata, compose
from postl10n.stages.extract.content import article_root, layout_cells, misnamed
from postl10n.stages.extract.elements import events
from postl10n.stages.extract.metadata import check_language, read_metadata


def extract_html(text: str, *, article_id: str, path: str, locale: str) -> Document:
    """Extract a page: every text that a browser would show becomes title, subtitle, dateline, block or boilerplate.

    Raises ArticleError if the page declares another language, or if no headline or no text below it is left without
    navigation and other boilerplate.
    """
    found = events(text)
    page = read_metadata(found, text)
    check_language(page.language, locale, Place(path=path, line=page.language_line))
    known = KnownMetadata(
        id=article_id, path=path, locale=locale, titles=page.titles, parts=page.parts, date=page.date
    )
    body = read_body(found, article_root(found), layout_cells(found), misnamed(found))
    return compose(body, known)


def declared_language(text: str) -> str | None:
    """Return the language in `<html lang>`."""
    return read_metadata(events(text), "").language


HTML = ArticleFormat(extract=extract_html, declared_language=declared_language, earlier=(extract_html,))
