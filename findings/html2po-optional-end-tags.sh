#!/usr/bin/env bash
# Translate Toolkit 3.20.4 (html2po)
#
# Expected: html2po reads valid HTML. The HTML Standard (13.1.2.4 "Optional tags")
#   lets the end tags of p, li, dd, td, option and others be left out, and the
#   documents below are valid. A converter that could not read a file should
#   at least fail.
# Instead: a warning "Mismatched closing tag", an empty PO file of 0 bytes, and exit
#   status 0. The same text with all end tags is converted.
# Why it matters: generated pages and minifiers leave these tags out. In a batch run
#   the page's texts are missing from the PO files, the build is green, and the page
#   is published untranslated.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4
cd "$tmp"
page() { printf '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Post</title></head><body>%s</body></html>\n' "$1"; }
page '<p>One letter<p>Two letters' > p.html
page '<ul><li>Stamp<li>Parcel</ul>' > li.html
page '<ul><li>Stamp</li><li>Parcel</li></ul>' > closed.html
for name in p li closed; do
  status=0
  venv/bin/html2po --progress=none "$name.html" "$name.po" || status=$?
  echo "$name.html: exit $status, PO file: $(wc -c < "$name.po") bytes"
  [[ $status -eq 0 ]] || { echo "behaviour changed" >&2; exit 1; }
done
[[ ! -s p.po && ! -s li.po && -s closed.po ]] || { echo "behaviour changed" >&2; exit 1; }
grep -q 'msgid "Parcel"' closed.po
