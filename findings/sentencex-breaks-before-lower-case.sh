#!/usr/bin/env bash
# sentencex 1.0.32
#
# Expected: a full stop before a lower-case word ends no sentence (UAX #29, rule
#   SB8), and the French title "M." is no end either.
# Instead: whether the next word is lower case counts in some places only. Russian
#   "50 коп. за письмо" and "и др. службы", English "5 lbs. of mail" and French
#   "Le 5 janv. la poste ouvre." are cut in front of a lower-case word, and
#   "M. Dupont" is cut after "M.", though "MM. Dupont" is not.
# Why it matters: prices, weights and dates are what postal notices are made of;
#   each such cut makes two fragments that no translation memory holds and shifts
#   the pairing of source and target for the rest of the paragraph.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check sentencex==1.0.32
"$tmp/venv/bin/python" - <<'PY'
from sentencex import segment

expected = {
    ("ru", "Цена 10 руб. 50 коп. за письмо."): ["Цена 10 руб. 50 коп. ", "за письмо."],
    ("ru", "Почта и др. службы работают."): ["Почта и др. ", "службы работают."],
    ("en", "Send 5 lbs. of mail."): ["Send 5 lbs. ", "of mail."],
    ("fr", "Le 5 janv. la poste ouvre."): ["Le 5 janv. ", "la poste ouvre."],
    ("fr", "M. Dupont a écrit."): ["M. ", "Dupont a écrit."],
    ("fr", "MM. Dupont et Petit."): ["MM. Dupont et Petit."],
}
seen = {key: list(segment(*key)) for key in expected}
for (lang, _), parts in seen.items():
    print(lang, parts)
assert seen == expected, "behaviour changed"
PY
