"""Crawled text: a page saved as lines, with menus and hotlines above the headline and a footer below."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from postl10n.errors import ArticleError, Place
from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.article import Block, Boilerplate, Document, Line, Role
from postl10n.stages.extract.article_format import NO_GUIDE, READER, ArticleFormat, Guide
from postl10n.stages.extract.boilerplate import head_rules, path_rule, tail_rules
from postl10n.stages.extract.dateline import SENTENCE_END, date_of, leading_date, looks_dated
from postl10n.stages.extract.dates import is_ambiguous, may_be_another, may_be_two
from postl10n.stages.extract.evidence import WORD_SIGNS, Piece, first_sentence, is_running, size_of
from postl10n.stages.extract.headline import LABEL, Headline, split_subtitle
from postl10n.stages.extract.judge import Judgement, doubts, judge
from postl10n.stages.extract.metadata import without_loose_end
from postl10n.stages.extract.plain_blocks import BULLET, blocks_of
from postl10n.stages.extract.surroundings import Signs

_LONGEST_MENU = 60
"""The number of lines searched for the start of the article."""
_SHORT_ITEM = 24
_BESIDE = 8
"""Lines below the body and above the headline that may be the date."""
_BELOW = 2
"""Lines from the beginning of the body that may be a date yet."""


@dataclass(slots=True, kw_only=True)
class _Page:
    """The lines of a page by what they are."""

    head: Headline
    body: list[Line]
    aside: list[Boilerplate]
    date: datetime.date | None
    doubts: tuple[str, ...] = ()


def extract_crawled(
    text: str, *, article_id: str, path: str, locale: str, guide: Guide = NO_GUIDE, reader: int = READER
) -> Document:
    """Extract a crawled page: every non-blank line becomes title, subtitle, dateline, block or boilerplate.

    Raises ArticleError if no headline or no text below it is found.
    """
    lines = lines_of(text)
    page = _by_words(lines, locale) if reader == 1 else _by_evidence(lines, locale, guide)
    if page is None:
        raise ArticleError(
            "no headline: every line is blank or boilerplate",
            place=Place(path=path),
            hint="An article needs a headline and at least one paragraph below it.",
        )
    head = page.head
    if not page.body:
        raise ArticleError("no text below the headline", place=Place(path=path, line=head.title.line))
    return Document(
        id=article_id,
        path=path,
        locale=locale,
        date=page.date,
        title=_escaped(head.title),
        subtitle=_escaped(head.subtitle) if head.subtitle else None,
        dateline=head.dateline,
        blocks=(*map(_byline, head.bylines), *blocks_of(page.body, locale, reader)),
        boilerplate=tuple(sorted((*head.repeated, *page.aside), key=lambda line: line.line)),
        doubts=page.doubts,
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


def _byline(line: Line) -> Block:
    text = escape_braces(line.text)
    return Block(kind=Role.PARAGRAPH, lines=(line.line, line.line), text=text, byline=True)


def _escaped(line: Line) -> Line:
    return Line(text=escape_braces(line.text), line=line.line)


# -- by evidence


def _by_evidence(lines: Sequence[Line], locale: str, guide: Guide) -> _Page | None:
    pieces = pieces_of(lines)
    said = judge(pieces, is_dated=lambda one: looks_dated(one, locale), recurring=guide.recurring)
    said = replace(
        said, headline=_first_of_equals(lines, said.headline), body=_with_lists(pieces, said.signs, said.body)
    )
    first = said.headline
    if first < 0:
        return None
    start = next((at for at in range(first + 1, len(lines)) if said.body[at]), len(lines))
    title = replace(lines[first], text=_trimmed(lines[first].text))
    body = []
    if is_running(title.text):
        # A text without a headline begins with its body.
        body.append(lines[first])
        title = replace(title, text=first_sentence(title.text))
    head = Headline([title, *lines[first + 1 :]], locale, said, start)
    aside = [_set_aside(lines[at], said.signs[at], "above-title") for at in range(first)]
    for at in range(first + 1, len(lines)):
        if said.body[at] and at - first not in head.taken:
            body.append(lines[at])
        elif at - first not in head.taken:
            aside.append(
                _set_aside(lines[at], said.signs[at], "below-title" if at < start else "not-article")
            )
    page = _Page(head=head, body=body, aside=aside, date=head.date)
    if page.date is None:
        _find_date(page, lines, said, locale)
    dates = _doubts_of_date(page, lines[first + 1 : start + _BELOW], locale)
    page.doubts = (*doubts(pieces, said), *dates)
    return page


def _first_of_equals(lines: Sequence[Line], at: int) -> int:
    """Return the index of the line that says the headline first, where lines right above the headline repeat it."""
    while at > 0 and lines[at - 1].text in (lines[at].text, split_subtitle(lines[at])[0].text):
        at -= 1
    return at


def _with_lists(pieces: Sequence[Piece], signs: Sequence[Signs], body: Sequence[bool]) -> list[bool]:
    """Return the body with the short lists right below its paragraphs, times of a day with what happened then, and on
    small pages the sentences there."""
    found = list(body)
    for at in range(1, len(found)):
        short = "bullet" in signs[at] and size_of(pieces[at].text) <= _SHORT_ITEM
        found[at] |= found[at - 1] and short and WORD_SIGNS.isdisjoint(name.rstrip("~") for name in signs[at])
        timed = "patterned" in signs[at] or ("patterned" in signs[at - 1] and "ends" in signs[at])
        found[at] |= found[at - 1] and timed and "innocent" in signs[at]
        found[at] |= found[at - 1] and {"ends", "innocent", "few"} <= signs[at].keys()
    return found


def _trimmed(title: str) -> str:
    """Return a headline without the bullet before it and a separator after it."""
    bullet = BULLET.match(title)
    return without_loose_end(title[bullet.end() :] if bullet else title)


def _set_aside(line: Line, signs: Signs, otherwise: str) -> Boilerplate:
    words = next((one.rstrip("~") for one in signs if one.rstrip("~") in WORD_SIGNS), otherwise)
    rules = (head_rules if otherwise == "above-title" else tail_rules)([line.text])
    return Boilerplate(text=line.text, line=line.line, rule=next(iter(rules), words))


def _find_date(page: _Page, lines: Sequence[Line], said: Judgement, locale: str) -> None:
    """Take the date of the nearest line that is a date, and nothing else above the headline, or below the body."""
    last = max((at for at, own in enumerate(said.body) if own), default=len(lines))
    above = [lines[at] for at in range(said.headline - 1, max(-1, said.headline - _BESIDE), -1)]
    bare = [line for line in above if not any(map(str.isalpha, line.text))]
    for line in (*bare, *lines[last : last + _BESIDE], *above):
        found = date_of(line.text, line.line, locale)
        if found is not None:
            page.date = found[1]
            if len(page.body) > 1 and page.body[-1] is line:
                page.head.dateline = found[0]
                page.body.pop()
            return
    page.date = leading_date(page.body[0].text, locale) if page.body else None


def _doubts_of_date(page: _Page, near: Sequence[Line], locale: str) -> list[str]:
    """Return where another date near the headline may be the article's."""
    if page.date is None:
        unsure = [one.text for one in near if is_ambiguous(one.text, locale)]
        return [may_be_two(one) for one in unsure[:1]]
    return [may_be_another(one.line, one.text) for one in page.head.rivals[:1]]


