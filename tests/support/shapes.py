"""Banks of page shapes: pages with what is right of them, and what a reading of them got wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import ArticleError
from postl10n.model.article import Document
from postl10n.stages.extract import READER, extract


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A page and what is right of it."""

    name: str
    ending: str
    locale: str
    right: dict[str, str]
    page: str

    def read(self, reader: int = READER) -> Document:
        path = f"articles/{self.name}.{self.ending}"
        return extract(self.page, article_id=self.name, path=path, locale=self.locale, reader=reader)

    @property
    def aside(self) -> list[str]:
        return self.listed("aside")

    def listed(self, key: str) -> list[str]:
        return [one.strip() for one in self.right.get(key, "").split(" | ") if one.strip()]


def shapes(path: Path) -> Iterator[Shape]:
    """Yield the pages of a bank."""
    for part in re.split(r"(?m)^==== ", path.read_text(encoding="utf-8"))[1:]:
        head, page = part.split("\n----\n", maxsplit=1)
        first, *said = head.split("\n")
        name, ending, locale = first.split()
        right = dict(line.split(": ", maxsplit=1) for line in said)
        yield Shape(name=name, ending=ending, locale=locale, right=right, page=page)


def squash(text: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"\{/?\d+/?\}", "", text)).casefold()


def faults(shape: Shape, reader: int = READER) -> dict[str, str]:
    """Return what a reading got wrong.

    Of title, date, body (its first and last text, and what it keeps), aside (what was let in) and doubt.
    """
    try:
        document = shape.read(reader)
    except ArticleError as error:
        return {"title": str(error), "date": "", "body": "", "aside": ""}
    right, wrong = shape.right, {}
    if document.title.text != right["title"]:
        wrong["title"] = document.title.text
    if str(document.date or "-") != right["date"]:
        wrong["date"] = str(document.date)
    blocks = [squash(block.text) for block in document.blocks]
    for key, fits in (("first", str.startswith), ("last", str.endswith)):
        if not any(fits(block, squash(right[key])) for block in blocks):
            wrong["body"] = f"{key} {right[key]!r}"
    lost = [one for one in shape.listed("keep") if not any(squash(one) in block for block in blocks)]
    if lost:
        wrong["body"] = f"{wrong.get('body', '')} lost {lost}"
    doubt = shape.right.get("doubt")
    if doubt and not (any(doubt in one for one in document.doubts) if doubt != "-" else not document.doubts):
        wrong["doubt"] = f"says {list(document.doubts)}, not {doubt!r}"
    heads = [document.title.text, document.subtitle.text if document.subtitle else ""]
    held = [*blocks, *map(squash, heads)]
    for one in shape.aside:
        flat = squash(one)
        if any(flat == text or (len(flat) >= 12 and flat in text) for text in held):
            wrong["aside"] = f"{wrong.get('aside', '')} {one!r}"
    return wrong
