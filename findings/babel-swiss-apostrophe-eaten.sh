#!/usr/bin/env bash
# Babel 2.19.0 (with the data of CLDR 49)
#
# Expected: format_decimal(1234567, locale="de_CH") gives "1'234'567". Since
#   CLDR 48 the Swiss group separator is the ASCII apostrophe, and Babel itself
#   says so: get_group_symbol("de_CH") == "'".
# Instead: NumberPattern.apply() strips the quotes of the *pattern* (UTS #35
#   Part 3, "Number Patterns": quoted literals) only after the number has been
#   put in, so two separators of the number are taken for a pair of quotes:
#   1234 -> "1'234" but 1234567 -> "1234567" and 1234567890 -> "1234567'890".
#   Money amounts lose them in the same way.
# Why it matters: numbers of seven digits and more (parcel volumes, budgets) are
#   written wrong for Swiss readers, while small numbers in the same text are
#   right, so no test with a small number notices.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check babel==2.19.0
"$tmp/venv/bin/python" - <<'PY'
from babel.numbers import format_currency, format_decimal, get_group_symbol

assert get_group_symbol("de_CH") == "'"
seen = {n: format_decimal(n, locale="de_CH") for n in (1234, 1234567, 1234567890)}
for n, text in seen.items():
    print(f"de_CH {n} -> {text}   (expected {format(n, ',').replace(',', chr(39))})")
money = format_currency(1234567, "CHF", locale="de_CH").replace("\u00a0", " ")
print(f"de_CH CHF -> {money}   (expected CHF 1'234'567.00)")
assert seen == {1234: "1'234", 1234567: "1234567", 1234567890: "1234567'890"}, "behaviour changed"
assert money == "CHF 1234567.00", "behaviour changed"
PY
