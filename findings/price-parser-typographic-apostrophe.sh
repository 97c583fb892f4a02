#!/usr/bin/env bash
# price-parser 0.5.1
#
# Expected: "CHF 1’234.50" (U+2019) is 1234.50. It is the group separator that CLDR
#   gave for German in Switzerland up to version 47, and so what years of ICU and
#   Intl output on Swiss pages contain. price-parser reads the same price with the
#   ASCII apostrophe.
# Instead: the number ends at the apostrophe: amount 1, and no error.
# Why it matters: which of the two apostrophes stands in a price depends on the
#   page's software. A check that compares the prices of source and translation
#   sees 1 franc on one side and 1234.50 on the other.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check price-parser==0.5.1
"$tmp/venv/bin/python" - <<'PY'
from price_parser import Price

seen = {text: str(Price.fromstring(text).amount) for text in ("CHF 1'234.50", "CHF 1’234.50")}
print(seen)
assert seen == {"CHF 1'234.50": "1234.50", "CHF 1’234.50": "1"}, "behaviour changed"
PY
