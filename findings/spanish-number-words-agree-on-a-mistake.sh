#!/usr/bin/env bash
# num2words 0.5.14 and text2num 3.1.0 (both Spanish)
#
# Expected: 21 000 in Spanish words is "veintiún mil", 31 000 000 "treinta y un
#   millones": uno is shortened before a masculine noun and so before mil and
#   millones (RAE, Diccionario panhispánico de dudas, "cardinales"), and a reader
#   of Spanish number words turns "veintiún mil" into 21000.
# Instead: num2words writes "veintiuno mil" and "treinta y uno millones", which
#   are not Spanish. text2num reads just that: it gives 21000 for "veintiuno mil",
#   but turns the correct "veintiún mil" into "veintiún 1000".
# Why it matters: the two look right when one is tested with the other. On real
#   text a pipeline that compares numbers sees 1000 where the article says 21 000
#   and reports a wrong translation, or passes one.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check num2words==0.5.14 text2num==3.1.0
"$tmp/venv/bin/python" - <<'PY'
from num2words import num2words
from text_to_num import alpha2digit

written = {n: num2words(n, lang="es") for n in (21000, 31000, 31000000)}
read = {text: alpha2digit(text, "es") for text in ("veintiuno mil", "veintiún mil", "treinta y un mil")}
for n, text in written.items():
    print(f"num2words {n}: {text}")
for text, number in read.items():
    print(f"text2num {text!r}: {number}")
assert written == {21000: "veintiuno mil", 31000: "treinta y uno mil", 31000000: "treinta y uno millones"}, "behaviour changed"
assert read == {"veintiuno mil": "21000", "veintiún mil": "veintiún 1000", "treinta y un mil": "31000"}, "behaviour changed"
PY
