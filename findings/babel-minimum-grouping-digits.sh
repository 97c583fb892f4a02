#!/usr/bin/env bash
# Babel 2.19.0
#
# Expected: format_decimal(1234, locale="es") gives "1234". CLDR says
#   minimumGroupingDigits = 2 for Spanish, Polish and European Portuguese, and
#   UTS #35 Part 3 (Numbers), "Number Elements: minimumGroupingDigits", says that
#   the group separator is then left out until the integer part has two digits
#   before it: 1234, but 12.345. ICU prints that.
# Instead: Babel carries no such value and groups every number of four digits:
#   "1.234" (es), "1 234" (pl, pt_PT).
# Why it matters: a pipeline that compares the numbers of a translation with
#   "the locale's own form" flags the correct "1234 cartas" and offers a form
#   that the locale's orthography does not use.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check babel==2.19.0
"$tmp/venv/bin/python" - <<'PY'
from babel.numbers import format_decimal

NBSP = "\u00a0"
seen = {name: [format_decimal(n, locale=name) for n in (1234, 12345)] for name in ("es", "pl", "pt_PT")}
for name, forms in seen.items():
    print(f"{name}: 1234 -> {forms[0]!r}   12345 -> {forms[1]!r}   (CLDR: 1234 ungrouped)")
assert seen == {
    "es": ["1.234", "12.345"],
    "pl": [f"1{NBSP}234", f"12{NBSP}345"],
    "pt_PT": [f"1{NBSP}234", f"12{NBSP}345"],
}, "behaviour changed"
PY
