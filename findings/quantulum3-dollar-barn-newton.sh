#!/usr/bin/env bash
# quantulum3 0.10.0
#
# Expected: in "US$1.5bn", "2.5 mln parcels" and "100 k parcels" the letters are the usual short
#   forms of billion, million and thousand, as in any business news; a parser of quantities that
#   knows "billion" either reads them or leaves the unit open.
# Instead: they are units of physics: 1.5 "united states dollar barn newton", 2.5 "cubic
#   centimetre newton", 100 kelvin. The number lacks its factor, and there is no sign of doubt.
# Why it matters: as an oracle for amounts in translated news it disagrees with a right
#   translation by six or nine powers of ten.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check --no-deps quantulum3==0.10.0 inflect==7.5.0 num2words==0.5.14 docopt==0.6.2 more-itertools==10.8.0 typeguard==4.4.4 typing_extensions==4.15.0
"$tmp/venv/bin/python" - <<'PY'
import warnings

warnings.simplefilter("ignore")
from quantulum3 import parser

read = {}
for text in ("US$1.5bn", "2.5 mln parcels", "100 k parcels", "1.75 billion parcels"):
    (quantity,) = parser.parse(text)
    read[text] = (quantity.value, quantity.unit.name)
    print(text, "->", *read[text])
assert read["US$1.5bn"] == (1.5, "united states dollar barn newton"), "behaviour changed"
assert read["2.5 mln parcels"] == (2.5, "cubic centimetre newton"), "behaviour changed"
assert read["100 k parcels"] == (100.0, "kelvin"), "behaviour changed"
assert read["1.75 billion parcels"][0] == 1.75e9, "behaviour changed"
PY
