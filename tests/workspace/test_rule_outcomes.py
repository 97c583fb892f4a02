"""What became of findings is counted in the journal, and `check --precision` tells how often rules were right here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from program import program

from postl10n.files.po import parse_po
from postl10n.model.findings import Choice, Severity
from postl10n.model.review import Edit, Saved
from postl10n.model.rule_outcomes import FindingOutcome
from postl10n.stages.check.rule_outcomes import judged, rule_precision
from postl10n.workspace import Workspace
from postl10n.workspace.review.review import Review

SOURCE = "The two sides signed an agreement."
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "check-precision.json"


@pytest.fixture
def review(project: Path) -> Iterator[Review]:
    Workspace.open(project).update()
    made = Review(Workspace.open(project), reviewer="Ana <ana@news.example>")
    yield made
    made.close()


def accepted(review: Review, target: str) -> Saved:
    row = next(one for one in review.article("ru", "bridge").segments if one.source.text == SOURCE)
    return review.save("ru", "bridge", Edit(ref=row.ref, hash=row.hash, targets=(target,), accept=True))


def counted(project: Path) -> dict[str, tuple[int, int, int]]:
    found = Workspace.open(project).rule_precision()
    return {one.rule: (one.corrected, one.waived, one.accepted) for one in found if one.locale == "ru"}


def cli(project: Path, *arguments: str) -> str:
    done = program("check", "-C", project, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_correction_and_a_finding_left_are_told_apart(project: Path, review: Review) -> None:
    accepted(review, "Стороны подписали  соглашение.")
    assert counted(project) == {}, "a fault that was just written was not before anybody's eyes"
    accepted(review, "Обе стороны подписали  соглашение.")
    assert counted(project) == {"space": (0, 0, 1)}
    accepted(review, "Обе стороны подписали соглашение.")
    assert counted(project) == {"space": (1, 0, 1)}


def test_what_is_taken_back_does_not_count(project: Path, review: Review) -> None:
    accepted(review, "Стороны подписали  соглашение.")
    accepted(review, "Стороны подписали соглашение.")
    assert counted(project) == {"space": (1, 0, 0)}
    review.undo("ru")
    assert counted(project) == {}


def test_a_waiver_counts(project: Path, review: Review) -> None:
    accepted(review, "Стороны подписали  соглашение.")
    path = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    line = next(one.line for one in parse_po(path.read_bytes()).catalog.active() if one.msgid == SOURCE)
    assert line
    Workspace.open(project).waive(path, line, "space", reason="a quotation")
    assert counted(project) == {"space": (0, 1, 0)}


def test_only_what_stood_before_is_judged() -> None:
    said = dict(judged(("number", "space"), ("space", "quote"), changed=True))
    assert said == {"number": FindingOutcome.CORRECTED, "space": FindingOutcome.ACCEPTED}
    assert list(judged(("inconsistent",), (), changed=False)) == []


@pytest.mark.parametrize(
    ("rule", "right", "wrong", "choices", "proposed"),
    [
        ("space", 2, 38, {}, Severity.NOTICE),
        ("space", 6, 3, {}, None),
        ("space", 38, 2, {}, None),
        ("space", 2, 38, {"space": Severity.NOTICE}, None),
        ("space", 60, 0, {"space": Severity.NOTICE}, Severity.WARNING),
        ("number", 2, 38, {}, None),
    ],
)
def test_a_setting_is_proposed_where_the_interval_speaks_for_it(
    rule: str, right: int, wrong: int, choices: dict[str, Choice], proposed: Severity | None
) -> None:
    outcomes = {rule: Counter({FindingOutcome.CORRECTED: right, FindingOutcome.WAIVED: wrong})}
    (found,) = rule_precision("ru", outcomes, choices)
    assert found.proposed == proposed


def test_the_command_prints_settings_to_be_copied(project: Path, review: Review) -> None:
    journal = project / "locales" / "ru" / "journal.jsonl"
    journal.parent.mkdir(parents=True, exist_ok=True)
    event = {
        "event": "finding",
        "date": "2026-01-02",
        "article": "bridge",
        "rule": "space",
        "outcome": "waived",
    }
    journal.write_text("".join(json.dumps(event) + "\n" for _ in range(30)), encoding="utf-8")
    text = cli(project, "--precision")
    assert '[check.ru]\nspace = "notice"' in text
    assert "30 waived" in text
    assert "30 waived" not in cli(project, "--precision", "--rules", "number")
    document = json.loads(cli(project, "--precision", "--format", "json"))
    jsonschema.validate(document, json.loads(SCHEMA.read_text("utf-8")))
    assert document["rules"][0]["proposed"] == "notice"
