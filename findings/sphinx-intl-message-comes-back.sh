#!/usr/bin/env bash
# sphinx-intl 2.4.0 with Babel 2.19.0 and GNU gettext's msgmerge and msgfmt
#
# Expected: a message that returns to the template takes its translation from its
#   obsolete entry ("#~"), which is what such entries are kept for; msgmerge does so.
# Instead: `sphinx-intl update` adds the message without a translation and leaves the
#   obsolete entry below it. msgfmt then refuses the file: duplicate message
#   definition.
# Why it matters: taking a paragraph out of a documentation and putting it back
#   costs every language its translation, and the next build.
set -euo pipefail
for tool in msgmerge msgfmt; do
    command -v "$tool" >/dev/null || { echo "needs GNU gettext ($tool) on PATH" >&2; exit 2; }
done
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check sphinx-intl==2.4.0 babel==2.19.0
cd "$tmp"
mkdir -p pot locale/ru/LC_MESSAGES
head='msgid ""
msgstr ""
"Project-Id-Version: manual\n"
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
'
printf '%s\n%s\n' "$head" 'msgid "Opening hours"
msgstr ""' >pot/news.pot
printf '%s\n%s\n' "$head" '#~ msgid "Opening hours"
#~ msgstr "Часы работы"' >locale/ru/LC_MESSAGES/news.po
cp locale/ru/LC_MESSAGES/news.po by-msgmerge.po
msgmerge --quiet --update by-msgmerge.po pot/news.pot
venv/bin/sphinx-intl update -p pot -d locale -l ru >/dev/null
sed -n '/Opening/,$p' locale/ru/LC_MESSAGES/news.po
grep -A1 '^msgid "Opening hours"' by-msgmerge.po | grep -q 'Часы работы'
grep -A1 '^msgid "Opening hours"' locale/ru/LC_MESSAGES/news.po | grep -q '^msgstr ""'
grep -q '^#~ msgstr "Часы работы"' locale/ru/LC_MESSAGES/news.po
said=$(msgfmt -o /dev/null locale/ru/LC_MESSAGES/news.po 2>&1 || true)
echo "$said"
[[ "$said" == *"duplicate message definition"* ]]
