#!/usr/bin/env bash
# dateparser 1.5.0
#
# Expected: "10月1日" is 1 October: the everyday Chinese way to write a month and a
#   day, and CLDR's own pattern for the skeleton MMMd in zh ("M月d日").
#   With the year, "2024年10月1日", dateparser reads it.
# Instead: dateparser.parse("10月1日", languages=["zh"]) is None, and search_dates()
#   takes it for a relative date, "ten months and one day ago": for a text read
#   on 20 October 2024 it answers 19 December 2023, with no sign of doubt.
# Why it matters: Chinese news names the year once and then writes month and day
#   only; a dateline check gets dates ten months in the past, none of them in the
#   text, and flags the right translation.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check dateparser==1.5.0
"$tmp/venv/bin/python" -W ignore - <<'PY'
from datetime import datetime

import dateparser
from dateparser.search import search_dates

settings = {"RELATIVE_BASE": datetime(2024, 10, 20)}
full = dateparser.parse("2024年10月1日", languages=["zh"], settings=settings)
short = dateparser.parse("10月1日", languages=["zh"], settings=settings)
found = search_dates("邮局开业，10月1日放假。", languages=["zh"], settings=settings)
print(f"parse 2024年10月1日: {full}\nparse 10月1日: {short}\nsearch: {found}   (expected 2024-10-01)")
assert full == datetime(2024, 10, 1)
assert short is None, "behaviour changed"
assert [date for _, date in found] == [datetime(2023, 12, 19)], "behaviour changed"
PY
