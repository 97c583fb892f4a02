#!/usr/bin/env bash
# Translate Toolkit 3.20.4 (pofilter), with GNU gettext's msgfmt
#
# Expected: a Russian plural entry whose English singular spells the number out ("One
#   parcel") and whose msgstr[0] has {n} is right: the Russian form 0 is also used for
#   21, 31, 101, so it needs the number. msgfmt --check-format accepts it, since it
#   compares the plural forms with msgid_plural.
# Instead: pofilter compares msgstr[0] with the msgid only. It reports "Unknown named
#   placeholders in translation" (test pythonbraceformat) and "Added printf variable"
#   (test printf), both of its class "critical".
# Why it matters: the false alarm is critical in exactly the messages that count things,
#   for all languages with such a rule (ru, uk, sr, hr, lt, lv, is); "mending" it
#   prints "Вас ожидает посылка" (a parcel) for 21 parcels.
set -euo pipefail
command -v msgfmt >/dev/null || { echo "needs GNU gettext (msgfmt) on PATH" >&2; exit 2; }
[[ "$(msgfmt --version | head -n 1)" == *"GNU gettext"* ]] || { echo "needs GNU gettext's msgfmt" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4
cd "$tmp"
cat > ru.po <<'PO'
msgid ""
msgstr ""
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

#, python-brace-format
msgid "One parcel is waiting"
msgid_plural "{n} parcels are waiting"
msgstr[0] "Ожидает {n} посылка"
msgstr[1] "Ожидают {n} посылки"
msgstr[2] "Ожидают {n} посылок"

#, python-format
msgid "One letter"
msgid_plural "%(n)d letters"
msgstr[0] "%(n)d письмо"
msgstr[1] "%(n)d письма"
msgstr[2] "%(n)d писем"
PO
msgfmt --check-format --output-file=/dev/null ru.po && echo "msgfmt --check-format: no error"
venv/bin/pofilter --progress=none --language=ru --test=pythonbraceformat --test=printf ru.po out.po
seen=$(grep -o '(pofilter) .*' out.po)
echo "$seen"
[[ "$seen" == $'(pofilter) pythonbraceformat: Unknown named placeholders in translation: {n}\n(pofilter) printf: Added printf variable: %(n)d' ]] || { echo "behaviour changed" >&2; exit 1; }
