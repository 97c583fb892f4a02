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
from collections import Counter
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
SHOWN = str(DEMO.relative_to(ROOT))
TRY = (
    ("review", "read and approve drafts in the browser"),
    ("check", "what the checks find, by catalog and line"),
    ("score", "the score card against references/"),
)
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
    program = Path(sys.executable).with_name("postl10n")
    shown = program.relative_to(ROOT) if program.is_relative_to(ROOT) else program
    print(told(report, untouched))
    print(f"\n$ {shown} run -C {SHOWN}", flush=True)
    done = subprocess.run([sys.executable, "-m", "postl10n", "run", "-C", str(DEMO)], check=False)
    print(f"\nDone in {time.monotonic() - started:.1f} s. Open {SHOWN}/site/index.html, or try:")
    for command, what in TRY:
        print(f"  {shown} {command:<6} -C {SHOWN}   {what}")
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
    """What the memory and the engines drafted in each locale, and a line on each engine that could not be asked."""
    counts: dict[str, Counter[str]] = {}
    for one in report.catalogs:
        counts.setdefault(one.locale, Counter()).update(draft.origin for draft in one.drafts)
    lines = [
        f"{SHOWN} is a copy of the sample project, with a new article, {NEW}, and {emptied} entries emptied.",
        "Drafts of the translation memory and of engines, all fuzzy until a person approves them:",
    ]
    for locale, origins in counts.items():
        drafted = ", ".join(f"{count} {_who(origin)}" for origin, count in sorted(origins.items()))
        if drafted:
            lines.append(f"  {locale:<11} {drafted}")
    lines += (f"  {notice}" for notice in report.notices)
    lines += (
        "Each has a comment that tells where it came from, which terms it lacks, and which words its engine did not",
        f"know: see {SHOWN}/locales/es/LC_MESSAGES/{NEW}.po.",
    )
    return "\n".join(lines)


def _who(origin: str) -> str:
    """`apertium:ru:memory` for a reader: apertium from ru (memory)."""
    engine, _, rest = origin.partition(":")
    neighbour, _, drafted_by = rest.partition(":")
    return engine + (f" from {neighbour}" if neighbour else "") + (f" ({drafted_by})" if drafted_by else "")


if __name__ == "__main__":
    raise SystemExit(main())
