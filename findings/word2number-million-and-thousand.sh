#!/usr/bin/env bash
# word2number 1.1
#
# Expected: word_to_num("one million two hundred thousand") == 1200000. The
#   README's own example has the same shape ("two million three thousand nine
#   hundred and eighty four" -> 2003984), and that one is right.
# Instead: when nothing follows "thousand", the words between "million" and
#   "thousand" are counted again: 1201200. "two million three thousand" is
#   2004003. No error is raised.
# Why it matters: round figures are what a news text spells out. A check that
#   compares spelled numbers with digits calls a right figure wrong, by an amount
#   that looks like a real slip.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check word2number==1.1
"$tmp/venv/bin/python" - <<'PY'
from word2number.w2n import word_to_num

expected = {
    "two million three thousand nine hundred and eighty four": 2003984,
    "one million two hundred thousand": 1201200,
    "two million three thousand": 2004003,
    "two million thirty thousand": 2031030,
}
seen = {text: word_to_num(text) for text in expected}
for text, number in seen.items():
    print(f"{text}: {number}")
assert seen == expected, "behaviour changed"
PY
