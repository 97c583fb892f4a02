#!/usr/bin/env bash
# Babel 2.18.0 (with the data of CLDR 47); 2.19.0 has a pattern for these
#
# Expected: format_unit(5, "duration-day", "long", locale="pt") gives "5 dias",
#   as CLDR's chart of units has it ("{0} dias"), and as length="short" gives.
# Instead: "5 duration-day": where a locale's long form is inherited sideways from
#   another width (UTS #35, "Lateral Inheritance"; the XML leaves it out, since it
#   is equal), Babel finds no pattern and puts the unit's identifier, without an
#   error. So in Arabic, Dutch, Italian, Japanese, Korean, Portuguese, Turkish and
#   Chinese, while German, French and Russian are right.
# Why it matters: the identifier stands in a finished sentence, for readers. Nothing
#   is raised, and "long" is the default length.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check babel==2.18.0
"$tmp/venv/bin/python" - <<'PY'
from babel.units import format_unit

for locale, expected in (("pt", "5 dias"), ("nl", "5 dagen"), ("it", "5 giorni"), ("tr", "5 gün")):
    long, short = (format_unit(5, "duration-day", length, locale=locale) for length in ("long", "short"))
    print(f"{locale}: long {long!r}, short {short!r}   (expected {expected!r} for both)")
    assert long == "5 duration-day", "behaviour changed"
    assert short == expected, "behaviour changed"
assert format_unit(5, "duration-day", "long", locale="de") == "5 Tage", "behaviour changed"
PY
