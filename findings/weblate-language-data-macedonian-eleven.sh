#!/usr/bin/env bash
# weblate-language-data 2026.11 and Babel 2.19.0
#
# Expected: the plural formula for Macedonian sends 1, 21, 31 to the singular, and 11 and 111 to
#   the plural, as CLDR has it ("one" is i % 10 = 1 and i % 100 != 11): 11 писма.
# Instead: it is "n==1 || n%10==1 ? 0 : 1": 11, 111 and 211 get the singular. The formulas of
#   its neighbours, Serbian and Bulgarian among them, agree with CLDR for all of 0 to 999.
# Why it matters: catalogs started from these data have it in their headers; a page says "11
#   писмо", and a checker that holds headers to CLDR refuses the catalog.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check weblate-language-data==2026.11 Babel==2.19.0
"$tmp/venv/bin/python" - <<'PY'
from gettext import c2py

from babel import Locale
from weblate_language_data.languages import LANGUAGES

formulas = {code: formula for code, _, _, formula in LANGUAGES}

def disagreements(code):
    form, category = c2py(formulas[code]), Locale.parse(code).plural_form
    usual = {category(n): form(n) for n in (1, 2, 5)}
    return [n for n in range(1000) if form(n) != usual[category(n)]]

for code in ("mk", "sr", "bg"):
    print(code, formulas[code], disagreements(code))
assert disagreements("mk") == [n for n in range(1000) if n % 100 == 11], "behaviour changed"
assert not disagreements("sr") and not disagreements("bg"), "behaviour changed"
PY
