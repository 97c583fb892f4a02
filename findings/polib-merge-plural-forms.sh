#!/usr/bin/env bash
# polib 1.2.0, with GNU gettext's msgmerge
#
# Expected: POFile.merge() "behaves exactly as the gettext msgmerge utility"
#   (polib API documentation). msgmerge takes the number of msgstr[] of a new
#   plural entry from the catalogue's own Plural-Forms (three for Russian), and
#   keeps the translation of an entry that has become plural, marked fuzzy.
# Instead: polib copies the template's two empty msgstr[] into a catalogue with
#   nplurals=3, and the translation of the entry that has become plural is
#   thrown away with no trace, not even a fuzzy flag.
# Why it matters: a confirmed translation is lost without a word, and new Russian
#   entries have one form too few, so whoever fills what is shown hands in a file
#   that msgfmt --check refuses.
set -euo pipefail
command -v msgmerge >/dev/null && command -v msgfmt >/dev/null || { echo "needs GNU gettext (msgmerge, msgfmt) on PATH" >&2; exit 2; }
[[ "$(msgmerge --version | head -n 1)" == *"GNU gettext"* ]] || { echo "needs GNU gettext's msgmerge" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check polib==1.2.0
cd "$tmp"
cat > ru.po <<'PO'
msgid ""
msgstr ""
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "Stamp"
msgstr "Марка"
PO
cat > new.pot <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

msgid "Stamp"
msgid_plural "Stamps"
msgstr[0] ""
msgstr[1] ""

msgid "Box"
msgid_plural "Boxes"
msgstr[0] ""
msgstr[1] ""
PO
msgmerge --quiet --output-file=gnu.po ru.po new.pot
"$tmp/venv/bin/python" - <<'PY'
import os
import re
import subprocess

import polib

merged = polib.pofile("ru.po")
merged.merge(polib.pofile("new.pot"))
gnu = {entry.msgid: entry for entry in polib.pofile("gnu.po")}
for entry in merged:
    print(f"{entry.msgid}: polib {entry.msgstr_plural} fuzzy={entry.fuzzy}   msgmerge {gnu[entry.msgid].msgstr_plural} fuzzy={gnu[entry.msgid].fuzzy}")
assert gnu["Stamp"].msgstr_plural == dict.fromkeys(range(3), "Марка") and gnu["Stamp"].fuzzy
assert gnu["Box"].msgstr_plural == dict.fromkeys(range(3), "")
assert {entry.msgid: (entry.msgstr_plural, entry.fuzzy) for entry in merged} == {
    "Stamp": ({0: "", 1: ""}, False),
    "Box": ({0: "", 1: ""}, False),
}, "behaviour changed"
assert "Марка" not in str(merged), "behaviour changed"

for entry in merged:
    entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "перевод")
merged.save("filled.po")
check = subprocess.run(
    ["msgfmt", "--check", "--output-file=/dev/null", "filled.po"],
    capture_output=True,
    text=True,
    env=os.environ | {"LC_ALL": "C"},
)
print("msgfmt --check once both shown forms are filled:", re.search(r"nplurals = 3.*", check.stderr).group())
assert check.returncode == 1
PY
