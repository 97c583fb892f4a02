"""Serves a project's site on the loopback, builds it anew when a file changes, and lets open pages follow."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from postl10n.errors import Postl10nError
from postl10n.workspace import BuildOptions, Workspace
from postl10n.workspace.watching import signature

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
    ".txt": "text/plain; charset=utf-8",
}
_POLICY = b"default-src 'none'; style-src"
_OPEN_POLICY = b"default-src 'none'; script-src 'self'; connect-src 'self'; style-src"
_FOLLOW = f'<script src="{_SCRIPT}" defer></script></body>'.encode()
# Faults are shown as text: they may quote a stranger's catalog.
_FOLLOWER = b"""\
(function () {
  "use strict";
  var seen = null;
  function tell(fault) {
    var box = document.getElementById("postl10n-fault");
    if (!fault) { if (box) box.remove(); return; }
    if (!box) {
      box = document.createElement("pre");
      box.id = "postl10n-fault";
      box.className = "notice";
      box.setAttribute("role", "alert");
      document.body.prepend(box);
    }
    box.textContent = fault;
  }
  function ask() {
    fetch("/-/state").then(function (answer) { return answer.json(); }).then(function (state) {
      if (seen !== null && state.version !== seen) { location.reload(); return; }
      seen = state.version;
      tell(state.fault);
    }).catch(function () {}).finally(function () { setTimeout(ask, 700); });
  }
  ask();
})();
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What open pages ask for."""

    version: int = 0
    """Grows with each build that changed a file."""
    fault: str = ""
    """Why the last build could not be done; the pages are then those of the one before."""


class Preview:
    """A project under watch. `serve` runs until it is stopped."""

    def __init__(self, folder: Path, options: BuildOptions, *, interval: float = 0.5) -> None:
        """interval: seconds between two looks at the files. Raises ProjectError for no project."""
        workspace = Workspace.open(folder)
        self._root = workspace.root
        self.site = workspace.root / workspace.project.paths.site
        self._options = options
        self._interval = interval
        self._stopped = threading.Event()
        self._seen: object = None
        self.state = State()

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
        self.state = State(version=self.state.version + changed)
        return changed

    def server(self, port: int) -> ThreadingHTTPServer:
        """A server of the site, not running yet. Raises OSError for a port in use."""
        preview = self
        site = self.site

        class Handler(_Handler):
            def state(self) -> State:
                return preview.state

            def folder(self) -> Path:
                return site

        return ThreadingHTTPServer((HOST, port), Handler)

    def watch(self) -> None:
        """Look again and again, until `stop`."""
        while not self._stopped.wait(self._interval):
            self.look()

    def stop(self) -> None:
        self._stopped.set()


class _Handler(BaseHTTPRequestHandler):
    """GET alone, of files of the site alone, for browsers that know the server by its own name."""

    server_version = "postl10n"
    sys_version = ""

    def state(self) -> State:
        raise NotImplementedError

    def folder(self) -> Path:
        raise NotImplementedError

    def do_GET(self) -> None:
        if not self._is_local():
            # A page elsewhere whose name was made to point at the loopback must not read the project.
            self._answer(HTTPStatus.FORBIDDEN, b"unknown host\n", ".txt")
            return
        path = unquote(urlsplit(self.path).path)
        if path == _STATE:
            state = {"version": self.state().version, "fault": self.state().fault}
            self._answer(HTTPStatus.OK, json.dumps(state).encode(), ".json")
        elif path == _SCRIPT:
            self._answer(HTTPStatus.OK, _FOLLOWER, ".js")
        else:
            self._file(path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing: the terminal is for faults."""

    def _is_local(self) -> bool:
        name = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host")
        return name in ("localhost", HOST)

    def _file(self, path: str) -> None:
        folder = self.folder().resolve()
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
