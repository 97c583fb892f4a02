#!/usr/bin/env bash
# Babel 2.19.0
#
# Expected: a skeleton that asks for full names gets full names. UTS #35 Part 4
#   (Dates), "Matching Skeletons", has the widths of the fields of the best match
#   adjusted to those asked for: EEEE -> "Monday", MMMM -> "November". Babel's
#   match_skeleton() says in its docstring that it uses the rules of TR35.
# Instead: the pattern found is used as it is. format_skeleton("yMMMMEEEEd", en)
#   writes the short weekday, and format_interval(..., "yMMMMd") short months,
#   while the same call without the year ("MMMMd") has long ones.
# Why it matters: a date range in a news text comes out abbreviated in one
#   sentence and in full in the next, though both asked for full month names;
#   in Portuguese and Russian an abbreviation also adds a full stop in the middle
#   of the sentence, which a sentence splitter then trips over.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check babel==2.19.0
"$tmp/venv/bin/python" - <<'PY'
from datetime import date

from babel.dates import format_interval, format_skeleton

plain = lambda text: text.replace("\u2009", " ").replace("\u202f", " ").replace("\u00a0", " ")
start, end = date(2026, 11, 30), date(2026, 12, 2)
day = plain(format_skeleton("yMMMMEEEEd", start, locale="en"))
with_year = plain(format_interval(start, end, "yMMMMd", locale="pt"))
without = plain(format_interval(start, end, "MMMMd", locale="pt"))
print(f"yMMMMEEEEd, en: {day!r}   (expected 'Monday, November 30, 2026')")
print(f"yMMMMd range, pt: {with_year!r}   (expected 'novembro', 'dezembro')")
print(f"MMMMd range, pt: {without!r}")
assert day == "Mon, November 30, 2026", "behaviour changed"
assert with_year == "30 de nov. – 2 de dez. de 2026", "behaviour changed"
assert without == "30 de novembro – 2 de dezembro", "behaviour changed"
PY
