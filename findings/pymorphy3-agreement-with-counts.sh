#!/usr/bin/env bash
# pymorphy3 2.0.6 with pymorphy3-dicts-ru 2.4.417150.4580142
#
# Expected: make_agree_with_number(n) gives the form a Russian noun has after n.
#   After a fraction that is the genitive singular ("1,5 посылки"; CLDR puts all
#   fractions into "other" for that reason), and two everyday nouns have a counted
#   form of their own: "5 лет", "5 человек" (Rosenthal, «Справочник по
#   правописанию и литературной правке», the chapter on numerals).
# Instead: 1.5 and 0.5 are sorted with 5 and get the genitive plural ("1,5
#   посылок"), while 2.5 happens to be right; год gives "5 годов" and человек
#   "5 людей".
# Why it matters: weights ("1,5 килограмма") and terms ("хранение 5 лет") are in
#   nearly every tariff; a checker that trusts the method flags the right form.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  pymorphy3==2.0.6 pymorphy3-dicts-ru==2.4.417150.4580142
"$tmp/venv/bin/python" - <<'PY'
from pymorphy3 import MorphAnalyzer

analyzer = MorphAnalyzer()
agree = lambda word, n: analyzer.parse(word)[0].make_agree_with_number(n).word
seen = {
    "посылка": {n: agree("посылка", n) for n in (1, 2, 5, 0.5, 1.5, 2.5)},
    "год": {5: agree("год", 5)},
    "человек": {5: agree("человек", 5)},
}
for word, forms in seen.items():
    print(word, forms)
assert seen == {
    "посылка": {1: "посылка", 2: "посылки", 5: "посылок", 0.5: "посылок", 1.5: "посылок", 2.5: "посылки"},
    "год": {5: "годов"},
    "человек": {5: "людей"},
}, "behaviour changed"
PY
