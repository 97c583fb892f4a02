"""The metadata in the head of a page: its language, its title and its date of publication."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from postl10n.errors import ArticleError, Place, UsageError
from postl10n.lang.locales import cldr, language_subtag, script
from postl10n.lang.text.normalise import normalise
from postl10n.stages.extract.article_format import READER
from postl10n.stages.extract.elements import Event
from postl10n.stages.extract.tokens import TokenKind

_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish_date",
    "parsely-pub-date",
)
"""Names of `<meta>` elements, the most reliable first."""
_TITLES = ("og:title", "twitter:title", "dc.title")
_LINKED = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_OTHER_KINDS = re.compile(
    r"video|image|audio|media|comment|product|review|person|organi[sz]ation|event", re.IGNORECASE
)
_DEEPEST = 6
_PARTS_OF_MAIL = 3
"""The least number of spaces in a date as e-mail writes it."""
_SITE_NAME = re.compile(r"\s*(?:\s[|–—·»-]\s|_|\s::\s)[^|–—·»_]{1,50}$")
_LOOSE_END = re.compile(r"\s*[|–—·»_-]+$")
_BETWEEN_FIRST = re.compile(r"\s[|–—·»-]\s|[|_»]|\s::\s")
_BETWEEN = re.compile(rf"{_BETWEEN_FIRST.pattern}|(?<=[\u3040-\u9fff])[-—](?=[\u3040-\u9fff])")
_ISO_DATE_FIRST = re.compile(r"(\d{4})(-?)(\d{2})-?(\d{2})(?!\d)")
"""`FIRST`: as version 1 of the reader has it."""
_ISO_DATE = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_LANGUAGE_EXTENSION = re.compile(r"^([a-z]{2,3})-[a-z]{3}(?=-|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The metadata of a page."""

    language: str | None
    """As written in the page."""
    language_line: int
    titles: tuple[str, ...]
    """Its titles, the most likely first, without the site's name."""
    parts: tuple[str, ...]
    """The parts of its title, the longest first."""
    date: datetime.date | None


def read_metadata(events: Iterable[Event], html: str, reader: int = READER) -> Metadata:
    """Return the metadata in the head; without a date there, that of linked data in scripts."""
    language, line = None, 1
    metas: dict[str, str] = {}
    title = ""
    for kind, element, text, _ in events:
        if kind is TokenKind.TEXT:
            title = title or (normalise(text) if element.name == "title" else "")
        elif kind is not TokenKind.START or not element.attributes:
            continue
        elif element.name == "html":
            language, line = element.get("lang") or element.get("xml:lang") or None, element.line
        elif element.name == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            metas.setdefault(name.lower(), element.get("content"))
        elif element.get("itemprop") == "datePublished":
            metas.setdefault("itemprop", element.get("content") or element.get("datetime"))
    return Metadata(
        language=language,
        language_line=line,
        titles=tuple(_titles(metas, title, reader)),
        parts=title_parts(normalise(title), _BETWEEN if reader > 1 else _BETWEEN_FIRST),
        date=_published(metas, html, reader),
    )


def _titles(metas: Mapping[str, str], title: str, reader: int) -> Iterable[str]:
    for text in (*(metas.get(name, "") for name in _TITLES), title):
        named = normalise(text)
        if named:
            bare = _SITE_NAME.sub("", named)
            yield (_LOOSE_END.sub("", bare) if reader > 1 else bare) or named


def title_parts(text: str, between: re.Pattern[str] = _BETWEEN) -> tuple[str, ...]:
    """Return what a title may call the article: of `Stamps | News | Post` the whole, `Stamps | News`, each part."""
    parts = [one.strip() for one in between.split(text)]
    starts = [text[: found.start()].strip() for found in between.finditer(text)]
    return tuple(one for one in dict.fromkeys((text, *reversed(starts), *parts)) if one)


def _published(metas: Mapping[str, str], html: str, reader: int) -> datetime.date | None:
    for name in _DATES:
        date = iso_date(metas.get(name, ""), reader)
        if date is not None:
            return date
    if reader == 1:
        return next((date for one in _LINKED_DATE.findall(html) if (date := iso_date(one, reader))), None)
    linked = next((date for text in _linked_dates(html) if (date := iso_date(text))), None)
    return linked or iso_date(metas.get("itemprop", ""))


def _linked_dates(html: str) -> Iterator[str]:
    """Yield the dates of publication in linked data: the article's, not a video's."""
    for linked in _LINKED.finditer(html) if "datePublished" in html else ():
        try:
            data = json.loads(_CDATA.sub("", linked[1]))
        except (ValueError, RecursionError):
            found = _LINKED_DATE.search(linked[1])
            if found and not _OTHER_KINDS.search(linked[1][: found.start()]):
                yield found[1]
        else:
            yield from _dates_in(data, 0)


def _dates_in(data: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _dates_in(one, depth + 1)
    elif isinstance(data, dict) and not _OTHER_KINDS.search(str(data.get("@type", ""))):
        if isinstance(data.get("datePublished"), str):
            yield data["datePublished"]
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _dates_in(data.get(key), depth + 1)


def iso_date(text: str, reader: int = READER) -> datetime.date | None:
    """Return the date at the start of a machine-readable time, or in the form of e-mail; None if there is none."""
    found = (_ISO_DATE if reader > 1 else _ISO_DATE_FIRST).match(text.strip())
    try:
        if found is None and reader == 1:
            return None
        if found is None:
            return parsedate_to_datetime(text).date() if text.count(" ") >= _PARTS_OF_MAIL else None
        return datetime.date(int(found[1]), int(found[3]), int(found[4]))
    except (ValueError, IndexError, OverflowError):
        return None


def language_tag(said: str) -> str | None:
    """Return the CLDR identifier of a declared language; None for what is none. An extended tag is shortened.

    >>> language_tag("zh-cmn-Hans")
    'zh_Hans'
    """
    try:
        return cldr(_LANGUAGE_EXTENSION.sub(r"\1", said.strip()))
    except UsageError:
        return None


def check_language(said: str | None, locale: str, place: Place) -> None:
    """Raise ArticleError if an article declares another language or script than `locale`.

    Regions are ignored, and so are languages unknown to CLDR.
    """
    if not said:
        return
    own = language_tag(said)
    if own is None:
        return
    if language_subtag(own) != language_subtag(locale) or script(own) != script(locale):
        hint = "Correct what it says, or take it out of this project."
        raise ArticleError(f"says that it is in {said}, but the source is {locale}", place=place, hint=hint)
