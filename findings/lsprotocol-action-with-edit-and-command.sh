#!/usr/bin/env bash
# lsprotocol 2025.0.0
#
# Expected: a code action may have an edit and a command ("the edit is executed first, then the
#   command", says the protocol). Read by the converter it is a CodeAction with both.
# Instead: an answer with a command is taken for a Command, which is the older form of the
#   answer: the edit is gone, and the command's name is the text of a Python dictionary. Without
#   the command, the same action is read whole.
# Why it matters: a test client built on it (pytest-lsp is) says that a server sends no edit,
#   which editors get; a server that wants to be tested with it sends edits alone.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check lsprotocol==2025.0.0
"$tmp/venv/bin/python" - <<'PY'
from lsprotocol import converters, types

converter = converters.get_converter()
edit = {"changes": {"file:///news.po": [{"range": {"start": {"line": 3, "character": 8}, "end": {"line": 3, "character": 8}}, "newText": "x"}]}}
command = {"title": "Accept", "command": "accept"}

def read(action):
    answer = {"jsonrpc": "2.0", "id": 1, "result": [action]}
    return converter.structure(answer, types.CodeActionResponse).result[0]

alone = read({"title": "Accept", "edit": edit})
both = read({"title": "Accept", "edit": edit, "command": command})
print(alone)
print(both)
assert isinstance(alone, types.CodeAction) and alone.edit is not None, "behaviour changed"
assert isinstance(both, types.Command) and both.command == str(command), "behaviour changed"
PY
