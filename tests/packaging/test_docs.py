"""The documents: what they tell people to type can be typed, and what they name is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from build_docs import dead_links, pages, unknown_options

ROOT = Path(__file__).parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
SAMPLE = ("articles", "glossary", "locales", "references", "postl10n.toml")


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_every_command_of_a_tutorial_runs(tutorial: Path, tmp_path: Path) -> None:
    blocks = re.findall(
        r"^```bash\n(.*?)^```", tutorial.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) >= 5
    sample = tmp_path / "checkout"
    sample.mkdir()
    for name in SAMPLE:
        (sample / name).symlink_to(ROOT / name)
    folder = tmp_path / "empty"
    folder.mkdir()
    script = "set -euo pipefail\n" + "".join(blocks).replace('cp -r "$SAMPLE"', 'cp -rL "$SAMPLE"')
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "SAMPLE": str(sample),
            "GIT_CONFIG_GLOBAL": os.devnull,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "error:" not in done.stderr
    assert "Traceback" not in done.stderr


def test_documents_name_only_what_there_is() -> None:
    assert not [fault for page in pages() for look in (unknown_options, dead_links) for fault in look(page)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Run `postl10n chekc`.", "there is no command postl10n chekc"),
        ("Run `postl10n po merge|mrege OLD NEW`.", "there is no command postl10n po mrege"),
        ("    postl10n check --sevrity error | less --no-such", "postl10n check has no option --sevrity"),
        ("```bash\npostl10n po fmt --chek x.po\n```", "postl10n po fmt has no option --chek"),
        ("Run `postl10n check --severity error`; postl10n needs --nothing.", None),
        ("See [there](nowhere.md#part).", "there is no nowhere.md"),
    ],
)
def test_a_wrong_name_is_told_with_its_line(
    text: str, fault: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("build_docs.ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(f"# Title\n\n{text}\n", encoding="utf-8")

    told = [one for look in (unknown_options, dead_links) for one in look(page)]
    line = 4 if text.startswith("```") else 3
    assert told == ([f"page.md:{line}: {fault}"] if fault else [])
