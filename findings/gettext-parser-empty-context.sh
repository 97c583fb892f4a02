#!/usr/bin/env bash
# gettext-parser 10.0.0 (npm)
#
# Expected: an entry with msgctxt "" and one without msgctxt are two entries: msgfmt -c takes
#   the file, msgcat keeps both, and a program gets the one by pgettext("", …), the other by
#   gettext().
# Instead: both have the key "" in the parsed object, and the later one replaces the earlier:
#   after parse() and compile() a translation is gone, and the context line with it. With
#   validation: true it is refused as a duplicate instead.
# Why it matters: tools that stand on it (i18next-conv, gettext-converter and others) lose an
#   approved translation when they only read a file and write it.
set -euo pipefail
command -v npm >/dev/null && command -v node >/dev/null || { echo "needs Node.js with npm on PATH" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --no-audit --no-fund --prefix "$tmp" gettext-parser@10.0.0 >/dev/null
cd "$tmp"
cat > run.cjs <<'JS'
const assert = require('assert');
const { po } = require('gettext-parser');

const input = `msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: ru\n"

msgctxt ""
msgid "Letter"
msgstr "Письмо"

msgid "Letter"
msgstr "Буква"
`;
const output = po.compile(po.parse(input)).toString();
console.log(output);
assert.strictEqual(output.split('msgid "Letter"').length - 1, 1, 'behaviour changed');
assert.ok(output.includes('Буква') && !output.includes('Письмо') && !output.includes('msgctxt'), 'behaviour changed');
JS
node run.cjs
