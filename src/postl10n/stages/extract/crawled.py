"""Crawled text: a page saved as lines, with menus and hotlines above the headline and a footer below."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from postl10n.errors import ArticleError, Place
from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.article import Block, Boilerplate, Dateline, Document, Line, Role
from postl10n.stages.extract.article_format import ArticleFormat
from postl10n.stages.extract.boilerplate import head_rules, path_rule, tail_rules
from postl10n.stages.extract.dateline import SENTENCE_END, read_dateline

_SUBTITLE_DASH = re.compile(r"\s*(?:——|⸺|--)\s*")
_BYLINE = re.compile(
    r"By [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}$"
    r"|(?i:作者|记者|記者|编辑|編輯|author|autor|auteur|автор|аўтар|текст|por|par|기자|글)\s?[:：/]"
)
_BULLET = re.compile(r"[•·▪●◦‣⁃]\s?")

# The length of lines in a hard-wrapped paragraph; a crawler that writes one line for each paragraph exceeds it.
_WRAPPED_LINE = range(45, 121)
_LONGEST_HEADING = 120
_LONGEST_MENU = 60
"""The number of lines searched for the start of the article."""
_LABEL = 40
"""The maximum length of a menu entry in characters."""


def extract_crawled(text: str, *, article_id: str, path: str, locale: str) -> Document:
    """Extract a crawled page: every non-blank line becomes title, subtitle, dateline, block or boilerplate.

    Raises ArticleError if no headline or no body is left without the boilerplate.
    """
    numbered = enumerate(text.split("\n"), start=1)
    lines = [Line(text=folded, line=number) for number, raw in numbered if (folded := normalise(raw))]
    head, lines = _take(lines, locale)
    footer, lines = _take_from_end(lines)
    if not lines:
        raise ArticleError(
            "no headline: every line is blank or boilerplate",
            place=Place(path=path),
            hint="An article needs a headline and at least one paragraph below it.",
        )
    headline = _Headline(lines, locale)
    body = lines[headline.consumed :]
    if not body:
        raise ArticleError("no text below the headline", place=Place(path=path, line=headline.title.line))
    bylines = (
        Block(kind=Role.PARAGRAPH, lines=(line.line, line.line), text=escape_braces(line.text))
        for line in headline.bylines
    )
    return Document(
        id=article_id,
        path=path,
        locale=locale,
        date=headline.date,
        title=_escaped(headline.title),
        subtitle=_escaped(headline.subtitle) if headline.subtitle else None,
        dateline=headline.dateline,
        blocks=(*bylines, *_blocks(body)),
        boilerplate=tuple(sorted((*head, *headline.repeated, *footer), key=lambda line: line.line)),
    )


class _Headline:
    """The lines from the headline to the first paragraph."""

    def __init__(self, lines: Sequence[Line], locale: str) -> None:
        first, _, rest = _split_subtitle(lines[0])
        self.title = first if first.text else lines[0]
        self.subtitle = rest if first.text else None
        self.dateline: Dateline | None = None
        self.date: datetime.date | None = None
        self.bylines: list[Line] = []
        self.repeated: list[Boilerplate] = []
        self.consumed = 1
        while self.consumed < len(lines) and self._takes(lines, self.consumed, locale):
            self.consumed += 1

    def _takes(self, lines: Sequence[Line], index: int, locale: str) -> bool:
        line = lines[index]
        before, dashed, after = _split_subtitle(line)
        if line.text == self.title.text or (after and self.subtitle and after.text == self.subtitle.text):
            self.repeated.append(Boilerplate(text=line.text, line=line.line, rule="repeated-title"))
        elif dashed and before.text == self.title.text and self.subtitle is None:
            self.subtitle = after
        elif self.dateline is None and self._is_dateline(line, locale):
            pass
        elif _BYLINE.match(line.text) and len(line.text) <= _LABEL and index + 1 < len(lines):
            self.bylines.append(line)
        elif self.subtitle is None and self.dateline is None and _is_subtitle(lines, index):
            self.subtitle = after if dashed and not before.text else line
        else:
            return False
        return True

    def _is_dateline(self, line: Line, locale: str) -> bool:
        found = read_dateline(line.text, line.line, locale)
        if found is None:
            return False
        self.dateline, self.date = found
        return True


def _split_subtitle(line: Line) -> tuple[Line, bool, Line | None]:
    """Return a headline split at its `——`: the part before, True if there is a `——`, and the part after."""
    parts = _SUBTITLE_DASH.split(line.text, maxsplit=1)
    if len(parts) == 2 and parts[1]:
        before, after = (Line(text=part, line=line.line) for part in parts)
        return before, True, after
    return line, False, None


def _is_subtitle(lines: Sequence[Line], index: int) -> bool:
    """Return True for a short line directly under the title that is no sentence, with a body after it."""
    line, above = lines[index], lines[index - 1]
    if line.line != above.line + 1 or index + 1 >= len(lines):
        return False
    return len(line.text) <= 2 * _LONGEST_HEADING and not SENTENCE_END.search(line.text)


def _take(lines: Sequence[Line], locale: str) -> tuple[list[Boilerplate], list[Line]]:
    """Return the boilerplate at the top, and the remaining lines."""
    rules = head_rules([line.text for line in lines])
    for at in range(_first_of_article(lines, locale) - 2, len(rules) - 1, -1):
        rule = path_rule(lines[at].text)
        if rule is not None:
            rules += ["above-title"] * (at - len(rules)) + [rule]
            rules += head_rules([line.text for line in lines[at + 1 :]])
            break
    return _marked(lines[: len(rules)], rules), list(lines[len(rules) :])


def _first_of_article(lines: Sequence[Line], locale: str) -> int:
    """Return the index of the first line that is no menu entry: a dateline or running text; 0 if there is none nearby."""
    for at, line in enumerate(lines[:_LONGEST_MENU]):
        text = line.text
        if read_dateline(text, line.line, locale) or (len(text) > _LABEL and SENTENCE_END.search(text)):
            return at
    return 0


def _take_from_end(lines: Sequence[Line]) -> tuple[list[Boilerplate], list[Line]]:
    rules = tail_rules([line.text for line in lines])
    left = len(lines) - len(rules)
    return _marked(lines[left:], rules), list(lines[:left])


def _marked(lines: Sequence[Line], rules: Sequence[str]) -> list[Boilerplate]:
    pairs = zip(lines, rules, strict=True)
    return [Boilerplate(text=line.text, line=line.line, rule=rule) for line, rule in pairs]


def _blocks(lines: Sequence[Line]) -> Iterable[Block]:
    for group in _groups(lines):
        for first, last, text in _paragraphs(group):
            kind, shown = _kind(text)
            yield Block(kind=kind, lines=(first, last), text=escape_braces(shown))


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


def _paragraphs(group: Sequence[Line]) -> Iterable[tuple[int, int, str]]:
    """Yield paragraphs: a hard-wrapped run is one; otherwise each line is, unless it ends in mid-sentence."""
    wrapped = len(group) > 1 and all(
        len(line.text) in _WRAPPED_LINE and not _BULLET.match(line.text) for line in group[:-1]
    )
    first, text = group[0].line, group[0].text
    for above, line in pairwise(group):
        broken_off = len(above.text) in _WRAPPED_LINE and line.text[:1].islower()
        if not _BULLET.match(line.text) and (wrapped or broken_off):
            text += f" {line.text}"
        else:
            yield first, above.line, text
            first, text = line.line, line.text
    yield first, group[-1].line, text


def _kind(text: str) -> tuple[Role, str]:
    bullet = _BULLET.match(text)
    if bullet and len(text) > bullet.end():
        return Role.LIST_ITEM, text[bullet.end() :]
    if len(text) <= _LONGEST_HEADING and not SENTENCE_END.search(text) and text[-1] not in ":：;；,，、":
        return Role.HEADING, text
    return Role.PARAGRAPH, text


def _escaped(line: Line) -> Line:
    return Line(text=escape_braces(line.text), line=line.line)


CRAWLED = ArticleFormat(extract=extract_crawled, earlier=(extract_crawled,))
