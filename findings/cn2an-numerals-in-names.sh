#!/usr/bin/env bash
# cn2an 0.5.24
#
# Expected: transform() writes the numbers of a Chinese sentence in digits, and
#   leaves words alone that merely contain a numeral.
# Instead: it counts in names and idioms too: Sichuan (四川) is "4川", the Belt and
#   Road (一带一路) "1带1路", "in general" (一般来说) "1般来说", third-party (第三方)
#   "第3方", and the May Day holiday (五一假期) "51假期", fifty-one.
# Why it matters: a step that evens out numerals before figures are compared finds
#   numbers in a news text that has none, and breaks the names of provinces and
#   programmes that a glossary looks for.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check cn2an==0.5.24
"$tmp/venv/bin/python" - 2>/dev/null <<'PY'
import cn2an

expected = {
    "四川邮政": "4川邮政",
    "一带一路": "1带1路",
    "一般来说": "1般来说",
    "第三方物流": "第3方物流",
    "五一假期前寄出三千件": "51假期前寄出3000件",
}
seen = {text: cn2an.transform(text) for text in expected}
for text, now in seen.items():
    print(text, "->", now)
assert seen == expected, "behaviour changed"
PY