# -- by lists of words, as version 1 of the reader does


def _by_words(lines: Sequence[Line], locale: str) -> _Page | None:
    above = _rules_above(lines, locale)
    below = tail_rules([line.text for line in lines[len(above) :]])
    first, last = len(above), len(lines) - len(below)
    if first >= last:
        return None
    marked = zip((*lines[:first], *lines[last:]), (*above, *below), strict=True)
    head = Headline(lines[first:last], locale)
    return _Page(
        head=head,
        body=list(lines[first + len(head.taken) : last]),
        aside=[Boilerplate(text=line.text, line=line.line, rule=rule) for line, rule in marked],
        date=head.date,
    )


def _rules_above(lines: Sequence[Line], locale: str) -> list[str]:
    """Return the rules of the boilerplate at the top, one for each line of it."""
    rules = head_rules([line.text for line in lines])
    for at in range(_first_of_article(lines, locale) - 2, len(rules) - 1, -1):
        rule = path_rule(lines[at].text)
        if rule is not None:
            rules += ["above-title"] * (at - len(rules)) + [rule]
            rules += head_rules([line.text for line in lines[at + 1 :]])
            break
    return rules


def _first_of_article(lines: Sequence[Line], locale: str) -> int:
    """Return the index of the first line that is no menu entry: a dateline or running text; 0 if there is none nearby."""
    for at, line in enumerate(lines[:_LONGEST_MENU]):
        text = line.text
        if date_of(text, 0, locale, reader=1) or (len(text) > LABEL and SENTENCE_END.search(text)):
            return at
    return 0


CRAWLED = ArticleFormat(extract=extract_crawled, guided=True, earlier=(partial(extract_crawled, reader=1),))
