#!/usr/bin/env bash
# xliff 6.4.0 (npm)
#
# Expected: xliff2js() followed by js2xliff() keeps the text of an XLIFF 2.0 file. A unit
#   may hold several segments (a paragraph cut into sentences is the ordinary case), and
#   the code of its tags stands in <originalData>.
# Instead: of a unit's segments only the last one is read. The sentence before it, source
#   and target, is gone from the object and from the file that is written, and so are
#   <originalData> and the state; nothing is said.
# Why it matters: a file that a CAT tool has segmented comes back with one sentence a
#   paragraph. Who uses the library to look at translations counts too few of them.
set -euo pipefail
command -v npm >/dev/null && command -v node >/dev/null || { echo "needs Node.js with npm on PATH" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --no-audit --no-fund --prefix "$tmp" xliff@6.4.0 >/dev/null
cd "$tmp"
cat > run.cjs <<'JS'
const assert = require('assert');
const { js2xliff, xliff2js } = require('xliff');

const input = `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de">
<file id="news"><unit id="paragraph">
<originalData><data id="d1">&lt;b&gt;</data><data id="d2">&lt;/b&gt;</data></originalData>
<segment state="reviewed"><source>The <pc id="1" dataRefStart="d1" dataRefEnd="d2">parcel</pc> arrived.</source><target>Das <pc id="1" dataRefStart="d1" dataRefEnd="d2">Paket</pc> kam an.</target></segment>
<segment state="final"><source>It was late.</source><target>Es kam spät.</target></segment>
</unit></file>
</xliff>`;

(async () => {
  const read = await xliff2js(input);
  const unit = read.resources.news.paragraph;
  const output = await js2xliff(read);
  console.log('read:', JSON.stringify([unit.source, unit.target]));
  console.log(output);
  assert.deepStrictEqual([unit.source, unit.target], ['It was late.', 'Es kam spät.'], 'behaviour changed');
  assert.ok(!JSON.stringify(read).includes('arrived'), 'behaviour changed');
  assert.ok(!/arrived|Paket|originalData|state=/.test(output), 'behaviour changed');
})();
JS
node run.cjs
