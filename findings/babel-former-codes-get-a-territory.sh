#!/usr/bin/env bash
# Babel 2.19.0
#
# Expected: Locale.parse("iw"), the code that Java and old catalogs write for Hebrew,
#   gives what Locale.parse("he") gives: "he". CLDR's supplemental data say that iw is
#   an alias of he, and nothing about a territory. A variant that CLDR has no data for
#   (ca_valencia) is refused or kept.
# Instead: the alias brings the likely territory with it (iw is he_IL, in is id_ID, tl is
#   fil_PH, mo is ro_RO, and cmn even zh_Hans_CN), while he, id, fil and ro stay bare. The
#   variant of ca_valencia is dropped without a word, though ca_ES_valencia keeps it.
# Why it matters: folders named by str(Locale.parse(code)) put one language into two:
#   catalogs of "iw" land in he_IL, those of "he" in he; and Valencian is published
#   as Catalan.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check babel==2.19.0
"$tmp/venv/bin/python" - <<'PY'
from babel import Locale

codes = ("he", "iw", "id", "in", "fil", "tl", "ro", "mo", "zh", "cmn", "ca_valencia", "ca_ES_valencia")
seen = {code: str(Locale.parse(code)) for code in codes}
for code, found in seen.items():
    print(f"{code:16} {found}")
assert seen == {
    "he": "he", "iw": "he_IL",
    "id": "id", "in": "id_ID",
    "fil": "fil", "tl": "fil_PH",
    "ro": "ro", "mo": "ro_RO",
    "zh": "zh", "cmn": "zh_Hans_CN",
    "ca_valencia": "ca", "ca_ES_valencia": "ca_ES_VALENCIA",
}, "behaviour changed"
PY
