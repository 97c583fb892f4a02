"""Extraction of an article: title, date and body, separated from the site's boilerplate; no line is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postl10n.registry import Registry
from postl10n.stages.extract.article_format import NO_GUIDE, READER, ArticleFormat, Guide
from postl10n.stages.extract.metadata import language_tag

if TYPE_CHECKING:
    from postl10n.model.article import Document
    from postl10n.model.project import ReadingRules

__all__ = ["ARTICLES", "READER", "ArticleFormat", "Guide", "declared_locale", "extract", "kind_of", "seen"]


def _format(thing: object) -> ArticleFormat | None:
    return thing if isinstance(thing, ArticleFormat) else None


_HTML = "postl10n.stages.extract.html:HTML"
ARTICLES = Registry(
    "formats",
    {
        "txt": "postl10n.stages.extract.crawled:CRAWLED",
        "html": _HTML,
        "htm": _HTML,
        "md": "postl10n.stages.extract.markdown:MARKDOWN",
    },
    _format,
    "article.",
)
"""By the ending of a file's name."""
_UNSEEN = re.compile(r"&(?:shy|ZeroWidthSpace|#173|#8203|#xad|#x200b);", re.IGNORECASE)
"""References to soft hyphens and spaces without width, which nobody sees and no search finds."""
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def extract(
    text: str,
    *,
    article_id: str,
    path: str,
    locale: str,
    reader: int = READER,
    guide: Guide = NO_GUIDE,
    rules: ReadingRules | None = None,
) -> Document:
    """Extract an article in the format given by its suffix; without a known one, as HTML or as crawled text.

    A file with another suffix is HTML if it begins like HTML. `reader` is the version that reads it, `rules` are the
    user's own. Raises ArticleError if it can't be read as an article in `locale`, ProjectError for a pattern that takes
    too long, and PluginError.
    """
    kind = kind_of(text, path)
    if reader > 1:
        text = seen(text)

    def read(text: str) -> Document:
        with ARTICLES.guard(kind):
            return ARTICLES.load(kind).read(
                text, article_id=article_id, path=path, locale=locale, reader=reader, guide=guide
            )

    if rules is None:
        return read(text)
    from postl10n.stages.extract.reading_rules import read_with

    return read_with(rules, text, read, plain=kind == "txt")


def seen(text: str) -> str:
    """Return a text without what `_UNSEEN` has references to."""
    return _UNSEEN.sub("", text).replace("\u00ad", "").replace("\u200b", "")


def declared_locale(text: str, path: str) -> str | None:
    """Return the language that an article declares, as CLDR writes it; None for what is no language."""
    kind = kind_of(text, path)
    with ARTICLES.guard(kind):
        said = ARTICLES.load(kind).declared_language(text)
    return language_tag(said) if said else None


def kind_of(text: str, path: str) -> str:
    """Return a name of the registry."""
    ending = path[path.rfind(".") + 1 :].lower()
    return ending if ending in ARTICLES else "html" if _PAGE.match(text) else "txt"
