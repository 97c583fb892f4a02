"""Crawled text: a page saved as lines, with menus and hotlines above the headline and a footer below."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from postl10n.errors import ArticleError, Place
from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.article import Block, Boilerplate, Dateline, Document, Line, Role
from postl10n.stages.extract.article_format import NO_GUIDE, ArticleFormat, Guide
from postl10n.stages.extract.boilerplate import head_rules, path_rule, tail_rules
from postl10n.stages.extract.dateline import SENTENCE_END, date_of, leading_date, read_dateline
from postl10n.stages.extract.evidence import (
    INNER_END,
    WORD_SIGNS,
    Piece,
    Signs,
    first_sentence,
    is_running,
    size_of,
)
from postl10n.stages.extract.judge import Judgement, doubts, judge
from postl10n.stages.extract.metadata import without_loose_end

_SUBTITLE_DASH = re.compile(r"\s*(?:——|⸺|--)\s*")
_BYLINE = re.compile(
    r"By [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}$"
    r"|(?i:作者|记者|記者|编辑|編輯|author|autor|auteur|автор|аўтар|текст|por|par|기자|글)\s?[:：/]"
)
_BULLET = re.compile(r"[•·▪●◦‣⁃]\s?")
_ITEM = re.compile(
    r"[•·▪●◦‣⁃]\s?|[-*+]\s+(?=\S)|(?=(?:\d{1,3}[.)、．]\s*(?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[a-zа-я]\)\s)\S)"
)
"""The beginning of a list item; a bullet is taken off, a number stays."""

# The length of lines in a hard-wrapped paragraph; a crawler that writes one line for each paragraph exceeds it.
_WRAPPED_LINE = range(45, 121)
_LONGEST_HEADING = 120
_LONGEST_MENU = 60
"""The number of lines searched for the start of the article."""
_NO_SUBTITLE = WORD_SIGNS | {"share~", "print~", "counted~", "dated~", "cookies~", "legal~", "comments~"}
_SHORT_ITEM = 24
_SUBTITLE = 16
"""The minimum length of a subtitle, in Latin letters."""
_LABEL = 40
"""The maximum length of a menu entry in characters."""


def extract_crawled(
    text: str, *, article_id: str, path: str, locale: str, guide: Guide = NO_GUIDE
) -> Document:
    """Extract a crawled page: every non-blank line becomes title, subtitle, dateline, block or boilerplate.

    Raises ArticleError if no headline or no text below it is found.
    """
    lines = lines_of(text)
    pieces = pieces_of(lines)
    said = judge(pieces, is_dated=lambda one: date_of(one, 0, locale) is not None, recurring=guide.recurring)
    said = replace(
        said, headline=_first_of_equals(lines, said.headline), body=_with_lists(pieces, said.signs, said.body)
    )
    parts = ArticleParts(lines, said, locale)
    if not lines or said.headline < 0:
        raise _no_headline(path)
    if not parts.body:
        raise ArticleError(
            "no text below the headline", place=Place(path=path, line=lines[said.headline].line)
        )
    return Document(
        id=article_id,
        path=path,
        locale=locale,
        date=parts.date,
        title=_escaped(parts.head.title),
        subtitle=_escaped(parts.head.subtitle) if parts.head.subtitle else None,
        dateline=parts.head.dateline,
        blocks=(*_bylines(parts.head), *_blocks(parts.body, _ITEM)),
        boilerplate=tuple(sorted((*parts.head.repeated, *parts.aside), key=lambda line: line.line)),
        doubts=doubts(pieces, said),
    )


def extract_by_words(text: str, *, article_id: str, path: str, locale: str) -> Document:
    """Extract a crawled page as version 1 of the reader did: by lists of words at its top and end."""
    lines = lines_of(text)
    head, lines = _take(lines, locale)
    footer, lines = _take_from_end(lines)
    if not lines:
        raise _no_headline(path)
    headline = _Headline(lines, locale)
    body = lines[headline.consumed :]
    if not body:
        raise ArticleError("no text below the headline", place=Place(path=path, line=headline.title.line))
    return Document(
        id=article_id,
        path=path,
        locale=locale,
        date=headline.date,
        title=_escaped(headline.title),
        subtitle=_escaped(headline.subtitle) if headline.subtitle else None,
        dateline=headline.dateline,
        blocks=(*_bylines(headline), *_blocks(body)),
        boilerplate=tuple(sorted((*head, *headline.repeated, *footer), key=lambda line: line.line)),
    )


def lines_of(text: str) -> list[Line]:
    """Return the non-blank lines of a text, normalised."""
    numbered = enumerate(text.split("\n"), start=1)
    return [Line(text=folded, line=number) for number, raw in numbered if (folded := normalise(raw))]


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """Return the lines as pieces to be judged."""
    above = [0, *(line.line for line in lines)]
    return [
        Piece(text=line.text, line=line.line, gap=line.line > before + 1)
        for before, line in zip(above, lines, strict=False)
    ]


def _no_headline(path: str) -> ArticleError:
    return ArticleError(
        "no headline: every line is blank or boilerplate",
        place=Place(path=path),
        hint="An article needs a headline and at least one paragraph below it.",
    )


def _bylines(headline: _Headline) -> Iterable[Block]:
    for line in headline.bylines:
        text = escape_braces(line.text)
        yield Block(kind=Role.PARAGRAPH, lines=(line.line, line.line), text=text)


def _first_of_equals(lines: Sequence[Line], at: int) -> int:
    """Return the index of the line that says the headline first, where lines right above the headline repeat it."""
    while at > 0 and lines[at - 1].text in (lines[at].text, _split_subtitle(lines[at])[0].text):
        at -= 1
    return at


def _with_lists(pieces: Sequence[Piece], signs: Sequence[Signs], body: Sequence[bool]) -> list[bool]:
    """Return the body with the short lists right below its paragraphs."""
    found = list(body)
    for at in range(1, len(found)):
        below = (
            found[at - 1]
            and not found[at]
            and "bullet" in signs[at]
            and size_of(pieces[at].text) <= _SHORT_ITEM
        )
        found[at] = found[at] or (below and not WORD_SIGNS & {name.rstrip("~") for name in signs[at]})
    return found


def _trimmed(title: str) -> str:
    """Return a headline without the bullet before it and a separator after it."""
    bullet = _BULLET.match(title)
    return without_loose_end(title[bullet.end() :] if bullet else title)


class ArticleParts:
    """The lines of a page by what they were judged to be."""

    def __init__(self, lines: Sequence[Line], said: Judgement, locale: str) -> None:
        self.aside: list[Boilerplate] = []
        self.body: list[Line] = []
        self.date: datetime.date | None = None
        if said.headline < 0:
            return
        self._lines, self._signs, self._locale = lines, said.signs, locale
        for at in range(said.headline):
            self._set_aside(at, "above-title")
        start = next((at for at in range(said.headline + 1, len(lines)) if said.body[at]), len(lines))
        title = replace(lines[said.headline], text=_trimmed(lines[said.headline].text))
        if is_running(title.text):
            # A text without a headline begins with its body.
            self.body.append(lines[said.headline])
            title = replace(title, text=first_sentence(title.text))
        self.head = _JudgedHeadline([title, *lines[said.headline + 1 :]], locale, said, start)
        for at in range(said.headline + 1, len(lines)):
            if at in self.head.taken:
                continue
            if said.body[at]:
                self.body.append(lines[at])
            else:
                self._set_aside(at, "below-title" if at < start else "not-article")
        self.date = self.head.date or self._date_elsewhere(said, start) or self._leading_date()

    def _set_aside(self, at: int, otherwise: str) -> None:
        line = self._lines[at]
        words = next((one.rstrip("~") for one in self._signs[at] if one.rstrip("~") in WORD_SIGNS), otherwise)
        rules = (head_rules if otherwise == "above-title" else tail_rules)([line.text])
        rule = next(iter(rules), None) or words
        self.aside.append(Boilerplate(text=line.text, line=line.line, rule=rule))

    def _leading_date(self) -> datetime.date | None:
        return leading_date(self.body[0].text, self._locale) if self.body else None

    def _date_elsewhere(self, said: Judgement, start: int) -> datetime.date | None:
        """Return the date of the nearest line that is a date: below the body, or above the headline."""
        last = max((at for at, own in enumerate(said.body) if own), default=start)
        near = [
            *range(last, min(len(self._lines), last + 8)),
            *range(said.headline - 1, max(-1, said.headline - 8), -1),
        ]
        for at in near:
            found = date_of(self._lines[at].text, self._lines[at].line, self._locale)
            if found is not None:
                return found[1]
        return None


class _Headline:
    """The lines from the headline to the first paragraph."""

    def __init__(self, lines: Sequence[Line], locale: str) -> None:
        first, _, rest = self._split(lines[0])
        self.title = first if first.text else lines[0]
        self.subtitle = rest if first.text else None
        self.dateline: Dateline | None = None
        self.date: datetime.date | None = None
        self.bylines: list[Line] = []
        self.repeated: list[Boilerplate] = []
        self.consumed = 1
        self._read(lines, locale)

    def _read(self, lines: Sequence[Line], locale: str) -> None:
        while self.consumed < len(lines) and self._takes(lines, self.consumed, locale):
            self.consumed += 1

    def _takes(self, lines: Sequence[Line], index: int, locale: str) -> bool:
        line = lines[index]
        before, dashed, after = self._split(line)
        if line.text == self.title.text or (after and self.subtitle and after.text == self.subtitle.text):
            self.repeated.append(Boilerplate(text=line.text, line=line.line, rule="repeated-title"))
        elif dashed and before.text == self.title.text and self.subtitle is None:
            self.subtitle = after
        elif self.dateline is None and self._is_dateline(line, locale):
            pass
        elif _BYLINE.match(line.text) and len(line.text) <= _LABEL and index + 1 < len(lines):
            self.bylines.append(line)
        elif self.subtitle is None and self.dateline is None and self._is_subtitle(lines, index):
            self.subtitle = after if dashed and not before.text else line
        else:
            return False
        return True

    @staticmethod
    def _split(line: Line) -> tuple[Line, bool, Line | None]:
        return _split_subtitle(line)

    def _is_dateline(self, line: Line, locale: str) -> bool:
        found = self._dated(line.text, line.line, locale)
        if found is None:
            return False
        self.dateline, self.date = found
        return True

    @staticmethod
    def _dated(text: str, line: int, locale: str) -> tuple[Dateline, datetime.date] | None:
        return read_dateline(text, line, locale)

    def _is_subtitle(self, lines: Sequence[Line], index: int) -> bool:
        """Return True for a short line directly under the title that is no sentence, with a body after it."""
        line, above = lines[index], lines[index - 1]
        if line.line != above.line + 1 or index + 1 >= len(lines):
            return False
        return len(line.text) <= 2 * _LONGEST_HEADING and not SENTENCE_END.search(line.text)


class _JudgedHeadline(_Headline):
    """The same where each line was judged: what is not the head's is passed over until the body begins."""

    _dated = staticmethod(date_of)

    def __init__(self, lines: Sequence[Line], locale: str, said: Judgement, start: int) -> None:
        self.taken: set[int] = set()
        self._said, self._start = said, start
        super().__init__(lines, locale)

    @staticmethod
    def _split(line: Line) -> tuple[Line, bool, Line | None]:
        whole = len(_SUBTITLE_DASH.findall(line.text)) > 1
        return (line, False, None) if whole else _split_subtitle(line)

    def _read(self, lines: Sequence[Line], locale: str) -> None:
        above = self._said.headline
        for index in range(1, len(lines)):
            if self._takes(lines, index, locale):
                self.taken.add(above + index)
            elif above + index >= self._start and not self._is_author(lines, index, locale):
                return

    def _is_author(self, lines: Sequence[Line], index: int, locale: str) -> bool:
        """Return True for a short line that has the date right below it: an author without a label."""
        if (
            self.dateline is not None
            or len(lines[index].text) > _LABEL
            or SENTENCE_END.search(lines[index].text)
        ):
            return False
        return any(date_of(one.text, one.line, locale) for one in lines[index + 1 : index + 3])

    def _is_subtitle(self, lines: Sequence[Line], index: int) -> bool:
        at = self._said.headline + index
        text = lines[index].text
        if not super()._is_subtitle(lines, index) or INNER_END.search(text) or text[-1] in ":：":
            return False
        return _NO_SUBTITLE.isdisjoint(self._said.signs[at]) and size_of(text) >= _SUBTITLE


