"""A format of articles: Gemtext (`.gmi`), where each line is a block and its beginning says of what kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from postl10n.model.article import Document
from postl10n.stages.extract import ArticleFormat
from postl10n.stages.extract.html import extract_html

_HEADING = re.compile(r"(#{1,3})\s*(.+)")
_LINK = re.compile(r"=>\s*(\S+)(?:\s+(.+))?")


def extract(text: str, *, article_id: str, path: str, locale: str) -> Document:
    """Read an article by way of HTML with a line for each line, so that messages name the right one."""
    page = "\n".join(_lines(text.splitlines()))
    return extract_html(page, article_id=article_id, path=path, locale=locale)


def _lines(lines: list[str]) -> Iterator[str]:
    preformatted = False
    for line in lines:
        if line.startswith("```"):
            preformatted = not preformatted
            yield "<pre>" if preformatted else "</pre>"
        else:
            yield escape(line) if preformatted else _block(line.strip())


def _block(line: str) -> str:
    if heading := _HEADING.fullmatch(line):
        level = len(heading[1])
        return f"<h{level}>{escape(heading[2])}</h{level}>"
    if link := _LINK.fullmatch(line):
        return f'<p><a href="{escape(link[1])}">{escape(link[2] or link[1])}</a></p>'
    for sign, name in (("* ", "li"), (">", "blockquote")):
        if line.startswith(sign):
            return f"<{name}>{escape(line.removeprefix(sign).strip())}</{name}>"
    return f"<p>{escape(line)}</p>" if line else ""


GEMTEXT = ArticleFormat(extract=extract)
