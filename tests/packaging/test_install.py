"""What is given away can be installed, and completes commands in the shells that docs/install.md names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from sample import Tool

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
INSTALL = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
# What is typed behind the line that docs/install.md gives for a shell, and prints what the Tab key would put there.
ASK = {
    "bash": "COMP_WORDS=(postl10n pretr) COMP_CWORD=1; _postl10n_completion postl10n; echo ${COMPREPLY[@]}",
    "fish": "complete -C 'postl10n pretr'",
}
# zsh completes at a terminal only: it is given one.
ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1=; autoload -Uz compinit && compinit -D -u && LINE && print SET''UP'
zpty -r -m shell said '*SETUP*'
zpty -n -w shell $'postl10n pretr\t'
zpty -r -m shell said '*pretranslate*'
print -r -- $said
"""


def test_the_distribution_is_reproducible_and_whole(tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "scripts" / "dist", tmp_path / "dist"],
        env={**os.environ, "PYTHON": sys.executable, "SOURCE_DATE_EPOCH": "1700000000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    (sdist,) = (tmp_path / "dist").glob("*.tar.gz")
    kept = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert kept <= set(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(sdist) as archive:
        assert {one.mtime for one in archive} == {1700000000}


@pytest.fixture(scope="module")
def lines() -> dict[str, str]:
    """The line of each shell that docs/install.md gives."""
    found = re.findall(r"^\| (\w+) \| `(.+?)` \|", INSTALL, re.MULTILINE)
    assert [shell for shell, _ in found] == ["bash", "zsh", "fish"]
    return {shell: line.replace("\\|", "|") for shell, line in found}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_tab_key_completes_a_command(
    shell: str, lines: dict[str, str], tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    quiet = {"bash": "--norc", "zsh": "-f", "fish": "--no-config"}[shell]
    script = ZSH.replace("LINE", lines[shell]) if shell == "zsh" else f"{lines[shell]}\n{ASK[shell]}"
    done = tool(shell, quiet, "-c", script)
    assert b"pretranslate" in done.stdout, done.stdout + done.stderr
