"""The review page in its readers' languages: catalogs complete and in step, and the language that is chosen."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from review_catalogs import followed, messages, template
from sample import Tool

from postl10n.files.po import parse_po
from postl10n.lang.text.markup_faults import comparable
from postl10n.web.review.ui_text import LANGUAGES, SOURCE, UiText, chosen, speech

FOLDER = files("postl10n.web.review") / "locales"
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
_VARIABLE = re.compile(r"\{\w+\}")


def test_the_template_is_in_step() -> None:
    """If not: `python scripts/review_catalogs.py`."""
    assert (FOLDER / "review.pot").read_bytes() == template()


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalog_is_in_step_and_complete(locale: str) -> None:
    data = (FOLDER / f"{locale}.po").read_bytes()
    assert followed(data, locale) == data
    left = [entry.msgid for entry in parse_po(data).catalog.active() if entry.fuzzy or not entry.translated]
    assert left == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_translations_keep_their_variables(locale: str) -> None:
    for entry in parse_po((FOLDER / f"{locale}.po").read_bytes()).catalog.active():
        if entry.msgid_plural is None:
            assert comparable(entry.msgid, entry.msgstr[0]) == [], entry.msgid
            continue
        # A form for one number alone may name it in words.
        for text in entry.msgstr:
            assert set(_VARIABLE.findall(text)) <= set(_VARIABLE.findall(entry.msgid)), text
        wanted = _VARIABLE.findall(entry.msgid_plural)
        assert any(_VARIABLE.findall(text) == wanted for text in entry.msgstr)


@pytest.mark.parametrize("locale", TRANSLATED)
def test_gettext_reads_the_catalogs(locale: str, tool: Tool) -> None:
    done = tool("msgfmt", "--check-format", "-o", "/dev/null", str(FOLDER / f"{locale}.po"))
    assert done.returncode == 0, done.stderr


def test_every_template_is_asked_for_its_strings() -> None:
    asked = {reference for entry in messages() for reference in entry.references}
    templates = {f"templates/{one.name}" for one in (files("postl10n.web.review") / "templates").iterdir()}
    wordless = {"templates/head.html", "templates/row.html", "templates/share.html"}
    assert asked == (templates - wordless) | {"messages.py"}


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "wanted"),
    [
        ("ru", "pt_PT", "zh-CN", "ru"),
        ("xx", "pt_PT", "zh-CN", "pt_PT"),
        ("", "../../etc", "zh-CN,en;q=0.5", "zh_Hans"),
        ("", "", "fr-CH, ru;q=0.4, en;q=0.3", "ru"),
        ("", "", "en;q=0.1, pt-BR;q=0.9", "pt_PT"),
        ("", "", "zh-TW, ru;q=0.1", "ru"),
        ("", "", "zh-Hans-SG", "zh_Hans"),
        ("", "", "ar-EG", "ar"),
        ("", "", "*", "en"),
        ("", "", "ru;q=0", "en"),
        ("", "", "ru;q=x, ,;;", "en"),
        ("", "", "", "en"),
    ],
)
def test_the_language_that_is_chosen(asked: str, kept: str, accepted: str, wanted: str) -> None:
    assert chosen(asked, kept, accepted) == wanted


@pytest.mark.parametrize(
    ("locale", "number", "wanted"),
    [
        ("en", 1, "1 segment"),
        ("en", 1200, "1,200 segments"),
        ("ru", 21, "21 сегмент"),
        ("ru", 12, "12 сегментов"),
        ("zh_Hans", 1, "1 个句段"),
        ("ar", 2, "مقطعان"),
    ],
)
def test_numbers_take_their_form(locale: str, number: int, wanted: str) -> None:
    assert speech(locale).count("{count} segment", "{count} segments", number) == wanted


@pytest.fixture(params=LANGUAGES)
def tongue(request: pytest.FixtureRequest) -> UiText:
    return speech(request.param)


def test_what_is_no_date_stays(tongue: UiText) -> None:
    assert tongue.date("soon") == "soon"
    assert tongue.date("") == ""
    assert "2025" in tongue.date("2025-03-14") or "٢٠٢٥" in tongue.date("2025-03-14")


def test_a_share_never_rounds_up_to_the_whole(tongue: UiText) -> None:
    assert tongue.part(999, 1000) != tongue.part(1000, 1000)


def test_variables_are_not_looked_into() -> None:
    assert speech("en")("That did not work: {reason}", reason="{reason.__class__}").endswith(
        "{reason.__class__}"
    )
