#!/usr/bin/env bash
# sacremoses 0.2.0
#
# Expected: in Ukrainian the apostrophe is a part of the word (п'ять, об'єкт). The tokenizer
#   with lang="uk" keeps it there, or at least its own detokenizer gives the sentence back, as
#   it does for French.
# Instead: it is taken for a quotation mark: "п'ять об'єктів" comes back as "п 'ять об' єктів",
#   two words in four pieces.
# Why it matters: scores on tokenized text count parts of words, and a text that went through an
#   MT toolkit with these two steps is spoilt in a way that no spelling checker repairs.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check sacremoses==0.2.0
"$tmp/venv/bin/python" - <<'PY'
from sacremoses import MosesDetokenizer, MosesTokenizer

back = {}
for lang, text in (("uk", "п'ять об'єктів"), ("fr", "l'envoi d'aujourd'hui")):
    tokens = MosesTokenizer(lang).tokenize(text, escape=False)
    back[lang] = MosesDetokenizer(lang).detokenize(tokens, unescape=False)
    print(lang, tokens, "->", back[lang])
assert back["uk"] == "п 'ять об' єктів", "behaviour changed"
assert back["fr"] == "l'envoi d'aujourd'hui", "behaviour changed"
PY
