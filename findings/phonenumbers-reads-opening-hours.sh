#!/usr/bin/env bash
# phonenumbers 9.0.43
#
# Expected: PhoneNumberMatcher with its default leniency VALID finds the phone number of an
#   office and not the opening hours beside it; its documentation says that dates and the like
#   are left out.
# Instead: in Belarus "08.00-20.00" is a valid free-call number, +375 800 20 00, because 8 is
#   the trunk prefix there and 800 2000 a valid short form. "09.00-18.00" is none, so one line
#   of a list of offices has a number more than the next.
# Why it matters: hotlines are held to be the same in source and translation. A translation that
#   writes the hours as its country does (8:00 to 20:00) has then lost a phone number.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check phonenumbers==9.0.43
"$tmp/venv/bin/python" - <<'PY'
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

def numbers(text):
    return [(m.raw_string, format_number(m.number, PhoneNumberFormat.INTERNATIONAL)) for m in PhoneNumberMatcher(text, "BY")]

read = {text: numbers(text) for text in ("Пн-пт 08.00-20.00, 8 (017) 308-71-26", "Пн-пт 09.00-18.00, 8 (017) 308-71-26")}
for text, found in read.items():
    print(text, "->", found)
phone = ("8 (017) 308-71-26", "+375 17 308-71-26")
assert list(read.values()) == [[("08.00-20.00", "+375 800 20 00"), phone], [phone]], "behaviour changed"
PY
