"""Extraction of an article: title, date and body, separated from the site's boilerplate; no line is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postl10n.stages.extract.crawled import extract_crawled

if TYPE_CHECKING:
    from postl10n.model.article import Document

__all__ = ["declared_locale", "extract", "extract_crawled"]


_KINDS = {".txt": "txt", ".html": "html", ".htm": "html", ".md": "md"}
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def extract(text: str, *, article_id: str, path: str, locale: str) -> Document:
    """Extract an article in the format given by its suffix: HTML, Markdown, or else crawled text.

    A file with another suffix is HTML if it begins like HTML. Raises ArticleError if it can't be read as an article
    in `locale`.
    """
    # Each format is imported when there is a file to read.
    kind = _kind(text, path)
    if kind == "html":
        from postl10n.stages.extract.html import extract_html

        return extract_html(text, article_id=article_id, path=path, locale=locale)
    if kind == "md":
        from postl10n.stages.extract.markdown import extract_markdown

        return extract_markdown(text, article_id=article_id, path=path, locale=locale)
    return extract_crawled(text, article_id=article_id, path=path, locale=locale)


def declared_locale(text: str, path: str) -> str | None:
    """Return the language that an article declares, as written; crawled text declares none."""
    kind = _kind(text, path)
    if kind == "html":
        from postl10n.stages.extract import html

        return html.declared_language(text)
    if kind == "md":
        from postl10n.stages.extract import markdown

        return markdown.declared_language(text)
    return None


def _kind(text: str, path: str) -> str:
    """Return `html`, `md` or `txt`."""
    ending = path[path.rfind(".") :].lower()
    return _KINDS.get(ending) or ("html" if _PAGE.match(text) else "txt")
