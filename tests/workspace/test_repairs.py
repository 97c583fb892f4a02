"""`check --fix` writes safe repairs as a translator would; reports carry every repair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from program import program

from postl10n.files.po import parse_po
from postl10n.model.states import State, draft_comment, state_of
from postl10n.project import catalogs
from postl10n.project.writes import Expected, write_file
from postl10n.workspace import Workspace

SOURCE = "The two sides signed an agreement."


def cli(project: Path, *arguments: str) -> str:
    done = program("check", "-C", project, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def written(project: Path, target: str, *, fuzzy: bool) -> Path:
    Workspace.open(project).update()
    path = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    flag = "#, fuzzy\n" if fuzzy else ""
    text = path.read_text("utf-8")
    assert f'msgid "{SOURCE}"\nmsgstr ""' in text
    path.write_text(
        text.replace(f'msgid "{SOURCE}"\nmsgstr ""', f'{flag}msgid "{SOURCE}"\nmsgstr "{target}"'), "utf-8"
    )
    return path


def test_a_fuzzy_entry_is_repaired_once_and_the_journal_has_the_old_text(project: Path) -> None:
    path = written(project, "Стороны  подписали соглашение", fuzzy=True)
    before = path.read_bytes()
    assert "repaired [end-punctuation, space]" in cli(project, "--fix", "--dry-run", "--locale", "ru")
    assert path.read_bytes() == before
    report = json.loads(cli(project, "--fix", "--locale", "ru", "--format", "json"))
    assert [one["after"] for one in report["repaired"]] == [["Стороны подписали соглашение."]]
    entry = next(one for one in parse_po(path.read_bytes(), path="x").catalog.active() if one.msgid == SOURCE)
    assert entry.msgstr == ("Стороны подписали соглашение.",)
    assert state_of(entry) is State.NEEDS_WORK
    (event,) = [
        json.loads(line)
        for line in (project / "locales" / "ru" / "journal.jsonl").read_text("utf-8").splitlines()
        if '"repaired"' in line
    ]
    assert event["before"] == ["Стороны  подписали соглашение"]
    assert event["rules"] == ["end-punctuation", "space"]
    repaired = path.read_bytes()
    assert json.loads(cli(project, "--fix", "--locale", "ru", "--format", "json"))["repaired"] == []
    assert path.read_bytes() == repaired


def test_an_approved_entry_is_left_and_its_finding_carries_the_repair(project: Path) -> None:
    path = written(project, "Стороны  подписали соглашение.", fuzzy=False)
    before = path.read_bytes()
    assert "repair  Стороны подписали соглашение." in cli(project, "--fix", "--locale", "ru")
    assert path.read_bytes() == before
    report = json.loads(cli(project, "--locale", "ru", "--format", "json"))
    (found,) = [one for one in report["findings"] if one["rule"] == "space"]
    assert found["repair"] == {"start": 7, "end": 9, "text": " ", "safe": True}


def test_the_fix_of_sarif_is_a_change_of_the_lines_of_the_file(project: Path) -> None:
    path = written(project, "Стороны  подписали соглашение.", fuzzy=False)
    sarif = json.loads(cli(project, "--locale", "ru", "--format", "sarif"))
    (result,) = [one for one in sarif["runs"][0]["results"] if one["ruleId"] == "space"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    lines = path.read_text("utf-8").split("\n")
    lines[region["startLine"] - 1 : region["endLine"]] = replacement["insertedContent"]["text"].split("\n")
    path.write_text("\n".join(lines), "utf-8")
    entry = next(one for one in parse_po(path.read_bytes(), path="x").catalog.active() if one.msgid == SOURCE)
    assert entry.msgstr == ("Стороны подписали соглашение.",)


def test_a_draft_becomes_an_edited_one_and_what_is_stale_stays_so(project: Path) -> None:
    path = written(project, "Стороны  подписали соглашение.", fuzzy=True)
    text = path.read_text("utf-8")
    entry = next(one for one in parse_po(text.encode(), path="x").catalog.active() if one.msgid == SOURCE)
    origin = draft_comment("memory", SOURCE, entry.msgstr, 0.9)
    path.write_text(
        text.replace(f'#, fuzzy\nmsgid "{SOURCE}"', f'# {origin}\n#, fuzzy\nmsgid "{SOURCE}"'), "utf-8"
    )

    def state() -> State:
        catalog = parse_po(path.read_bytes(), path="x").catalog
        return state_of(next(one for one in catalog.active() if one.msgid == SOURCE))

    assert state() is State.DRAFT
    assert len(Workspace.open(project).check(fix=True).repaired) == 1
    assert state() is State.EDITED_DRAFT
    assert Workspace.open(project).check(fix=True).repaired == ()


def test_a_change_of_another_program_meanwhile_is_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(project, "Стороны  подписали соглашение.", fuzzy=True)
    other = [path.read_bytes().replace("Стороны  подписали".encode(), "Они  подписали".encode())]

    def saved_meanwhile(target: Path, data: bytes, *, root: Path, durable: bool, expected: Expected) -> bool:
        if target == path and other:
            path.write_bytes(other.pop())
        return write_file(target, data, root=root, durable=durable, expected=expected)

    monkeypatch.setattr(catalogs, "write_file", saved_meanwhile)
    assert len(Workspace.open(project).check(fix=True).repaired) == 1
    assert "Они подписали соглашение." in path.read_text("utf-8")
