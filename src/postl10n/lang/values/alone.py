"""Texts that are one value and nothing else, written as CLDR has it in another locale: a price in a table, a weight."""

from __future__ import annotations

import re
from decimal import Decimal

import babel
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol
from babel.units import format_unit

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.language import language
from postl10n.lang.languages.lexicon_parts import SIGNS
from postl10n.lang.text.figures import fold
from postl10n.lang.values.compare import compare
from postl10n.lang.values.digits import conventions
from postl10n.lang.values.parse import parse_values
from postl10n.lang.values.value import Certainty, Value

_LONGEST = 60
_FIGURE = re.compile(r"\d[\d.,\u00a0\u202f']*\d|\d")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w.-]{1,200}")
# Of an item, a standard, a form: with fewer figures it may be a year, a quarter or a time (FY24, 10AM).
_CODE = re.compile(r"(?=(?:[^\d]*\d){5})(?=[^A-Z]*[A-Z])[A-Z0-9][A-Z0-9/-]{4,29}")
_LONG_NAME = 4
"""Letters from which a unit's name is no sign of it."""


def written_alone(text: str, source_locale: str, locale: str) -> str | None:
    """Return the text as the locale writes it; None if it is more than one value, or its form there is not certain.

    >>> written_alone("EUR 9.90", "en", "de"), written_alone("1890", "en", "ru"), written_alone("$5", "en", "ru")
    ('9,90\\xa0EUR', '1890', None)
    """
    if len(text) > _LONGEST or not any(char.isdigit() or char == "@" for char in text):
        return None
    if _ADDRESS.fullmatch(text) or _CODE.fullmatch(text):
        return text
    found = parse_values(text, source_locale)
    figures = _FIGURE.findall(text)
    if len(found) != 1 or len(figures) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    value = found[0]
    if value.certainty is not Certainty.FIGURE or len(value.amounts) != 1:
        return None
    if text.isdigit():
        # A year and a code are not grouped; of an amount the source would have shown it.
        return text
    try:
        known = babel.Locale.parse(locale)
        if known.default_numbering_system != "latn":
            return None
        made = _written(value, text, figures[0], source_locale, locale)
    except (babel.UnknownLocaleError, ValueError, KeyError):
        return None
    # What the reader of values does not find to be the same is not certain.
    return made if made and not compare(found, parse_values(made, locale)) else None


def _written(value: Value, text: str, figure: str, source_locale: str, locale: str) -> str | None:
    decimals = (
        len(figure.rpartition(conventions(source_locale).decimal)[2])
        if _divided(figure, source_locale)
        else 0
    )
    amount = value.amounts[0]
    usual = babel.Locale.parse(locale).decimal_formats[None].pattern
    pattern = usual.partition(".")[0] if _is_grouped(amount, locale) else "0"
    pattern += "." + "0" * decimals if decimals else ""
    if value.kind is ValueKind.PERCENT and "%" in text and not value.unit:
        share = babel.Locale.parse(locale).percent_formats[None].pattern
        return str(format_percent(amount / 100, re.sub(r"[#0][#0,.]*", pattern, share), locale))
    if value.kind is not ValueKind.NUMBER:
        return None
    if len(value.currencies) == 1 and not value.unit:
        return _price(amount, next(iter(value.currencies)), text, pattern, locale)
    if value.unit in SIGNS["cldr_units"] and not value.currencies:
        long = len(text.replace(figure, "").strip()) >= _LONG_NAME
        unit = SIGNS["cldr_units"][value.unit]
        made = str(format_unit(amount, unit, "long" if long else "short", pattern, locale))
        # Where CLDR says that a name is the same as elsewhere, Babel puts the unit's identifier.
        return None if unit in made else re.sub(r"(?<=\d) | (?=\d)", "\u00a0", made)
    bare = not value.currencies and not value.unit and fold(text) == fold(figure)
    return str(format_decimal(amount, pattern, locale)) if bare else None


def _price(amount: Decimal, code: str, text: str, pattern: str, locale: str) -> str | None:
    """Return a price with its code or its sign, whichever the source has; None for a currency's name."""
    usual = babel.Locale.parse(locale).currency_formats["standard"].pattern.partition(";")[0]
    usual = re.sub(r"[#0][#0,.]*", pattern, usual)
    if code in text:
        # Between letters and figures CLDR puts a space, where a sign has none.
        usual = re.sub(r"¤(?=[#0])", "¤\u00a0", re.sub(r"(?<=[#0])¤", "\u00a0¤", usual)).replace("¤", "¤¤")
    elif any(char.isalpha() for char in text) or get_currency_symbol(code, locale) not in text:
        return None
    return str(format_currency(amount, code, usual, locale, currency_digits=False))


def _divided(figure: str, locale: str) -> bool:
    return conventions(locale).decimal in figure


def _is_grouped(amount: Decimal, locale: str) -> bool:
    return amount.adjusted() >= 2 + language(locale).minimum_grouping_digits
