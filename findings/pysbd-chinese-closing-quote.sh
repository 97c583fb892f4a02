#!/usr/bin/env bash
# pysbd 0.3.4 (language "zh")
#
# Expected: the closing quotation mark stays with the sentence it closes. UAX #29,
#   "Sentence Boundary Rules" (SB9, SB10), allows no break between a full stop and
#   the Close characters after it. With the marks 「」 pysbd makes no cut there.
# Instead: with the quotation marks of mainland China, “ and ” (GB/T 15834), the
#   break comes before the ”: the first segment ends without it and the next one
#   begins with it.
# Why it matters: both segments are unbalanced, so neither matches the translation
#   memory, and each quotation check after the splitter reports two errors per
#   spoken sentence.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pysbd==0.3.4
"$tmp/venv/bin/python" -W ignore - <<'PY'
from pysbd import Segmenter

split = lambda text: Segmenter(language="zh", clean=False).segment(text)
mainland, corner = split("他说：“邮局关门了。”我走了。"), split("他说：「邮局关门了。」我走了。")
print(mainland, corner, sep="\n")
assert mainland == ["他说：“邮局关门了。", "”我走了。"], "behaviour changed"
assert corner == ["他说：「邮局关门了。」我走了。"], "behaviour changed"
PY
