"""Serves a project's site on the loopback, builds it anew when a file changes, and lets open pages follow."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from postl10n.errors import Postl10nError
from postl10n.project.watch import signature
from postl10n.web.preview_entry import Entries
from postl10n.workspace import BuildOptions, Workspace

HOST = "127.0.0.1"
_STATE = "/-/state"
_SCRIPT = "/-/preview.js"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".txt": "text/plain; charset=utf-8",
}
_POLICY = b"default-src 'none'; style-src"
_OPEN_POLICY = b"default-src 'none'; script-src 'self'; connect-src 'self'; style-src"
_STYLE = "/-/preview.css"
_ENTRY = "/-/entry"
_FOLLOW = f'<link rel="stylesheet" href="{_STYLE}"><script src="{_SCRIPT}" defer></script></body>'.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewState:
    """What open pages ask for."""

    version: int = 0
    """Grows with each build that changed a file."""
    fault: str = ""
    """What the last build could not do; such pages are then those of the one before."""


class Preview:
    """A project under watch. `serve` runs until it is stopped."""

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
        now = signature(self._root, self.site)
        if now == self._seen:
            return False
        self._seen = now
        try:
            report = Workspace.open(self._root).build(options=self._options)
        except Postl10nError as fault:
            self.state = replace(self.state, fault=str(fault))
            return False
        changed = bool(report.written or report.removed)
        left_out = "\n".join(map(str, report.faults))
        self.state = PreviewState(version=self.state.version + changed, fault=left_out)
        return changed

    def server(self, port: int) -> ThreadingHTTPServer:
        """A server of the site, not running yet. Raises OSError for a port in use."""

        class Handler(_Handler):
            preview = self

        return ThreadingHTTPServer((HOST, port), Handler)

    def watch(self) -> None:
        """Look again and again, until `stop`."""
        while not self._stopped.wait(self._interval):
            self.look()

    def stop(self) -> None:
        self._stopped.set()
        self.entries.close()


class _Handler(BaseHTTPRequestHandler):
    """GET alone, of files of the site alone, for browsers that know the server by its own name."""

    server_version = "postl10n"
    sys_version = ""

    preview: ClassVar[Preview]

    def do_GET(self) -> None:
        if not self._is_local():
            # A page elsewhere whose name was made to point at the loopback must not read the project.
            self._answer(HTTPStatus.FORBIDDEN, b"unknown host\n", ".txt")
            return
        path = unquote(urlsplit(self.path).path)
        if path == _STATE:
            state = {"version": self.preview.state.version, "fault": self.preview.state.fault}
            self._answer(HTTPStatus.OK, json.dumps(state).encode(), ".json")
        elif path == _ENTRY:
            self._entry()
        elif path in (_SCRIPT, _STYLE):
            asset = files(__package__) / "assets" / path.rpartition("/")[2]
            self._answer(HTTPStatus.OK, asset.read_bytes(), path[path.rindex(".") :])
        else:
            self._file(path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing: the terminal is for faults."""

    def _is_local(self) -> bool:
        name = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host")
        return name in ("localhost", HOST)

    def _entry(self) -> None:
        """The entry of a sentence, for the page itself alone: other sites must not read catalogs."""
        asked = parse_qs(urlsplit(self.path).query)
        page, segment = asked.get("page", [""])[0], asked.get("segment", [""])[0]
        foreign = self.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
        found = None if foreign else self.preview.entries.find(page, segment)
        status = HTTPStatus.NOT_FOUND if found is None else HTTPStatus.OK
        self._answer(status, json.dumps(found).encode(), ".json")

    def _file(self, path: str) -> None:
        folder = self.preview.site.resolve()
        target = (folder / path.lstrip("/")).resolve() if "\0" not in path else folder
        if target.is_dir():
            target = target / "index.html"
        if not target.is_relative_to(folder) or not target.is_file():
            missing = folder / "404.html"
            body = missing.read_bytes() if missing.is_file() else b"not built yet</body>"
            self._answer(HTTPStatus.NOT_FOUND, body, ".html")
            return
        self._answer(HTTPStatus.OK, target.read_bytes(), target.suffix)

    def _answer(self, status: HTTPStatus, body: bytes, suffix: str) -> None:
        if suffix == ".html":
            body = body.replace(_POLICY, _OPEN_POLICY, 1)
            head, found, tail = body.rpartition(b"</body>")
            body = head + _FOLLOW + tail if found else body + _FOLLOW
        self.send_response(status)
        self.send_header("Content-Type", _KINDS.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)
