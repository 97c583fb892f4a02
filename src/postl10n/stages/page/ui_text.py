"""The texts of pages in a locale: UI strings with named variables, and CLDR dates and numbers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import babel
from babel.dates import format_date
from babel.localedata import exists
from babel.numbers import format_decimal, format_percent

from postl10n.errors import Place, ProjectError
from postl10n.lang.locales import bcp47, cldr, direction, endonym, language_subtag, parents, script, spaced
from postl10n.lang.plurals import PluralError, parse_plural_forms, plural_forms_header
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.reports import whole_percent
from postl10n.stages.page.environment import TEMPLATES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from postl10n.model.site import SiteContext, Strings


_MSGIDS = "en"
"""The language of the strings in our templates."""
_COMPLETE = "fr"
"""Has every string of ours; a test holds that of all."""
_FOLDER = files(__package__) / "interface"
"""UI strings in the languages that we ship: JSON, msgid → msgstr or its plural forms; of English the latter alone."""
SHIPPED = tuple(sorted(one.name.removesuffix(".json") for one in _FOLDER.iterdir()))
_NEXT_FORM = "\0"
"""Stands between plural forms, as in MO files."""


@lru_cache(maxsize=256)
def shipped(locale: str) -> tuple[Strings, ...]:
    """Return the shipped strings of a locale and its CLDR parents, nearest first."""
    return tuple(_read(code) for code in (locale, *parents(locale)) if code in SHIPPED)


@lru_cache(maxsize=len(SHIPPED))
def _read(code: str) -> Strings:
    found: dict[str, str | list[str]] = json.loads((_FOLDER / f"{code}.json").read_text("utf-8"))
    rule = plural_forms_header(code)
    own = {msgid: said if isinstance(said, str) else ui_string(said, rule) for msgid, said in found.items()}
    return {msgid: msgid for msgid in _read(_COMPLETE)} | own if code == _MSGIDS else own


def ui_messages(theme: Mapping[str, str] = MappingProxyType({})) -> tuple[Entry, ...]:
    """Return an entry for each string of our templates and a theme's; references only name the template.

    The strings of our own templates are translated once for every project; a theme's templates can use them, and have more.
    """
    found: dict[str, list[str]] = {}
    plurals: dict[str, str | None] = {}
    for place, text in _templates(theme):
        for one, many in _strings(place, text):
            found.setdefault(one, []).append(place)
            plurals[one] = plurals.get(one) or many
    return tuple(
        Entry(msgid=text, msgid_plural=plurals[text], references=tuple(dict.fromkeys(where)))
        for text, where in found.items()
    )


def _templates(theme: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each template, ours first."""
    for name in TEMPLATES:
        yield f"templates/{name}", (files(__package__) / "templates" / name).read_text("utf-8")
    for name, text in sorted(theme.items()):
        if name.endswith((".html", ".xml")):
            yield f"theme/{name}", text


def shipped_catalogs(locale: str) -> list[Catalog]:
    """Return the shipped strings of a locale and its CLDR parents as approved catalogs, from which `site.po` inherits."""
    return [
        Catalog(
            entries=tuple(
                Entry(msgid=msgid, msgstr=tuple(said.split(_NEXT_FORM)[1:]) or (said,))
                for msgid, said in one.items()
            ),
        )
        for one in shipped(locale)
    ]


def ui_string(forms: Sequence[str], rule: str) -> str:
    """Return a msgstr of one text, or of plural forms and the `Plural-Forms` that chooses among them, as one string."""
    return forms[0] if not rule else _NEXT_FORM.join((rule, *forms))


def _strings(place: str, template: str) -> Iterator[tuple[str, str | None]]:
    """Yield the arguments of `_("…")` and `ngettext("…", "…", n)` in a template, in order. Raises ProjectError."""
    # Jinja2's compiler, which only `update` needs.
    from jinja2 import Environment, TemplateSyntaxError
    from jinja2.ext import extract_from_ast

    try:
        for _, function, found in extract_from_ast(Environment().parse(template), ("_", "ngettext")):  # noqa: S701 - renders nothing
            one, *more = found if isinstance(found, tuple) else (found,)
            if one is not None:
                yield one, more[0] if function == "ngettext" and more else None
    except TemplateSyntaxError as error:
        raise ProjectError(
            f"broken template: {error.message}", place=Place(path=place, line=error.lineno)
        ) from error


