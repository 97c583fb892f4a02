#!/usr/bin/env bash
# xliff 6.4.0 (npm)
#
# Expected: xliff12ToJs() followed by jsToXliff12() keeps the text and its state: the
#   README speaks of "roundtrip" support. In XLIFF 1.2 the attribute state of <target>
#   says whether the translation is final, and <source> and <target> have mixed
#   content, in which a line break is text.
# Instead: the state of every target is gone (needs-review-translation and final end
#   up alike), and the writer indents inside <source> and <target>: "Send <g>" comes
#   out as "Send ", a line break, ten blanks, "<g>", and a line break follows the text.
# Why it matters: reviewed and unreviewed text cannot be told apart any more, and each
#   segment with inline markup differs from the translation memory by white space
#   that a CAT tool shows to the translator.
set -euo pipefail
command -v npm >/dev/null && command -v node >/dev/null || { echo "needs Node.js with npm on PATH" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --no-audit --no-fund --prefix "$tmp" xliff@6.4.0 >/dev/null
cd "$tmp"
cat > run.cjs <<'JS'
const assert = require('assert');
const { jsToXliff12, xliff12ToJs } = require('xliff');

const input = `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="news.html" source-language="en" target-language="pt" datatype="html">
    <body>
      <trans-unit id="1"><source>Send <g id="1">now</g>, not later</source><target state="needs-review-translation">Envie <g id="1">agora</g>, não depois</target></trans-unit>
      <trans-unit id="2"><source>Stamp</source><target state="final">Selo</target></trans-unit>
    </body>
  </file>
</xliff>`;

(async () => {
  const output = await jsToXliff12(await xliff12ToJs(input));
  const source = output.match(/<source>(Send[^]*?)<\/source>/)[1];
  console.log(output.slice(output.indexOf('<trans-unit')));
  console.log('text of the first source:', JSON.stringify(source));
  assert.ok(!output.includes('state='), 'behaviour changed');
  assert.match(source, /^Send \n +<g id="1">now<\/g>, not later\n +$/, 'behaviour changed');
})();
JS
node run.cjs
