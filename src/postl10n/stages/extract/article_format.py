"""A format of articles: what a plug-in's entry point `article.<ending>` in `postl10n.formats` names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from postl10n.model.article import Document


class Extract(Protocol):
    """Read a file's text as an article in `locale`; the path is for messages. Raises ArticleError."""

    def __call__(self, text: str, *, article_id: str, path: str, locale: str) -> Document: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFormat:
    """How files of one ending are read."""

    extract: Extract
    declared_language: Callable[[str], str | None] = lambda text: None
    """The language that a text says it is in, as it writes it."""
