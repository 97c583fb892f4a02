"""Compiles real catalogs as `msgfmt -c` does: none that it takes may be refused, and every look-up must be the same.

The catalogs are PO files of packages of the Python registry, fetched into build/catalogs once, and the MO files that
Debian's packages have put on this machine, through `msgunfmt`. Says too of how many of them, as msgcat writes them,
`po fmt` would change anything.

Run: python -m benchmarks.catalogs [--most 300]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from postl10n.errors import FaultGroup, Postl10nError
from postl10n.files.po import parse_po
from postl10n.workspace.po_tools import compile_file, format_file

FOLDER = Path("build/catalogs")
PACKAGES = ("Django==5.2", "Sphinx==8.1.3", "WTForms==3.2.1", "djangorestframework==3.16.0", "wagtail==6.4.1")
INSTALLED = Path("/usr/share/locale")


def main() -> int:
    """1 if a catalog is refused or looked up otherwise."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=300, help="at most so many of either kind")
    most = parser.parse_args().most
    paths = [*_thinned(_fetched(), most), *_thinned(_installed(), most)]
    taken, refused, otherwise, restyled = 0, [], [], 0
    for path in paths:
        theirs = _msgfmt(path)
        if theirs is None:
            continue
        taken += 1
        restyled += _restyled(path)
        try:
            ours = compile_file(path)
        except (Postl10nError, FaultGroup) as error:
            refused.append(f"{path}: {error}")
            continue
        if _looked_up(ours) != _looked_up(theirs):
            otherwise.append(str(path))
    print(f"{len(paths)} catalogs, {taken} of which msgfmt -c takes: {len(refused)} refused,")
    print(f"{len(otherwise)} with other look-ups; po fmt would change {restyled} as msgcat writes them")
    print("\n".join([*refused, *otherwise]))
    return 1 if refused or otherwise else 0


def _thinned(paths: list[Path], most: int) -> list[Path]:
    """Every so many of them, so that all packages and languages have their share."""
    return paths[:: -(-len(paths) // most)] if paths else []


def _fetched() -> list[Path]:
    if not FOLDER.exists():
        FOLDER.mkdir(parents=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([*command, "--dest", folder, *PACKAGES], check=True)
            for wheel in Path(folder).glob("*.whl"):
                with zipfile.ZipFile(wheel) as archive:
                    names = [name for name in archive.namelist() if name.endswith(".po")]
                    archive.extractall(FOLDER / wheel.stem, names)
    return sorted(FOLDER.rglob("*.po"))


def _installed() -> list[Path]:
    folder = FOLDER / "installed"
    found = sorted(INSTALLED.glob("*/LC_MESSAGES/*.mo"))
    if not folder.exists():
        for path in found:
            made = folder / path.parent.parent.name / f"{path.stem}.po"
            made.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["msgunfmt", str(path), "-o", str(made)], check=False, capture_output=True)
    return sorted(folder.rglob("*.po"))


def _msgfmt(path: Path) -> bytes | None:
    """What msgfmt makes of a catalog; None if it refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.mo"
        done = subprocess.run(
            ["msgfmt", "-c", str(path.resolve()), "-o", str(made)],
            capture_output=True,
            check=False,
            cwd=folder,
        )
        return made.read_bytes() if done.returncode == 0 and made.exists() else None


def _restyled(path: Path) -> bool:
    """Whether `po fmt` would change what msgcat writes."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.po"
        subprocess.run(["msgcat", str(path), "-o", str(made)], check=True, capture_output=True)
        return format_file(made) is not None


def _looked_up(data: bytes) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """Every look-up of an MO file but the header's, which names its charset.

    By msgunfmt, which knows too the texts that msgfmt stores apart for each machine (`%<PRIu32>`): ours are as they are.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.mo"
        made.write_bytes(data)
        done = subprocess.run(["msgunfmt", str(made)], check=True, capture_output=True)
    catalog = parse_po(done.stdout, path="msgunfmt").catalog if done.stdout else None
    return {entry.key: entry.msgstr for entry in catalog.entries} if catalog else {}


if __name__ == "__main__":
    raise SystemExit(main())
