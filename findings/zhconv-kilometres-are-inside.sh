#!/usr/bin/env bash
# zhconv 1.4.3
#
# Expected: 里 stays 里 where it is the measure (kilometre, mileage, milestone) and
#   becomes 裡 or 裏 where it means inside, as any converter by words has it.
# Instead, to Traditional Chinese and to that of Hong Kong alike, common words of
#   official news are spelt as no one spells them: 公里 (kilometre) 公裏, 里程碑
#   (milestone) 裏程碑, 长征 (the Long March, and the rockets) 長徵, 北斗 (the
#   satellites) 北鬥, 准许 (allow) 準許. 家里 (at home) is right in both.
# Why it matters: it is offered as the light alternative to OpenCC. A fallback from
#   Simplified to Traditional pages made with it has an error in every article
#   about distances.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check zhconv==1.4.3
"$tmp/venv/bin/python" - 2>/dev/null <<'PY'
from zhconv import convert

expected = {
    "一万九千公里": "一萬九千公裏",
    "里程碑": "裏程碑",
    "长征": "長徵",
    "北斗": "北鬥",
    "准许": "準許",
}
for locale in ("zh-hant", "zh-hk"):
    seen = {text: convert(text, locale) for text in expected}
    print(locale, seen)
    assert seen == expected, "behaviour changed"
assert (convert("家里", "zh-hant"), convert("家里", "zh-hk")) == ("家裡", "家裏")
PY
