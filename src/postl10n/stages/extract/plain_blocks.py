"""The blocks of crawled text: paragraphs, headings and items of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from postl10n.lang.languages.language import language
from postl10n.lang.text.normalise import escape_braces
from postl10n.model.article import Block, Line, Role
from postl10n.stages.extract.dateline import SENTENCE_END

BULLET = re.compile(r"[•·▪●◦‣⁃]\s?")
_ITEM = re.compile(
    rf"{BULLET.pattern}|[-*+]\s+(?=\S)"
    r"|(?=(?:\d{1,3}[.)、．]\s*(?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[a-zа-я]\)\s)\S)"
)
"""The beginning of a list item; a bullet is taken off, a number stays. Version 1 of the reader knows bullets alone."""

# The length of lines in a hard-wrapped paragraph; a crawler that writes one line for each paragraph exceeds it.
_WRAPPED_LINE = range(45, 121)
_LONGEST_HEADING = 120
_ROWS = 3
_ENDS_ITEM = ":;.!?"


def blocks_of(lines: Sequence[Line], locale: str, reader: int) -> Iterable[Block]:
    """Yield the blocks of a body; short lines in a row are those of a table or an address, and no headings."""
    for group in _groups(lines):
        for kind, run in groupby(_blocks(group, locale, reader), key=lambda one: one.kind):
            row = tuple(run)
            rows = kind is Role.HEADING and reader > 1 and len(row) >= _ROWS
            yield from (replace(one, kind=Role.PARAGRAPH) for one in row) if rows else row


def _blocks(group: Sequence[Line], locale: str, reader: int) -> Iterable[Block]:
    item = _ITEM if reader > 1 else BULLET
    headings = reader == 1 or language(locale).sentence_marks
    for first, last, text in _paragraphs(group, item, reader):
        bullet = item.match(text)
        kind = Role.PARAGRAPH
        if bullet and len(text) > bullet.end():
            kind, text = Role.LIST_ITEM, text[bullet.end() :]
        elif headings and _is_heading(text) and (reader == 1 or any(map(str.isalnum, text))):
            kind = Role.HEADING
        yield Block(kind=kind, lines=(first, last), text=escape_braces(text))


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not SENTENCE_END.search(text) and text[-1] not in ":：;；,，、"


def _groups(lines: Sequence[Line]) -> Iterable[list[Line]]:
    """Yield runs of lines without a blank line between them."""
    group: list[Line] = []
    for line in lines:
        if group and line.line != group[-1].line + 1:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _paragraphs(group: Sequence[Line], item: re.Pattern[str], reader: int) -> Iterable[tuple[int, int, str]]:
    """Yield paragraphs: a hard-wrapped run is one; otherwise each line is, unless it ends in mid-sentence.

    An item of a list goes on in a line that begins with a small letter and has no mark of its own.
    """
    wrapped = len(group) > 1 and all(
        len(line.text) in _WRAPPED_LINE and not item.match(line.text) for line in group[:-1]
    )
    first, text = group[0].line, group[0].text
    for above, line in pairwise(group):
        listed = reader > 1 and item.match(text) and above.text[-1] not in _ENDS_ITEM
        broken_off = line.text[:1].islower() and (listed or len(above.text) in _WRAPPED_LINE)
        if not item.match(line.text) and (wrapped or broken_off):
            text += f" {line.text}"
        else:
            yield first, above.line, text
            first, text = line.line, line.text
    yield first, group[-1].line, text
