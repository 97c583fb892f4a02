#!/usr/bin/env bash
# fluent.runtime 0.4.0 (with fluent.syntax 0.19.0, Babel 2.19.0)
#
# Expected: a number formatted with NUMBER() selects the variant of the number as
#   formatted. The Fluent guide ("Selectors", formatted selectors) gives
#   NUMBER($score, minimumFractionDigits: 1), where 1 is shown as "1.0", and
#   NUMBER($pos, type: "ordinal") for "1st, 2nd, 3rd". By CLDR English "1.0"
#   is "other" (UTS #35 Part 3: v = 1) and the ordinal category of 2 is "two".
# Instead: the plural rule is asked about the bare number, so [one] is taken and
#   prints "1.0"; and type: "ordinal" is no known option: a TypeError is put
#   into the list of errors and the default variant is shown, "2th".
# Why it matters: one FTL file reads right in the JavaScript runtime and wrong in
#   the Python one, so a review made with Python shows errors the text has not,
#   and hides those it has.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  fluent.runtime==0.4.0 fluent.syntax==0.19.0 babel==2.19.0
"$tmp/venv/bin/python" - <<'PY'
from fluent.runtime import FluentBundle, FluentResource

bundle = FluentBundle(["en"], use_isolating=False)
bundle.add_resource(FluentResource("""
weight = { NUMBER($n, minimumFractionDigits: 1) ->
    [one] { NUMBER($n, minimumFractionDigits: 1) } kilo
   *[other] { NUMBER($n, minimumFractionDigits: 1) } kilos
 }
place = { NUMBER($n, type: "ordinal") ->
    [one] { $n }st
    [two] { $n }nd
    [few] { $n }rd
   *[other] { $n }th
 }
"""))


def show(name, n):
    text, errors = bundle.format_pattern(bundle.get_message(name).value, {"n": n})
    return text, [type(error).__name__ for error in errors]


weight, place = show("weight", 1), show("place", 2)
print(f"weight of 1: {weight}   (expected '1.0 kilos')")
print(f"place 2:     {place}   (expected '2nd')")
assert weight == ("1.0 kilo", []), "behaviour changed"
assert place == ("2th", ["TypeError"]), "behaviour changed"
PY
