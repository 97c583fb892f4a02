"""The examples of docs/python.md run as they stand, and print what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_PAGE = Path(__file__).parent.parent / "docs" / "python.md"
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAID = re.compile(r"^# (.*)$", re.MULTILINE)
"""What a block prints stands below it, in comments that begin their lines."""


def test_the_examples_run_and_print_what_they_say(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.parent)
    names: dict[str, object] = {}
    blocks = _BLOCK.findall(_PAGE.read_text(encoding="utf-8"))
    assert len(blocks) > 5
    for block in blocks:
        exec(compile(block, str(_PAGE), "exec"), names)  # noqa: S102 - our own page
        assert capsys.readouterr().out.splitlines() == _SAID.findall(block)
