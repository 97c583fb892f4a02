"""The metadata in the head of a page: its language, its title and its date of publication."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from postl10n.errors import ArticleError, Place, UsageError
from postl10n.lang.locales import cldr, language_subtag, script
from postl10n.lang.text.normalise import normalise
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
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_SITE_NAME = re.compile(r"\s*(?:\s[|–—·»-]\s|_|\s::\s)[^|–—·»_]{1,50}$")
_BETWEEN = re.compile(r"\s[|–—·»-]\s|[|_»]|\s::\s")
_ISO_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


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


def read_metadata(events: Iterable[Event], html: str) -> Metadata:
    """Return the metadata in the head; without a date there, that of linked data in scripts."""
    language, line = None, 1
    metas: dict[str, str] = {}
    title = ""
    for event in events:
        element = event.element
        if event.kind is TokenKind.TEXT and element.name == "title" and not title:
            title = normalise(event.text)
        elif event.kind is TokenKind.START and element.name == "html":
            language, line = element.get("lang") or element.get("xml:lang") or None, element.line
        elif event.kind is TokenKind.START and element.name == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            metas.setdefault(name.lower(), element.get("content"))
    return Metadata(
        language=language,
        language_line=line,
        titles=tuple(_titles(metas, title)),
        parts=title_parts(normalise(title)),
        date=_published(metas, html),
    )


def _titles(metas: Mapping[str, str], title: str) -> Iterable[str]:
    for text in (*(metas.get(name, "") for name in _TITLES), title):
        named = normalise(text)
        if named:
            yield _SITE_NAME.sub("", named) or named


def title_parts(text: str) -> tuple[str, ...]:
    """Return what a title may call the article: of `Stamps | News | Post` the whole, `Stamps | News`, each part."""
    parts = [one.strip() for one in _BETWEEN.split(text)]
    starts = [text[: found.start()].strip() for found in _BETWEEN.finditer(text)]
    return tuple(one for one in dict.fromkeys((text, *reversed(starts), *parts)) if one)


def _published(metas: Mapping[str, str], html: str) -> datetime.date | None:
    for name in _DATES:
        date = iso_date(metas.get(name, ""))
        if date is not None:
            return date
    linked = _LINKED_DATE.search(html)
    return iso_date(linked[1]) if linked else None


def iso_date(text: str) -> datetime.date | None:
    """Return the date at the start of a machine-readable time; None if there is none."""
    found = _ISO_DATE.match(text.strip())
    if found is None:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def check_language(said: str | None, locale: str, place: Place) -> None:
    """Raise ArticleError if an article declares another language or script than `locale`.

    Regions are ignored, and so are languages unknown to CLDR.
    """
    if not said:
        return
    try:
        own = cldr(said.strip())
    except UsageError:
        return
    if language_subtag(own) != language_subtag(locale) or script(own) != script(locale):
        hint = "Correct what it says, or take it out of this project."
        raise ArticleError(f"says that it is in {said}, but the source is {locale}", place=place, hint=hint)
