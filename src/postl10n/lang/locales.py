"""Locale identifiers: CLDR with underscores in files, BCP 47 in pages and URLs, either accepted.

Facts (names, parents, direction, likely subtags, plural rules) come from the CLDR that Babel ships.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Literal

import babel
from babel.core import get_global
from babel.localedata import locale_identifiers

from postl10n.errors import UsageError

_SHAPE = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z]{4})?([_-]([A-Za-z]{2}|\d{3}))?([_-][A-Za-z0-9]{5,8})*")
_POSIX = re.compile(r"([A-Za-z_-]{2,30})(?:\.[A-Za-z0-9-]{1,20})?(?:@([A-Za-z0-9]{1,12}))?")
_SCRIPTS = {"latin": "Latn", "latn": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
"""The scripts that POSIX names of locales say after an @."""
_LONGEST_REGION = 4
"""Letters of a script or region; variants are longer."""
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
_UNSPACED_SCRIPTS = frozenset({"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"})


@lru_cache(maxsize=256)
def cldr(code: str) -> str:
    """The CLDR identifier of a locale given in any spelling: `zh-hant-mo` gives `zh_Hant_MO`.

    Those of POSIX (`sr@latin`, `pt_BR.UTF-8`), extended languages (`zh-yue`) and former codes (`iw`) are understood.
    Raises UsageError for a code that is malformed or that CLDR does not know.

    >>> cldr("be@tarask"), cldr("zh-cmn-Hans"), cldr("iw")
    ('be_TARASK', 'zh_Hans', 'he')
    """
    respelled = _respelled(code)
    if not _SHAPE.fullmatch(respelled):
        raise UsageError(f"{code!r} is not a locale", hint=f"{meant(code)}Write it as zh_Hans, pt_PT or ru.")
    try:
        known = _babel(respelled)
        # Babel drops a variant that CLDR has no data for: Valencian would become Catalan.
        if known.variant is None and len(respelled.rpartition("_")[2]) > _LONGEST_REGION:
            raise ValueError(respelled)
    except (babel.UnknownLocaleError, ValueError) as error:
        hint = f"{meant(code)}Write it as zh_Hans, pt_PT or ru."
        raise UsageError(f"unknown locale {code!r}", hint=hint) from error
    return str(known)


def meant(code: str, among: Collection[str] = ()) -> str:
    """Return a question for a hint about a locale that is unknown or not `among` some others; else nothing.

    A country's code, a language's English name and a misspelt code are understood.

    >>> meant("jp"), meant("Portugese"), meant("pt_BR", ["ru", "pt_PT"]), meant("xx")
    ('Did you mean "ja"? ', 'Did you mean "pt"? ', 'Did you mean "pt_PT"? ', '')
    """
    # Imported where something is wrong. difflib would take two milliseconds, and a file may have thousands of such codes.
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    name = code.replace("-", "_").lower()
    known = _names(english=False)
    if name not in known:
        known = _names(english=True)
    close = extractOne(name, list(known), scorer=ratio, score_cutoff=75)
    likely = str(get_global("likely_subtags").get(f"und_{name.upper()}", ""))
    guess = likely.partition("_")[0] or (known[close[0]] if close else "")
    if among and guess:
        alike = [one for one in among if language_subtag(one) == language_subtag(guess)]
        guess = max(alike, key=lambda one: script(one) == script(guess), default="")
    return f'Did you mean "{guess}"? ' if guess else ""


@lru_cache(maxsize=2)
def _names(*, english: bool) -> dict[str, str]:
    """Return the locales by their codes, or by these and the English names of languages, in lower case."""
    known = {tag.lower(): tag for tag in locale_identifiers()}
    told = babel.Locale("en").languages if english else {}
    return known | {name.lower(): tag for tag, name in told.items()}


def bcp47(code: str) -> str:
    """The BCP 47 tag of a locale, for `lang` attributes and URLs: `zh_Hant_MO` gives `zh-Hant-MO`.

    >>> bcp47("be@tarask")
    'be-tarask'
    """
    first, *others = cldr(code).split("_")
    return "-".join([first, *(part.lower() if len(part) > _LONGEST_REGION else part for part in others)])


def _respelled(code: str) -> str:
    """Return a code with underscores, POSIX modifiers and extended languages as CLDR has them, former ones replaced."""
    found = _POSIX.fullmatch(code)
    name, modifier = (found[1], found[2] or "") if found else (code, "")
    first, *others = name.replace("-", "_").split("_")
    if others and re.fullmatch("[a-z]{3}", others[0]):
        first, *others = others
    first = str(get_global("language_aliases").get(first.lower(), first))
    modifier = modifier.lower()
    if modifier in _SCRIPTS:
        others.insert(0, _SCRIPTS[modifier])
    elif modifier not in ("", "euro"):
        others.append(modifier)
    return "_".join([first, *others])


def language_subtag(code: str) -> str:
    """The language subtag: `zh_Hant_MO` gives `zh`."""
    return re.split("[_-]", code, maxsplit=1)[0].lower()


@lru_cache(maxsize=256)
def script(code: str) -> str:
    """The script, from CLDR's likely subtags where the code does not say: `zh_TW` gives `Hant`."""
    named = _babel(cldr(code)).script
    if named:
        return named
    likely = get_global("likely_subtags")
    for key in (cldr(code), language_subtag(code)):
        if key in likely:
            return str(likely[key]).split("_")[1]
    return "Latn"


