#!/usr/bin/env bash
# arrow 1.4.0 and Babel 2.19.0 (Tamil)
#
# Expected: format("D MMMM", locale="ta") names the month of the Gregorian date as Tamil does,
#   and as CLDR has it: May is மே, November நவம்பர்.
# Instead: the twelve months of the Tamil solar calendar stand in the places of January to
#   December: 3 May is "3 ஆவணி", a month that begins in August. All twelve are off by months.
# Why it matters: a dateline made with it is a valid Tamil date, of another day. It was tried
#   because it has words for more locales than most libraries.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check arrow==1.4.0 Babel==2.19.0
"$tmp/venv/bin/python" - <<'PY'
import arrow
from babel.dates import get_month_names

theirs = [arrow.get(2026, month, 3).format("MMMM", locale="ta") for month in range(1, 13)]
cldr = [get_month_names(locale="ta")[month] for month in range(1, 13)]
for pair in zip(theirs, cldr):
    print(*pair)
assert theirs[4] == "ஆவணி" and cldr[4] == "மே", "behaviour changed"
assert not set(theirs) & set(cldr), "behaviour changed"
PY
