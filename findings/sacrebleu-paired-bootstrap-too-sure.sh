#!/usr/bin/env bash
# sacrebleu 2.6.0
#
# Expected: under --paired-bs, two systems of equal quality differ "significantly" (p < 0.05) in about one
#   comparison of twenty: that is what a p-value of 0.05 says (Koehn 2004, cited by sacrebleu's README).
# Instead: with 20 sentences that happens in about twice to three times as many. The p-value counts how many
#   resampled |differences|, from which their own mean was taken, exceed the observed one; taking absolute values
#   before centring makes the test nearly one-sided as soon as all resampled differences have one sign.
# Why it matters: a build that is stopped by "significantly worse than before" on an article of a few dozen
#   sentences is stopped by chance two or three times as often as its setting says.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check sacrebleu==2.6.0 numpy==2.4.0
SACREBLEU_SEED=12345 "$tmp/venv/bin/python" - <<'PY'
import logging
import random

from sacrebleu.metrics import CHRF
from sacrebleu.significance import PairedTest

logging.disable(logging.CRITICAL)
WORDS = "post parcel letter stamp van train depot city rate note week form bag hub line route gate dock".split()
TRIALS, SENTENCES = 200, 20


def garbled(text, chance):
    return " ".join(chance.choice(WORDS) if chance.random() < 0.25 else word for word in text.split())


hits = 0
for trial in range(TRIALS):
    chance = random.Random(trial)
    reference = [" ".join(chance.choices(WORDS, k=12)) for _ in range(SENTENCES)]
    # Both are made in the same way, so neither is better.
    systems = [(name, [garbled(one, chance) for one in reference]) for name in ("one", "other")]
    test = PairedTest(systems, {"chrF": CHRF()}, references=[reference], test_type="bs", n_samples=1000)
    scores = test()[1]
    p_value = next(value for name, value in scores.items() if name != "System")[1].p_value
    hits += p_value < 0.05
print(f"p < 0.05 in {hits} of {TRIALS} comparisons of equal systems; {TRIALS * 0.05:.0f} are expected")
assert hits >= 1.8 * TRIALS * 0.05, "behaviour changed"
PY
