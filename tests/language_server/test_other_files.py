"""Glossaries, settings, and catalogs outside of a project; and input that no editor should send."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from editor import EditedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pytest_lsp import LanguageClient

from postl10n import Editing
from postl10n.language_server.open_catalog import OpenCatalog
from postl10n.language_server.po_document import PoDocument
from postl10n.language_server.positions import Units

alone = pytest.mark.asyncio(loop_scope="module")
_PO = """\
# Our words.
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=ISO-8859-1\\n"

#: news.txt
msgid "It has 15 warehouses and {n} trucks."
msgstr "Es hat 15 Lager und {n} Lastwagen."

msgid "Two lines\\n"
"of \\"text\\""
msgstr ""
"Zwei Zeilen\\n"
"\\"Text\\" \U0001f4ee hier"

#~ msgid "Old"
#~ msgstr "Alt"
"""


@alone
async def test_a_catalog_outside_of_a_project_is_checked_in_its_own_language(
    client: LanguageClient, tmp_path: Path
) -> None:
    path = tmp_path / "words.po"
    path.write_text(_PO, encoding="utf-8")
    po = EditedFile(client, path)
    po.replace("{n} Lastwagen", "Lastwagen")
    (problem,) = await po.problems("placeholder")
    assert problem.severity is types.DiagnosticSeverity.Error
    items = await po.completions(po.position("und ", behind=True))
    assert "{n}" in {one.label for one in items}


@alone
async def test_two_entries_of_one_source_are_both_told(client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "words.po"
    path.write_text(_PO, encoding="utf-8")
    po = EditedFile(client, path)
    po.replace("#~ msgid", 'msgid "Twice"\nmsgstr ""\n\nmsgid "Twice"\nmsgstr ""\n\n#~ msgid')
    lines = [one.range.start.line for one in await po.problems("po", "po")]
    assert lines == [one for one, line in enumerate(po.text.split("\n")) if line == 'msgid "Twice"']


@alone
async def test_faults_of_a_glossary_and_what_lint_says_are_shown_at_their_lines(
    client: LanguageClient, news: Path
) -> None:
    glossary = EditedFile(client, news / "glossary/example.yaml", "yaml")
    usual = [str(one.code) for one in await _settled(glossary)]
    glossary.replace("status: forbidden", "status: forbiden")
    (problem,) = await glossary.problems("None")
    assert problem.range.start.line == glossary.position("forbiden").line
    glossary.replace("status: forbiden", "status: forbidden")
    await glossary.problems(*usual)


async def _settled(file: EditedFile) -> list[types.Diagnostic]:
    await file.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(file.client.diagnostics.get(file.uri, ()))


@alone
async def test_faults_of_settings_are_shown_at_their_lines(client: LanguageClient, news: Path) -> None:
    settings = EditedFile(client, news / "postl10n.toml", "toml")
    settings.replace('source = "en"', 'sorce = "en"')
    (problem,) = await settings.problems("None")
    assert problem.range.start.line == settings.position("sorce").line
    assert "sorce" in problem.message


def test_without_pygls_one_message_says_what_to_install(tmp_path: Path) -> None:
    hide = "import sys; sys.modules['pygls'] = None\nfrom postl10n.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", hide, "lsp"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 2
    assert done.stderr.count("postl10n[lsp]") == 1
    assert "Traceback" not in done.stderr


_TEXTS = st.text(st.sampled_from('abc"\\nß😋\n\r# ~msgidtr[0]:,|{}\u2028\ud83d'), max_size=12)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 40), st.integers(0, 3), _TEXTS), max_size=8))
def test_any_edit_leaves_the_text_that_the_client_has(edits: list[tuple[int, int, int, str]]) -> None:
    catalog = OpenCatalog(Path("/words.po"), _PO, Editing(Path("/words.po")), lambda: "file:///rules")
    units, text = Units(types.PositionEncodingKind.Utf16), _PO
    for line, character, more, new in edits:
        start = types.Position(line, character)
        span = types.Range(start, types.Position(line + more, character))
        whole = units.changed(_lines(text), types.TextDocumentContentChangePartial(span, new))
        catalog.change(types.TextDocumentContentChangePartial(span, new), units)
        text = "".join(whole)
        assert catalog.document.text == text
        assert len(catalog.diagnostics(units)) < 200
    while catalog.sweep():
        pass
    fresh = PoDocument(text)
    assert [one.lines for one in catalog.document.blocks] == [one.lines for one in fresh.blocks]
    now = {one.entry for one in map(fresh.parse, fresh.blocks) if not one.faults}
    assert {one.entry for one in catalog.document.blocks if not one.faults} == now


def _lines(text: str) -> list[str]:
    from postl10n.language_server.positions import lines_of

    return lines_of(text)
