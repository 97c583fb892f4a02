"""The bank of values alone: each is written as its locale has it, or left where that is not certain."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from postl10n.lang.values.alone import written_alone

_BANK = tomllib.loads((Path(__file__).parent / "alone.toml").read_text(encoding="utf-8"))
_CASES = [
    (case["source"], locale, text.replace("~", "\u00a0").replace("^", "\u202f"))
    for case in _BANK["case"]
    for locale, text in (
        [(one, case["all"]) for one in case["locales"]]
        if "all" in case
        else [(key, text) for key, text in case.items() if key != "source"]
    )
]


@pytest.mark.parametrize(("source", "locale", "text"), _CASES)
def test_a_value_alone_is_written_as_the_locale_writes_it(source: str, locale: str, text: str) -> None:
    assert (written_alone(source, "en", locale) or "") == text
