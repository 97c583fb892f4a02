#!/usr/bin/env bash
# OpenCC 1.4.2 (Python package opencc)
#
# Expected: in names that only transcribe a sound, 里 stays 里 in traditional
#   script; 裏/裡 means "inside". OpenCC does so for 里斯本, 里约热内卢, 里加, 阿里山.
#   So 马里 (Mali) is 馬里 and 奥里诺科 (Orinoco) is 奧里諾科.
# Instead: names that its phrase table lacks fall to the single-character default:
#   s2t gives 馬裏, s2tw and s2twp 馬裡 ("inside the horse"), and 奧裏諾科/奧裡諾科.
#   Surnames go the same way: 范冰 -> 範冰 (range), though 范仲淹 is right.
# Why it matters: country names are the backbone of postal news and rate tables. A
#   UPU member's name comes out misspelt, and a glossary search for 馬里 in the
#   converted text finds nothing.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check opencc==1.4.2
"$tmp/venv/bin/python" - <<'PY'
from opencc import OpenCC

expected = {
    "里斯本": ("里斯本", "里斯本"),
    "里约热内卢": ("里約熱內盧", "里約熱內盧"),
    "马里邮政": ("馬裏郵政", "馬裡郵政"),
    "奥里诺科": ("奧裏諾科", "奧裡諾科"),
    "范仲淹": ("范仲淹", "范仲淹"),
    "范冰": ("範冰", "範冰"),
}
traditional, taiwan = OpenCC("s2t"), OpenCC("s2twp")
seen = {name: (traditional.convert(name), taiwan.convert(name)) for name in expected}
for name, forms in seen.items():
    print(f"{name}: s2t {forms[0]}, s2twp {forms[1]}")
assert seen == expected, "behaviour changed"
PY
