#!/usr/bin/env bash
# spylls 0.1.7 and Hunspell (Debian 12, 1.7.1)
#
# Expected: a word and a number joined by a hyphen ("Paket-17") is two parts for BREAK -, each
#   is right by itself (any number is), so the whole is right; the Hunspell that spylls explains
#   says so.
# Instead: spylls takes "Paket" and "17" and "Paket-Post", but not "Paket-17": the rule for
#   numbers is asked for the whole word only, not for its parts.
# Why it matters: designations of services, stamps and years (EMS-2026, Covid-19) are what news
#   is full of; a check by the pure-Python port reports each of them.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check spylls==0.1.7
"$tmp/venv/bin/python" - <<'PY'
import pathlib
import shutil
import subprocess
import sys
import tempfile

from spylls.hunspell import Dictionary

if not shutil.which("hunspell"):
    sys.exit("needs hunspell (Debian) on PATH")
with tempfile.TemporaryDirectory() as folder:
    base = pathlib.Path(folder, "own")
    base.with_suffix(".aff").write_text("SET UTF-8\nWORDCHARS -0123456789\nBREAK 1\nBREAK -\n", encoding="utf-8")
    base.with_suffix(".dic").write_text("2\nPaket\nPost\n", encoding="utf-8")
    words = ["Paket", "17", "Paket-Post", "Paket-17", "Pakte-17"]
    listed = subprocess.run(["hunspell", "-d", str(base), "-l"], input="\n".join(words), capture_output=True, text=True)
    wrong = set(listed.stdout.split())
    ported = Dictionary.from_files(str(base))
    for word in words:
        print(word, word not in wrong, ported.lookup(word))
    assert wrong == {"Pakte-17"}, "behaviour changed"
    assert [word for word in words if not ported.lookup(word)] == ["Paket-17", "Pakte-17"], "behaviour changed"
PY
