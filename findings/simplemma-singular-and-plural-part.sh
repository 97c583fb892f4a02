#!/usr/bin/env bash
# simplemma 2.0.0
#
# Expected: singular and plural of one noun have one lemma; that is what a
#   lemmatizer is for, and simplemma's README says so: it groups the inflected forms
#   of a word.
# Instead, for common postal nouns the two part, or fall in with another word:
#   Italian: posta (mail) -> posto (place), though poste -> posta; posti -> posto,
#            so "mail" and "places" are one word;
#   French:  timbre -> timbre, timbres -> timbrer; taxe -> taxe, taxes -> taxer;
#   Ukrainian: посилка, посилки, посилок (parcel) -> three different lemmas;
#   Polish:  paczka -> paczka, paczek (genitive plural) -> paczek.
# Why it matters: a glossary keyed on lemmas finds "timbre" in one sentence and
#   not in the next, and reports the right Italian term for mail as missing or
#   finds it in a sentence about seats.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check simplemma==2.0.0
"$tmp/venv/bin/python" - <<'PY'
from simplemma import lemmatize

expected = {
    "it": {"posta": "posto", "poste": "posta", "posti": "posto"},
    "fr": {"timbre": "timbre", "timbres": "timbrer", "taxe": "taxe", "taxes": "taxer"},
    "uk": {"посилка": "посилати", "посилки": "посилки", "посилок": "посилок"},
    "pl": {"paczka": "paczka", "paczek": "paczek"},
}
seen = {lang: {word: lemmatize(word, lang=lang) for word in words} for lang, words in expected.items()}
for lang, lemmas in seen.items():
    print(lang, lemmas)
assert seen == expected, "behaviour changed"
PY
