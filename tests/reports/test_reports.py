"""Reports in other programs' formats: what strangers wrote stays text in each of them."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.errors import Place, UsageError
from postl10n.model.findings import EntryFinding, Finding, RuleInfo, Severity, Span, Waiver
from postl10n.model.reports import CheckReport
from postl10n.reports import render
from postl10n.reports.json import parse_baseline
from postl10n.reports.pages import visible

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
RULES = (
    RuleInfo(name="number", severity=Severity.ERROR, documentation="A number differs. It should not."),
    RuleInfo(name="term-missing", severity=Severity.WARNING, documentation="A term is missing."),
)
HOSTILE = "<script>alert(1)</script> & \x1b[31m \u202e %0A ]]> \x00 , : \r\n::error::x"


def finding(
    message: str = "16 instead of 15", *, severity: Severity = Severity.ERROR, target: str = "В ней 16."
) -> EntryFinding:
    span = Span(side="target", start=6, end=8) if len(target) > 8 else None
    return EntryFinding(
        finding=Finding(rule="number", severity=severity, message=message, span=span),
        locale="ru",
        article="bridge",
        place=Place(path="locales/ru/LC_MESSAGES/bridge.po", line=12),
        source="It has 15.",
        target=target,
        bound="3f9a12c4",
    )


def waived() -> EntryFinding:
    one = finding(target="В ней 17.")
    waiver = Waiver(
        rule="number", bound="3f9a12c4", reason="a slip of the source", until=datetime.date(2027, 1, 1)
    )
    return EntryFinding(
        finding=one.finding,
        locale=one.locale,
        article=one.article,
        place=one.place,
        source=one.source,
        target=one.target,
        bound=one.bound,
        waiver=waiver,
    )


def report(*found: EntryFinding, waivers: tuple[EntryFinding, ...] = ()) -> CheckReport:
    return CheckReport(findings=found, catalogs=1, waived=waivers)


def rendered(form: str, *found: EntryFinding, waivers: tuple[EntryFinding, ...] = ()) -> str:
    return render(report(*found, waivers=waivers), form, RULES, "1.0.0")


def valid(name: str, text: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(text)
    jsonschema.validate(loaded, json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))
    return loaded


def test_sarif_points_at_rule_and_line() -> None:
    sarif = valid("sarif", rendered("sarif", finding(), finding(), waivers=(waived(),)))

    run = sarif["runs"][0]  # type: ignore[index]
    first, second, third = run["results"]
    assert (sarif["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "number"
    assert first["level"] == "error"
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "locales/ru/LC_MESSAGES/bridge.po"
    assert physical["region"] == {"startLine": 12}
    # Equal findings of one entry are told apart; a waived one is there, but suppressed.
    assert len({one["partialFingerprints"]["postl10n/v1"] for one in (first, second, third)}) == 3
    assert third["suppressions"] == [{"kind": "inSource", "justification": "a slip of the source"}]


def test_sarif_is_valid_by_the_standard() -> None:
    # Models generated from the official schema (MIT); `status` of a suppression is `state` there, so we write neither.
    models = pytest.importorskip("pydantic_sarif.model", reason="pydantic-sarif is not installed")
    text = rendered("sarif", finding(), finding(), waivers=(waived(),))
    model = models.StaticAnalysisResultsFormatSarifVersion210JsonSchema

    assert len(model.model_validate_json(text).runs[0].results) == 3
    with pytest.raises(ValueError, match="bogus"):
        model.model_validate(json.loads(text) | {"bogus": 1})


def test_a_fingerprint_outlives_a_move() -> None:
    moved = EntryFinding(
        finding=finding().finding,
        locale="ru",
        article="bridge",
        place=Place(path="locales/ru/LC_MESSAGES/bridge.po", line=99),
        source="It has 15.",
        target="В ней 16.",
    )
    before, after = (json.loads(rendered("sarif", one)) for one in (finding(), moved))

    keys = [one["runs"][0]["results"][0]["partialFingerprints"] for one in (before, after)]
    assert keys[0] == keys[1]


def test_junit_has_a_suite_for_each_catalog() -> None:
    root = ElementTree.fromstring(  # noqa: S314 - made by ourselves
        rendered("junit", finding(), finding(severity=Severity.NOTICE), waivers=(waived(),))
    )

    (suite,) = root
    assert suite.attrib == {
        "name": "locales/ru/LC_MESSAGES/bridge.po",
        "tests": "3",
        "failures": "1",
        "skipped": "1",
    }
    assert [[child.tag for child in case] for case in suite] == [["failure"], ["system-out"], ["skipped"]]
    assert suite[0][0].attrib == {"message": "16 instead of 15", "type": "error"}
    assert suite[2][0].attrib == {"message": "a slip of the source"}


def test_junit_without_findings_has_a_passed_case() -> None:
    root = ElementTree.fromstring(rendered("junit"))  # noqa: S314 - made by ourselves

    assert [len(case) for case in root.iter("testcase")] == [0]


def test_github_escapes_what_would_be_a_command() -> None:
    text = rendered("github", finding("1,5: 100%\n::error::x"))

    assert text == (
        "::error file=locales/ru/LC_MESSAGES/bridge.po,line=12,title=number (ru)"
        "::1,5: 100%25%0A::error::x%0AIt has 15.%0AВ ней 16.\n"
    )


def test_html_marks_the_part_and_needs_nothing_else() -> None:
    page = rendered("html", finding(), waivers=(waived(),))

    assert "В ней <mark>16</mark>." in page
    assert "Waived until 2027-01-01: a slip of the source" in page
    assert not [part for part in ("http:", "https:", "src=", "<link", "<script") if part in page]
    html5lib.HTMLParser(strict=True).parse(page)


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "html"])
def test_hostile_texts_stay_text(form: str) -> None:
    text = rendered(form, finding(HOSTILE, target=HOSTILE))

    assert "\x1b" not in text
    assert "\x00" not in text
    if form == "html":
        assert "<script" not in text
        assert "\u202e" not in text
        html5lib.HTMLParser(strict=True).parse(text)
    elif form == "junit":
        ElementTree.fromstring(text)  # noqa: S314 - made by ourselves
    elif form == "github":
        assert len(text.splitlines()) == 1
        assert "\u202e" not in text
    else:
        json.loads(text)


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
@pytest.mark.parametrize("sign", "\x7f\x85\x9b\u061c\u200e\u2028\u202e\u2066\ufeff")
def test_signs_that_steer_are_escaped_and_read_again(form: str, sign: str) -> None:
    text = rendered(form, finding(f"a{sign}b", target=f"c{sign}d"))

    assert sign not in text
    if form == "junit":
        (failure,) = ElementTree.fromstring(text).iter("failure")  # noqa: S314 - made by ourselves
        assert failure.attrib["message"] == f"a{sign}b"
        assert f"c{sign}d" in str(failure.text)
    else:
        assert f"a{sign}b" in json.dumps(json.loads(text), ensure_ascii=False).replace("\\u007f", "\x7f")


def test_joiners_and_hard_spaces_are_left_as_they_are() -> None:
    text = "می\u200cخواهم क्\u200dष 1\u00a0000"
    assert all(text in rendered(form, finding(text)) for form in ("json", "sarif", "junit"))


def test_signs_that_steer_are_spelt_out_and_no_others() -> None:
    shown = visible("Бел\u202eпочта\t1\u00a0000\n\x1b")
    assert shown == "Бел\\u202eпочта\t1\u00a0000\n\\u001b"


@given(st.text(), st.text())
def test_any_text_is_rendered(message: str, target: str) -> None:
    one = finding(message, target=target)
    for form in ("sarif", "junit", "github"):
        assert rendered(form, one)
    ElementTree.fromstring(rendered("junit", one))  # noqa: S314 - made by ourselves


def test_a_baseline_knows_its_findings_wherever_they_stand() -> None:
    text = rendered("json", finding(), finding(), waivers=(waived(),))
    valid("check", text)

    known = parse_baseline(text.encode(), path="before.json")

    assert known[finding().identity] == 2
    assert known.total() == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("[" * 2_000, "is not JSON"),
        ("[]", 'it has no "findings"'),
        ('{"findings": 1}', 'it has no "findings"'),
        ('{"findings": [1]}', "finding 1 lacks one of"),
        ('{"findings": [{"rule": 5}]}', "finding 1 lacks one of"),
    ],
)
def test_a_file_that_is_no_baseline(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse_baseline(text.encode(), path="before.json")


def test_reports_name_what_was_not_measured() -> None:
    unsure = replace(report(), not_measured={"de": ("number", "quote")})

    assert valid("check", render(unsure, "json", RULES, "1.0.0"))["not_measured"] == {
        "de": ["number", "quote"]
    }
    assert "Not measured in de, notices only: number, quote." in render(unsure, "html", RULES, "1.0.0")
    assert "ot measured" not in render(report(), "html", RULES, "1.0.0")
