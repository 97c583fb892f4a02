#!/usr/bin/env bash
# RapidFuzz 3.14.6
#
# Expected: utils.default_process() removes "non alphanumeric characters". The vowel
#   signs of Indic scripts and Thai are letters in that sense: they have the Unicode
#   property Alphabetic (UAX #44, Other_Alphabetic), and \w matches them (UTS #18,
#   Annex C).
# Instead: every vowel sign and virama is replaced by a blank. The Hindi words काल
#   (time) and कील (nail) both become "क ल", and their ratio is 100; so is that of
#   चिट्ठा (ledger) and चिट्ठी (letter).
# Why it matters: default_process is the preprocessing that the documentation shows
#   for term look-up. With it different words are perfect matches, and one word is
#   split into three "tokens" for the token scorers.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check rapidfuzz==3.14.6
"$tmp/venv/bin/python" - <<'PY'
from rapidfuzz import fuzz, utils

seen = {}
for pair in (("काल", "कील"), ("चिट्ठा", "चिट्ठी")):
    seen[pair] = (
        round(fuzz.ratio(*pair), 1),
        round(fuzz.ratio(*pair, processor=utils.default_process), 1),
        tuple(map(utils.default_process, pair)),
    )
    print(*pair, *seen[pair])
assert [with_processor for _, with_processor, _ in seen.values()] == [100.0, 100.0], "behaviour changed"
assert all(plain < 100 for plain, _, _ in seen.values())
assert seen["काल", "कील"][2] == ("क ल", "क ल"), "behaviour changed"
PY
