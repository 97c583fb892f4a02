#!/usr/bin/env bash
# Babel 2.19.0
#
# Expected: the plural category is chosen for the number as it is shown. UTS #35
#   Part 3, "Plural Operand Meanings", derives v and f from the visible fraction
#   digits: English "1.00" (v = 2) is "other", Russian "2,00" is "other". So
#   format_currency(1, "USD", format_type="name", locale="en") should read
#   "1.00 US dollars", and 2 roubles in Russian "2,00 российского рубля".
# Instead: Babel formats two decimals but asks the plural rule about the bare
#   Python number: "1.00 US dollar", "2,00 российских рубля" (the form for
#   "2"), and format_unit(1, "length-meter", format="0.00") gives "1.00 meter".
#   Babel's own rule knows better: plural_form(Decimal("1.00")) is "other".
# Why it matters: amounts with cents are the rule in postal tariffs; in Russian
#   and other Slavic languages the noun then stands in the wrong case.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check babel==2.19.0
"$tmp/venv/bin/python" - <<'PY'
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency
from babel.units import format_unit

plain = lambda text: text.replace("\u00a0", " ")
dollar = plain(format_currency(1, "USD", locale="en", format_type="name"))
rouble = plain(format_currency(2, "RUB", locale="ru", format_type="name"))
metre = plain(format_unit(1, "length-meter", locale="en", format="0.00"))
rule = Locale("en").plural_form(Decimal("1.00")), Locale("ru").plural_form(Decimal("2.00"))
print(f"name, en, 1: {dollar!r}   (expected '1.00 US dollars')")
print(f"name, ru, 2: {rouble!r}   (expected '2,00 российского рубля')")
print(f"unit, en, 1 as 0.00: {metre!r}   (expected '1.00 meters')")
print(f"Babel's rules for 1.00 (en) and 2.00 (ru): {rule}")
assert rule == ("other", "other")
assert (dollar, rouble, metre) == (
    "1.00 US dollar",
    "2,00 российских рубля",
    "1.00 meter",
), "behaviour changed"
PY
