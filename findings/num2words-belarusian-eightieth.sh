#!/usr/bin/env bash
# num2words 0.5.14 (Belarusian)
#
# Expected: the ordinals of 70 and 80 are two words: "сямідзясяты" and "васьмідзясяты"; the
#   cardinals are right ("семдзесят", "восемдзесят").
# Instead: 80 as an ordinal is "сямідзясяты", the word for the 70th; 81 to 89 are right, as only
#   their last word is declined.
# Why it matters: an anniversary in a headline ("80th year of the post") becomes another one.
#   Who builds a table of number words from the library, as one does for a checker, learns that
#   the 80th is 70.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check num2words==0.5.14
"$tmp/venv/bin/python" - <<'PY'
from num2words import num2words

ordinal = {n: num2words(n, lang="be", to="ordinal") for n in (60, 70, 80, 85, 90)}
for n, word in ordinal.items():
    print(n, num2words(n, lang="be"), "->", word)
assert ordinal[70] == ordinal[80] == "сямідзясяты", "behaviour changed"
assert num2words(80, lang="be") != num2words(70, lang="be"), "behaviour changed"
PY
