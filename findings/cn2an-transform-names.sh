#!/usr/bin/env bash
# cn2an 0.5.24
#
# Expected: transform() turns the numbers of a Chinese sentence into figures (its README:
#   小王捡了一百块钱 -> 小王捡了100块钱) and leaves names and words alone in which a numeral is no number: 四川,
#   三峡, 统一, 一带一路.
# Instead: each of these numerals becomes a figure: 4川, 3峡, 统1, 1带1路. With large amounts it is
#   the other way round: the sentence with "十七亿五千万件" is right, but "5千万件" is left as it stands.
# Why it matters: as the first step of a comparison of figures it adds numbers to texts that
#   have none: a province, a dam and a programme of which postal news is full.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check cn2an==0.5.24 proces==0.1.7 --no-deps
"$tmp/venv/bin/python" - <<'PY'
import warnings

warnings.simplefilter("ignore")
from cn2an import transform

made = {text: transform(text) for text in ("四川", "三峡", "统一", "一带一路", "小王捡了一百块钱", "十七亿五千万件", "5千万件")}
for text, figure in made.items():
    print(text, figure)
assert [made[t] for t in ("四川", "三峡", "统一", "一带一路")] == ["4川", "3峡", "统1", "1带1路"], "behaviour changed"
assert made["小王捡了一百块钱"] == "小王捡了100块钱" and made["十七亿五千万件"] == "1750000000件", "behaviour changed"
assert made["5千万件"] == "5千万件", "behaviour changed"
PY
