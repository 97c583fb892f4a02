"""A glossary as it was in git, or as another folder or file has it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path, PurePosixPath

from postl10n.errors import GlossaryError, Place, UsageError
from postl10n.model.glossary import Glossary
from postl10n.project.git import is_revision
from postl10n.project.glossary import read_glossary


def glossary_at(revision: str, folder: Path, *, root: Path) -> Glossary:
    """The glossary folder as it was at a revision; empty if it was not there yet.

    Raises UsageError for what git does not know, GlossaryError or FaultGroup for files that can't be read.
    """
    if not is_revision(root, revision):
        hint = "Is the project in a git repository with a commit? Else give the two glossaries: OLD NEW."
        raise UsageError(f"{revision!r} is no revision that git knows", hint=hint)
    inside = PurePosixPath(folder.relative_to(root).as_posix())
    names = _git(root, "ls-tree", "--name-only", "-z", revision, f"./{inside}/").decode().split("\0")
    # The same reader as for the folder itself, so that both sides of a comparison mean the same.
    with tempfile.TemporaryDirectory(prefix="postl10n-") as name:
        copy = Path(name).resolve()
        (copy / inside).mkdir(parents=True)
        for path in filter(None, names):
            if PurePosixPath(path).parent == inside:
                data = _git(root, "show", f"{revision}:./{path}")
                (copy / inside / PurePosixPath(path).name).write_bytes(data)
        return read_glossary(copy / inside, root=copy)


def glossary_from(path: Path) -> Glossary:
    """The glossary of a folder or of a single file. Raises UsageError, GlossaryError or FaultGroup."""
    if path.is_dir():
        return read_glossary(path, root=path.resolve().parent if path.is_absolute() else Path())
    if not path.is_file():
        raise UsageError("no such glossary", place=Place(path=str(path)), hint="Give a folder or a file.")
    with tempfile.TemporaryDirectory(prefix="postl10n-") as name:
        copy = Path(name).resolve()
        try:
            (copy / path.name).write_bytes(path.read_bytes())
        except OSError as error:
            raise GlossaryError(f"can't be read: {error.strerror}", place=Place(path=str(path))) from error
        return read_glossary(copy, root=copy)


def _git(folder: Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(lines[-1] if lines else "git failed", place=Place(path=str(folder)))
    return done.stdout
