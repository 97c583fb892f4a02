#!/usr/bin/env bash
# trafilatura 2.3.1
#
# Expected: <time> and <q> are phrasing content (HTML Standard, 4.5.14 and 4.5.7):
#   they mark up words of a sentence, so the extracted text has the words, in one
#   line.
# Instead: the text of <time> is dropped from the middle of the sentence ("Em a
#   agência abriu."), and a sentence with <q> is cut in two lines behind the
#   quotation, as if it were a block quote. <data>, <abbr>, <mark> are kept.
# Why it matters: the source text lacks its date, so the translation "adds" one,
#   and every check of dates and numbers, and the segment pairing, fails on a page
#   whose markup is exemplary.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
# pip 23 fails on the spelling of an extra in trafilatura's dependencies
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pip==26.0
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check trafilatura==2.3.1
"$tmp/venv/bin/python" -W ignore - <<'PY'
from trafilatura import extract

FILLER = "<p>" + "O balcão de encomendas do centro tem agora horário alargado e mais gente para atender o público. " * 4 + "</p>"


def text_of(sentence):
    body = f"<article><h1>Correios</h1>{FILLER}<p>{sentence}</p>{FILLER.replace('balcão', 'posto')}</article>"
    lines = extract(f'<!DOCTYPE html><html lang="pt"><head><title>C</title></head><body>{body}</body></html>').split("\n")
    return [line for line in lines if "horário alargado" not in line and line != "Correios"]


time = text_of('Em <time datetime="2024-05-03">3 de maio</time> a agência abriu as portas.')
quote = text_of("A diretora disse <q>bem-vindos</q> e abriu as portas.")
data = text_of('O porte custa <data value="5">5</data> reais por quilo.')
print(time, quote, data, sep="\n")
assert time == ["Em a agência abriu as portas."], "behaviour changed"
assert quote == ["A diretora disse bem-vindos", "e abriu as portas."], "behaviour changed"
assert data == ["O porte custa 5 reais por quilo."], "behaviour changed"
PY
