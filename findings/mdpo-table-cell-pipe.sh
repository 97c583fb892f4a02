#!/usr/bin/env bash
# mdpo 2.1.4
#
# Expected: po2md with every msgstr equal to its msgid gives the document's
#   structure back. In a table a literal pipe is written \| (GitHub Flavored
#   Markdown spec, 4.10 "Tables": escaping it keeps it inside the cell).
# Instead: the msgid has the bare pipe, and po2md writes it back bare: a row of two
#   cells becomes a row of three, and the last cell is dropped by a renderer.
# Why it matters: even without any translation the column with the price is gone
#   from the page; no PO check can see it, since msgid and msgstr are equal.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check mdpo==2.1.4 polib==1.2.0
cd "$tmp"
cat > rates.md <<'MD'
| Service | Price |
|---------|-------|
| EMS \| Express | 12 |
MD
"$tmp/venv/bin/python" - <<'PY'
from mdpo.md2po import markdown_to_pofile
from mdpo.po2md import pofile_to_markdown

catalogue = markdown_to_pofile("rates.md")
for entry in catalogue:
    entry.msgstr = entry.msgid
catalogue.save("rates.po")
row = pofile_to_markdown("rates.md", "rates.po").rstrip().splitlines()[-1]
print(f"before: | EMS \\| Express | 12 |\nafter:  {row}")
assert "EMS | Express" in [entry.msgid for entry in catalogue]
assert row.replace(" ", "") == "|EMS|Express|12|", "behaviour changed"
PY
