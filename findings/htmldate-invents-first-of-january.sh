#!/usr/bin/env bash
# htmldate 1.11.0 (with dateparser 1.5.0)
#
# Expected: a dateline in words is read the same with and without a label before
#   it: "Publicado em 5 de março de 2024" is 2024-03-05, as "5 de março de 2024" is,
#   and as the labelled English, French and German forms are. Failing that,
#   find_date() documents None as its answer when no date was found.
# Instead: for labelled Portuguese, Spanish, Russian and Italian datelines, and for
#   the plain Chinese one, it keeps the year and answers 1 January: 2024-01-01.
# Why it matters: the date looks exact. A news pipeline files the article two to
#   eleven months early, and a check of datelines reports a date that neither the
#   source nor the translation contains.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check htmldate==1.11.0 dateparser==1.5.0
"$tmp/venv/bin/python" -W ignore - <<'PY'
from htmldate import find_date

expected = {
    "5 de março de 2024": "2024-03-05",
    "Publicado em 5 de março de 2024": "2024-01-01",
    "5 de septiembre de 2024": "2024-09-05",
    "Publicado el 5 de septiembre de 2024": "2024-01-01",
    "Опубликовано: 5 сентября 2024": "2024-01-01",
    "Pubblicato il 5 settembre 2024": "2024-01-01",
    "2024年9月5日": "2024-01-01",
    "Published on 5 September 2024": "2024-09-05",
    "Publié le 5 septembre 2024": "2024-09-05",
    "Veröffentlicht am 5. September 2024": "2024-09-05",
}


def page(dateline):
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Post</title></head><body>'
        f"<article><h1>Post</h1><p>{dateline}</p><p>Text.</p></article></body></html>"
    )


seen = {dateline: find_date(page(dateline)) for dateline in expected}
for dateline, date in seen.items():
    print(f"{dateline} -> {date}")
assert seen == expected, "behaviour changed"
PY
