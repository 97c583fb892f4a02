"""Shared by all handlers: the review, the renderer, and how a request becomes an answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, Response

from postl10n.files.glossary_yaml.parse import CONCEPT_ID
from postl10n.web.guard import TooLarge
from postl10n.web.review.forms import Fields
from postl10n.web.review.rendering import Frame, Renderer
from postl10n.web.review.ui_text import LANGUAGES, chosen, speech

if TYPE_CHECKING:
    from starlette.requests import Request

    from postl10n.web.review.ui_text import UiText
    from postl10n.workspace.review.review import Review

_REF = re.compile(r"[0-9a-z-]{1,80}")
_UI_COOKIE = "postl10n-review-ui"
_YEAR = 365 * 24 * 60 * 60

FormAction = Callable[["Request", Fields], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A message at the top of a page about the last action."""

    text: str
    kind: str
    """`ok`, `notice` or `error`."""
    undo: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """One start of the server."""

    review: Review
    renderer: Renderer
    form_key: str
    project: str

    def speech(self, request: Request) -> UiText:
        asked = request.query_params.get("ui", "")
        kept = request.cookies.get(_UI_COOKIE, "")
        return speech(chosen(asked, kept, request.headers.get("accept-language", "")))

    def frame(self, request: Request, locale: str = "") -> Frame:
        return Frame(
            speech=self.speech(request),
            locale=locale,
            locales=self.review.locales,
            source_locale=self.review.source_locale,
            form_key=self.form_key,
            project=self.project,
            path=request.url.path,
        )

    def answer(
        self,
        request: Request,
        template: str,
        values: Mapping[str, object],
        *,
        locale: str = "",
        status: HTTPStatus = HTTPStatus.OK,
        said: tuple[str, str] | None = None,
    ) -> Response:
        """A page or a part of one; `said` is announced by the page that asked."""
        frame = self.frame(request, locale)
        response = HTMLResponse(self.renderer.page(template, frame, values), status)
        response.headers["Vary"] = "Accept-Language, Cookie"
        if request.query_params.get("ui") in LANGUAGES:
            response.set_cookie(
                _UI_COOKIE, frame.speech.locale, max_age=_YEAR, httponly=True, samesite="strict"
            )
        return announced(response, said) if said else response


def announced(response: Response, said: tuple[str, str]) -> Response:
    """The answer, which makes the page that asked say something."""
    text, kind = said
    response.headers["HX-Trigger"] = json.dumps({"said": {"text": text, "kind": kind}})
    return response


def is_part(request: Request) -> bool:
    """Return True if htmx asks for a part of a page."""
    return request.headers.get("hx-request") == "true"


def locale_of(request: Request, context: RequestContext) -> str:
    return _known(request.path_params["locale"], context.review.locales)


def article_of(request: Request, context: RequestContext) -> str:
    return _known(request.path_params["article"], context.review.articles)


def _known(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return name


def ref_of(request: Request) -> str:
    return _shaped(request.path_params["ref"], _REF)


def concept_of(request: Request) -> str:
    return _shaped(request.path_params["concept"], CONCEPT_ID)


def _shaped(name: str, shape: re.Pattern[str]) -> str:
    if not shape.fullmatch(name):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return name


def changing(change: FormAction) -> Callable[[Request], object]:
    """An endpoint for a form: the body is read here, the work done in a thread."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await request.body()
        except TooLarge as error:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from error
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.REQUEST_TIMEOUT)
        return await run_in_threadpool(change, request, Fields(body))

    return endpoint
