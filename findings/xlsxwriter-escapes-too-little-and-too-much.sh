#!/usr/bin/env bash
# XlsxWriter 3.3.1
#
# Expected: a text of a cell is kept. ECMA-376 part 1, 22.9.2.19 (ST_Xstring): `_xHHHH_` names a character by its number,
#   so a text that really has those seven characters is written with its underscore escaped, `_x005F_xHHHH_`, once.
# Instead: (1) write_string() escapes the first alone of two that share an underscore: of `_x0041_x0042_` it makes
#   `_x005F_x0041_x0042_`, which a reader that decodes from the left takes for `_x0041B`;
#   (2) write_rich_string() escapes twice: a carriage return in a run becomes `_x005F_x000D_`, the letters `_x000D_`.
# Why it matters: sheets for reviewers carry texts as they are, identifiers and line breaks of other tools among them;
#   what comes back differs from what went out, and a comparison takes it for the reviewer's change.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check xlsxwriter==3.3.1
"$tmp/venv/bin/python" - "$tmp/book.xlsx" <<'PY'
import re
import sys
import zipfile

import xlsxwriter

book = xlsxwriter.Workbook(sys.argv[1])
sheet = book.add_worksheet()
bold = book.add_format({"bold": True})
sheet.write_string(0, 0, "_x0041_x0042_")
sheet.write_rich_string(1, 0, "line\r", bold, "end")
book.close()
with zipfile.ZipFile(sys.argv[1]) as parts:
    strings = parts.read("xl/sharedStrings.xml").decode()
texts = re.findall(r"<t[^>]*>([^<]*)</t>", strings)
print("written:", texts)
plain, first_run, _ = texts
print("expected: _x005F_x0041_x005F_x0042_ and line_x000D_")
assert plain == "_x005F_x0041_x0042_", "behaviour changed"
assert first_run == "line_x005F_x000D_", "behaviour changed"
PY
