"""An editor of one file, for tests of the language server: what it shows is what the server was told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pytest_lsp import LanguageClient

_PATIENCE = 120
"""Seconds after which a problem that does not come is a failure."""


class EditedFile:
    """A file open in an editor; places are found by the text there."""

    def __init__(self, client: LanguageClient, path: Path, language: str = "po") -> None:
        self.client = client
        self.uri = path.as_uri()
        self.text = path.read_bytes().decode("utf-8")
        self.version = 1
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(self.uri, language, 1, self.text))
        )

    def position(self, text: str, *, behind: bool = False) -> types.Position:
        """Return the place of a text, its first occurrence, in UTF-16; `behind` it."""
        at = self.text.index(text) + (len(text) if behind else 0)
        before = self.text[:at].split("\n")
        return types.Position(len(before) - 1, len(before[-1].encode("utf-16-le")) // 2)

    def replace(self, old: str, new: str) -> None:
        """Type: one edit of a part of the text."""
        span = types.Range(self.position(old), self.position(old, behind=True))
        self.text = self.text.replace(old, new, 1)
        self.version += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri),
                [types.TextDocumentContentChangePartial(range=span, text=new)],
            )
        )

    def apply(self, edits: Iterable[types.TextEdit | types.AnnotatedTextEdit]) -> None:
        """Make the edits of an action."""
        lines = self.text.split("\n")
        for edit in sorted(
            edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True
        ):
            start, end = (
                sum(len(line) + 1 for line in lines[: one.line])
                + len(lines[one.line].encode("utf-16-le")[: one.character * 2].decode("utf-16-le"))
                for one in (edit.range.start, edit.range.end)
            )
            self.text = self.text[:start] + edit.new_text + self.text[end:]
            lines = self.text.split("\n")
        self.version += 1
        whole = types.TextDocumentContentChangeWholeDocument(self.text)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri), [whole]
            )
        )

    async def problems(self, *codes: str) -> list[types.Diagnostic]:
        """Return the problems once there are these, by their codes."""
        # Answered after all that was sent before: the server has one thread.
        await self.hover(types.Position(0, 0))
        while True:
            found = list(self.client.diagnostics.get(self.uri, ()))
            if sorted(str(one.code) for one in found) == sorted(codes):
                return found
            told = self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            await asyncio.wait_for(told, _PATIENCE)

    async def hover(self, at: types.Position) -> str:
        """Return what is said of a place; empty for nothing."""
        said = await self.client.text_document_hover_async(types.HoverParams(self._document, at))
        return said.contents.value if said and isinstance(said.contents, types.MarkupContent) else ""

    async def completions(self, at: types.Position) -> list[types.CompletionItem]:
        found = await self.client.text_document_completion_async(types.CompletionParams(self._document, at))
        return list(found.items if isinstance(found, types.CompletionList) else found or ())

    async def actions(self, at: types.Position) -> dict[str, types.CodeAction]:
        """Return what can be done at a place, by its title."""
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(self._document, types.Range(at, at), types.CodeActionContext([]))
        )
        return {one.title: one for one in found or () if isinstance(one, types.CodeAction)}

    async def definition(self, at: types.Position) -> list[tuple[str, int]]:
        found = await self.client.text_document_definition_async(types.DefinitionParams(self._document, at))
        places = found if isinstance(found, list | tuple) else ()
        return [_named(one) for one in places if isinstance(one, types.Location)]

    async def references(self, at: types.Position) -> list[tuple[str, int]]:
        context = types.ReferenceContext(include_declaration=False)
        found = await self.client.text_document_references_async(
            types.ReferenceParams(context, self._document, at)
        )
        return [_named(one) for one in found or ()]

    async def rename(self, at: types.Position, name: str) -> types.WorkspaceEdit | None:
        return await self.client.text_document_rename_async(
            types.RenameParams(text_document=self._document, position=at, new_name=name)
        )

    @property
    def _document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)


def _named(one: types.Location) -> tuple[str, int]:
    return one.uri.rpartition("/")[2], one.range.start.line + 1
