"""A project's own rules of segmentation, and where their faults are."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.errors import FaultGroup, Postl10nError
from postl10n.project.config import read_config
from postl10n.project.sentence_rules import read_rules
from postl10n.stages.segment import patterns, segment_text

SRX = """<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="yes"/>
<body><languagerules><languagerule languagerulename="en">
<rule break="no"><beforebreak>\\bPostn\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="en.*" languagerulename="en"/></maprules></body></srx>
"""


def project(folder: Path, settings: str = "", **srx: str) -> Path:
    (folder / "postl10n.toml").write_text(f'targets = ["ru"]\n{settings}', encoding="utf-8")
    for name, text in srx.items():
        (folder / "srx").mkdir(exist_ok=True)
        (folder / "srx" / f"{name}.srx").write_text(text, encoding="utf-8")
    return folder


def test_none_by_default(tmp_path: Path) -> None:
    assert read_rules(project(tmp_path)) is None


def test_settings_and_files_together(tmp_path: Path) -> None:
    settings = "[segmentation.en]\nabbreviations = ['Abcd.']\nbreak = [[';', '\\s']]\n"
    root = project(tmp_path, settings, own=SRX)
    read_config(root)

    rules = read_rules(root)

    text = "The Abcd. Post and the Postn. Office; they met. Twice."
    assert segment_text(text, "en", (), rules) == [
        "The Abcd. Post and the Postn. Office;",
        "they met.",
        "Twice.",
    ]
    assert len(segment_text(text, "en")) > 2


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ("\n[segmentation]\nen = 1", "postl10n.toml:4"),
        ("[segmentation.en]\nno_break = [['(', 'x']]", "postl10n.toml:3"),
        ('[segmentation.en]\nbreak = []\nno_break = [["(\\\\w+){1}", "x"]]', "postl10n.toml:4"),
        ("[segmentation.en]\nabbreviation = []", "postl10n.toml"),
        ("segmentation = 3", "postl10n.toml:2"),
    ],
)
def test_faults_of_settings_have_lines(tmp_path: Path, settings: str, place: str) -> None:
    with pytest.raises(Postl10nError) as raised:
        read_rules(project(tmp_path, settings))

    assert place in str(raised.value)


def test_faults_of_files_have_lines_and_all_are_told(tmp_path: Path) -> None:
    broken = SRX.replace("</beforebreak>", "", 1)
    runaway = SRX.replace("\\bPostn\\.", "(a+){1}")

    with pytest.raises(FaultGroup) as raised:
        read_rules(project(tmp_path, a=broken, b=runaway))

    assert [str(fault).partition(": ")[0].split(":")[:2] for fault in raised.value.faults] == [
        ["srx/a.srx", "5"],
        ["srx/b.srx", "5"],
    ]


def test_a_pattern_that_runs_away_is_stopped_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "TIME_LIMIT", 0.01)
    settings = "[segmentation.en]\nbreak = [['(?:a|b|ab)+[cd]', 'x']]\n"
    rules = read_rules(project(tmp_path, settings))
    text = "ab" * 18 + ". Next."

    with pytest.raises(Postl10nError, match=r"postl10n\.toml:3.* takes more than 0.01 s"):
        segment_text(text, "en", (), rules)
