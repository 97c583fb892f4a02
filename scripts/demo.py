"""Runs the pipeline on a copy of this repository's sample project and says where to look."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "build" / "demo"
PROJECT = ("postl10n.toml", "articles", "glossary", "locales", "references")


def main() -> int:
    started = time.monotonic()
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir(parents=True)
    for name in PROJECT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, DEMO / name)
        elif source.exists():
            shutil.copy2(source, DEMO / name)
    done = subprocess.run([sys.executable, "-m", "postl10n", "run", "-C", str(DEMO)], check=False)
    print(f"\nDone in {time.monotonic() - started:.1f} s. Open {DEMO.relative_to(ROOT)}/site/index.html")
    return done.returncode


if __name__ == "__main__":
    raise SystemExit(main())
