#!/usr/bin/env bash
# sacremoses 0.2.0
#
# Expected: MosesPunctNormalizer, which evens out quotes, dashes and spaces before
#   texts are compared or aligned, leaves a figure the figure that it is.
# Instead: a no-break space between digits, which is how French, Russian,
#   Portuguese, German and SI usage group thousands, becomes the mark that is the
#   decimal mark of that very language: 17 500 parcels are "17,500" in German and
#   "17.500" in English, that is seventeen and a half, and French 1 750 000 is
#   "1,750,000".
# Why it matters: it is the usual first step before alignment and scoring. Values
#   read afterwards are a thousandth of what was written, and agree with no
#   translation that spells them otherwise.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check sacremoses==0.2.0
"$tmp/venv/bin/python" - <<'PY'
from sacremoses import MosesPunctNormalizer

expected = {
    ("en", "17\u00a0500 parcels"): "17.500 parcels",
    ("de", "17\u00a0500 Pakete"): "17,500 Pakete",
    ("fr", "1\u00a0750\u00a0000 colis"): "1,750,000 colis",
    ("ru", "17\u00a0500 посылок"): "17.500 посылок",
}
seen = {(lang, text): MosesPunctNormalizer(lang=lang).normalize(text) for lang, text in expected}
for (lang, text), now in seen.items():
    print(lang, repr(text), "->", now)
assert seen == expected, "behaviour changed"
PY
