#!/usr/bin/env bash
# pygls 2.1.1, lsprotocol 2025.0.0
#
# Expected: the Language Server Protocol knows three line breaks, "\n", "\r\n" and
#   "\r" (3.17, "Text Documents": EOL = ["\n", "\r\n", "\r"]). An
#   edit of line 1 in a document whose line 0 holds U+2028 LINE SEPARATOR changes
#   the second line.
# Instead: TextDocument.lines is str.splitlines(True), which also breaks at U+2028,
#   U+2029, U+0085, U+000B, U+000C and U+001C to U+001E. The edit lands in the rest
#   of line 0, and from then on the server's copy differs from the editor's, without
#   an error. Editors send such texts as they are; JSON and PO strings may hold them.
# Why it matters: diagnostics and edits that are computed from the server's copy
#   point at, or overwrite, other text than the user sees.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pygls==2.1.1 lsprotocol==2025.0.0
"$tmp/venv/bin/python" - <<'PY'
from lsprotocol import types
from pygls.workspace import TextDocument

document = TextDocument("file:///news.po", 'msgid "one\u2028two"\nmsgstr ""\n')
span = types.Range(types.Position(1, 8), types.Position(1, 8))
document.apply_change(types.TextDocumentContentChangePartial(range=span, text="X"))
print(f"server's copy: {document.source!r}")
print("expected:      " + repr('msgid "one\u2028two"\nmsgstr "X"\n'))
assert document.source != 'msgid "one\u2028two"\nmsgstr "X"\n', "behaviour changed"
assert document.source.endswith('msgstr ""\n'), "behaviour changed"
PY
