"""One start of the review page: the project, the socket, the secrets and the server."""

from __future__ import annotations

import sys
import webbrowser
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from postl10n.errors import UsageError
from postl10n.lang.locales import cldr
from postl10n.web.guard import HOST, TOKEN, Keys, listening, server
from postl10n.web.review.app import application
from postl10n.workspace.review import Review

if TYPE_CHECKING:
    from postl10n.workspace import Workspace


_TURN = 0.0005
"""Seconds that a thread works while another waits."""


class ReviewServer:
    """To be closed at its end."""

    def __init__(self, workspace: Workspace, *, port: int, locale: str = "", git: bool = False) -> None:
        """Raises UsageError for a locale that the project has not, and for a port in use."""
        self._review = Review(workspace, git=git)
        first = cldr(locale) if locale else ""
        if first and first not in self._review.locales:
            hint = f"Its targets: {', '.join(self._review.locales)}."
            raise UsageError(f"the project is not translated into {first}", hint=hint)
        self._socket = listening(port)
        self._port: int = self._socket.getsockname()[1]
        self._keys = Keys()
        # Two projects reviewed on one port, one after the other, are one site to the browser.
        project = blake2b(str(workspace.root).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
        app = application(self._review, port=self._port, keys=self._keys, project=project, first_locale=first)
        self._server = server(app)

    @property
    def address(self) -> str:
        """Opens the page; to be shown to the reviewer alone."""
        return self._with(self._keys.token)

    def open_browser(self) -> None:
        """Show the page in the browser. Command lines can be seen by others: its address works once."""
        webbrowser.open(self._with(self._keys.once()))

    def _with(self, token: str) -> str:
        return f"http://{HOST}:{self._port}/?{urlencode({TOKEN: token})}"

    def run(self) -> None:
        """Serve until it is stopped: by Ctrl-C, which is how a review ends."""
        # A request asks the system of thousands of files; after each it would wait the default 5 ms for its turn
        # where another thread works.
        sys.setswitchinterval(_TURN)
        with suppress(KeyboardInterrupt):
            self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.should_exit = True

    def settled(self, seconds: float) -> bool:
        """Wait until the background has checked everything; whether that came about."""
        return self._review.settled(seconds)

    def close(self) -> str | None:
        """Free all resources. With `git`, the short hash of the commit of what was reviewed; None if nothing was."""
        self._socket.close()
        return self._review.close()
