"""A sentence's entry in the catalog, as the preview shows it, and the address that opens it in an editor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from postl10n.errors import Postl10nError
from postl10n.lang.locales import bcp47, cldr, direction
from postl10n.model.ids import base_id
from postl10n.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postl10n.model.review import ReviewRow
    from postl10n.workspace.review import Review


class Entries:
    """The entries of a project, as they are when they are asked for."""

    def __init__(self, root: Path, *, editor: str = "") -> None:
        """editor: the address to open, see `model.project.is_editor`; the project's own if left out."""
        self._root = root
        self._editor = editor
        self._review: Review | None = None

    def find(self, page: str, segment: str) -> Mapping[str, object] | None:
        """The entry of a sentence by the page's path and the sentence's id; None where there is none."""
        tag, _, name = page.strip("/").partition("/")
        try:
            workspace = Workspace.open(self._root)
            locale = cldr(tag)
            if locale not in workspace.project.targets or not name.endswith(".html"):
                return None
            found = self._opened(workspace).segment(locale, name.removesuffix(".html"), base_id(segment))
        except Postl10nError:
            # An address that somebody made up, or a file that is broken just now: the page says so itself.
            return None
        if found is None:
            return None
        return self._shown(found, workspace.project.source, locale, self._editor or workspace.project.editor)

    def close(self) -> None:
        if self._review is not None:
            self._review.close()

    def _opened(self, workspace: Workspace) -> Review:
        if self._review is None:
            # The review's parts take a tenth of a second to import; a preview that nobody clicks in needs none.
            from postl10n.workspace.review import Review

            self._review = Review(workspace)
        return self._review

    def _shown(self, found: ReviewRow, source: str, locale: str, editor: str) -> Mapping[str, object]:
        line = found.line or 1
        path = quote((self._root / found.path).as_posix())
        inherited = found.inherited
        state = f"inherited from {bcp47(inherited[0])}" if inherited else found.state.value
        targets = [inherited[1]] if inherited else [form.target.text for form in found.forms]
        return {
            "state": state,
            "origin": found.origin,
            "source": _text(found.source.text, source),
            "targets": [_text(text, inherited[0] if inherited else locale) for text in targets],
            "terms": [
                {"text": f"{term.term} → {' / '.join(term.expected) or '—'}", "kind": _kind(term.right)}
                for term in found.terms
            ],
            "findings": [
                {"text": f"{one.rule}: {one.message}", "kind": one.severity.value} for one in found.findings
            ],
            "comments": [{"text": comment, "kind": ""} for comment in found.comments],
            "place": f"{found.path}:{line}",
            "editor": editor.replace("{path}", path).replace("{line}", str(line)),
        }


def _text(text: str, locale: str) -> Mapping[str, str]:
    return {"text": text, "lang": bcp47(locale), "dir": direction(locale)}


def _kind(right: bool | None) -> str:
    return "unsure" if right is None else "" if right else "wrong"
