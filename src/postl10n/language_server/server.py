"""The server: requests of the client, answered from the files that it has open."""

from __future__ import annotations

import asyncio
import atexit
import html
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from postl10n import Editing, Postl10nError, Term, TextProblem, __version__
from postl10n.language_server.actions import actions
from postl10n.language_server.completion import TRIGGERS, completions
from postl10n.language_server.navigation import Cursor, hover, renaming_edit
from postl10n.language_server.open_catalog import SEVERITIES, SOURCE, OpenCatalog
from postl10n.language_server.positions import Units, lines_of

_CATALOGS = (".po", ".pot")
_PAUSE = 0.3
"""Seconds without a key after which a glossary is read again."""
_SETTINGS = "postl10n.toml"


@dataclass(slots=True)
class OpenFile:
    """A file as the editor has it; of catalogs the entries, of others the lines."""

    uri: str
    path: Path
    version: int | None
    editing: Editing
    catalog: OpenCatalog | None
    lines: list[str]
    pending: asyncio.Task[None] | None = None
    """The search for its problems."""

    @property
    def text(self) -> str:
        return self.catalog.document.text if self.catalog else "".join(self.lines)


@cache
def rules_page() -> str:
    """Return the address of a page with every rule's documentation, which is removed with the process."""
    folder = tempfile.mkdtemp(prefix="postl10n-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    rows = (
        f'<h2 id="{one.name}">{one.name}</h2><p>{one.severity}</p><p>{html.escape(one.documentation)}</p>'
        for one in Editing.rules()
    )
    path = Path(folder) / "rules.html"
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>postl10n</title>'
    path.write_text(head + "\n".join(rows), encoding="utf-8")
    return path.as_uri()


class PostServer(LanguageServer):
    """The state of one client's session."""

    def __init__(self) -> None:
        super().__init__("postl10n", __version__, types.TextDocumentSyncKind.Incremental)
        # pygls keeps the documents itself too, splits their lines at U+2028 and copies all of a file with each key.
        for method in ("didOpen", "didChange", "didClose"):
            self.protocol.fm.builtin_features.pop(f"textDocument/{method}")
        self.files: dict[str, OpenFile] = {}
        self._projects: dict[Path | None, Editing] = {}

    @property
    def units(self) -> Units:
        return Units(self.workspace.position_encoding)

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Keep a file of ours that was opened."""
        item = params.text_document
        path = Path(to_fs_path(item.uri) or item.uri).resolve()
        editing = self._editing(path)
        catalog = path.suffix in _CATALOGS
        if catalog or editing.owns(path):
            entries = OpenCatalog(path, item.text, editing, rules_page) if catalog else None
            lines = [] if catalog else lines_of(item.text)
            self.files[item.uri] = OpenFile(item.uri, path, item.version, editing, entries, lines)
            self.look(self.files[item.uri])

    def _editing(self, path: Path) -> Editing:
        made = Editing(path)
        known = self._projects.setdefault(made.root, made)
        if known is made:
            self.thread_pool.submit(_remember, made)
        return known

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Make the client's edits, and look at what they concern."""
        file = self.files.get(params.text_document.uri)
        if file is None:
            return
        file.version = params.text_document.version
        for change in params.content_changes:
            if file.catalog is None:
                file.lines = self.units.changed(file.lines, change)
            else:
                file.catalog.change(change, self.units)
        self.look(file, at_once=True)

    def look(self, file: OpenFile, *, at_once: bool = False) -> None:
        """Find out what is wrong with a file, and say so; of large ones, and of glossaries, by and by."""
        if at_once and file.catalog is not None:
            self.tell(file)
        if file.pending is not None and not at_once:
            file.pending.cancel()
        if file.pending is None or file.pending.done() or not at_once:
            file.pending = asyncio.get_running_loop().create_task(self._sweep(file))

    async def _sweep(self, file: OpenFile) -> None:
        if file.catalog is None:
            await asyncio.sleep(_PAUSE if file.version else 0)
            self.tell(file)
            return
        slices = 0
        while file.catalog.sweep():
            slices += 1
            if slices in (10, 100):  # The first of a large file are told before the last are found.
                self.tell(file)
            await asyncio.sleep(0)
        self.tell(file)

    def tell(self, file: OpenFile) -> None:
        """Send the problems of a file."""
        if file.catalog is not None:
            found = file.catalog.diagnostics(self.units)
        else:
            problems = file.editing.problems(file.path, file.text)
            found = [_diagnostic(one, file.lines, self.units) for one in problems]
        told = types.PublishDiagnosticsParams(file.uri, found, file.version)
        self.text_document_publish_diagnostics(told)

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """Look again at all that depends on a file that was saved."""
        file = self.files.get(params.text_document.uri)
        if file is None:
            return
        if file.path.name == _SETTINGS:
            self._projects.clear()
            for one in list(self.files.values()):
                item = types.TextDocumentItem(one.uri, "", one.version or 0, one.text)
                self.opened(types.DidOpenTextDocumentParams(item))
        elif file.catalog is None:
            for one in self.files.values():
                if one.catalog is not None and one.editing is file.editing:
                    one.catalog.again()
                    self.look(one)
        elif file.editing.root is not None:
            self.thread_pool.submit(_remember, file.editing)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a file."""
        file = self.files.pop(params.text_document.uri, None)
        if file is not None and file.pending is not None:
            file.pending.cancel()
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(file.uri, []))

    def place(self, params: Any) -> tuple[OpenFile | None, int, int]:
        """Return the file, line and column in code points that a request is about; None for a file that is not ours."""
        file = self.files.get(params.text_document.uri)
        if file is None:
            return None, 0, 0
        row, character = params.position.line, params.position.character
        lines, first = file.catalog.document.around(row) if file.catalog else (file.lines, 0)
        return file, row, self.units.column(lines, row - first, character)

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        file, line, column = self.place(params)
        return hover(file.catalog, line, column) if file and file.catalog else None

    def completion(self, params: types.CompletionParams) -> list[types.CompletionItem] | None:
        file, line, column = self.place(params)
        return completions(file.catalog, line, column, self.units) if file and file.catalog else None

    def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        file = self.files.get(params.text_document.uri)
        return actions(file.catalog, file.uri, params.range.start.line) if file and file.catalog else []

    def definition(self, params: types.DefinitionParams) -> list[types.Location]:
        """From an entry to its sentence, from a term to its concept; from a line of an article to its entries."""
        file, line, column = self.place(params)
        if file is None or file.catalog is None:
            return _locations(file.editing.entries_at(file.path, line + 1)) if file else []
        spot, article = Cursor(file.catalog, line, column), file.catalog.place[1]
        place = file.editing.concept_place(spot.use.concept) if spot.use else None
        if spot.use is None and spot.entry is not None and article:
            place = file.editing.sentence(article, spot.entry.key)
        return _locations([place] if place else [])

    def references(self, params: types.ReferenceParams) -> list[types.Location]:
        """The entries whose sources name the concept at a place."""
        file, line, column = self.place(params)
        use = Cursor(file.catalog, line, column).use if file and file.catalog else None
        term = self._term(params)
        concept = use.concept if use else term[0] if term else None
        return _locations(file.editing.uses(concept)) if file and concept else []

    def _term(self, params: Any) -> tuple[str, str, Term] | None:
        file, line, column = self.place(params)
        if file is not None and file.catalog is None:
            return file.editing.term_at(file.path, line + 1)
        return Cursor(file.catalog, line, column).term if file and file.catalog else None

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """The changes of a term's new name: in the glossary, and in the catalogs where a form is certain."""
        found, file = self._term(params), self.files.get(params.text_document.uri)
        if file is None or found is None:
            return None
        own = [one for one in self.files.values() if one.editing is file.editing]
        try:
            made = file.editing.rename(*found, params.new_name, {one.path: one.text for one in own})
        except Postl10nError as fault:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, str(fault)))
            return None
        able = self.client_capabilities.workspace
        annotated = bool(able and able.workspace_edit and able.workspace_edit.change_annotation_support)
        return renaming_edit(made, {one.path.as_uri(): one.version for one in own}, annotated=annotated)


