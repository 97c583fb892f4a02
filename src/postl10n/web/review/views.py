"""The pages that a reviewer reads. Nothing here changes a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from postl10n.errors import Postl10nError, UsageError
from postl10n.model.findings import OFF
from postl10n.model.review import ArticleView, Cell, Filter, QueueOrder, QueueView, ReplacePlan, ReviewRow
from postl10n.model.states import State
from postl10n.project.layout import SITE
from postl10n.web.guard import MEDIA_TYPES, OTHER_TYPE
from postl10n.web.review.context import article_of, concept_of, is_part, locale_of, ref_of
from postl10n.web.review.forms import filter_of, offset_of, query_of, state_names
from postl10n.web.review.rendering import assets, stamp, version

if TYPE_CHECKING:
    from starlette.requests import Request

    from postl10n.web.review.context import Banner, RequestContext

CHUNK = 100
"""Rows of an article that are sent at once; the next follow when the reader comes near."""
PAGE = 50
"""Rows of a page of a queue."""
_TO_DO = ("fuzzy", "empty", "errors", "warnings")
_PROGRESS = ("words", "words_approved", "words_fuzzy")


def summed(cells: Sequence[Cell]) -> Mapping[str, int | bool]:
    """All of a locale together; errors and warnings are those of the articles checked so far.

    Progress is that of the articles: the strings of the site's pages are counted apart.
    """
    articles = [cell for cell in cells if cell.article != SITE]
    # What is not checked yet is -1.
    found = {name: sum(max(getattr(cell, name), 0) for cell in cells) for name in _TO_DO}
    found |= {name: sum(getattr(cell, name) for cell in articles) for name in _PROGRESS}
    pending = any(cell.errors < 0 or cell.warnings < 0 for cell in cells)
    return {**found, "pending": pending, "uncounted": not all(cell.counted for cell in cells)}


class Views:
    """The handlers of GET."""

    def __init__(self, context: RequestContext, first_locale: str = "") -> None:
        """first_locale: the one that the front address leads to."""
        self._context = context
        self._first = first_locale or next(iter(context.review.locales), "")

    def front(self, request: Request) -> Response:
        if not self._first:
            raise UsageError(
                "the project has no target locale", hint="Name some as targets in postl10n.toml."
            )
        return RedirectResponse(f"/l/{self._first}/", HTTPStatus.SEE_OTHER)

    def overview(self, request: Request) -> Response:
        locale = locale_of(request, self._context)
        overview = self._context.review.overview(locale)
        values = {
            "overview": overview,
            "rows": self._context.renderer.rows(self._context.frame(request, locale), overview.cells),
            "sum": summed(overview.cells),
            "page": "overview",
        }
        return self._context.answer(request, "overview.html", values, locale=locale)

    def share(self, request: Request) -> Response:
        """Answer with the progress of a locale, for its tab."""
        locale = locale_of(request, self._context)
        values = {"sum": summed(self._context.review.counts(locale).cells)}
        return self._context.answer(request, "share.html", values, locale=locale)

    def article(self, request: Request) -> Response:
        locale, article = locale_of(request, self._context), article_of(request, self._context)
        view = self._context.review.article(locale, article)
        start = _chunk_start(view, request)
        values = {
            "view": view,
            "page": "article",
            "start": start,
            "chunk": CHUNK,
            "segments": view.segments[start : start + CHUNK],
            "unfinished": sum(one.state is not State.APPROVED and not one.inherited for one in view.segments),
            "listed": False,
        }
        template = "rows.html" if is_part(request) and "offset" in request.query_params else "article.html"
        return self._context.answer(request, template, values, locale=locale)

    def next_article(self, request: Request) -> Response:
        """To the next article with something to do, where its first such entry opens."""
        locale, article = locale_of(request, self._context), article_of(request, self._context)
        other = self._context.review.next_unfinished(locale, article)
        target = f"/l/{locale}/a/{other}#unfinished" if other else f"/l/{locale}/"
        # The project's own names, which may hold what an address may not.
        return RedirectResponse(quote(target, safe="/#"), HTTPStatus.SEE_OTHER)

    def row(self, request: Request) -> Response:
        return self._row(request, "row.html")

    def editor(self, request: Request) -> Response:
        return self._row(request, "editor.html")

    def _row(self, request: Request, template: str) -> Response:
        locale = locale_of(request, self._context)
        values = row_values(self._segment(request), listed=request.query_params.get("in") == "list")
        return self._context.answer(request, template, values, locale=locale)

    def _segment(self, request: Request) -> ReviewRow:
        article = article_of(request, self._context)
        found = self._context.review.segment(locale_of(request, self._context), article, ref_of(request))
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return found

    def matches(self, request: Request) -> Response:
        locale, article = locale_of(request, self._context), article_of(request, self._context)
        # Asked before the matches: it may become ready while they are looked for.
        ready = self._context.review.memory_ready
        matches = self._context.review.matches(locale, article, ref_of(request))
        values = {"matches": matches, "ready": ready, "address": request.url.path}
        return self._context.answer(request, "matches.html", values, locale=locale)

    def stamps(self, request: Request) -> Response:
        """Answer with a short hash of each row of an article as it would be rendered now, in reading order."""
        view = self._context.review.article(
            locale_of(request, self._context), article_of(request, self._context)
        )
        rows = {one.ref: stamp(one) for one in view.segments}
        return JSONResponse({"version": view.version, "rows": rows})

    def pulse(self, request: Request) -> Response:
        return JSONResponse(self._context.review.pulse(locale_of(request, self._context)))

    def queue(self, request: Request) -> Response:
        return self.queue_page(request)

    def queue_page(self, request: Request, banner: Banner | None = None) -> Response:
        locale = locale_of(request, self._context)
        offset = offset_of(request) // PAGE * PAGE
        wanted, fault = Filter(), ""
        queue = QueueView(locale=locale, total=0, offset=0, segments=(), digest="")
        try:
            wanted = filter_of(request)
            queue = self._context.review.queue(locale, wanted, offset=offset, limit=PAGE)
        except Postl10nError as error:
            fault = str(error)
        values = {
            "queue": queue,
            "wanted": wanted,
            "chosen_states": state_names(wanted.states),
            "fault": fault,
            "banner": banner,
            "page": "queue",
            "orders": tuple(QueueOrder),
            "rules": [one.rule.name for one in self._context.review.rules(locale) if one.severity != OFF],
            "articles": self._context.review.articles,
            "query": query_of(wanted),
            "pages": range(0, queue.total, PAGE),
            "size": PAGE,
            "listed": True,
        }
        return self._context.answer(request, "queue.html", values, locale=locale)

    def concepts(self, request: Request) -> Response:
        locale = locale_of(request, self._context)
        review = self._context.review
        values = {
            "concepts": review.concepts(locale),
            "proposals": review.proposals(locale),
            "page": "concepts",
        }
        return self._context.answer(request, "concepts.html", values, locale=locale)

    def concept_names(self, request: Request) -> Response:
        """The choices of a queue's filter: at a thousand articles they take longer to find than the queue."""
        locale = locale_of(request, self._context)
        values = {
            "concepts": self._context.review.concepts(locale),
            "chosen": request.query_params.get("chosen", ""),
        }
        return self._context.answer(request, "concept_names.html", values, locale=locale)

    def concept(self, request: Request) -> Response:
        return self.concept_page(request)

    def concept_page(self, request: Request, banner: Banner | None = None) -> Response:
        locale = locale_of(request, self._context)
        view = self._context.review.concept(locale, concept_of(request))
        values = {"view": view, "banner": banner, "page": "concepts", "listed": True}
        return self._context.answer(request, "concept.html", values, locale=locale)

    def plan(self, request: Request) -> Response:
        """Answer with each sentence as it would be after a rendering is replaced."""
        locale, asked = locale_of(request, self._context), request.query_params
        old, new = asked.get("old", ""), asked.get("other", "").strip() or asked.get("new", "")
        fault, plan = "", ReplacePlan(locale=locale, concept="", old=old, new=new, replacements=(), digest="")
        try:
            plan = self._context.review.plan_replace(
                locale, concept_of(request), old, new, asked.get("gender", "")
            )
        except Postl10nError as error:
            fault = str(error)
        values = {"plan": plan, "fault": fault, "concept": concept_of(request)}
        return self._context.answer(request, "plan.html", values, locale=locale)

    def rules(self, request: Request) -> Response:
        values = {"rules": self._context.review.rules(), "page": "rules"}
        return self._context.answer(request, "rules.html", values, locale=self._first)

    def asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        data = assets().get(name)
        if data is None or request.path_params["version"] != version():
            raise HTTPException(HTTPStatus.NOT_FOUND)
        kind = MEDIA_TYPES.get(name[name.rfind(".") :], OTHER_TYPE)
        # Their address changes with them, and they hold nothing of the project.
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return Response(data, media_type=kind, headers=headers)


def row_values(segment: ReviewRow, *, listed: bool) -> dict[str, object]:
    return {"segment": segment, "listed": listed, "mine": (), "conflict": False}


def _chunk_start(view: ArticleView, request: Request) -> int:
    """Where the rows to be shown begin: as asked by number, or so that the entry asked for is among them."""
    wanted = request.query_params.get("at", "")
    if wanted:
        found = next((at for at, one in enumerate(view.segments) if one.ref == wanted), 0)
        return found // CHUNK * CHUNK
    return offset_of(request) // CHUNK * CHUNK
