#!/usr/bin/env bash
# openpyxl 3.1.5 with XlsxWriter 3.3.1 and python-calamine 0.9.1
#
# Expected: a string goes through a workbook unchanged. SpreadsheetML strings are
#   of type ST_Xstring (ECMA-376 Part 1, 22.9.2.19): characters that XML cannot
#   hold are written _xHHHH_, and a literal "_x0041_" as "_x005F_x0041_".
#   XlsxWriter writes and calamine reads by that rule.
# Instead: openpyxl reads shared strings without undoing it for the carriage return:
#   a cell "line 1\r\nline 2" arrives as "line 1_x000D_\nline 2"; and it writes a
#   literal "form _x0041_" unescaped, so a reader by the standard gets "form A".
# Why it matters: multi-line glossary notes typed on Windows come in with
#   "_x000D_" in the text, which a translator then sees, a length check counts and
#   a term search trips over; codes of that shape are changed on export.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  openpyxl==3.1.5 XlsxWriter==3.3.1 python-calamine==0.9.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

calamine = lambda path: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0][0]

with xlsxwriter.Workbook("standard.xlsx") as book:
    book.add_worksheet().write_string(0, 0, "line 1\r\nline 2")
read = openpyxl.load_workbook("standard.xlsx").active["A1"].value, calamine("standard.xlsx")
print(f"written by XlsxWriter 'line 1\\r\\nline 2': openpyxl {read[0]!r}, calamine {read[1]!r}")

book = openpyxl.Workbook()
book.active["A1"] = "form _x0041_"
book.save("openpyxl.xlsx")
back = openpyxl.load_workbook("openpyxl.xlsx").active["A1"].value, calamine("openpyxl.xlsx")
print(f"written by openpyxl 'form _x0041_': openpyxl {back[0]!r}, calamine {back[1]!r}")
assert read == ("line 1_x000D_\nline 2", "line 1\r\nline 2"), "behaviour changed"
assert back == ("form _x0041_", "form A"), "behaviour changed"
PY
