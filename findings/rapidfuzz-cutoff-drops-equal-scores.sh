#!/usr/bin/env bash
# RapidFuzz 3.14.6
#
# Expected: Levenshtein.normalized_similarity(a, b, score_cutoff=c) gives 0 "if
#   normalized_similarity < score_cutoff" (its documentation); the similarity of
#   "Mails" and "Mailx" is 0.8, so with score_cutoff=0.8 it is still 0.8.
# Instead: it is 0.0, as for 77 of the 120 pairs of a text of up to 15 letters and
#   the same text with some letters changed when the cutoff is their own score.
#   process.extract and cdist leave such pairs out likewise.
# Why it matters: a translation memory that is asked for "matches of 80 % and more"
#   loses sentences of five words, or codes of five letters, with one edit, and the
#   user who lowers the limit to 79 % finds them with the score 80.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check rapidfuzz==3.14.6
"$tmp/venv/bin/python" - <<'PY'
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

score = Levenshtein.normalized_similarity
print("without a cutoff:", score("Mails", "Mailx"), " with score_cutoff=0.8:", score("Mails", "Mailx", score_cutoff=0.8))
print("process.extract, 0.8:", process.extract("Mails", ["Mailx"], scorer=score, score_cutoff=0.8))
pairs = [("a" * n, "a" * (n - edits) + "b" * edits) for n in range(1, 16) for edits in range(1, n + 1)]
lost = [pair for pair in pairs if score(*pair) and score(*pair, score_cutoff=score(*pair)) == 0]
print(f"{len(lost)} of {len(pairs)} pairs are below their own score")
assert score("Mails", "Mailx") == 0.8, "behaviour changed"
assert score("Mails", "Mailx", score_cutoff=0.8) == 0.0, "behaviour changed"
assert process.extract("Mails", ["Mailx"], scorer=score, score_cutoff=0.8) == [], "behaviour changed"
assert len(lost) == 77, "behaviour changed"
PY
