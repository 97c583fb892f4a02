"""Debian 12's Neovim, without a window, goes through findings, hover, completion and a code action."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from sample import Tool

_DRIVE = Path(__file__).parent / "drive.lua"


def test_neovim_shows_findings_concepts_completions_and_repairs(
    news: Path, tmp_path: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "seen.json"
    path = news / "locales/ru/LC_MESSAGES/centre.po"
    monkeypatch.setenv("DRIVE", f"{sys.executable}\n{path}\n{out}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(news)
    done = tool("nvim", "--headless", "--clean", "-n", "-c", f"luafile {_DRIVE}", "-c", "qa!")
    assert out.exists(), done.stderr.decode() + os.linesep + done.stdout.decode()
    seen = json.loads(out.read_text(encoding="utf-8"))
    # Neovim counts bytes, the server UTF-16: both mean the same place.
    row, column = seen["wrong"]
    assert {code for code, _, _ in seen["problems"]} == {"number", "space"}
    assert ["number", row, column] in seen["problems"]
    assert seen["hover"].startswith("belpost\n→ Белпочта")
    assert any("15" in one for one in seen["completion"])
    assert [code for code, _, _ in seen["repaired"]] == ["number"]
    assert "16 складов." in seen["text"]
