#!/usr/bin/env bash
# Translate Toolkit 3.20.4 (pofilter)
#
# Expected: with --language=fa (ar, bn) the "numbers" test accepts the language's own
#   digits. The toolkit has a table of them for these languages, and the test calls
#   numbertranslate(), "Converts the numbers in a string according to the rules of
#   the language", before it compares.
# Instead: that method turns native digits into Latin ones, and it is applied to the
#   English source, which has none, and not to the translation. So "۲۵" for "25"
#   always fails with "Different numbers"; only Latin digits pass.
# Why it matters: these digits are CLDR's default for Persian and Bengali, so each
#   correct message with a number is reported, and the translators who follow the
#   report make the text worse.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4
cd "$tmp"
check() {
  printf 'msgid ""\nmsgstr ""\n"Language: %s\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Room 25"\nmsgstr "%s"\n' "$1" "$2" > in.po
  rm -f out.po
  venv/bin/pofilter --progress=none --language="$1" --test=numbers in.po out.po
  [[ -e out.po ]] && grep -o '(pofilter) numbers: .*' out.po || echo "no finding"
}
for case in "fa|اتاق ۲۵" "ar|غرفة ٢٥" "bn|কক্ষ ২৫" "fa|اتاق 25"; do
  result=$(check "${case%%|*}" "${case#*|}")
  echo "$case: $result"
  case "$case" in *25) want="no finding" ;; *) want="(pofilter) numbers: Different numbers" ;; esac
  [[ "$result" == "$want" ]] || { echo "behaviour changed" >&2; exit 1; }
done
