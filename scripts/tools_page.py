"""Prints `docs/tools.md`: what other programs do to a catalog that they only read and write, found by running them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polib
from babel.messages.pofile import read_po, write_po

from postl10n.files.omegat import write_project
from postl10n.files.po import PoFile, parse_po
from postl10n.model.exchange import ExchangeCatalog
from postl10n.stages.catalog.audit import Loss, audit, restored

CATALOG = Path(__file__).parents[1] / "tests" / "files" / "data" / "tools.po"
INTRODUCTION = """\
# What other programs do to a catalog

Made by `python scripts/tools_page.py > docs/tools.md`, which lets each program read and write one catalog with nobody
editing it; a test keeps the two the same. The catalog has a translation in two contexts, a draft, a stale translation with
its previous source, plural forms, a translation that equals its source, comments, fields of its own in the header, and an
obsolete entry. The programs are those of Debian 12 and of the Python registry.

| program | bytes of entries that nobody touched | lost | brought back by `postl10n po audit --restore` |
| --- | --- | --- | --- |
"""
REMEDIES = """
What we do about it:

- `postl10n po audit` tells what a catalog has lost against git's version (without git, against the state that postl10n saw
  last), `--restore` brings it back where nothing newer is in its place, and `update` and `run` say it once. A cleared fuzzy
  flag is told and stays cleared: a person may have decided so.
- `postl10n po import` takes a sheet, an XLIFF file or the folder of an OmegaT project back three ways: what a program
  emptied or dropped changes nothing, and entries that nobody changed keep every byte.
- `postl10n po fmt` puts a file that was wrapped otherwise into gettext's own format; nothing but the wrapping changes.
- `postl10n po merge` and `po compile` take the places of `msgmerge` and `msgfmt`: previous sources are kept, and what is in
  the MO file is what `msgfmt` would have put there.
- In a MO file there are approved translations only: keep the catalog, and compile anew.

## OmegaT

OmegaT is asked with its own settings here. Better than catalogs themselves is a project of ours:

```sh
postl10n po export --format omegat --locale ru DIR      # catalogs, glossary and memory; --filter fuzzy for a part
omegat --config-dir DIR/config DIR                      # `{1}` is a tag, and a name may be translated as itself
postl10n po import DIR --dry-run                        # shows what was translated; then without --dry-run
```

What counts is the target files, and `omegat/project_save.tmx` where something was translated since they were created. An
approved translation that OmegaT repeats in another entry is nobody's work there, and changes nothing; a translation without
its tags comes back as one that needs work. Exported again, the project gets new sources, glossary and memory, and keeps its
settings. For a project of your own, `postl10n memory export --plain-tags` writes the memory so that sentences with tags
match.
"""


def _run(*command: str | Path) -> None:
    subprocess.run([str(one) for one in command], check=True, capture_output=True)


def _msgmerge(old: Path, new: Path) -> None:
    _run("msgattrib", "--no-obsolete", "--clear-fuzzy", "--empty", old, "-o", new.with_suffix(".pot"))
    _run("msgmerge", "--quiet", old, new.with_suffix(".pot"), "-o", new)


def _compiled(old: Path, new: Path) -> None:
    _run("msgfmt", old, "-o", new.with_suffix(".mo"))
    _run("msgunfmt", new.with_suffix(".mo"), "-o", new)


def _toolkit(old: Path, new: Path) -> None:
    program = "import sys; from translate.storage.pypo import pofile; pofile.parsefile(sys.argv[1]).savefile(sys.argv[2])"
    _run("/usr/bin/python3", "-c", program, old, new)


def _polib(old: Path, new: Path) -> None:
    polib.pofile(str(old)).save(str(new))


def _babel(old: Path, new: Path) -> None:
    with old.open("rb") as stream, new.open("wb") as out:
        write_po(out, read_po(stream, locale="ru"))


def _omegat(old: Path, new: Path) -> None:
    catalogs: list[ExchangeCatalog] = [("a", parse_po(old.read_bytes()).catalog.entries)]
    project = old.parent / "project"
    archive = old.parent / "project.zip"
    archive.write_bytes(write_project(catalogs, source="en", locale="ru", terms=(), memory=_NO_MEMORY))
    _run(sys.executable, "-m", "zipfile", "-e", archive, project)
    (project / "source" / "a.po").write_bytes(old.read_bytes())
    settings = f"--config-dir={old.parent / 'settings'}"
    _run("omegat", project, "--mode=console-translate", settings)
    (project / "target" / "a.po").rename(new)


_NO_MEMORY = b'<tmx version="1.4"><header srclang="en"/><body/></tmx>'
PROGRAMS: dict[str, Callable[[Path, Path], None]] = {
    "`msgcat`": lambda old, new: _run("msgcat", old, "-o", new),
    "`msgmerge`": _msgmerge,
    "`msgattrib --no-fuzzy`": lambda old, new: _run("msgattrib", "--no-fuzzy", old, "-o", new),
    "`msgfmt`, then `msgunfmt`": _compiled,
    "translate-toolkit (`pypo`)": _toolkit,
    "OmegaT": _omegat,
    "polib": _polib,
    "Babel": _babel,
}


def page() -> str:
    """The whole page."""
    before = parse_po(CATALOG.read_bytes())
    return INTRODUCTION + "".join(_row(name, run, before) for name, run in PROGRAMS.items()) + REMEDIES


def _row(name: str, run: Callable[[Path, Path], None], before: PoFile) -> str:
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old.po", Path(folder) / "new.po"
        old.write_bytes(CATALOG.read_bytes())
        run(old, new)
        after = parse_po(new.read_bytes())
        same = _same(old.read_bytes(), new.read_bytes())
    losses = audit(before.catalog, after.catalog)
    mended = restored(before.catalog, after.catalog, after.catalog)[0]
    left = audit(before.catalog, mended)
    back = "" if not losses else "all of it" if not left else f"all but {_listed(left)}"
    return f"| {name} | {same} | {_listed(losses) or 'nothing'} | {back} |\n"


def _same(old: bytes, new: bytes) -> str:
    before, after = (data.strip().split(b"\n\n") for data in (old, new))
    kept = sum(one in after for one in before)
    return "every byte" if old == new else f"{kept} of {len(before)} keep every byte"


def _listed(losses: list[Loss]) -> str:
    counts = Counter(one.kind.value for one in losses)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


if __name__ == "__main__":
    print(page(), end="")
