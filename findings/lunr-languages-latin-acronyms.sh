#!/usr/bin/env bash
# lunr 2.3.9 with lunr-languages 1.22.0
#
# Expected: a page is found by any word that stands on it. News in Russian, Arabic and
#   Korean is full of acronyms in Latin letters (EMS, CTT, RCEP).
# Instead: the Russian and Arabic pipelines trim everything that is not of their script,
#   so that "EMS" is indexed as an empty word; the Korean one indexes "ems", but looks for
#   "EMS" as it was typed. None is found. The Portuguese, Greek and Hebrew ones find it, and
#   all find figures.
# Why it matters: the search of a static site answers "nothing found" for what people look
#   for most, a brand, while it works in every test with ordinary words.
set -euo pipefail
for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "needs $tool on PATH" >&2; exit 2; }
done
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund lunr@2.3.9 lunr-languages@1.22.0 >/dev/null
node -e '
const lunr = require("lunr");
require("lunr-languages/lunr.stemmer.support")(lunr);
const texts = {
  ru: "Посылка EMS доставлена в 2024 году",
  ar: "سلم البريد EMS 2024 طردا",
  ko: "우정 EMS 소포 2024",
  pt: "A EMS entregou 2024 encomendas",
  el: "Το ταχυδρομείο EMS 2024 δέματα",
  he: "דואר EMS 2024 חבילות",
};
const seen = {};
for (const [code, text] of Object.entries(texts)) {
  require("lunr-languages/lunr." + code)(lunr);
  const index = lunr(function () {
    this.use(lunr[code]);
    this.ref("id");
    this.field("text");
    this.add({ id: "a", text });
  });
  seen[code] = ["EMS", "2024"].map((word) => index.search(word).length);
}
console.log(JSON.stringify(seen));
const expected = { ru: [0, 1], ar: [0, 1], ko: [0, 1], pt: [1, 1], el: [1, 1], he: [1, 1] };
if (JSON.stringify(seen) !== JSON.stringify(expected)) { console.log("behaviour changed"); process.exit(1); }
'
