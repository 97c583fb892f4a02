"""Serves a project's site on the loopback, rebuilds it when a file changes, and reloads open pages."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from postl10n.errors import Postl10nError, fault_of, foreign
from postl10n.lang.locales import bcp47, cldr, direction
from postl10n.model.ids import base_id
from postl10n.project.system import read_regular
from postl10n.project.watch import signature
from postl10n.web.guard import HOST, MEDIA_TYPES, OTHER_TYPE, listening, server
from postl10n.workspace import BuildOptions, Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from postl10n.model.review import ReviewRow
    from postl10n.workspace.review.review import Review


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
            from postl10n.workspace.review.review import Review

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


_POLICY = b"default-src 'none'; style-src"
_OPEN_POLICY = b"default-src 'none'; script-src 'self'; connect-src 'self'; style-src"
_FRAMES = "frame-ancestors 'none'"
"""Of the server; what a page may load its own policy says."""
_ASSETS = ("preview.css", "preview.js")
_FOLLOW = b'<link rel="stylesheet" href="/-/preview.css"><script src="/-/preview.js" defer></script></body>'


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewState:
    """The state of a preview, polled by open pages."""

    version: int = 0
    """Grows with each build that changed a file."""
    fault: str = ""
    """The last build's fault, if any; the pages concerned are then those of an earlier build."""


class Preview:
    """A project under watch, and its server. `run` takes until it is stopped."""

    def __init__(
        self, folder: Path, options: BuildOptions, *, interval: float = 0.5, editor: str = ""
    ) -> None:
        """interval: seconds between two looks at the files. editor: the address that opens a line of a catalog.

        Raises ProjectError for no project.
        """
        workspace = Workspace.open(folder)
        self._root = workspace.root
        self.site = workspace.root / workspace.project.paths.site
        self._options = options
        self._interval = interval
        self._stopped = threading.Event()
        self._seen: object = None
        self.state = PreviewState()
        self.entries = Entries(workspace.root, editor=editor)

    def look(self) -> bool:
        """Build if a file changed since the last look; whether pages changed."""
        try:
            now = signature(self._root, self.site)
            if now == self._seen:
                return False
            self._seen = now
            report = Workspace.open(self._root).build(options=self._options)
        except Postl10nError as fault:
            self.state = replace(self.state, fault=str(fault))
            return False
        except foreign() as error:
            self.state = replace(self.state, fault=str(fault_of(error)))
            return False
        changed = bool(report.written or report.removed)
        left_out = "\n".join(map(str, report.faults))
        self.state = PreviewState(version=self.state.version + changed, fault=left_out)
        return changed

    def listen(self, port: int) -> str:
        """Listen, and tell the address; `run` then answers. Raises UsageError for a port in use."""
        self._socket = listening(port)
        own: int = self._socket.getsockname()[1]
        self._server = server(application(self, own))
        return f"http://{HOST}:{own}/"

    def run(self) -> None:
        """Serve the site, and look at the files again and again, until `stop` or Ctrl-C."""
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._stopped.set()
            self._socket.close()
            watcher.join()
            self.entries.close()

    def _watch(self) -> None:
        while not self._stopped.wait(self._interval):
            self.look()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.should_exit = True


def application(preview: Preview, port: int) -> ASGIApp:
    """The preview's addresses, for browsers of this computer that know the server by its own name."""
    # They take a while to import, which `--help` need not wait for.
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    from postl10n.web.guard import HostGuard

    async def state(_: Request) -> Response:
        return JSONResponse(asdict(preview.state))

    def entry(request: Request) -> Response:
        asked = request.query_params
        found = preview.entries.find(asked.get("page", ""), asked.get("segment", ""))
        return JSONResponse(found, HTTPStatus.NOT_FOUND if found is None else HTTPStatus.OK)

    def asset(request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        return _answer((files(__package__) / "assets" / name).read_bytes(), name)

    def page(request: Request) -> Response:
        return _file(preview.site.resolve(), request.path_params["path"])

    routes = [
        Route("/-/state", state),
        Route("/-/entry", entry),
        *(Route(f"/-/{name}", asset) for name in _ASSETS),
        Route("/{path:path}", page),
    ]
    return HostGuard(Starlette(routes=routes), port=port, policy=_FRAMES)


def _file(folder: Path, path: str) -> Response:
    """A file of the site alone; a path that can't be one is one that is not there."""
    with suppress(OSError, ValueError, RuntimeError):
        target = (folder / path.lstrip("/")).resolve()
        if target.is_dir():
            target = target / "index.html"
        if target.is_relative_to(folder) and target.is_file():
            return _answer(read_regular(target), target.name)
    missing = folder / "404.html"
    body = read_regular(missing) if missing.is_file() else b"not built yet</body>"
    return _answer(body, missing.name, HTTPStatus.NOT_FOUND)


def _answer(body: bytes, name: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    from starlette.responses import Response

    suffix = Path(name).suffix
    if suffix == ".html":
        body = body.replace(_POLICY, _OPEN_POLICY, 1)
        head, found, tail = body.rpartition(b"</body>")
        body = head + _FOLLOW + tail if found else body + _FOLLOW
    return Response(body, status, {"Content-Type": MEDIA_TYPES.get(suffix, OTHER_TYPE)})
