"""The review page in its readers' languages: catalogs complete and in step, and the language that is chosen."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from review_catalogs import finding_messages, followed, messages, template
from reviewing import sample
from sample import Tool

from postl10n.files.po import parse_po, serialize_po
from postl10n.lang.text.markup_faults import comparable
from postl10n.stages.check.rules.base import TOLD
from postl10n.web.review.ui_text import LANGUAGES, SOURCE, UiText, chosen, speech
from postl10n.workspace import Workspace

FOLDER = files("postl10n.web.review") / "locales"
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
OF_FINDINGS = ("de", "pt_PT", "ru", "zh_Hans")
_VARIABLE = re.compile(r"\{\w+\}")


def test_the_template_is_in_step() -> None:
    """If not: `python scripts/review_catalogs.py`."""
    assert (FOLDER / "review.pot").read_bytes() == template()
    assert (FOLDER / "findings" / "findings.pot").read_bytes() == template(finding_messages())


@pytest.mark.parametrize("locale", [*TRANSLATED, *(f"findings/{code}" for code in OF_FINDINGS)])
def test_a_catalog_is_in_step_and_complete(locale: str) -> None:
    data = FOLDER.joinpath(*f"{locale}.po".split("/")).read_bytes()
    of = finding_messages() if "/" in locale else messages()
    assert followed(data, locale.rpartition("/")[2], of) == data
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


@pytest.mark.parametrize("locale", OF_FINDINGS)
def test_findings_keep_their_variables(locale: str) -> None:
    for entry in parse_po((FOLDER / "findings" / f"{locale}.po").read_bytes()).catalog.active():
        assert sorted(_VARIABLE.findall(entry.msgid)) == sorted(_VARIABLE.findall(entry.msgstr[0])), (
            entry.msgid
        )


@pytest.fixture(scope="module")
def told_of_broken(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The messages about the sample project, as broken as it can be."""
    report = Workspace.open(broken(tmp_path_factory.mktemp("broken") / "news")).check()
    return {one.finding.message for one in report.findings}


@pytest.mark.parametrize("locale", OF_FINDINGS)
def test_every_message_of_a_check_is_translated(locale: str, told_of_broken: set[str]) -> None:
    """Those of the sample project, and of the examples by which rules are measured."""
    told = speech(locale).finding
    assert len(told_of_broken) > 30
    assert [message for message in told_of_broken if told(message) is None] == []
    assert [rule.name for rule in TOLD.values() if told(rule.documentation) is None] == []


def broken(folder: Path) -> Path:
    """The sample project, every translation of it damaged in one of several ways."""
    sample(folder)
    ways = (
        lambda text: re.sub(r"\d", "7", text),
        lambda text: text.rstrip(".。") + " ",
        lambda text: f"({text}",
        lambda text: text.replace(" ", "  ", 2) + "\u200b",
        lambda text: text[: len(text) // 5],
        lambda text: f"{text} {text}",
        lambda text: re.sub(r"\{[^}]*\}", "", text),
        lambda text: text.replace("а", "a").replace("一", "－"),
        lambda text: f"{text} {{x}}",
    )
    for number, path in enumerate(sorted(folder.glob("locales/*/LC_MESSAGES/*.po"))):
        po = parse_po(path.read_bytes())
        entries = [
            replace(one, msgstr=tuple(ways[(at + number) % len(ways)](text) for text in one.msgstr))
            for at, one in enumerate(po.catalog.entries)
        ]
        path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=tuple(entries)))))
    return folder


def test_a_message_may_hold_another() -> None:
    told = speech("de").finding
    assert (
        told("the waiver of number expired on 2026-01-31")
        == "die Ausnahme von number ist am 2026-01-31 abgelaufen"
    )
    assert told("the full stop of the source is lost") == "ein Zeichen des Ausgangstextes fehlt: Punkt"
    assert told("a message of a plug-in") is None


def test_every_template_is_asked_for_its_strings() -> None:
    asked = {reference for entry in messages() for reference in entry.references}
    templates = {f"templates/{one.name}" for one in (files("postl10n.web.review") / "templates").iterdir()}
    wordless = {f"templates/{one}.html" for one in ("head", "look", "row", "share")}
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
