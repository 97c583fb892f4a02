"""HTML pages."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from postl10n.errors import Place
from postl10n.model.article import Document
from postl10n.stages.extract.article_format import NO_GUIDE, ArticleFormat, Guide
from postl10n.stages.extract.blocks import Body, ListItem, read_body
from postl10n.stages.extract.compose import NAMED, KnownMetadata, compose
from postl10n.stages.extract.content import OUTSIDE, layout_of
from postl10n.stages.extract.dateline import date_of, leading_date, looks_dated
from postl10n.stages.extract.dates import is_ambiguous, may_be_another, may_be_two
from postl10n.stages.extract.elements import Element, events
from postl10n.stages.extract.evidence import Piece, size_of
from postl10n.stages.extract.furniture import words_of
from postl10n.stages.extract.judge import Judgement, doubts, judge
from postl10n.stages.extract.markup import Spread
from postl10n.stages.extract.metadata import Metadata, check_language, date_in, read_metadata
from postl10n.stages.extract.tokens import Scanner, TokenKind

_HOME = re.compile(r"(?:https?://[^/?#]+/?|/)(?:[a-z]{2}/?|(?:index|default)\.\w+)?(?:[?#]|\Z)")
"""The address of a site's first page, to which its name is a link."""
_WHOLLY = 0.9
_ONE_DAY = datetime.timedelta(days=1)
_LEVELS = 8
_LITTLE = 0.25
"""The number of elements around a block that may be its box, and the most of a page's running text in it."""
_DETAILS = 4
"""The number of blocks right above the headline that may hold the date."""


def extract_html(text: str, *, article_id: str, path: str, locale: str, guide: Guide = NO_GUIDE) -> Document:
    """Extract a page: every text that a browser would show becomes title, subtitle, dateline, block or boilerplate.

    Raises ArticleError if the page declares another language, or if no headline or no text below it is found.
    """
    read = judge_page(text, locale, guide)
    page, said = read.head, read.said
    check_language(page.language, locale, Place(path=path, line=page.language_line))
    title, items = _judged(read, _headline(read))
    known = KnownMetadata(
        id=article_id,
        path=path,
        locale=locale,
        titles=page.titles,
        parts=page.parts,
        date=page.date or _date_elsewhere(items, title, locale),
        judged=title,
    )
    document = compose(Body(items=items, structure=read.body.structure), known)
    date = document.date or page.address_date
    titled = bool(page.titles) or items[title].level == 1
    first = next((at for at, item in enumerate(items) if item.rule is None and at > title), title)
    near = [*items[max(0, title - _DETAILS) : max(title, 0)], *items[title + 1 : first + 2]]
    unsure = _doubts_of_date(near, date, locale, stamped=page.date is not None)
    return replace(document, date=date, doubts=(*doubts(read.pieces, said, titled=titled), *unsure))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPage:
    """A page with the judgement of the blocks that it shows."""

    head: Metadata
    body: Body
    shown: list[int]
    """The indices of these blocks."""
    pieces: list[Piece]
    said: Judgement


def judge_page(text: str, locale: str, guide: Guide = NO_GUIDE) -> JudgedPage:
    """Return a page with its blocks, and the headline and body among them."""
    found = events(text)
    head = read_metadata(found, text, locale=locale)
    titles = tuple(one for one in head.titles if one not in guide.recurring and one != head.site)
    head = replace(head, titles=titles)
    layout = layout_of(found)
    spread = Spread(layout.blocks)
    body = read_body(found, layout, spread=spread)
    shown = [at for at, item in enumerate(body.items) if item.shown and item.plain]
    elements = [body.items[at].element for at in shown]
    pieces = [
        _piece(body.items[at], spread, before) for at, before in zip(shown, [None, *elements], strict=False)
    ]
    said = judge(
        pieces,
        names=(*head.titles, *head.parts),
        is_dated=lambda one: looks_dated(one, locale),
        recurring=guide.recurring | {head.site},
        box=lambda at, whole: _box(at, elements, spread, 1.0 if whole else _LITTLE),
    )
    return JudgedPage(head=head, body=body, shown=shown, pieces=pieces, said=said)


def _box(at: int, elements: Sequence[Element | None], spread: Spread, most: float) -> int:
    """Return how many blocks are in the largest element that begins with one, and has at most so much of the text."""
    above = _around(elements[at - 1]) if at else []
    inside = itertools.takewhile(lambda one: one not in above, _around(elements[at]))
    small = [one for one in inside if spread.share(one) < most]
    end = at + 1
    while small and end < len(elements) and small[-1] in _around(elements[end]):
        end += 1
    return end - at


def _around(element: Element | None) -> list[Element]:
    """Return the innermost elements around a block, and its own."""
    found = list[Element]()
    while element is not None and len(found) < _LEVELS:
        found.append(element)
        element = element.parent
    return found


def _piece(item: ListItem, spread: Spread, before: Element | None) -> Piece:
    element = item.element
    kin = (
        element is not None
        and before is not None
        and (element.name, element.parent) == (before.name, before.parent)
    )
    markup: list[tuple[str, float]] = [(name, 1.0) for name in item.signs]
    markup.append(("own-by-elements" if item.rule is None else "other-by-elements", 1.0))
    markup.append(("out-of-root" if item.rule == OUTSIDE else "in-root", 1.0))
    if element is not None:
        markup += [("html", 1.0), (f"tag-{element.name}", 1.0), *spread.around(element)]
    linked = _linked(item)
    if linked > _WHOLLY and any(
        tag.name == "a" and _HOME.match(dict(tag.attributes).get("href", "")) for tag in item.tags
    ):
        markup.append(("home", 1.0))
    return Piece(text=item.plain, line=item.lines[0], markup=tuple(markup), linked=linked, kin=kin)


