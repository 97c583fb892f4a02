"""The same project gives the same bytes, whoever works on it, and wherever and when on that day."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kills import State, state_of
from sample import ARTICLE
from writing import CATALOG, TRANSLATIONS, translated

COMMANDS = (
    "update",
    "pretranslate",
    "run",
    "check --format json",
    "stats --format json",
    "glossary find articles/bridge.txt --format json",
    "po export -o out/sheet.csv",
    "po export -o out/sheet.xlsx",
    "memory export -o out/memory.tmx",
    "glossary export out/terms.tbx",
    "score --format json",
)
PROGRAM = f"""
import os, sys
sys.path[:0] = {sys.path!r}
os.umask(int(sys.argv[2], 8))
from pathlib import Path
from walk import run
root = Path(sys.argv[1])
(root / "out").mkdir()
for number, line in enumerate({COMMANDS!r}):
    done = run(root, line.split())
    assert not done.trace and done.code in (0, 1), (line, done)
    (root / "out" / f"{{number}}.txt").write_text(done.out, encoding="utf-8")
"""
VARIED = {
    "another seed, zone and locale": {
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "C",
    },
    "a third seed, a closed mask, another folder, files in another order": {
        "PYTHONHASHSEED": "4242",
        "umask": "077",
        "folder": "Новости, 2 %",
        "order": "reversed",
    },
}
DAY = {"SOURCE_DATE_EPOCH": "1767312000", "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = translated(tmp_path_factory.mktemp("ready") / "news")
    for number in range(6):
        text = ARTICLE.replace("15 warehouses", f"{number + 15} warehouses").replace(
            "A bridge", f"Bridge {number}"
        )
        (root / "articles" / f"more-{number}.txt").write_text(text, encoding="utf-8")
    return root


def made(ready: Path, folder: Path, how: dict[str, str]) -> State:
    """All that the commands write and print."""
    root = folder / how.get("folder", "news") / "project"
    files = sorted(path for path in ready.rglob("*") if path.is_file() and ".postl10n" not in path.parts)
    for path in reversed(files) if how.get("order") == "reversed" else files:
        target = root / path.relative_to(ready)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    environment = {**os.environ, **DAY, **{name: value for name, value in how.items() if name.isupper()}}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, root, how.get("umask", "022")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {
        name: data.replace(str(root).encode(), b"")
        for name, data in state_of(root, but=(".postl10n",)).items()
    }


@pytest.fixture(scope="module")
def usual(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> State:
    found = made(ready, tmp_path_factory.mktemp("usual"), {})
    assert TRANSLATIONS["The two sides signed an agreement."] in found[CATALOG].decode()
    assert {"site/ru/bridge.html", "out/sheet.xlsx", "out/memory.tmx"} <= found.keys()
    return found


@pytest.mark.parametrize("name", VARIED)
def test_the_same_bytes(name: str, ready: Path, usual: State, tmp_path: Path) -> None:
    found = made(ready, tmp_path, VARIED[name])
    assert found.keys() == usual.keys()
    assert [path for path in found if found[path] != usual[path]] == []
