"""XLIFF out and in beside translate-toolkit: CPU seconds and memory for 100,000 entries.

    python -m benchmarks.xliff [--peer PYTHON] [--entries N]

The peer is translate-toolkit (GPL, so no dependency of ours): `--peer` or the environment variable POFILTER_PYTHON names an
interpreter that has it. It converts PO to XLIFF 1.2 and back; we do that too, and once more by XLIFF 2.1, import included.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_OURS = """
import sys
from io import BytesIO
from pathlib import Path
from postl10n.files.formats import EXCHANGE, EXCHANGE_WRITERS
from postl10n.files.po import parse_po, serialize_po
from postl10n.model.exchange import ExchangeCatalog
from postl10n.stages.catalog.exchange import ExchangeEntries, row_of
data = Path("big.po").read_bytes()
po = parse_po(data, path="big.po")
if sys.argv[1] == "out":
    with Path(f"{sys.argv[2]}.xlf").open("wb") as stream:
        catalogs = [("big", po.catalog.active())]
        stream.writelines(EXCHANGE_WRITERS.load(sys.argv[2])(catalogs, source="en", locale="ru"))
else:
    index = ExchangeEntries(po.catalog)
    with Path(f"{sys.argv[2]}.xlf").open("rb") as stream:
        units = EXCHANGE.load("xlf")(stream, path="big.xlf")
        assert not any(row_of(unit, index.named(unit), "ru", "big") for unit in units)
    assert serialize_po(po) == data
"""
_PEER = """
import sys
from translate.convert import po2xliff, xliff2po
with open(sys.argv[2], "rb") as source, open(sys.argv[3], "wb") as target:
    (po2xliff.convertpo if sys.argv[1] == "out" else xliff2po.convertxliff)(source, target, None)
"""
_HEAD = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def catalog(entries: int) -> str:
    """Return a PO file; every fifth entry has tags, every tenth a context."""
    found = [_HEAD]
    for number in range(entries):
        begin, end = ("{1}", "{/1}") if number % 5 == 0 else ("", "")
        found.append(
            f"#. role: paragraph\n#: articles/a.txt#{number:08x}\n"
            + ('msgctxt "title"\n' if number % 10 == 0 else "")
            + f'msgid "The operator handled {begin}{number} parcels{end} in its network during the year."\n'
            f'msgstr "Оператор обработал в своей сети за год {begin}{number} отправлений{end}."\n'
        )
    return "\n".join(found)


def measured(*command: str, folder: str) -> tuple[float, int]:
    """Return the CPU seconds of a command, and its peak of memory in MB."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:3]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--peer", metavar="PYTHON", default=os.environ.get("POFILTER_PYTHON"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "big.po").write_text(catalog(options.entries), encoding="utf-8")
        runs: dict[str, tuple[str, ...]] = {
            f"postl10n {form} {way}": (sys.executable, "-c", _OURS, way, form)
            for form in ("xliff12", "xliff21")
            for way in ("out", "in")
        }
        if options.peer:
            runs["translate-toolkit out"] = (options.peer, "-c", _PEER, "out", "big.po", "peer.xlf")
            runs["translate-toolkit in"] = (options.peer, "-c", _PEER, "in", "peer.xlf", "peer.po")
        else:
            print(
                "translate-toolkit: not measured; --peer or POFILTER_PYTHON names an interpreter that has it"
            )
        for name, command in runs.items():
            seconds, memory = measured(*command, folder=folder)
            print(f"{name:24} {seconds:6.1f} s CPU {memory:5} MB")


if __name__ == "__main__":
    main()
