"""Calls of git: merging text, reading revisions, changing a repository's settings."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from postl10n.errors import Place, UsageError
from postl10n.project.system import read_regular
from postl10n.project.writes import content_at, rewrite

DRIVER = "postl10n"
_ATTRIBUTES = (f"*.po merge={DRIVER}", f"*.pot merge={DRIVER}")
_NOT_STARTED = "postl10n did not merge, so git does, as text. Renew its driver: postl10n po install-driver"
_MARKERS = ("<<<<<<< ours", "=======", ">>>>>>> theirs")


def textual_merge(base: Path, ours: Path, theirs: Path) -> bytes:
    """The three files merged as lines of text, with conflict markers where both sides changed the same.

    Where git has no answer (it refuses binary files), both sides are written whole between markers.
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
    attributes = Path(_git(folder, "rev-parse", "--show-toplevel")) / ".gitattributes"
    missing: list[str] = []

    def completed() -> bytes | None:
        text = content_at(attributes) or b""
        missing[:] = [line for line in _ATTRIBUTES if line.encode() not in text.splitlines()]
        begin = text if not text or text.endswith(b"\n") else text + b"\n"
        return begin + "".join(f"{line}\n" for line in missing).encode() if missing else None

    rewrite(attributes, completed, again=True)
    for setting, value in (("name", "gettext catalogs, entry by entry"), ("driver", driver_command())):
        _git(folder, "config", "--replace-all", f"merge.{DRIVER}.{setting}", value)
    return [*(f".gitattributes: {line}" for line in missing), f"git config merge.{DRIVER}.driver"]


def driver_command() -> str:
    """Return the shell command by which git merges a catalog; it names this interpreter, whatever PATH has.

    The result is written beside OURS first. Where there is none, whatever the reason, git merges the lines, with
    markers at conflicts: OURS left as it is would lose THEIRS.
    """
    # -P: modules are not looked for in the repository. A % is doubled, as git has placeholders of its own.
    python = (
        [str(Path(sys.executable).absolute()), "-P", "-m", "postl10n"] if sys.executable else ["postl10n"]
    )
    program = shlex.join(python).replace("%", "%%")
    text = "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    return (
        f"{program} po merge3 %O %A %B --name=%P -o %A.merged; code=$?; "
        "if test -f %A.merged; then mv -f %A.merged %A && exit $((code > 0)); fi; "
        f"echo {shlex.quote(_NOT_STARTED)} >&2; {text}"
    )


def blobs(folder: Path, revision: str, paths: Sequence[str]) -> dict[str, bytes]:
    """Return a revision's content at each path, relative to the folder; paths that it lacks are left out.

    Raises UsageError outside a repository, and for an unknown revision.
    """
    named = commit_of(folder, revision)
    if not named:
        hint = "Name a commit, branch or tag of the repository that the project lies in."
        raise UsageError(f"{revision!r} is not a git revision", hint=hint)
    asked = "".join(f"{named}:./{path}\n" for path in paths)
    done = subprocess.run(
        ["git", "-C", str(folder), "cat-file", "--batch"],
        input=asked.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
    )
    found, at = {}, 0
    for path in paths:
        end = done.stdout.index(b"\n", at)
        head = done.stdout[at:end].rsplit(b" ", 2)
        at = end + 1
        if len(head) == 3 and head[1] == b"blob":
            size = int(head[2])
            found[path] = done.stdout[at : at + size]
            at += size + 1
    return found


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise UsageError("git can't be run", hint="Install git first.") from error
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["git failed"]
        told = next((line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")), lines[-1])
        hint = "`git init` makes a repository." if "not a git repository" in told else None
        raise UsageError(told, place=Place(path=str(folder)), hint=hint)
    return done.stdout.strip()


def _whole_lines(path: Path) -> bytes:
    data = read_regular(path) if path.exists() else b""
    return data if not data or data.endswith(b"\n") else data + b"\n"


def is_revision(folder: Path, name: str) -> bool:
    """Return True if the folder's repository has a commit, branch or tag of that name."""
    return bool(commit_of(folder, name))


def commit_of(folder: Path, name: str) -> str:
    """Return the hash of a commit, branch or tag of the folder's repository; empty if it has none of that name."""
    # What begins with a hyphen would be an option, and no branch or tag may.
    if name.startswith("-") or not shutil.which("git"):
        return ""
    command = ["git", "-C", str(folder), "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"]
    return subprocess.run(command, capture_output=True, check=False, text=True).stdout.strip()


def file_at(folder: Path, revision: str, path: str) -> bytes | None:
    """A file as it was at a revision (see `is_revision`), its path relative to the folder; None if it was not."""
    command = ["git", "-C", str(folder), "show", f"{revision}:./{path}"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def files_at(folder: Path, revision: str, path: str) -> list[str]:
    """Return what a revision (see `is_revision`) has in a folder, the paths relative to `folder`."""
    names = _git(folder, "ls-tree", "--name-only", "-z", revision, f"./{path}/")
    return [name for name in names.split("\0") if name]


def differing(folder: Path, revision: str) -> frozenset[str]:
    """Return the files that are not as they were at a revision (see `is_revision`), their paths relative to the folder."""
    known = _git(folder, "diff", "--name-only", "--relative", "-z", revision, "--", ".")
    return frozenset((known + "\0" + _git(folder, "ls-files", "--others", "-z")).split("\0"))


def identity(folder: Path) -> str:
    """`Name <mail>` as git has it for the folder; empty where it has not, or can't be run."""
    found = []
    for name in ("user.name", "user.email"):
        try:
            found.append(_git(folder, "config", name))
        except UsageError:
            return ""
    return f"{found[0]} <{found[1]}>" if all(found) else ""


def commit(folder: Path, paths: Sequence[str], message: str) -> str | None:
    """Commit these files as they are now, and nothing else; the commit's short hash, None if none differs.

    `paths` are relative to the folder. What else is staged stays staged. Raises UsageError.
    """
    _git(folder, "rev-parse", "--show-toplevel")
    _git(folder, "--literal-pathspecs", "add", "--", *paths)
    if not _git(folder, "--literal-pathspecs", "diff", "--cached", "--name-only", "--", *paths):
        return None
    _git(folder, "--literal-pathspecs", "commit", "--quiet", "--only", "-m", message, "--", *paths)
    return _git(folder, "rev-parse", "--short", "HEAD")
