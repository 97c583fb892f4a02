"""What we ask of git: merging text, settings of a repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from postl10n.errors import Place, UsageError

DRIVER = "postl10n"
_ATTRIBUTES = (f"*.po merge={DRIVER}", f"*.pot merge={DRIVER}")
_MARKERS = ("<<<<<<< ours", "=======", ">>>>>>> theirs")


def textual_merge(base: Path, ours: Path, theirs: Path) -> bytes:
    """The three files merged as lines of text, with conflict markers where both sides changed the same.

    Where git has no answer (it refuses binary files), both sides stand whole between markers.
    """
    if shutil.which("git"):
        command = ["git", "merge-file", "-p", "-L", "ours", "-L", "base", "-L", "theirs"]
        done = subprocess.run([*command, str(ours), str(base), str(theirs)], capture_output=True, check=False)
        # 0 is a clean merge, 1 to 127 the number of conflicts, anything else a failure.
        if 0 <= done.returncode < 128:
            return done.stdout
    opened, between, closed = (f"{marker}\n".encode() for marker in _MARKERS)
    return b"".join((opened, _whole_lines(ours), between, _whole_lines(theirs), closed))


def install_driver(folder: Path) -> list[str]:
    """Make git merge catalogs with `postl10n po merge3` in the repository of the folder.

    Adds what is missing to `.gitattributes` (to be committed) and to the repository's own configuration
    (which each clone needs for itself); what was written. Raises UsageError outside a repository.
    """
    top = _git(folder, "rev-parse", "--show-toplevel")
    attributes = Path(top) / ".gitattributes"
    text = attributes.read_text(encoding="utf-8") if attributes.exists() else ""
    missing = [line for line in _ATTRIBUTES if line not in text.splitlines()]
    if missing:
        from postl10n.files.writes import write_file

        if text and not text.endswith("\n"):
            text += "\n"
        write_file(attributes, (text + "\n".join(missing) + "\n").encode(), root=Path(top), durable=True)
    _git(folder, "config", f"merge.{DRIVER}.name", "gettext catalogs, entry by entry")
    _git(folder, "config", f"merge.{DRIVER}.driver", "postl10n po merge3 %O %A %B")
    return [*(f".gitattributes: {line}" for line in missing), f"git config merge.{DRIVER}.driver"]


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise UsageError("git can't be run", hint="Install git first.") from error
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise UsageError(lines[-1] if lines else "git failed", place=Place(path=str(folder)))
    return done.stdout.strip()


def _whole_lines(path: Path) -> bytes:
    data = path.read_bytes() if path.exists() else b""
    return data if not data or data.endswith(b"\n") else data + b"\n"
