#!/usr/bin/env bash
# Translate Toolkit 3.20.4 (po2csv, csv2po)
#
# Expected: PO to CSV and back with the original as the template
#   ("csv2po -t pot csv po", the manual's own use) gives every translation back,
#   and an unreviewed one stays fuzzy. The manual's "Bugs" section names lost
#   translator comments, nothing about states or plural forms.
# Instead: (1) the CSV has no column for the state, and csv2po writes a fuzzy
#   guess back as a confirmed translation; (2) po2csv writes two rows for every
#   plural entry, so the third Russian form is not in the CSV and comes back
#   empty, which makes the whole entry untranslated for msgfmt.
# Why it matters: a glossary round through a spreadsheet approves wording that
#   nobody reviewed and destroys finished plural translations in all languages
#   with three or more forms.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4
cd "$tmp"
cat > head.po <<'PO'
msgid ""
msgstr ""
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

PO
{ cat head.po; cat <<'PO'
#: news.html:1
msgid "%d letter"
msgid_plural "%d letters"
msgstr[0] "%d письмо"
msgstr[1] "%d письма"
msgstr[2] "%d писем"

#: news.html:2
#, fuzzy
msgid "Mailbox"
msgstr "Почта"
PO
} > ru.po
{ cat head.po; cat <<'PO'
#: news.html:1
msgid "%d letter"
msgid_plural "%d letters"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""

#: news.html:2
msgid "Mailbox"
msgstr ""
PO
} > ru.pot
venv/bin/po2csv --progress=none ru.po ru.csv
venv/bin/csv2po --progress=none -t ru.pot ru.csv back.po
echo "--- CSV"; cat ru.csv
echo "--- PO made from it"; sed -n '/^#: /,$p' back.po
[[ "$(grep '^msgstr\[2\]' back.po)" == 'msgstr[2] ""' ]] || { echo "behaviour changed" >&2; exit 1; }
! grep -q 'fuzzy' back.po || { echo "behaviour changed" >&2; exit 1; }
grep -q '^msgstr "Почта"$' back.po || { echo "behaviour changed" >&2; exit 1; }
