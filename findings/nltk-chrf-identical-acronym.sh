#!/usr/bin/env bash
# nltk 3.10.4 and sacrebleu 2.6.0
#
# Expected: chrF of a translation that equals its reference is 1 (100 in sacrebleu), however
#   short it is; Popović counts n-grams that exist.
# Instead: NLTK divides by all six orders, also those for which neither string has an n-gram:
#   "CTT" against "CTT" is 0.5, "EMS 5" less than 1 too, and only from six characters on an
#   equal string is 1.
# Why it matters: names and acronyms, units and table cells are segments of their own in news
#   and interfaces. A mean over segments is lower the more of them there are, and two tools that
#   both say chrF differ most on the easiest lines.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check nltk==3.10.4 sacrebleu==2.6.0
"$tmp/venv/bin/python" - <<'PY'
from nltk.translate.chrf_score import sentence_chrf
from sacrebleu import sentence_chrf as reference_chrf

scores = {text: (sentence_chrf(text, text), reference_chrf(text, [text]).score) for text in ("CTT", "EMS", "Почта", "Belpost")}
for text, (ours, theirs) in scores.items():
    print(text, round(ours, 4), round(theirs, 1))
assert all(theirs == 100 for _, theirs in scores.values()), "behaviour changed"
assert scores["CTT"][0] == scores["EMS"][0] == 0.5 and scores["Почта"][0] < 0.84 and scores["Belpost"][0] == 1, "behaviour changed"
PY
