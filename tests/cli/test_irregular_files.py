"""A folder, a pipe, a device, or more bytes than may be, in the place of a file: refused before it is read.

The device is one that gives nothing, and somebody waits for whoever opens the pipe: if a guard failed, nothing would hang.
"""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sample import GLOSSARY

import postl10n
from postl10n.cli import commands
from postl10n.errors import Postl10nError
from postl10n.project.system import MOST_BYTES
from postl10n.workspace import Workspace

SOURCE = Path(postl10n.__file__).parent
CATALOG = "locales/ru/LC_MESSAGES/bridge.po"
NAMED = {
    "adopt": ("adopt", "bridge", "{}.html", "--locale", "ru"),
    "adopt a catalog": ("adopt", "bridge", "{}.po", "--locale", "ru"),
    "extract": ("extract", "{}.html"),
    "extract --explain": ("extract", "{}.md", "--explain"),
    "glossary import": ("glossary", "import", "{}.csv"),
    "glossary import TBX": ("glossary", "import", "{}.tbx"),
    "glossary import XLSX": ("glossary", "import", "{}.xlsx"),
    "memory import": ("memory", "import", "{}.tmx"),
    "memory import a sheet": ("memory", "import", "{}.xlsx"),
    "memory import XLIFF": ("memory", "import", "{}.xliff"),
    "po compile": ("po", "compile", "{}.po", "-o", "made.mo"),
    "po diff": ("po", "diff", CATALOG, "{}.po"),
    "po fmt": ("po", "fmt", "{}.po"),
    "po merge": ("po", "merge", "{}.po", CATALOG),
    "po merge3": ("po", "merge3", CATALOG, CATALOG, "{}.po"),
    "po stats": ("po", "stats", "{}.po"),
    "po import": ("po", "import", "{}.csv"),
    "po import XLIFF": ("po", "import", "{}.xlf"),
    "score": ("score", "{}.txt", CATALOG, "--locale", "ru"),
    "score lines": ("score", "{}.jsonl", CATALOG, "--locale", "ru"),
}
"""The commands that read a file whose name they are given."""
OWN = {
    "articles/bridge.txt.toml": ("update",),
    "glossary/more.yaml": ("glossary", "lint"),
    "glossary/more.csv": ("glossary", "lint"),
    "glossary/more.tbx": ("glossary", "lint"),
    "locales/ru/journal.jsonl": ("pretranslate",),
    CATALOG: ("stats",),
    "locales/templates/bridge.pot": ("update",),
    "references/ru/bridge.po": ("score",),
    "memory/old.tmx": ("memory", "stats"),
    "other.tmx": ("memory", "stats"),
    "glossary/words.txt": ("check",),
    "locales/templates/boilerplate.txt": ("update",),
    "srx/own.srx": ("update",),
    "postl10n.toml": ("stats",),
    "theme/article.html": ("build",),
    "articles/bridge.png": ("build",),
}
"""The files that a project may have, each with a command that reads it."""


LAYERS = ("cli", "memory", "project", "web", "workspace")
PAST = {
    "memory/trigram_index.py",
    "project/program.py",
    "project/word_tables.py",
    "web/review/rendering.py",
    "web/review/ui_text.py",
    "workspace/plugins.py",
}
"""They open what this package or another installed one has; the index asks before what it is."""


def run(root: Path, *arguments: str) -> Result:
    with contextlib.chdir(root):
        return CliRunner().invoke(commands, arguments)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "news"
    for folder in ("articles", "glossary", "memory", "srx", "theme", "references/ru"):
        (root / folder).mkdir(parents=True)
    (root / "postl10n.toml").write_text('source = "en"\ntargets = ["ru"]\n[memory]\nalso = ["other.tmx"]\n')
    (root / "articles" / "bridge.txt").write_text("A bridge\n\nThe two sides signed an agreement.\n")
    (root / "glossary" / "terms.yaml").write_text(GLOSSARY, encoding="utf-8")
    Workspace.open(root).update()
    return root


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/null")


def large(path: Path) -> None:
    """A file with a hole: it takes no place, and reading a part of it would already be told by the message."""
    with path.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """What waits is interrupted: the test fails."""
    signal.alarm(60)
    yield
    signal.alarm(0)


@pytest.mark.parametrize("place", [folder, pipe, device, large])
@pytest.mark.parametrize("name", NAMED)
def test_a_file_that_a_command_names(
    name: str, place: Callable[[Path], None], made: Path, tmp_path: Path
) -> None:
    root = tmp_path / "news"
    shutil.copytree(made, root)
    given = next(one for one in NAMED[name] if one.startswith("{}"))
    path = root / given.format("given")
    place(path)

    done = run(root, *(one.format("given") for one in NAMED[name]))

    assert isinstance(done.exception, Postl10nError | SystemExit), (done.output, done.exception)
    told = done.output + str(done.exception)
    if place is large:
        assert "is larger than" in told
    elif place is not folder:
        assert "is not a regular file" in told


@pytest.mark.parametrize("place", [folder, pipe, device, large])
@pytest.mark.parametrize("name", OWN)
def test_a_file_of_the_project(name: str, place: Callable[[Path], None], made: Path, tmp_path: Path) -> None:
    """Refused with a message, or passed over as if it were not there."""
    root = tmp_path / "news"
    shutil.copytree(made, root)
    path = root / name
    path.unlink(missing_ok=True)
    place(path)

    done = run(root, *OWN[name])

    assert isinstance(done.exception, Postl10nError | SystemExit | None), (done.output, done.exception)
    assert path.is_fifo() == (place is pipe)


def test_files_are_opened_in_one_place() -> None:
    found = set()
    for path in (one for layer in LAYERS for one in (SOURCE / layer).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _opens(node):
                found.add(path.relative_to(SOURCE).as_posix())
    assert found == PAST


def _opens(call: ast.Call) -> bool:
    named = ast.unparse(call.func)
    return (
        (named.endswith((".read_bytes", ".read_text", "path.open")) or named == "open")
        and "opener=regular" not in ast.unparse(call)
        and "articles.read_text" not in named
        and "files(" not in named
        and "resources(" not in named
    )
