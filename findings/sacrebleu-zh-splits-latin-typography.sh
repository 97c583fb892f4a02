#!/usr/bin/env bash
# sacrebleu 2.6.0 (tokenizer "zh")
#
# Expected: --tokenize zh puts blanks around Chinese characters and leaves the
#   rest to the mteval rules ("13a"), as the tokenizer's docstring says.
# Instead: the table of ranges spells CJK Extension B as '\u20000'..'\u2a6d6'.
#   In Python that is two characters each (U+2000 and "0", U+2A6D and "6"), so
#   everything from U+2001 to U+2A6D counts as Chinese: the typographic
#   apostrophe, dashes, the euro sign, per mille, arrows, letterlike signs.
#   "don’t" becomes three tokens where "don't" stays one.
# Why it matters: Chinese news keeps Latin names and prices; a reference with
#   typographic quotes has other n-grams than one with ASCII quotes, even where
#   tokenizer 13a sees one word in both: the two BLEU scores do not compare.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check sacrebleu==2.6.0
"$tmp/venv/bin/python" - <<'PY'
from sacrebleu.metrics import BLEU
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from sacrebleu.tokenizers.tokenizer_zh import TokenizerZh

zh, mteval = TokenizerZh(), Tokenizer13a()
seen = {text: (zh(text), mteval(text)) for text in ("don't", "don’t", "McDonald’s", "5€", "5‰", "A→B")}
for text, (chinese, western) in seen.items():
    print(f"{text}: zh -> {chinese!r}   13a -> {western!r}")
assert {text: pair[0] for text, pair in seen.items()} == {
    "don't": "don't",
    "don’t": "don ’ t",
    "McDonald’s": "McDonald ’ s",
    "5€": "5 €",
    "5‰": "5 ‰",
    "A→B": "A → B",
}, "behaviour changed"
assert all(pair[1] == text for text, pair in seen.items())
bleu = BLEU(tokenize="zh", effective_order=True)
lengths = [bleu.corpus_score([text], [[text]]).sys_len for text in ("McDonald's 门店", "McDonald’s 门店")]
print(f"tokens of the same sentence with ASCII and with typographic apostrophe: {lengths}")
assert lengths == [3, 5], "behaviour changed"
PY
