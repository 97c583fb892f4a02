#!/usr/bin/env bash
# mdpo 2.1.4
#
# Expected: po2md with every msgstr equal to its msgid keeps what CommonMark gives
#   meaning to: the start number of an ordered list (spec 5.3: "5." starts at 5)
#   and hard line breaks (6.7: a backslash or two blanks at the end of a line).
# Instead: the list starts at 1, and a hard break becomes a blank in the msgid and
#   is gone from the result.
# Why it matters: a notice that goes on with step 5 after a picture is numbered 1,
#   and the lines of a postal address run together into one; the translator never
#   saw that there was a break to keep.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check mdpo==2.1.4 polib==1.2.0
cd "$tmp"
cat > notice.md <<'MD'
5. Seal the parcel
6. Write the address

Central Post Office\
1 Station Road
MD
"$tmp/venv/bin/python" - <<'PY'
from mdpo.md2po import markdown_to_pofile
from mdpo.po2md import pofile_to_markdown

catalogue = markdown_to_pofile("notice.md")
for entry in catalogue:
    entry.msgstr = entry.msgid
catalogue.save("notice.po")
after = pofile_to_markdown("notice.md", "notice.po")
print(after)
lines = [line for line in after.splitlines() if line.strip()]
assert lines == [
    "1. Seal the parcel",
    "1. Write the address",
    "Central Post Office 1 Station Road",
], "behaviour changed"
PY