# CLDR's territory names with alt="short", which Babel does not have.
_SHORT_TERRITORIES = {
    ("Hans", "HK"): "香港",
    ("Hans", "MO"): "澳门",
    ("Hant", "HK"): "香港",
    ("Hant", "MO"): "澳門",
}
_VARIABLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A locale as pages show it."""

    code: str
    tag: str
    dir: Literal["ltr", "rtl"]
    endonym: str


@lru_cache(maxsize=256)
def tongue(code: str) -> Tongue:
    return Tongue(code=code, tag=bcp47(code), dir=direction(code), endonym=_menu_name(code))


def _menu_name(code: str) -> str:
    """Return the endonym, short enough for a menu: `繁體中文（香港）` for CLDR's `中文 (繁體字，中國香港特別行政區)`."""
    own = babel_locale(code)
    named = own.languages.get(f"{own.language}_{own.script}")
    if not named:
        return endonym(code)
    if not own.territory:
        return str(named)
    place = _SHORT_TERRITORIES.get((own.script or "", own.territory)) or own.territories.get(own.territory)
    return f"{named}（{place}）" if not spaced(code) else f"{named} ({place})"


@lru_cache(maxsize=1024)
def alike(one: str, other: str) -> bool:
    """Return True if a reader of one locale sees the other's text as the same language: Macao's and Hong Kong's."""
    return language_subtag(one) == language_subtag(other) and script(one) == script(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class CldrText:
    """Numbers, shares and names of languages as one locale writes them; templates escape them like any other text."""

    locale: str

    def number(self, number: float) -> str:
        return format_decimal(number, locale=babel_locale(self.locale))

    def share(self, share: float) -> str:
        """Return a share in percent, rounded down: less than the whole is never shown as 100 %."""
        return _percent(whole_percent(share), self.locale)

    def language(self, code: str) -> str:
        """Return the name of a locale in this one's language."""
        return str(babel_locale(code).get_display_name(babel_locale(self.locale)) or tongue(code).endonym)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText(CldrText):
    """The texts of pages in one locale. Calling it with a msgid returns plain text."""

    page: str
    """The locale of the pages; `locale` is that of their own words, of dates and numbers."""
    levels: tuple[Strings, ...]
    """The project's UI strings for the locale and its parents, nearest first, then the shipped ones."""

    def __call__(self, msgid: str, **variables: str) -> str:
        text = next((level[msgid] for level in self.levels if level.get(msgid)), msgid)
        return fill(text if _NEXT_FORM not in text else text.split(_NEXT_FORM)[1], variables)

    def count(self, one: str, many: str, number: int) -> str:
        """Return the form that fits a number, which the texts name `{count}`."""
        english = ui_string((one, many), plural_forms_header(_MSGIDS))
        forms = next((level[one] for level in self.levels if level.get(one)), english).split(_NEXT_FORM)
        try:
            at = 1 + parse_plural_forms(forms[0]).rule(number)
        except PluralError:
            # `check` tells of it.
            at = len(forms)
        return fill(forms[min(at, len(forms) - 1)], {"count": self.number(number)})

    def date(self, date: datetime.date) -> str:
        return _long_date(date, self.locale)


def wording(site: SiteContext, locale: str) -> PageText:
    """Return the site's texts in a locale: its own strings, then its CLDR parents', then the shipped ones.

    A locale that lacks any has all in English, dates too: a page's own words are in one language.
    """
    codes = (locale, *parents(locale))
    own = tuple(site.strings[code] for code in codes if code in site.strings)
    levels = (*own, *shipped(locale))
    if not all(any(level.get(msgid) for level in levels) for msgid in _read(_COMPLETE)):
        return replace(wording(site, _MSGIDS), page=locale)
    return PageText(locale=_in_region(locale, site.region), page=locale, levels=levels)


@lru_cache(maxsize=256)
def _in_region(locale: str, region: str) -> str:
    """Return the locale in a region, if it names none and CLDR knows it there: English in Hong Kong, no Russian."""
    there = f"{locale}_{region}"
    return there if not babel_locale(locale).territory and exists(there) else locale


def fill(text: str, variables: Mapping[str, str]) -> str:
    """Substitute variables in a text; a name without a value is kept as it is.

    Not `str.format`: a translator's `{date.__class__}` must stay text.
    """
    return _VARIABLE.sub(lambda found: variables.get(found[1], found[0]), text)


@lru_cache(maxsize=4096)
def _long_date(date: datetime.date, locale: str) -> str:
    return format_date(date, "long", locale=babel_locale(locale))


@lru_cache(maxsize=4096)
def _percent(hundredths: int, locale: str) -> str:
    return format_percent(hundredths / 100, locale=babel_locale(locale))


@lru_cache(maxsize=256)
def babel_locale(code: str) -> babel.Locale:
    return babel.Locale.parse(cldr(code))
