"""Choosing Apertium's mode for a pair of locales, and the Debian package that contains it."""

from __future__ import annotations

from collections.abc import Iterable

from babel.core import get_global

from postl10n.lang.locales import cldr, language_subtag

# The pairs of Debian 13, from `apt-cache search '^apertium-'`, without those that only redirect to another.
_DEBIAN = (
    "afr-nld arg-cat bel-rus br-fr cat-ita cat-srd dan-nor en-gl eng-cat eng-spa eo-ca eo-en eo-es eo-fr es-gl es-pt "
    "es-ro eu-en eu-es fr-es fra-cat fra-frp hbs-eng hbs-mkd hbs-slv ind-zlm isl-eng isl-swe mkd-bul mkd-eng nno-nob "
    "oc-es oci-fra pol-szl por-cat pt-gl rus-ukr spa-arg spa-ast spa-cat spa-ita srd-ita swe-dan swe-nor urd-hin"
)


def choose_mode(names: Iterable[str], source_locale: str, locale: str) -> str | None:
    """Return the mode for a pair of locales from names such as `eng-spa` and `es-pt_BR`; None if there is none.

    A variant must be the locale's territory, or the likely one of a locale without territory: CLDR's `pt` is Brazilian.
    """
    fits = []
    for name in names:
        sides = name.split("-")
        if len(sides) == 2:
            ranks = (_rank(sides[0], source_locale), _rank(sides[1], locale))
            if all(ranks):
                fits.append((ranks[1], ranks[0], name))
    return max(fits)[2] if fits else None


def debian_package(source_locale: str, locale: str) -> str | None:
    """Return the Debian package of the pair, with the two languages in either order."""
    packages = {frozenset(map(_two_letters, pair.split("-"))): f"apertium-{pair}" for pair in _DEBIAN.split()}
    return packages.get(frozenset((language_subtag(source_locale), language_subtag(locale))))


def _rank(side: str, locale: str) -> int:
    """Return 0 if a side of a mode's name is another language or variant, 2 for the locale's own variant, else 1."""
    code, _, variant = side.partition("_")
    if not code or _two_letters(code) != language_subtag(locale):
        return 0
    if not variant:
        return 1
    return 2 if variant == _territory(locale) else 0


def _two_letters(code: str) -> str:
    """Return CLDR's code for a language code of ISO 639-3 or older Apertium: `spa` and `es` give `es`."""
    return str(get_global("language_aliases").get(code, code)).split("_")[0]


def _territory(locale: str) -> str:
    last = cldr(locale).split("_")[-1]
    if last.isupper() or last.isdigit():
        return last
    return str(get_global("likely_subtags").get(cldr(locale), "")).split("_")[-1]
