#!/usr/bin/env bash
# pymorphy3 2.0.6 with pymorphy3-dicts-ru 2.4.417150.4580142
#
# Expected: the first parse of "марка" (stamp; lower case) is the noun "марка".
#   The documentation says that parses are sorted by score, an estimate of how
#   probable each is, so the first is the one to take when nothing else is known.
# Instead: the first parse, at 0.51, is the genitive of the given name Марк
#   (tag Name), so normal_form is "марк". The other forms are right: марки,
#   марку, марок, марке, маркой -> "марка".
# Why it matters: "марка" is the most frequent noun of philatelic news, and the
#   dictionary form is the very one that stands in a glossary: keyed by
#   normal_form the glossary's entry ("марк") matches no other form in the text.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  pymorphy3==2.0.6 pymorphy3-dicts-ru==2.4.417150.4580142
"$tmp/venv/bin/python" - <<'PY'
from pymorphy3 import MorphAnalyzer

analyzer = MorphAnalyzer()
for parse in analyzer.parse("марка")[:2]:
    print(f"марка: {parse.normal_form} {parse.tag} {parse.score:.2f}")
lemmas = {word: analyzer.parse(word)[0].normal_form for word in ("марка", "марки", "марку", "марок", "марке", "маркой")}
print(lemmas)
assert "Name" in analyzer.parse("марка")[0].tag, "behaviour changed"
assert lemmas == {"марка": "марк"} | dict.fromkeys(("марки", "марку", "марок", "марке", "маркой"), "марка"), "behaviour changed"
PY