def _locations(places: Iterable[tuple[Path, int]]) -> list[types.Location]:
    starts = ((path, types.Position(line - 1, 0)) for path, line in places)
    return [types.Location(path.as_uri(), types.Range(start, start)) for path, start in starts]


def _remember(editing: Editing) -> None:
    with suppress(Postl10nError):  # A catalog that can't be read says so where it is open.
        editing.remember()


def _diagnostic(one: TextProblem, lines: Sequence[str], units: Units) -> types.Diagnostic:
    row = max(0, min(one.line, len(lines)) - 1)
    line = lines[row].rstrip("\r\n") if lines else ""
    where = units.range(lines or [""], (row, len(line) - len(line.lstrip())), (row, len(line)))
    return types.Diagnostic(where, one.message, SEVERITIES[one.severity], one.rule or None, source=SOURCE)


def start() -> None:
    """Serve one client over standard input and output until it says so."""
    server = PostServer()
    complete = types.CompletionOptions(trigger_characters=list(TRIGGERS))
    for method, handler in (
        (types.TEXT_DOCUMENT_DID_OPEN, server.opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, server.changed),
        (types.TEXT_DOCUMENT_DID_SAVE, server.saved),
        (types.TEXT_DOCUMENT_DID_CLOSE, server.closed),
        (types.TEXT_DOCUMENT_HOVER, server.hover),
        (types.TEXT_DOCUMENT_COMPLETION, server.completion),
        (types.TEXT_DOCUMENT_CODE_ACTION, server.actions),
        (types.TEXT_DOCUMENT_DEFINITION, server.definition),
        (types.TEXT_DOCUMENT_REFERENCES, server.references),
        (types.TEXT_DOCUMENT_RENAME, server.rename),
    ):
        options = complete if method == types.TEXT_DOCUMENT_COMPLETION else None
        # pygls sets attributes on its handlers, which methods do not have.
        server.feature(method, options)(partial(handler))
    server.start_io()
