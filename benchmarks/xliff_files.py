"""Real catalogs through XLIFF 1.2 and 2.1 and back: without an edit no byte changes, with edits exactly those entries.

    python -m benchmarks.xliff_files [--files 300] [--peer PYTHON]

The catalogs are those of a wheel from the Python registry and Debian's MO files (by msgunfmt), spread evenly. With `--peer`
or POFILTER_PYTHON, an interpreter that has translate-toolkit, every seventh translated unit is edited by that, too.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from postl10n.errors import Postl10nError
from postl10n.files.formats import EXCHANGE, EXCHANGE_WRITERS
from postl10n.files.po import PoFile, parse_po, serialize_po
from postl10n.model.review_sheet import RowRefusal, SheetRow
from postl10n.stages.catalog.exchange import ExchangeEntries, row_of
from postl10n.stages.catalog.review_sheet import with_rows

WHEEL = "django==5.2"
EDIT = """
import sys
from translate.storage import xliff, xliff2
for form, kind in (("xliff12", xliff.xlifffile), ("xliff21", xliff2.Xliff2File)):
    store = kind.parsefile(f"{sys.argv[1]}.{form}")
    number = 0
    for unit in store.units:
        if unit.istranslated() and not unit.hasplural() and not set("{%<") & set(unit.source):
            number += 1
            if number % 7 == 0:
                unit.target = unit.target + "\\u2020"
    store.save()
"""


def catalogs(folder: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many catalogs with their names."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), WHEEL]
    subprocess.run(pip, check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        inside = sorted(name for name in files.namelist() if name.endswith(".po"))
        found = [*inside, *sorted(map(str, Path("/usr/share/locale").glob("*/LC_MESSAGES/*.mo")))]
        for name in found[:: max(1, len(found) // count)]:
            if name in inside:
                yield name, files.read(name)
            else:
                yield name, subprocess.run(["msgunfmt", name], capture_output=True, check=False).stdout


def imported(po: PoFile, xliff: bytes) -> tuple[set[tuple[str | None, str]], bytes, int]:
    """Return the keys of the entries that an import changes, the file then, and how many units it refuses."""
    index = ExchangeEntries(po.catalog)
    rows = [
        row_of(unit, index.named(unit), "ru", "x")
        for unit in EXCHANGE.load("xlf")(BytesIO(xliff), path="x.xlf")
    ]
    merged = with_rows(po.catalog, [row for row in rows if isinstance(row, SheetRow)])
    pairs = zip(po.catalog.entries, merged.catalog.entries, strict=True)
    refused = len(merged.refused) + sum(isinstance(row, RowRefusal) for row in rows)
    return {old.key for old, new in pairs if old != new}, serialize_po(po.updated(merged.catalog)), refused


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--peer", metavar="PYTHON", default=os.environ.get("POFILTER_PYTHON"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = {"files": 0, "entries": 0, "edited": 0, "wrong": 0}
        for name, data in catalogs(Path(folder), options.files):
            try:
                po = parse_po(data, path=name)
                entries = list(po.catalog.active())
            except Postl10nError:
                continue
            if not entries:
                continue
            counts["files"] += 1
            counts["entries"] += len(entries)
            try:
                wrong = list(faults(po, data, Path(folder), options.peer, counts))
            except Postl10nError as fault:
                wrong = [str(fault)]
            counts["wrong"] += bool(wrong)
            for one in wrong:
                print(f"{name}: {one}")
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))
    if counts["wrong"]:
        raise SystemExit(1)


def faults(po: PoFile, data: bytes, folder: Path, peer: str | None, counts: dict[str, int]) -> Iterator[str]:
    """Yield what is wrong with a catalog's round trips."""
    written = {
        form: b"".join(EXCHANGE_WRITERS.load(form)([("x", po.catalog.active())], source="en", locale="ru"))
        for form in EXCHANGE_WRITERS
    }
    for form, xliff in written.items():
        changed, after, refused = imported(po, xliff)
        if changed or refused or after != data:
            yield f"{form}: {len(changed)} entries changed, {refused} refused without an edit"
    if peer is None:
        return
    for form, xliff in written.items():
        (folder / f"x.{form}").write_bytes(xliff)
    subprocess.run([peer, "-c", EDIT, str(folder / "x")], check=True)
    for form in written:
        after = (folder / f"x.{form}").read_bytes()
        changed, _, refused = imported(po, after)
        counts["edited"] += len(changed) + refused
        number = after.count("\u2020".encode()) - data.count("\u2020".encode())
        if len(changed) + refused != number:
            yield f"{form}: {len(changed)} entries changed and {refused} refused for {number} edits"


if __name__ == "__main__":
    main()
