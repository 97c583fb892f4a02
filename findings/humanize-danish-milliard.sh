#!/usr/bin/env bash
# humanize 4.17.0 (Danish)
#
# Expected: intword() gives 1 750 000 000 as "1,8 milliarder" in Danish, which uses the long
#   scale as its neighbours do; the Norwegian, Swedish and German catalogs of the package say
#   milliard there.
# Instead: in da_DK it is "1.8 billioner": a thousand times too much. 1.8 million millions are
#   "1.8 billioner" as well, so two amounts read the same.
# Why it matters: a figure shown with humanize beside a translated article contradicts it, and
#   nothing in the text looks wrong.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check humanize==4.17.0
"$tmp/venv/bin/python" - <<'PY'
import humanize

shown = {}
for locale in ("da_DK", "nb", "sv_SE", "de_DE"):
    humanize.i18n.activate(locale)
    shown[locale] = [humanize.intword(n) for n in (1_750_000_000, 1_750_000_000_000)]
    print(locale, shown[locale])
assert shown["da_DK"] == ["1.8 billioner", "1.8 billioner"], "behaviour changed"
assert shown["nb"] == ["1.8 milliarder", "1.8 billioner"], "behaviour changed"
assert "miljarder" in shown["sv_SE"][0] and "Milliarden" in shown["de_DE"][0], "behaviour changed"
PY
