#!/usr/bin/env bash
# Babel 2.19.0, with GNU gettext's msgmerge
#
# Expected: an obsolete PO entry ("#~") keeps its "#, fuzzy" flag when a catalog
#   is read and written. GNU gettext writes that flag for obsolete entries too
#   (manual, "Fuzzy Entries" and "Obsolete Entries"), since msgmerge brings an
#   entry back as soon as its msgid returns to the template.
# Instead: read_po() reads the flag, write_po() does not write it. msgmerge then
#   revives the doubtful translation as a finished one.
# Why it matters: a machine-made or outdated wording that nobody has reviewed
#   turns into a confirmed translation and is compiled into the MO file.
set -euo pipefail
command -v msgmerge >/dev/null || { echo "needs GNU gettext (msgmerge) on PATH" >&2; exit 2; }
[[ "$(msgmerge --version | head -n 1)" == *"GNU gettext"* ]] || { echo "needs GNU gettext's msgmerge" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check babel==2.19.0
cd "$tmp"
cat > pt.po <<'PO'
msgid ""
msgstr ""
"Language: pt\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

#, fuzzy
#~ msgid "Registered letter"
#~ msgstr "Carta simples"
PO
cat > new.pot <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

msgid "Registered letter"
msgstr ""
PO
"$tmp/venv/bin/python" - <<'PY'
from babel.messages.pofile import read_po, write_po

with open("pt.po", "rb") as source:
    catalog = read_po(source)
assert [message.fuzzy for message in catalog.obsolete.values()] == [True]
with open("babel.po", "wb") as target:
    write_po(target, catalog)
PY
revived() { msgmerge --quiet "$1" new.pot | sed -n '/^$/,$p' | grep -B1 -A1 '^msgid "Registered letter"'; }
echo "--- msgmerge on the original file"; revived pt.po
echo "--- msgmerge on the file as Babel rewrote it"; revived babel.po
[[ "$(revived pt.po)" == $'#, fuzzy\nmsgid "Registered letter"\nmsgstr "Carta simples"' ]]
[[ "$(revived babel.po)" == $'\nmsgid "Registered letter"\nmsgstr "Carta simples"' ]] || { echo "behaviour changed" >&2; exit 1; }
