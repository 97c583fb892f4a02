#!/usr/bin/env bash
# polib 1.2.0, Babel 2.19.0, moz.l10n 0.15.0, with GNU gettext's msgcat
#
# Expected: "#|" (previous msgid of a fuzzy entry) and "#~|" (the same of an
#   obsolete entry) survive reading and writing. Both are PO syntax (GNU gettext
#   manual, "The Format of PO Files"; msgmerge writes them), and msgcat gives
#   the file below back unchanged.
# Instead, each library loses them in its own way and without an error:
#   polib keeps "#|" but drops every "#~|" line;
#   Babel takes "#|" for a translator's comment and writes "# | msgid ...", which
#     no gettext tool will ever remove again, and drops "#~|";
#   moz.l10n drops both.
# Why it matters: the previous msgid is what a translator (and a "what changed"
#   view) needs to mend a fuzzy entry; after one pass of a tool it is gone, or is
#   a comment that stays for good.
set -euo pipefail
command -v msgcat >/dev/null || { echo "needs GNU gettext (msgcat) on PATH" >&2; exit 2; }
[[ "$(msgcat --version | head -n 1)" == *"GNU gettext"* ]] || { echo "needs GNU gettext's msgcat" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  polib==1.2.0 babel==2.19.0 moz.l10n==0.15.0 fluent.syntax==0.19.0
cd "$tmp"
cat > ru.po <<'PO'
msgid ""
msgstr ""
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

#, fuzzy
#| msgid "Send a letter"
msgid "Send the letter"
msgstr "Отправить письмо"

#, fuzzy
#~| msgid "Old parcel"
#~ msgid "Old parcels"
#~ msgstr "Старая посылка"
PO
diff ru.po <(msgcat ru.po) && echo "msgcat: unchanged"
"$tmp/venv/bin/python" - <<'PY'
import io

import polib
from babel.messages.pofile import read_po, write_po
from moz.l10n.resource import parse_resource, serialize_resource


def babel():
    out = io.BytesIO()
    with open("ru.po", "rb") as source:
        write_po(out, read_po(source), include_previous=True)
    return out.getvalue().decode()


written = {
    "polib": str(polib.pofile("ru.po")),
    "babel": babel(),
    "moz.l10n": "".join(serialize_resource(parse_resource("ru.po"))),
}
lines = {name: [line for line in text.splitlines() if "Send a" in line or '"Old parcel"' in line] for name, text in written.items()}
for name, kept in lines.items():
    print(f"{name}: previous msgids written: {kept}")
assert lines == {
    "polib": ['#| msgid "Send a letter"'],
    "babel": ['# | msgid "Send a letter"'],
    "moz.l10n": [],
}, "behaviour changed"
PY