def _linked(item: ListItem) -> float:
    """Return the share of a block's text that is in links."""
    links = [tag.number for tag in item.tags if tag.name == "a"]
    if not links or not item.plain:
        return 0.0
    within = (item.text.partition(f"{{{one}}}")[2].partition(f"{{/{one}}}")[0] for one in links)
    return min(1.0, sum(map(len, within)) / len(item.plain))


def _headline(read: JudgedPage) -> int:
    """Return the index of the block that is the headline; -1 where the head of the page names it better."""
    items, shown, said = read.body.items, read.shown, read.said
    if said.headline < 0:
        return -1
    at = shown[_below_site_name(read)]
    if not read.head.titles or "not-named" not in said.candidates.get(said.headline, ()):
        return at
    if items[at].level == 1:
        # A word that the head does not know is rather a section's name.
        size = size_of(items[at].plain)
        return at if size >= NAMED or size_of(read.head.titles[0]) < NAMED else -1
    headings = (shown[one] for one in said.fits if items[shown[one]].level == 1)
    heading = next((one for one in headings if items[one].rule is None), -1)
    known = words_of(" ".join(piece.text for piece, own in zip(read.pieces, said.body, strict=True) if own))
    foreign = known.isdisjoint(words_of(read.head.titles[0]))
    return at if heading < 0 and foreign and size_of(items[at].plain) >= 2 * NAMED else heading


def _below_site_name(read: JudgedPage) -> int:
    """Return the headline; below one that is only the site's name in the page's title, the heading that it names."""
    at, shown, parts = read.said.headline, read.shown, read.head.parts
    if at >= len(shown) - 1 or read.pieces[at].text not in parts:
        return at
    site, below = read.pieces[at].text, read.body.items[shown[at + 1]]
    named = any(below.plain.startswith(part) for part in parts if len(part) >= NAMED and part != site)
    return at + 1 if below.level and named else at


def _judged(read: JudgedPage, title: int) -> tuple[int, list[ListItem]]:
    """Return the index of the headline, and the blocks with rules."""
    items, shown, said = read.body.items, read.shown, read.said
    own = {at for at, body in zip(shown, said.body, strict=True) if body}
    heading = next((at for at in shown if items[at].level == 1 and items[at].rule is None), -1)
    below = sorted(at for at in own if at > title)
    if read.head.titles and not below and heading < 0:
        # The only block of a page is its text, not its headline.
        title, below = -1, sorted(own | {title})
        own = set(below)
    start = below[0] if below else len(items)
    while start - 1 > title and not items[start - 1].plain and items[start - 1].rule is None:
        start -= 1
    # A picture in the body is the article's, and so is one between it and the headline.
    own |= {at for at in range(start, below[-1] if below else 0) if not items[at].plain}
    judged = []
    for at, item in enumerate(items):
        rule = item.rule
        if at == title or (at in own and at > title):
            rule = None
        elif not (title - _DETAILS <= at < title and date_of(item.plain, 0, "en")):
            rule = rule or ("above-title" if at < title else OUTSIDE)
        judged.append(item if rule == item.rule else replace(item, rule=rule))
    return title, judged


def _date_elsewhere(items: Sequence[ListItem], title: int, locale: str) -> datetime.date | None:
    """Return the date of a `<time>` below the headline, of a row of details by the body, or at the body's beginning."""
    own = [at for at, item in enumerate(items) if item.rule is None and at > title]
    if not own:
        return None
    near = items[max(0, title - _DETAILS) : own[-1] + _DETAILS]
    stamped = (date for item in near if (date := date_in(item.stamp, locale)))
    rows = (
        found[1]
        for item in (*near[: 2 * _DETAILS], *near[-_DETAILS - 1 :])
        if (found := date_of(item.plain, 0, locale))
    )
    return next(stamped, None) or next(rows, None) or leading_date(items[own[0]].plain, locale)


def _doubts_of_date(
    near: Sequence[ListItem], date: datetime.date | None, locale: str, *, stamped: bool
) -> list[str]:
    """Return where another date by the headline may be the article's.

    Beside a date in the head of the page (`stamped`), a later one tells of an update, or which day it is today; so
    does one in a row of details. A day is nothing between time zones.
    """
    if date is None:
        return [may_be_two(item.plain) for item in near if is_ambiguous(item.plain, locale)][:1]
    shown = ((item, *found) for item in near if (found := date_of(item.plain, item.lines[0], locale)))
    rivals = (
        item
        for item, row, day in shown
        if abs(day - date) > _ONE_DAY and not (day > date and (stamped or row.text[:1].isalpha()))
    )
    return [may_be_another(item.lines[0], item.plain) for item in rivals][:1]


def extract_by_elements(text: str, *, article_id: str, path: str, locale: str) -> Document:
    """Extract a page as version 1 of the reader did: by the names of elements and their classes."""
    found = events(text, standard=False)
    page = read_metadata(found, text, reader=1)
    check_language(page.language, locale, Place(path=path, line=page.language_line))
    known = KnownMetadata(
        id=article_id, path=path, locale=locale, titles=page.titles, parts=page.parts, date=page.date
    )
    return compose(read_body(found, layout_of(found)), known)


def declared_language(text: str) -> str | None:
    """Return the language in `<html lang>`."""
    tags = (one for one in Scanner(text).tokens() if one.kind is TokenKind.START)
    known = next((dict(one.attributes) for one in tags if one.value in ("html", "body")), {})
    return known.get("lang") or known.get("xml:lang") or None


HTML = ArticleFormat(
    extract=extract_html,
    declared_language=declared_language,
    guided=True,
    earlier=(extract_by_elements,),
)
