#!/usr/bin/env bash
# tmexchange 2.0.6 (npm)
#
# Expected: tmx2js() holds the units of a TMX 1.4 file. A memory has several translations of a
#   short text as a rule ("Letter": a mail item, or a sign of the alphabet), each in a unit of
#   its own, and tuid is optional.
# Instead: without tuid the source text is the key, so of two units with one source only the
#   last is left; a unit whose source is en-US in a file with srclang="en" is dropped whole.
#   Nothing is said.
# Why it matters: a memory that went through it has lost the rarer sense of every ambiguous
#   term, which is just what a memory is asked for.
set -euo pipefail
command -v npm >/dev/null && command -v node >/dev/null || { echo "needs Node.js with npm on PATH" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --no-audit --no-fund --prefix "$tmp" tmexchange@2.0.6 >/dev/null
cd "$tmp"
cat > run.cjs <<'JS'
const assert = require('assert');
const { tmx2js } = require('tmexchange');

const unit = (lang, source, target) =>
  `<tu><tuv xml:lang="${lang}"><seg>${source}</seg></tuv><tuv xml:lang="ru"><seg>${target}</seg></tuv></tu>`;
const input = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="editor" creationtoolversion="1" datatype="plaintext"
segtype="sentence" adminlang="en" srclang="en" o-tmf="none"/>
<body>${unit('en', 'Letter', 'Письмо')}${unit('en', 'Letter', 'Буква')}${unit('en-US', 'Stamp', 'Марка')}</body></tmx>`;

(async () => {
  const { resources } = await tmx2js(input);
  console.log(JSON.stringify(resources));
  assert.deepStrictEqual(resources, { Letter: { en: 'Letter', ru: 'Буква' } }, 'behaviour changed');
})();
JS
node run.cjs
