#!/usr/bin/env bash
# Translate Toolkit 3.20.4 (po2xliff, xliff2po)
#
# Expected: two PO entries with the same msgid and different msgctxt are two
#   messages (GNU gettext manual on contexts), and both translations come back
#   from XLIFF. The format has room for it: po2xliff itself writes a context
#   element ("x-po-msgctxt") for the *previous* msgctxt of a fuzzy entry.
# Instead: po2xliff leaves the msgctxt out. On the way back the second of the two
#   is dropped with a log line, and the first gets an empty msgctxt.
# Why it matters: "Post" the noun and "Post" the verb are the classic pair in
#   postal software: after the round trip one translation is lost and the other
#   belongs to neither message, so the program shows English.
set -euo pipefail
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

msgctxt "noun"
msgid "Post"
msgstr "Почта"

msgctxt "verb"
msgid "Post"
msgstr "Отправить"
PO
venv/bin/po2xliff --progress=none ru.po ru.xlf
venv/bin/xliff2po --progress=none ru.xlf back.po
echo "--- msgctxt values in the XLIFF file: $(grep -c -e '>noun<' -e '>verb<' ru.xlf || true)"
echo "--- messages in the PO file made from it"; sed -n '/^msgctxt/,$p' back.po
! grep -q -e 'noun' -e 'verb' ru.xlf || { echo "behaviour changed" >&2; exit 1; }
[[ "$(grep -v '^#' back.po | sed -n '/^msgctxt/,$p')" == $'msgctxt ""\nmsgid "Post"\nmsgstr "Почта"' ]] || { echo "behaviour changed" >&2; exit 1; }
! grep -q 'Отправить' back.po || { echo "behaviour changed" >&2; exit 1; }
