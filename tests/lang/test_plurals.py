"""Plural expressions are read, computed and never run; every locale has a header."""

from __future__ import annotations

import gettext

import babel
import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.plurals import PluralError, parse_plural, parse_plural_forms, plural_forms_header

NUMBERS = [*range(220), 1000, 1001, 21000, 1_000_000, 1_000_001]

# Where catalogs in use have fewer or other forms than CLDR: see the module.
OTHER_THAN_CLDR = {"pt", "kw", "prg", "lv", "mt"}


@pytest.mark.parametrize("language", sorted({locale.split("_")[0] for locale in locale_identifiers()}))
def test_every_language_of_cldr(language: str) -> None:
    forms = parse_plural_forms(plural_forms_header(language))
    forms.check()
    ours = [forms.rule(n) for n in NUMBERS]

    assert set(ours) == set(range(forms.nplurals))
    if language in OTHER_THAN_CLDR:
        return
    category = babel.Locale.parse(language).plural_form
    cldr = [category(n) for n in NUMBERS]
    # One of the two may tell more forms apart, but never do they cut across each other.
    assert len(set(zip(ours, cldr, strict=True))) == max(len(set(ours)), len(set(cldr)))


@pytest.mark.parametrize(
    ("locale", "header"),
    [
        ("en", "nplurals=2; plural=(n != 1);"),
        ("fr", "nplurals=2; plural=(n > 1);"),
        ("pt_BR", "nplurals=2; plural=(n > 1);"),
        ("pt_PT", "nplurals=2; plural=(n != 1);"),
        ("zh_Hant_MO", "nplurals=1; plural=0;"),
        ("zh-Hans", "nplurals=1; plural=0;"),
        ("tlh", "nplurals=2; plural=(n != 1);"),
    ],
)
def test_headers(locale: str, header: str) -> None:
    assert plural_forms_header(locale) == header


@pytest.mark.parametrize("locale", ["ru", "be", "sr@latin", "uk_UA"])
def test_east_slavic(locale: str) -> None:
    rule = parse_plural_forms(plural_forms_header(locale)).rule

    assert [rule(n) for n in (1, 2, 5, 11, 12, 21, 22, 25, 111, 121)] == [0, 1, 2, 2, 2, 0, 1, 2, 2, 0]


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "n +",
        "(n",
        "n)",
        "n = 1",
        "m",
        "n ? 1",
        "n.real",
        "__import__('os')",
        "n ** 2",
        "n, 1",
        "1 2",
        "(" * 70 + "n" + ")" * 70,
        "!" * 1000 + "n",
        "nn",
    ],
)
def test_what_is_no_plural_expression(expression: str) -> None:
    with pytest.raises(PluralError):
        parse_plural(expression)


def test_division_by_zero_is_an_error_of_the_rule() -> None:
    with pytest.raises(PluralError, match="divides by zero for n = 3"):
        parse_plural("n / (n - 3)")(3)


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> str:
    """Expressions that Python's gettext reads too, which has neither unsigned wrap-around nor our limits."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(["n", "0", "1", "2", "10", "100"]))
    left, right, other = (draw(expressions(depth - 1)) for _ in range(3))
    sign = draw(st.sampled_from(["&&", "||", "==", "!=", "<", ">", "<=", ">=", "+", "*", "%", "/", "?"]))
    if sign in ("&&", "||"):
        # Python's own gives an operand where C gives 0 or 1.
        left, right = f"{left} != 0", f"({right}) != 0"
    if sign == "?":
        return f"({left} ? {right} : {other})"
    if sign in "%/":
        right = "7"
    return f"({left}) {sign} ({right})"


@given(expressions(), st.integers(0, 10_000))
def test_as_pythons_gettext(expression: str, n: int) -> None:
    assert parse_plural(expression)(n) == int(gettext.c2py(expression)(n))
