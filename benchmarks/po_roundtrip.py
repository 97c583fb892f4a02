"""Parse and rewrite a large catalog: CPU and peak memory beside polib, msgcat, Babel and pypo where installed.

    python -m benchmarks.po_roundtrip [--entries 73000] [--file CATALOG.po] [--repeat 3]

Without --file, the catalog is made up from a seed: about 330 bytes an entry, a third of it wrapped, in two scripts.
Each reader runs in a process of its own, so that the figures include starting it; the best of the runs counts.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path

from postl10n.files.po import new_po, serialize_po
from postl10n.model.catalog import Catalog, Entry

HEADER = "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
SYLLABLES = [a + b for a in "bcdfghlmnprstv" for b in ("a", "e", "i", "o", "u", "ai", "er")]
CYRILLIC = [a + b for a in "бвгдклмнпрст" for b in ("а", "е", "и", "о", "у", "ой", "ть")]

READERS: Mapping[str, str] = {
    "postl10n": "from postl10n.files.po import parse_po, serialize_po\nwrite(serialize_po(parse_po(read())))",
    "postl10n, one entry edited": "from dataclasses import replace\n"
    "from postl10n.files.po import parse_po, serialize_po\n"
    "po = parse_po(read())\n"
    "first, *rest = po.catalog.entries\n"
    "first = replace(first, msgstr=('x',) * len(first.msgstr))\n"
    "write(serialize_po(po.updated(replace(po.catalog, entries=(first, *rest)))))",
    "polib": "import polib\nwrite(str(polib.pofile(source)).encode())",
    "Babel": "import io\nfrom babel.messages.pofile import read_po, write_po\n"
    "out = io.BytesIO()\nwrite_po(out, read_po(io.BytesIO(read())))\nwrite(out.getvalue())",
    "pypo": "import io\nfrom translate.storage.pypo import pofile\n"
    "out = io.BytesIO()\npofile.parsefile(source).serialize(out)\nwrite(out.getvalue())",
}
PRELUDE = (
    "import sys\n"
    "source, target = sys.argv[1:]\n"
    "def read():\n    with open(source, 'rb') as file: return file.read()\n"
    "def write(data):\n    with open(target, 'wb') as file: file.write(data)\n"
)
MODULES = {"polib": "polib", "Babel": "babel", "pypo": "translate"}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=73_000)
    parser.add_argument("--file", type=Path, help="a real catalog instead of a made-up one")
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.po"
        if arguments.file:
            shutil.copyfile(arguments.file, source)
        else:
            # In a process of its own: a child's peak counts from its parent's size on.
            maker = get_context("spawn").Process(target=make, args=(source, arguments.entries))
            maker.start()
            maker.join()
        print(f"PO round trip: {source.stat().st_size / 1e6:.1f} MB")
        report(dict(measured(source, Path(folder) / "target.po", arguments.repeat)))


def make(path: Path, count: int) -> None:
    path.write_bytes(made_up(random.Random(1), count))


def made_up(rng: random.Random, count: int) -> bytes:
    """A catalog as msgcat would write it."""
    entries = tuple(
        Entry(
            msgid=f"{sentence(rng, SYLLABLES)} {number}",
            msgstr=(sentence(rng, CYRILLIC),),
            references=(f"articles/{rng.choice(SYLLABLES)}.txt#{number:08x}",),
            flags=("fuzzy",) if rng.random() < 0.1 else (),
            obsolete=number > count * 0.95,
        )
        for number in range(count)
    )
    return serialize_po(new_po(Catalog(header=Entry(msgid="", msgstr=(HEADER,)), entries=entries)))


def sentence(rng: random.Random, syllables: list[str]) -> str:
    """A sentence whose length varies as in manuals: mostly short, some of several lines."""
    weights = list(accumulate(1 / rank for rank in range(1, 60)))
    length = rng.choices(range(1, 60), cum_weights=weights)[0]
    words = ("".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(length))
    return " ".join(words).capitalize() + "."


def measured(source: Path, target: Path, repeat: int) -> Iterator[tuple[str, tuple[float, float, bool]]]:
    """By reader: CPU seconds, peak MiB, and whether the bytes came back unchanged."""
    for name, command in commands(source, target).items():
        runs = [one_run(command) for _ in range(repeat)]
        same = target.read_bytes() == source.read_bytes()
        yield name, (min(cpu for cpu, _ in runs), min(peak for _, peak in runs), same)


def commands(source: Path, target: Path) -> dict[str, list[str]]:
    found = {
        name: [sys.executable, "-c", PRELUDE + code, str(source), str(target)]
        for name, code in READERS.items()
        if name not in MODULES or find_spec(MODULES[name])
    }
    if shutil.which("msgcat"):
        found["msgcat"] = ["msgcat", str(source), "-o", str(target)]
    return found


def one_run(command: list[str]) -> tuple[float, float]:
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:2]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def report(figures: Mapping[str, tuple[float, float, bool]]) -> None:
    own = figures["postl10n"][0]
    for name, (cpu, peak, same) in figures.items():
        kept = "bytes kept" if same else "bytes changed"
        print(f"  {name:27} {cpu:6.2f} s CPU  {peak:5.0f} MiB peak  {cpu / own:5.1f} × ours  {kept}")


if __name__ == "__main__":
    main()
