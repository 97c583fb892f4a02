"""Runs the pipeline on a copy of this repository's sample project and says where to look.

So that the engines have something to draft, the copy gets one more article, which nobody has translated, and two of
its catalogs are emptied: Belarusian is then drafted from Russian, and Hong Kong's Chinese from that of the mainland.
The repository itself stays as it is.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from postl10n.errors import Postl10nError
from postl10n.files.po import parse_po, serialize_po
from postl10n.model.memory import PretranslateReport
from postl10n.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "build" / "demo"
PROJECT = ("postl10n.toml", "articles", "glossary", "locales", "references")
EMPTIED = (("be", "macao-stamps"), ("zh_Hant_HK", "rcep-parcels"))
NEW = "parcel-lockers"
ARTICLE = """\
Belpost opens parcel lockers at railway stations
| Sample Post News |2025-09-01

Belpost has opened 120 parcel lockers at the railway stations of Minsk and Brest. The lockers are open day and night, \
and parcels are kept in them for three days.

China Post and Belpost handled 2.4 million parcels together in 2024. Small packets and EMS items can be collected \
from the lockers, too.
"""


def main() -> int:
    started = time.monotonic()
    copy_project()
    try:
        untouched = prepare()
        report = Workspace.open(DEMO).pretranslate()
    except Postl10nError as fault:
        print(fault, file=sys.stderr)
        return 2
    print(told(report, untouched))
    done = subprocess.run([sys.executable, "-m", "postl10n", "run", "-C", str(DEMO)], check=False)
    print(f"\nDone in {time.monotonic() - started:.1f} s. Open {DEMO.relative_to(ROOT)}/site/index.html")
    return done.returncode


def copy_project() -> None:
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir(parents=True)
    for name in PROJECT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, DEMO / name)
        elif source.exists():
            shutil.copy2(source, DEMO / name)


def prepare() -> int:
    """Add the article and empty the catalogs; how many entries there are to draft in them."""
    (DEMO / "articles" / f"{NEW}.txt").write_text(ARTICLE, encoding="utf-8")
    emptied = sum(
        empty(DEMO / "locales" / locale / "LC_MESSAGES" / f"{article}.po") for locale, article in EMPTIED
    )
    Workspace.open(DEMO).update()
    return emptied


def empty(path: Path) -> int:
    """Take every translation out of a catalog."""
    po = parse_po(path.read_bytes())
    entries = tuple(replace(one, msgstr=("",), flags=(), previous=None) for one in po.catalog.entries)
    path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=entries))))
    return len(entries)


def told(report: PretranslateReport, emptied: int) -> str:
    """One line on what the memory and the engines drafted, and one on each engine that could not be asked."""
    counts: dict[str, int] = {}
    for one in report.catalogs:
        for draft in one.drafts:
            name = draft.origin if draft.origin == "memory" else f"{draft.origin} → {one.locale}"
            counts[name] = counts.get(name, 0) + 1
    drafted = ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none"
    line = (
        f"Drafts, all fuzzy: {drafted} (a new article, {NEW}, and {emptied} entries emptied in this copy);"
        f" see locales/es/LC_MESSAGES/{NEW}.po there."
    )
    return "\n".join((line, *report.notices))


if __name__ == "__main__":
    raise SystemExit(main())
