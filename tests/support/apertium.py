"""Apertium in tests: the real one where it is installed, and a program that behaves as badly as a test asks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from postl10n.engines import open_engine
from postl10n.ports import Engine

MODES = Path("/usr/share/apertium/modes")

# Reads texts that end in NUL. A word of the text says how the program goes wrong; a marker file makes it go right
# the second time.
_PROGRAM = """#!{python} -IS
import os, sys, time
assert sys.argv[1] == "-z", sys.argv
coming = b""
while True:
    read = os.read(0, 65536)
    if not read:
        break
    coming += read
    *whole, coming = coming.split(b"\\0")
    for text in whole:
        if b"DIE" in text:
            sys.stderr.write("fault in the dictionary\\n")
            sys.exit(0)
        if b"ONCE" in text and not os.path.exists({marker!r}):
            open({marker!r}, "w").close()
            sys.exit(0)
        if b"HANG" in text:
            time.sleep(600)
        if b"EMPTY" in text:
            text = text[text.rindex(b".["):]
        if b"CUT" in text:
            text = text[:5]
        if b"OTHER" in text:
            text = b"x.[0]"
        if b"BYTES" in text:
            text = b"\\xff" + text
        if b"ENV" in text:
            text = " ".join(sorted(os.environ)).encode() + text[text.rindex(b".["):]
        os.write(1, text + b"\\0" + (b"more\\0" if b"MORE" in text else b""))
"""


def require_apertium(*modes: str) -> None:
    """Skips the test where a mode is not installed, but fails it in CI."""
    missing = [mode for mode in modes if not (MODES / f"{mode}.mode").exists()]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"Apertium's {missing} is missing: scripts/tools installs it")
    if missing:
        pytest.skip(f"Apertium's {missing} is not installed")


def real_apertium(source_locale: str, locale: str, **settings: object) -> Engine:
    return open_engine("apertium", settings, source_locale, locale, os.environ)


def fake_apertium(folder: Path, **settings: object) -> Engine:
    """An engine English → Spanish of one program that gives texts back, or does what their words say."""
    program = folder / "program"
    program.write_text(
        _PROGRAM.format(python=sys.executable, marker=str(folder / "marker")), encoding="utf-8"
    )
    program.chmod(0o755)
    (folder / "modes").mkdir()
    (folder / "modes" / "eng-spa.mode").write_text(f"'{program}' | '{program}'\n", encoding="utf-8")
    return open_engine(
        "apertium", settings, "en", "es", {"APERTIUM_DATADIR": str(folder), "PATH": "/bin", "SECRET": "s"}
    )
