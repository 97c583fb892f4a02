#!/usr/bin/env bash
# PyArabic 0.6.15
#
# Expected: two hundred thousand is "مئتا ألف": before a counted noun the dual drops its nun
#   (مئتان -> مئتا). text2number() reads it as 200000, as it reads "مئتان" as 200, or says that
#   it does not know the word.
# Instead: the word is passed over in silence: "مئتا ألف" is 1000, "مليونا" is 0. "احدى عشرة",
#   the feminine eleven, is 10.
# Why it matters: numbers counted in words stand before a noun nearly always, so in news this is
#   the usual form. A check of figures built on it reports right translations, or agrees with
#   wrong ones.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check PyArabic==0.6.15
"$tmp/venv/bin/python" - <<'PY'
from pyarabic.number import text2number

read = {text: text2number(text) for text in ("مئتان", "ألفان", "مئتا ألف", "مليونان", "مليونا", "احدى عشرة")}
for text, value in read.items():
    print(text, value)
assert read["مئتان"] == 200 and read["ألفان"] == 2000 and read["مليونان"] == 2_000_000, "behaviour changed"
assert read["مئتا ألف"] == 1000 and read["مليونا"] == 0 and read["احدى عشرة"] == 10, "behaviour changed"
PY
