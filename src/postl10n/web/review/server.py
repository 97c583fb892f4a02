"""One start of the review page: the project, the socket, the secrets and the server."""

from __future__ import annotations

import sys
import webbrowser
from contextlib import suppress
from hashlib import blake2b
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from postl10n.errors import Postl10nError, UsageError, fault_of, foreign
from postl10n.lang.locales import cldr
from postl10n.web.guard import HOST, TOKEN, Guard, Keys, listening, server
from postl10n.web.review.actions import Changes
from postl10n.web.review.context import RequestContext, changing, is_part
from postl10n.web.review.rendering import Renderer
from postl10n.web.review.views import Views
from postl10n.workspace.review.review import Review

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from postl10n.workspace import Workspace


_LOCALE = "/l/{locale}"
_ARTICLE = _LOCALE + "/a/{article}"
_SEGMENT = _ARTICLE + "/s/{ref}"
_CONCEPT = _LOCALE + "/c/{concept}"


def application(
    review: Review, *, port: int, keys: Keys, project: str = "", first_locale: str = ""
) -> ASGIApp:
    """The application for one start.

    port: where it listens, which every request must name; project: tells what a browser keeps for one project
    from what it keeps for another; first_locale: shown first.
    """
    context = RequestContext(review=review, renderer=Renderer(), form_key=keys.form, project=project)
    views = Views(context, first_locale)
    changes = Changes(context, views)
    get = [
        ("/", views.front),
        (_LOCALE + "/", views.overview),
        (_LOCALE + "/share", views.share),
        (_LOCALE + "/pulse", views.pulse),
        (_LOCALE + "/queue", views.queue),
        (_LOCALE + "/concepts", views.concepts),
        (_LOCALE + "/concepts/names", views.concept_names),
        (_CONCEPT, views.concept),
        (_CONCEPT + "/replace", views.plan),
        (_ARTICLE, views.article),
        (_ARTICLE + "/stamps", views.stamps),
        (_ARTICLE + "/next", views.next_article),
        (_SEGMENT, views.row),
        (_SEGMENT + "/edit", views.editor),
        (_SEGMENT + "/matches", views.matches),
        ("/rules", views.rules),
        ("/static/{version}/{name}", views.asset),
    ]
    post = [
        (_LOCALE + "/undo", changes.undo),
        (_LOCALE + "/queue", changes.accept),
        (_CONCEPT + "/term", changes.term),
        (_CONCEPT + "/edit", changes.edit_concept),
        (_CONCEPT + "/proposal", changes.proposal),
        (_CONCEPT + "/replace", changes.replace),
        (_SEGMENT + "/save", changes.save),
        (_SEGMENT + "/waive", changes.waive),
        (_SEGMENT + "/look", changes.look),
        (_SEGMENT + "/question", changes.question),
        (_SEGMENT + "/propose", changes.propose),
    ]
    routes = [Route(path, view, methods=["GET"]) for path, view in get]
    routes += [Route(path, changing(change), methods=["POST"]) for path, change in post]
    handlers: dict[type[Exception], Callable[[Request, Exception], Response]] = {
        HTTPException: lambda request, error: _missing(context, request, error),
        Postl10nError: lambda request, error: _fault(context, request, error),
        **{kind: lambda request, error: _fault(context, request, fault_of(error)) for kind in foreign()},
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers), port=port, keys=keys)


def _missing(context: RequestContext, request: Request, error: Exception) -> Response:
    status = HTTPStatus(error.status_code) if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    return _error_page(context, request, status, "")


def _fault(context: RequestContext, request: Request, error: Exception) -> Response:
    """Something the user can put right, said in the page as the command line says it."""
    return _error_page(context, request, HTTPStatus.BAD_REQUEST, str(error))


def _error_page(context: RequestContext, request: Request, status: HTTPStatus, text: str) -> Response:
    if is_part(request) or request.method != "GET":
        return PlainTextResponse(text or status.phrase, status)
    return context.answer(request, "error.html", {"text": text, "status": status, "page": ""}, status=status)


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
