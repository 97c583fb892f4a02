"""Reading an article: title, date and body apart from the site's boilerplate; nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postl10n.stages.extract.crawled import extract_crawled

if TYPE_CHECKING:
    from postl10n.model.article import Document

__all__ = ["declared_locale", "extract", "extract_crawled"]


def extract(text: str, *, article_id: str, path: str, locale: str) -> Document:
    """Read an article as the ending of its path says: HTML, Markdown, or else crawled text.

    Raises ArticleError where it can't be read as an article in `locale`.
    """
    # Each kind is imported when there is one to read.
    if path.endswith((".html", ".htm")):
        from postl10n.stages.extract.html import extract_html

        return extract_html(text, article_id=article_id, path=path, locale=locale)
    if path.endswith(".md"):
        from postl10n.stages.extract.markdown import extract_markdown

        return extract_markdown(text, article_id=article_id, path=path, locale=locale)
    return extract_crawled(text, article_id=article_id, path=path, locale=locale)


def declared_locale(text: str, path: str) -> str | None:
    """The language that an article says it is in, as it writes it; crawled text says nothing."""
    if path.endswith((".html", ".htm")):
        from postl10n.stages.extract import html

        return html.declared_language(text)
    if path.endswith(".md"):
        from postl10n.stages.extract import markdown

        return markdown.declared_language(text)
    return None
