#!/usr/bin/env bash
# polib 1.2.0, Babel 2.19.0, Translate Toolkit 3.20.4, moz.l10n 0.15.0,
# with GNU gettext's msgfmt and Python's gettext
#
# Expected: a PO string follows "the C syntax for a character string, including
#   surrounding quotes and embedded backslashed escape sequences" (GNU gettext
#   manual, "The Format of PO Files"). So "\302\2435" (octal) and "\x41" (hex)
#   are characters; msgfmt compiles the entry below to "A £5".
# Instead: all four PO readers keep the escapes as text: three return the
#   backslash and the digits, Translate Toolkit drops the backslashes and
#   returns "x41 3022435".
# Why it matters: a catalogue written by hand or by an older C tool shows the
#   right text in the program and digits in every check, glossary match and
#   length count that a Python pipeline makes on the same file.
set -euo pipefail
command -v msgfmt >/dev/null || { echo "needs GNU gettext (msgfmt) on PATH" >&2; exit 2; }
[[ "$(msgfmt --version | head -n 1)" == *"GNU gettext"* ]] || { echo "needs GNU gettext's msgfmt" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  polib==1.2.0 babel==2.19.0 translate-toolkit==3.20.4 moz.l10n==0.15.0
cd "$tmp"
cat > en.po <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

msgid "Rate"
msgstr "\x41 \302\2435"
PO
msgfmt --output-file=en.mo en.po
"$tmp/venv/bin/python" - <<'PY'
import gettext

import polib
from babel.messages.pofile import read_po
from moz.l10n.resource import parse_resource
from translate.storage import pypo

with open("en.mo", "rb") as source:
    compiled = gettext.GNUTranslations(source).gettext("Rate")
with open("en.po", "rb") as source:
    babel = read_po(source)["Rate"].string
with open("en.po", "rb") as source:
    toolkit = str(pypo.pofile(source).units[1].target)
moz = "".join(parse_resource("en.po").sections[0].entries[0].value.pattern)
seen = {"polib": polib.pofile("en.po")[0].msgstr, "Babel": babel, "Translate Toolkit": toolkit, "moz.l10n": moz}
print(f"msgfmt: {compiled!r}")
for name, text in seen.items():
    print(f"{name}: {text!r}")
literal = "\\x41 \\302\\2435"
assert compiled == "A £5"
assert seen == {"polib": literal, "Babel": literal, "Translate Toolkit": "x41 3022435", "moz.l10n": literal}, "behaviour changed"
PY
