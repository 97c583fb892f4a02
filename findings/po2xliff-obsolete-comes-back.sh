#!/usr/bin/env bash
# Translate Toolkit 3.20.4 (po2xliff, xliff2po)
#
# Expected: an obsolete PO entry ("#~", text the program no longer has; GNU
#   gettext manual, "Obsolete Entries") is not sent to a translator as work, and
#   in no case is an ordinary entry after the way back.
# Instead: po2xliff writes obsolete entries as ordinary, approved trans-units,
#   and xliff2po turns them into live messages: the "#~" is gone.
# Why it matters: translators are paid for text that no longer exists, word
#   counts and "percent done" are wrong, and deleted messages reappear in the
#   catalogue and the MO file.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4
cd "$tmp"
cat > pt.po <<'PO'
msgid ""
msgstr ""
"Language: pt\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

msgid "Stamp"
msgstr "Selo"

#~ msgid "Telegram"
#~ msgstr "Telegrama"
PO
venv/bin/po2xliff --progress=none pt.po pt.xlf
venv/bin/xliff2po --progress=none pt.xlf back.po
echo "--- in the XLIFF file"; grep -B1 -A1 '<source>Telegram<' pt.xlf
echo "--- in the PO file made from it"; grep -A1 'Telegram"' back.po
grep -q 'approved="yes"' <(grep -B1 '<source>Telegram<' pt.xlf) || { echo "behaviour changed" >&2; exit 1; }
[[ "$(grep -A1 'msgid "Telegram"' back.po)" == $'msgid "Telegram"\nmsgstr "Telegrama"' ]] || { echo "behaviour changed" >&2; exit 1; }
