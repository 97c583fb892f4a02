#!/usr/bin/env bash
# Translate Toolkit 3.20.4 (podebug), with GNU gettext's msgfmt
#
# Expected: a pseudo-translation still runs. podebug leaves printf placeholders
#   (%(name)s, %s) and XML tags as they are, so the named fields of an entry
#   flagged "python-brace-format" should be left alone too: its msgstr has to
#   name the same fields (GNU gettext manual, "Python Format Strings").
# Instead: --rewrite=unicode puts accents on the letters inside the braces:
#   {count} becomes {ƈǿŭƞŧ}. msgfmt --check refuses the file, and str.format()
#   raises KeyError.
# Why it matters: pseudo-localization is run to test a program before the first
#   translation; here it breaks each message with a named field, so the test run
#   fails for a reason that no real translation would have.
set -euo pipefail
command -v msgfmt >/dev/null || { echo "needs GNU gettext (msgfmt) on PATH" >&2; exit 2; }
[[ "$(msgfmt --version | head -n 1)" == *"GNU gettext"* ]] || { echo "needs GNU gettext's msgfmt" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4
cd "$tmp"
cat > en.po <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

#, python-brace-format
msgid "{count} parcels"
msgstr ""

#, python-format
msgid "%(count)s letters"
msgstr ""
PO
venv/bin/podebug --progress=none --rewrite=unicode en.po pseudo.po
sed -n '/^#, /,$p' pseudo.po
set +e
message=$(LC_ALL=C msgfmt --check-format --output-file=/dev/null pseudo.po 2>&1); status=$?
set -e
echo "msgfmt --check-format (exit $status): $(head -n 1 <<< "$message" | cut -d: -f3- | LC_ALL=C sed 's/ Reason:.*//')"
grep -qF '{ƈǿŭƞŧ}' pseudo.po || { echo "behaviour changed" >&2; exit 1; }
grep -qF '%(count)s' <(grep '^msgstr' pseudo.po) || { echo "behaviour changed" >&2; exit 1; }
[[ $status -eq 1 ]] || { echo "behaviour changed" >&2; exit 1; }
