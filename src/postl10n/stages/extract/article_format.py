"""A format of articles: what a plug-in's entry point `article.<ending>` in `postl10n.formats` names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postl10n.model.article import Document

READER = 2
"""The version of today's reader of articles; a project keeps the one that its templates were made with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Facts about an article from outside its text."""

    recurring: frozenset[str] = frozenset()
    """Lines that other articles of the project have too, normalised: one sign among others."""


NO_GUIDE = Guide()


Extract = Callable[..., Document]
"""Reads a file's text, given alone, as the article `article_id` in `locale`; `path` is for messages. Raises ArticleError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFormat:
    """The reader of files with one ending."""

    extract: Extract
    declared_language: Callable[[str], str | None] = lambda text: None
    """Returns the language that a text declares, as written."""
    guided: bool = False
    """True if today's reader takes a `guide` too."""
    earlier: tuple[Extract, ...] = ()
    """The readers of earlier versions, from version 1."""

    def read(
        self, text: str, *, article_id: str, path: str, locale: str, reader: int, guide: Guide
    ) -> Document:
        """Read an article as a version of the reader does. Raises ArticleError."""
        if reader <= len(self.earlier):
            return self.earlier[reader - 1](text, article_id=article_id, path=path, locale=locale)
        more = {"guide": guide} if self.guided else {}
        return self.extract(text, article_id=article_id, path=path, locale=locale, **more)