def writing(code: str) -> str:
    """Return language and script: the same for `en`, `en_US` and `en_GB`, not for `zh_Hans` and `zh_Hant`.

    >>> writing("zh_TW")
    'zh_Hant'
    """
    return f"{language_subtag(cldr(code))}_{script(code)}"


def direction(code: str) -> Literal["ltr", "rtl"]:
    return "rtl" if script(code) in _RIGHT_TO_LEFT else "ltr"


def endonym(code: str) -> str:
    """The locale's name in its own language, capitalised as a menu has it: `Português (Portugal)`."""
    name = _babel(cldr(code)).display_name or code
    return name[:1].upper() + name[1:]


def joiner(code: str) -> str:
    """Return the text between two sentences of a paragraph: empty in scripts without spaces."""
    return " " if spaced(code) else ""


@lru_cache(maxsize=256)
def spaced(code: str) -> bool:
    """Return True if the language writes spaces between words."""
    return script(code) not in _UNSPACED_SCRIPTS


def plural_categories(code: str) -> int:
    """Return the number of CLDR's plural categories of the locale, those of fractions and millions included."""
    return len(_babel(cldr(code)).plural_form.tags | {"other"})


def parents(code: str) -> Iterator[str]:
    """The CLDR parents, nearest first: `zh_Hant_MO` gives `zh_Hant_HK`, `zh_Hant`; never the root.

    A parent in another script is none (Babel leaves out that the parent of `zh_Hant` is the root).

    https://www.unicode.org/reports/tr35/#Parent_Locales
    """
    exceptions = get_global("parent_exceptions")
    current = cldr(code)
    while True:
        current = str(exceptions.get(current) or current.rpartition("_")[0])
        if not current or current == "root" or script(current) != script(code):
            return
        yield current


def fitting(code: str, among: Collection[str]) -> str | None:
    """Return the locale that a page's code means: itself, or else the only one of its language, script and region, if any.

    >>> [fitting(code, ["pt_PT", "zh_Hant", "ru"]) for code in ("pt", "ru-RU", "zh-TW", "pt-BR", "zh", "news")]
    ['pt_PT', 'ru', 'zh_Hant', None, None, None]
    """
    try:
        asked = _babel(cldr(code))
    except UsageError:
        return None
    if str(asked) in among:
        return str(asked)
    alike = []
    for one in among:
        own = _babel(one)
        same_region = own.territory == asked.territory or not (own.territory and asked.territory)
        if same_region and (own.language, script(one)) == (asked.language, script(str(asked))):
            alike.append(one)
    return alike[0] if len(alike) == 1 else None


@lru_cache(maxsize=32)
def places(code: str) -> frozenset[str]:
    """Return the names of countries, of the cities that time zones are called after, and of currencies."""
    known = _babel(cldr(code))
    cities = (zone["city"] for zone in known.time_zones.values() if "city" in zone)
    return frozenset((*known.territories.values(), *cities, *known.currencies.values()))


@lru_cache(maxsize=256)
def _babel(code: str) -> babel.Locale:
    return babel.Locale.parse(code)
