"""The metadata in the head of a page: its language, its title and its date of publication."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from postl10n.errors import ArticleError, Place, UsageError
from postl10n.lang.locales import cldr, language_subtag, script
from postl10n.lang.text.normalise import normalise
from postl10n.registry import compiled
from postl10n.stages.extract.article_format import READER
from postl10n.stages.extract.dates import find_date
from postl10n.stages.extract.elements import Event
from postl10n.stages.extract.tables import table
from postl10n.stages.extract.tokens import TokenKind

_DATES: list[str] = table("html")["head"]["dates"]
_TITLES = ("og:title", "twitter:title", "dc.title")
_LINKED = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_LINKED_KIND = re.compile(r'"@type"\s*:\s*"([^"]{3,40})"')
_ARTICLE = re.compile(r"article|posting|report|release", re.IGNORECASE)
_PAGE = re.compile(r"(?:\w*web)?page$|$", re.IGNORECASE)
_DATED = re.compile(r"publi(?:sh|cation)|pub-?date|\bp(?:date|time)$|issued|displaydate|\bdate$|created")
_OTHERWISE = re.compile(r"modif|updat|expir|unpubl|publisher|founding|birth")
"""Names of `<meta>` elements with a date of publication, and of those with another."""
_LONGEST_DATE = 60
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)(?=\D|$)")
_EDGE = r"\s*(?:[|–—·»_:：-]|::)+\s*"
_DEEPEST = 6
_PARTS_OF_MAIL = 3
"""The least number of spaces in a date as e-mail writes it."""
_SITE_NAME = re.compile(r"\s*(?:\s[|–—·»-]\s|_|\s::\s)[^|–—·»_]{1,50}$")
_LOOSE_END = re.compile(r"\s*[|｜–—·»_-]+$")
_BETWEEN_FIRST = re.compile(r"\s[|–—·»-]\s|[|_»]|\s::\s")
_BETWEEN = compiled(rf"{_BETWEEN_FIRST.pattern}|(?<=[\u3040-\u9fff])[-—](?=[\u3040-\u9fff])")
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
    site: str
    """The name of its site."""
    address_date: datetime.date | None
    """The date in the page's address."""


def read_metadata(events: Iterable[Event], html: str, reader: int = READER, locale: str = "en") -> Metadata:
    """Return the metadata in the head and in linked data; in an article's, the date of its publication is surest."""
    language, line = None, 1
    metas: dict[str, str] = {}
    title = address = ""
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
        elif element.name == "link" and element.get("rel") == "canonical":
            address = element.get("href")
        elif element.get("itemprop") == "datePublished":
            metas.setdefault("itemprop", element.get("content") or element.get("datetime"))
    linked = _linked_data(html) if reader > 1 else []
    return Metadata(
        language=language,
        language_line=line,
        titles=tuple(_titles(metas, linked, title, reader)),
        parts=title_parts(normalise(title), _BETWEEN if reader > 1 else _BETWEEN_FIRST),
        date=_published(metas, linked, html, reader, locale),
        site=normalise(metas.get("og:site_name", "")),
        address_date=_address_date(address or metas.get("og:url", "")),
    )


def _titles(
    metas: Mapping[str, str], linked: Sequence[Mapping[str, object]], title: str, reader: int
) -> Iterable[str]:
    headlines = [_text_of(one, "headline") for one in linked if _ARTICLE.search(_text_of(one, "@type"))][:1]
    site = re.escape(normalise(metas.get("og:site_name", "")))
    beside = re.compile(
        rf"\A{site}{_EDGE}|{_EDGE}{site}\Z" if site and reader > 1 else r"(?!)", re.IGNORECASE
    )
    for text in (*(metas.get(name, "") for name in _TITLES), *headlines, title):
        named = normalise(text)
        if named:
            bare = _SITE_NAME.sub("", beside.sub("", named))
            yield (without_loose_end(bare) if reader > 1 else bare) or named


def without_loose_end(title: str) -> str:
    """Return a title without the separator that a site's name left at its end, unless it closes a quotation."""
    return title if title.endswith("»") and "«" in title else _LOOSE_END.sub("", title) or title


def title_parts(text: str, between: re.Pattern[str] = _BETWEEN) -> tuple[str, ...]:
    """Return what a title may call the article: of `Stamps | News | Post` the whole, `Stamps | News`, each part."""
    parts = [one.strip() for one in between.split(text)]
    starts = [text[: found.start()].strip() for found in between.finditer(text)]
    return tuple(one for one in dict.fromkeys((text, *reversed(starts), *parts)) if one)


def _published(
    metas: Mapping[str, str], linked: Sequence[Mapping[str, object]], html: str, reader: int, locale: str
) -> datetime.date | None:
    names = (metas.get(name, "") for name in _DATES)
    if reader == 1:
        said = (*names, *_LINKED_DATE.findall(html))
        return next((date for one in said if (date := iso_date(one, reader))), None)
    others = (value for name, value in metas.items() if _DATED.search(name) and not _OTHERWISE.search(name))
    articles = [_text_of(one, "datePublished") for one in linked if _ARTICLE.search(_text_of(one, "@type"))]
    pages = [_text_of(one, "datePublished") for one in linked if _PAGE.match(_text_of(one, "@type"))]
    found = (date_in(one, locale) for one in (*articles, *names, *others, *pages, metas.get("itemprop", "")))
    return next((date for date in found if date), None)


def date_in(text: str, locale: str) -> datetime.date | None:
    """Return the date of a value for machines, or for people."""
    found = None if not text or len(text) > _LONGEST_DATE else iso_date(text) or find_date(text, locale)
    return found[0] if isinstance(found, tuple) else found


def _address_date(address: str) -> datetime.date | None:
    found = _ADDRESS_DATE.search(address)
    return iso_date("-".join(found.group(1, 2, 3))) if found else None


def _linked_data(html: str) -> list[Mapping[str, object]]:
    """Return the things that linked data in scripts tells of."""
    found: list[Mapping[str, object]] = []
    for linked in _LINKED.finditer(html) if "ld+json" in html else ():
        try:
            _flatten(json.loads(_CDATA.sub("", linked[1])), found, 0)
        except (ValueError, RecursionError):
            date, kind = _LINKED_DATE.search(linked[1]), _LINKED_KIND.search(linked[1])
            if date and kind and kind.start() < date.start():
                found.append({"@type": kind[1], "datePublished": date[1]})
    return found


def _flatten(data: object, found: list[Mapping[str, object]], depth: int) -> None:
    if depth <= _DEEPEST and isinstance(data, list):
        for one in data:
            _flatten(one, found, depth + 1)
    elif depth <= _DEEPEST and isinstance(data, dict):
        found.append(data)
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            _flatten(data.get(key), found, depth + 1)


def _text_of(thing: Mapping[str, object], key: str) -> str:
    said = thing.get(key, "")
    return said if isinstance(said, str) else " ".join(map(str, said)) if isinstance(said, list) else ""


def iso_date(text: str, reader: int = READER) -> datetime.date | None:
    """Return the date at the start of a machine-readable time, or in the form of e-mail; None if there is none."""
    found = (_ISO_DATE if reader > 1 else _ISO_DATE_FIRST).match(text.strip())
    try:
        if found is None:
            mailed = reader > 1 and text.count(" ") >= _PARTS_OF_MAIL
            return parsedate_to_datetime(text).date() if mailed else None
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
