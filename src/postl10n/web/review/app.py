"""The review application: its addresses, and the guards between them and the network."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from postl10n.errors import Postl10nError
from postl10n.web.guard import Guard, Keys
from postl10n.web.review.actions import Changes
from postl10n.web.review.context import RequestContext, changing, is_part
from postl10n.web.review.rendering import Renderer
from postl10n.web.review.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from postl10n.workspace.review import Review

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
        (_CONCEPT + "/replace", changes.replace),
        (_SEGMENT + "/save", changes.save),
        (_SEGMENT + "/waive", changes.waive),
    ]
    routes = [Route(path, view, methods=["GET"]) for path, view in get]
    routes += [Route(path, changing(change), methods=["POST"]) for path, change in post]
    handlers: dict[type[Exception], Callable[[Request, Exception], Response]] = {
        HTTPException: lambda request, error: _missing(context, request, error),
        Postl10nError: lambda request, error: _fault(context, request, error),
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
