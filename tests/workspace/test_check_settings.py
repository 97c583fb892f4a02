"""`[check]`: rules that are off or of another severity, wherever something is judged."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from reviewing import serving

from postl10n.cli import commands
from postl10n.errors import ProjectError, UsageError
from postl10n.model.findings import OFF, Choice, Finding, Severity
from postl10n.model.project import LocaleSettings, Project
from postl10n.model.review import Filter
from postl10n.project.config import read_config
from postl10n.project.scaffold import make_project
from postl10n.stages.check import precision as record
from postl10n.stages.check.choices import with_severity
from postl10n.workspace import Workspace
from postl10n.workspace.review.review import Review

NETWORK, TREATY = "Its network has 15 warehouses.", "It took effect on May 12."
RUSSIAN = {NETWORK: "В её сети 16 складов.", TREATY: "Оно  вступило в силу 12 мая."}
PAIR = {"locale": "ru", "source_locale": "en", "source": NETWORK, "target": RUSSIAN[NETWORK]}
CHOICES = st.sampled_from([OFF, *Severity])


def choose(project: Path, text: str) -> Workspace:
    """The project with only these settings of checks."""
    path = project / "postl10n.toml"
    kept = path.read_text(encoding="utf-8").partition("\n# ours\n")[0]
    path.write_text(f"{kept}\n# ours\n{text}\n", encoding="utf-8")
    return Workspace.open(project)


def catalog(project: Path) -> Path:
    return project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"


def found(workspace: Workspace) -> dict[str, Severity]:
    findings = workspace.check().findings
    return {
        one.finding.rule: one.finding.severity
        for one in findings
        if one.finding.rule not in ("empty", "fuzzy")
    }


@pytest.fixture
def wrong(project: Path) -> Path:
    """A project with a wrong number and a doubled space in Russian."""
    Workspace.open(project).update()
    text = catalog(project).read_text(encoding="utf-8")
    for msgid, msgstr in RUSSIAN.items():
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    catalog(project).write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", {"number": Severity.ERROR, "space": Severity.WARNING}),
        ('[check]\nnumber = "off"', {"space": Severity.WARNING}),
        ('[check]\nnumber = "notice"\nspace = "error"', {"number": Severity.NOTICE, "space": Severity.ERROR}),
        ('[check.ru]\nnumber = "warning"\nspace = "off"', {"number": Severity.WARNING}),
        ('[check.zh_Hans]\nnumber = "off"', {"number": Severity.ERROR, "space": Severity.WARNING}),
        (
            '[check]\nnumber = "off"\nspace = "off"\n[check.ru]\nnumber = "warning"',
            {"number": Severity.WARNING},
        ),
        ('check.ru.number = "off"\n[check.ru]', None),
    ],
)
def test_settings_decide_what_is_found(
    wrong: Path, settings: str, expected: dict[str, Severity] | None
) -> None:
    if expected is None:
        with pytest.raises(ProjectError):
            choose(wrong, settings)
        return
    assert found(choose(wrong, settings)) == expected


def test_gates_and_exit_codes_go_by_them(wrong: Path) -> None:
    gate = "[gate.ru]\nerrors = 0\n"
    stopped = choose(wrong, gate).run()
    let = choose(wrong, f'{gate}[check]\nnumber = "warning"').run()

    assert (stopped.gates.misses, stopped.check.reaches(Severity.ERROR)) == (
        ("ru: 1 errors, at most 0 allowed",),
        True,
    )
    assert (let.gates.misses, let.check.reaches(Severity.ERROR)) == ((), False)


def test_a_rule_that_is_off_is_asked_where_it_is_named(wrong: Path) -> None:
    choose(wrong, '[check]\nnumber = "off"')

    named = CliRunner().invoke(commands, ["check", "-C", str(wrong), "--rules", "number"])
    unnamed = CliRunner().invoke(commands, ["check", "-C", str(wrong)])

    assert (named.exit_code, "error [number] 16 instead of 15" in named.output) == (1, True)
    assert (unnamed.exit_code, "number" in unnamed.output) == (0, False)


def test_pairs_are_judged_as_the_project_says(wrong: Path) -> None:
    choose(wrong, '[check.ru]\nnumber = "notice"')
    line = json.dumps(PAIR)

    done = CliRunner().invoke(commands, ["check", "--jsonl", "-C", str(wrong)], input=line)

    (finding,) = json.loads(done.output)["findings"]
    assert (finding["rule"], finding["severity"]) == ("number", "notice")


def test_a_waiver_of_a_rule_that_is_off_is_neither_made_nor_told(wrong: Path) -> None:
    path = str(catalog(wrong))
    line = catalog(wrong).read_text(encoding="utf-8").partition(f'msgid "{NETWORK}"')[0].count("\n") + 1
    Workspace.open(wrong).waive(path, line, "number", reason="the source is wrong")
    before = catalog(wrong).read_bytes()
    off = choose(wrong, '[check]\nnumber = "off"\nspace = "off"')

    assert found(off) == {}
    with pytest.raises(UsageError, match="number is off in ru"):
        off.waive(path, line + 1, "number", reason="again")
    assert catalog(wrong).read_bytes() == before


def test_sheets_hold_what_counts(wrong: Path) -> None:
    rows = [
        choose(wrong, text).export_sheet(form="csv", wanted="findings")[1]
        for text in ("", '[check.ru]\nnumber = "off"', '[check]\nnumber = "notice"\nspace = "off"')
    ]

    assert rows == [2, 1, 0]


@pytest.fixture
def reviewing() -> Iterator[list[Review]]:
    """Reviews that are closed at the end."""
    opened: list[Review] = []
    yield opened
    for one in opened:
        one.close()


def rules_shown(opened: list[Review], workspace: Workspace) -> set[tuple[str, Severity]]:
    """What the page shows in the article, and what its queues of findings hold, at a new start."""
    review = Review(workspace)
    opened.append(review)
    assert review.queue("ru", Filter(rule="number")).complete
    assert review.settled(30)
    queued = {
        (note.rule, note.severity)
        for severity in Severity
        for one in review.queue("ru", Filter(severity=severity)).segments
        for note in one.findings
    }
    shown = {
        (note.rule, note.severity) for one in review.article("ru", "bridge").segments for note in one.findings
    }
    assert shown == queued
    review.close()
    opened.remove(review)
    return shown


def test_the_review_page_forgets_what_it_found_under_other_settings(
    wrong: Path, reviewing: list[Review]
) -> None:
    before = rules_shown(reviewing, choose(wrong, ""))
    milder = rules_shown(reviewing, choose(wrong, '[check.ru]\nnumber = "notice"'))
    off = rules_shown(reviewing, choose(wrong, '[check.ru]\nnumber = "off"'))

    assert before == {("number", Severity.ERROR), ("space", Severity.WARNING)}
    assert milder == {("number", Severity.NOTICE), ("space", Severity.WARNING)}
    assert off == {("space", Severity.WARNING)}


def test_the_page_lists_what_each_rule_is_worth(wrong: Path) -> None:
    choose(wrong, '[check]\nspace = "off"\n[check.ru]\nnumber = "warning"')

    with (
        serving(wrong) as served,
        httpx.Client(base_url=served.base, timeout=60, follow_redirects=True) as client,
    ):
        client.get(served.address)
        rules = client.get("/rules", params={"ui": "en"}).text
        queue = client.get("/l/ru/queue").text

    listed = dict(re.findall(r'<div id="([\w-]+)"><dt>(.*?)</dt>', rules, re.DOTALL))
    number, space = (" ".join(re.sub("<[^>]+>", " ", listed[rule]).split()) for rule in ("number", "space"))
    assert (number, space) == ("number error · ru warning", "space off")
    assert 'value="number"' in queue
    assert 'value="space"' not in queue


@pytest.mark.parametrize(("settings", "left"), [("", 1), ('[check]\nnumber = "warning"', 0)])
def test_accepting_many_leaves_what_is_an_error_here(
    wrong: Path, reviewing: list[Review], settings: str, left: int
) -> None:
    text = catalog(wrong).read_text(encoding="utf-8")
    fuzzy = re.sub(rf'(msgid "(?:{re.escape(NETWORK)}|{re.escape(TREATY)})")', r"#, fuzzy\n\1", text)
    catalog(wrong).write_text(fuzzy, encoding="utf-8")
    review = Review(choose(wrong, settings))
    reviewing.append(review)
    wanted = Filter(article="bridge")

    done = review.accept_all("ru", wanted, review.queue("ru", wanted).digest)

    assert done.changed == 2 - left
    assert len([one for one in done.left if "16 instead of 15" in one]) == left


def test_accepting_many_leaves_what_says_otherwise_where_that_is_an_error(
    wrong: Path, reviewing: list[Review]
) -> None:
    shutil.copy(wrong / "articles" / "bridge.txt", wrong / "articles" / "again.txt")
    Workspace.open(wrong).update()
    other = catalog(wrong).with_name("again.po")
    text = other.read_text(encoding="utf-8")
    entry = f'msgid "{TREATY}"\nmsgstr '
    assert entry in text
    text = re.sub(rf'(?:#, fuzzy\n)?{re.escape(entry)}".*"', f'#, fuzzy\n{entry}"Действует с 12 мая."', text)
    other.write_text(text, encoding="utf-8")
    wanted = Filter(article="again", search="took effect")
    done = []
    for choice in ("error", "warning"):
        review = Review(choose(wrong, f'[check]\ninconsistent = "{choice}"'))
        reviewing.append(review)
        done.append(review.accept_all("ru", wanted, review.queue("ru", wanted).digest))

    assert [one.changed for one in done] == [0, 1]
    assert "the same source is translated as" in done[0].left[0]


def test_the_list_of_rules_shows_what_each_is_worth(wrong: Path) -> None:
    choose(wrong, '[check]\nspace = "off"\n[check.ru]\nnumber = "warning"')

    lines = CliRunner().invoke(commands, ["check", "-C", str(wrong), "--list-rules"]).output.splitlines()
    russian = (
        CliRunner()
        .invoke(commands, ["check", "-C", str(wrong), "--list-rules", "--locale", "ru"])
        .output.splitlines()
    )

    assert [line.split(maxsplit=1) for line in lines if line.startswith(("number", "space "))] == [
        ["number", "error, ru warning"],
        ["space", "off"],
    ]
    assert russian[0].split() == ["number", "warning"]


def test_a_rule_of_little_precision_is_heard_where_the_settings_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(record, "LEAST_PRECISION", 1.1)
    number = Finding(rule="number", severity=Severity.ERROR, message="")

    heard = [with_severity(number, "ru", choices).severity for choices in ({}, {"number": Severity.ERROR})]

    assert heard == [Severity.NOTICE, Severity.ERROR]


@given(choice=CHOICES, severity=st.sampled_from(Severity))
def test_what_a_rule_says_mildly_is_not_made_graver(choice: Choice, severity: Severity) -> None:
    deprecated = Finding(rule="term-forbidden", severity=severity, message="")

    made = with_severity(deprecated, "ru", {"term-forbidden": choice}).severity

    assert made.rank >= severity.rank
    if choice != OFF and severity is Severity.ERROR:
        assert made is choice


@given(everywhere=st.none() | CHOICES, parent=st.none() | CHOICES, own=st.none() | CHOICES)
def test_the_nearest_word_counts(
    everywhere: Choice | None, parent: Choice | None, own: Choice | None
) -> None:
    said = {"": everywhere, "zh_Hant_HK": parent, "zh_Hant_MO": own}
    project = Project(
        name="",
        source="en",
        targets=("zh_Hant_HK", "zh_Hant_MO"),
        locales={"zh_Hant_MO": LocaleSettings(inherits="zh_Hant_HK")},
        rules={locale: {"space": choice} for locale, choice in said.items() if choice is not None},
    )

    assert project.choices("zh_Hant_MO").get("space") == (own or parent or everywhere)
    assert project.choices("zh_Hant_HK").get("space") == (parent or everywhere)


def test_house_style_is_a_setting_of_a_locale_beside_its_rules(wrong: Path) -> None:
    settings = '[check.ru]\nspace = "off"\nquotes = "«»"\nspace_before_colon = "none"'
    assert choose(wrong, settings).project.choices("ru") == {
        "space": OFF,
        "quotes": "«»",
        "space_before_colon": "none",
    }
    for bad in ('quotes = "«"', "quotes = true", "space_before_colon = []", 'space_before_colon = "two"'):
        with pytest.raises(ProjectError) as raised:
            choose(wrong, f"[check.ru]\n{bad}")
        assert bad.partition(" ")[0] in str(raised.value)


def test_what_init_suggests_can_be_taken_as_it_is(tmp_path: Path) -> None:
    make_project(tmp_path, source="en", targets=["fr"])
    path = tmp_path / "postl10n.toml"
    head, mark, rest = path.read_text(encoding="utf-8").partition("# [check]\n")
    block, _, tail = rest.partition("\n\n")
    path.write_text(f"{head}[check]\n{re.sub('(?m)^# ', '', block)}\n\n{tail}", encoding="utf-8")

    project = read_config(tmp_path)

    assert mark
    assert project.choices("fr") == {
        "space": OFF,
        "number": Severity.WARNING,
        "bracket": Severity.NOTICE,
    }
