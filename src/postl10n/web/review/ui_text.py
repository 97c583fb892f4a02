"""The language of the review page itself: catalogs that ship beside the templates, chosen by the reader.

Checks speak English, on the command line and in files. Further catalogs translate their messages, in which `{a}`, `{b}`
stand for what differs.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from postl10n.errors import UsageError
from postl10n.files.po import parse_po
from postl10n.lang.locales import bcp47, cldr, direction, language_subtag, script
from postl10n.lang.plurals import PluralForms, parse_plural_forms
from postl10n.stages.page.ui_text import CldrText, babel_locale, fill

SOURCE = "en"
_CATALOGS = files(__package__) / "locales"
LANGUAGES = (SOURCE, *sorted(one.name[:-3] for one in _CATALOGS.iterdir() if one.name.endswith(".po")))
"""English, and those that have a catalog."""
_MOST_WISHES = 20
"""Languages of a browser's list that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UiText(CldrText):
    """Speaks one language. What it gives is plain text: templates escape it like any other."""

    tag: str
    dir: str
    strings: Mapping[str, tuple[str, ...]]
    """By msgid, the approved translations: one text, or one a plural form."""
    plural: PluralForms

    def __call__(self, msgid: str, **variables: object) -> str:
        said = self.strings.get(msgid, (msgid,))[0]
        return fill(said, {name: str(value) for name, value in variables.items()})

    def count(self, one: str, many: str, number: int, **variables: object) -> str:
        """The form that fits the number, which the text names `{count}`."""
        forms = self.strings.get(one)
        at = self.plural.rule(number)
        text = (one, many)[at] if forms is None else forms[min(at, len(forms) - 1)]
        shown = {name: str(value) for name, value in variables.items()}
        return fill(text, {"count": self.number(number), **shown})

    def finding(self, message: str) -> str | None:
        """Return what a finding says, or the text of a rule; None where only the English is known."""
        return finding_texts(self.locale)(message)

    def decimal(self, number: float) -> str:
        """With one digit after the point."""
        return format_decimal(number, format="#,##0.0", locale=babel_locale(self.locale))

    def part(self, part: int, whole: int) -> str:
        """As a share; nothing of nothing is the whole."""
        return self.share(part / whole if whole else 1.0)

    def date(self, iso: str) -> str:
        """An ISO date, or date and time, as the language writes it; what is neither stays as it is."""
        return _moment(iso, self.locale)


@lru_cache(maxsize=len(LANGUAGES))
def speech(locale: str) -> UiText:
    """Return the texts in one of LANGUAGES; fuzzy entries are left out, so that the English is shown."""
    if locale == SOURCE:
        forms = parse_plural_forms("nplurals=2; plural=(n != 1);")
        return UiText(locale=SOURCE, tag=SOURCE, dir="ltr", strings={}, plural=forms)
    data = (_CATALOGS / f"{locale}.po").read_bytes()
    catalog = parse_po(data).catalog
    known = {entry.msgid: entry.msgstr for entry in catalog.active() if entry.translated and not entry.fuzzy}
    return UiText(
        locale=locale,
        tag=bcp47(locale),
        dir=direction(locale),
        strings=known,
        plural=parse_plural_forms(catalog.fields["Plural-Forms"]),
    )


def chosen(asked: str, kept: str, accepted: str) -> str:
    """The language to speak: as the address asks, as a cookie keeps, or the best of an Accept-Language field."""
    for code in (asked, kept):
        if code in LANGUAGES:
            return code
    for wish in _wishes(accepted):
        found = _fitting(wish)
        if found:
            return found
    return SOURCE


def _wishes(accepted: str) -> list[str]:
    """The codes of an Accept-Language field, the dearest first (RFC 9110, 12.5.4)."""
    weighed = []
    for part in accepted.split(",")[:_MOST_WISHES]:
        code, _, weight = part.strip().partition(";")
        try:
            rank = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            rank = 0.0
        if rank > 0:
            weighed.append((rank, code.strip()))
    # Sorting is stable: equal weights keep their order.
    return [code for _, code in sorted(weighed, key=lambda pair: -pair[0])]


def _fitting(wish: str) -> str | None:
    """The language that a reader of `wish` reads: the same language in the same script."""
    try:
        code = cldr(wish)
    except UsageError:
        return None
    pair = language_subtag(code), script(code)
    return next((own for own in LANGUAGES if (language_subtag(own), script(own)) == pair), None)


# An overview of a thousand articles writes as many dates and shares, and many of them twice.
@lru_cache(maxsize=4096)
def _moment(iso: str, locale: str) -> str:
    try:
        if len(iso) <= len("2025-03-14"):
            return format_date(datetime.date.fromisoformat(iso), "medium", locale=babel_locale(locale))
        moment = datetime.datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if moment.tzinfo is not None:
        moment = moment.astimezone()
    return format_datetime(moment.replace(tzinfo=None), "short", locale=babel_locale(locale))


_FOLDER = files(__package__) / "locales" / "findings"
_VARIABLE = re.compile(r"\{([a-f]|text)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTexts:
    """The messages of one language."""

    whole: Mapping[str, str]
    """By message, those without variables, and the texts of rules."""
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    """Those with variables, the most telling first."""

    def __call__(self, message: str) -> str | None:
        """Return a message in the language; None where it is not known, as one of a plug-in's rule."""
        found = self.whole.get(message)
        if found is not None:
            return found
        for pattern, said in self.patterns:
            match = pattern.fullmatch(message)
            if match is not None:
                # A variable may be a message itself: `the waiver of number`, `full stop`.
                return fill(said, {name: self(part) or part for name, part in match.groupdict().items()})
        return None


@lru_cache(maxsize=16)
def finding_texts(locale: str) -> FindingTexts:
    """Return the messages in a language of the page; none for English and for languages without a catalog."""
    path = _FOLDER / f"{locale}.po"
    if not path.is_file():
        return FindingTexts(whole={}, patterns=())
    entries = [
        one for one in parse_po(path.read_bytes()).catalog.active() if one.translated and not one.fuzzy
    ]
    varied = [one for one in entries if _VARIABLE.search(one.msgid)]
    varied.sort(key=lambda one: -len(_VARIABLE.sub("", one.msgid)))
    return FindingTexts(
        whole={one.msgid: one.msgstr[0] for one in entries if not _VARIABLE.search(one.msgid)},
        patterns=tuple((_pattern(one.msgid), one.msgstr[0]) for one in varied),
    )


def _pattern(msgid: str) -> re.Pattern[str]:
    parts = _VARIABLE.split(msgid)
    return re.compile(
        "".join(f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.DOTALL
    )
