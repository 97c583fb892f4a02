#!/usr/bin/env bash
# text2num 3.1.0
#
# Expected: "one point seven five billion" is one number, 1.75 thousand million,
#   as "un milliard sept cent cinquante millions" is (that one is read right).
# Instead: the decimals and the large number are taken apart, and in the Romance
#   languages a new number begins with the last decimal:
#   English  one point seven five billion          -> 1.75 1000000000
#   French   un virgule sept cinq milliard         -> 1,7 5000000000
#   Spanish  uno coma siete cinco mil millones     -> 1,7 5000000000
#   Halves stay words beside a number: eineinhalb Millionen -> eineinhalb 1000000.
# Why it matters: this is how figures of the year are read out in speeches and
#   subtitles. 1.75 thousand million items become five thousand million.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check text2num==3.1.0
"$tmp/venv/bin/python" - <<'PY'
from text_to_num import alpha2digit

expected = {
    ("en", "one point seven five billion items"): "1.75 1000000000 items",
    ("fr", "un virgule sept cinq milliard d'envois"): "1,7 5000000000 d'envois",
    ("es", "uno coma siete cinco mil millones de envíos"): "1,7 5000000000 de envíos",
    ("de", "eineinhalb Millionen Pakete"): "eineinhalb 1000000 Pakete",
    ("fr", "un milliard sept cent cinquante millions d'envois"): "1750000000 d'envois",
}
seen = {(lang, text): alpha2digit(text, lang) for lang, text in expected}
for (lang, text), now in seen.items():
    print(lang, text, "->", now)
assert seen == expected, "behaviour changed"
PY