def _split_subtitle(line: Line) -> tuple[Line, bool, Line | None]:
    """Return a headline split at its `——`: the part before, True if there is a `——`, and the part after."""
    parts = _SUBTITLE_DASH.split(line.text, maxsplit=1)
    if len(parts) == 2 and parts[1]:
        before, after = (Line(text=part, line=line.line) for part in parts)
        return before, True, after
    return line, False, None


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


def _blocks(lines: Sequence[Line], item: re.Pattern[str] = _BULLET) -> Iterable[Block]:
    for group in _groups(lines):
        for first, last, text in _paragraphs(group, item):
            kind, shown = _kind(text, item)
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


def _paragraphs(group: Sequence[Line], item: re.Pattern[str]) -> Iterable[tuple[int, int, str]]:
    """Yield paragraphs: a hard-wrapped run is one; otherwise each line is, unless it ends in mid-sentence."""
    wrapped = len(group) > 1 and all(
        len(line.text) in _WRAPPED_LINE and not item.match(line.text) for line in group[:-1]
    )
    first, text = group[0].line, group[0].text
    for above, line in pairwise(group):
        broken_off = len(above.text) in _WRAPPED_LINE and line.text[:1].islower()
        if not item.match(line.text) and (wrapped or broken_off):
            text += f" {line.text}"
        else:
            yield first, above.line, text
            first, text = line.line, line.text
    yield first, group[-1].line, text


def _kind(text: str, item: re.Pattern[str]) -> tuple[Role, str]:
    bullet = item.match(text)
    if bullet and len(text) > bullet.end():
        return Role.LIST_ITEM, text[bullet.end() :]
    if len(text) <= _LONGEST_HEADING and not SENTENCE_END.search(text) and text[-1] not in ":：;；,，、":
        return Role.HEADING, text
    return Role.PARAGRAPH, text


def _escaped(line: Line) -> Line:
    return Line(text=escape_braces(line.text), line=line.line)


CRAWLED = ArticleFormat(extract=extract_crawled, guided=extract_crawled, earlier=(extract_by_words,))
