"""The actions of a reviewer: each handler takes a form, makes one call, and answers with the result."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from postl10n.errors import Postl10nError, UsageError
from postl10n.model.glossary import TermStatus
from postl10n.model.review import Outcome, Saved, TermRow
from postl10n.web.review import messages as words
from postl10n.web.review.context import Banner, announced, article_of, concept_of, locale_of, ref_of
from postl10n.web.review.forms import Fields, date_of, edit_of, filter_of, has_breaks, one_line
from postl10n.web.review.views import row_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from postl10n.web.review.context import RequestContext
    from postl10n.web.review.views import Views

_STATUSES = frozenset(TermStatus)


class Changes:
    """The handlers of POST."""

    def __init__(self, context: RequestContext, views: Views) -> None:
        self._context = context
        self._views = views

    def save(self, request: Request, fields: Fields) -> Response:
        locale, article = locale_of(request, self._context), article_of(request, self._context)
        edit = edit_of(ref_of(request), fields)
        try:
            if has_breaks(edit):
                seen = self._context.review.segment(locale, article, edit.ref)
                edit = one_line(edit, seen) if seen else edit
            done = self._context.review.save(locale, article, edit)
        except Postl10nError as fault:
            return self._refused(request, fault)
        said = words.saved(self._context.speech(request), done, accepted=edit.accept)
        # What was not accepted is still being worked on.
        stays = not edit.accept
        return self._row(request, fields, done, said, template="editor.html" if stays else "row.html")

    def look(self, request: Request, fields: Fields) -> Response:
        """Answer with terms and findings as they would be of what is being typed. Nothing is changed."""
        locale, article = locale_of(request, self._context), article_of(request, self._context)
        targets = fields.all("target")
        row = self._context.review.as_typed(locale, article, ref_of(request), targets)
        if row is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        values = row_values(row, listed=fields.get("in") == "list")
        return self._context.answer(request, "look.html", values, locale=locale)

    def waive(self, request: Request, fields: Fields) -> Response:
        locale, article = locale_of(request, self._context), article_of(request, self._context)
        try:
            done = self._context.review.waive(
                locale,
                article,
                ref_of(request),
                fields.get("hash"),
                fields.get("rule"),
                " ".join(fields.get("reason").split()),
                date_of(fields.get("until")),
            )
        except Postl10nError as fault:
            return self._refused(request, fault)
        said = words.waived(self._context.speech(request), done)
        return self._row(request, fields, done, said, template="row.html")

    def _row(
        self, request: Request, fields: Fields, done: Saved, said: tuple[str, str], *, template: str
    ) -> Response:
        """The entry as it is now, or both versions where they are in conflict; nothing to swap where it is gone."""
        if done.segment is None or done.outcome is Outcome.REFUSED:
            return announced(Response(status_code=HTTPStatus.NO_CONTENT), said)
        values = row_values(done.segment, listed=fields.get("in") == "list")
        if done.outcome in (Outcome.CONFLICT, Outcome.ERRORS):
            values |= {"mine": done.mine, "conflict": done.outcome is Outcome.CONFLICT}
            template = "editor.html"
        return self._context.answer(
            request, template, values, locale=locale_of(request, self._context), said=said
        )

    def _refused(self, request: Request, fault: Postl10nError) -> Response:
        """Nothing is swapped: what was typed stays before the reviewer."""
        said = self._context.speech(request)("Not saved: {reason}", reason=fault)
        return announced(Response(status_code=HTTPStatus.NO_CONTENT), (said, "error"))

    def undo(self, request: Request, fields: Fields) -> Response:
        try:
            done = self._context.review.undo(locale_of(request, self._context))
        except Postl10nError as fault:
            return self._refused(request, fault)
        said = words.undone(self._context.speech(request), done)
        return announced(Response(status_code=HTTPStatus.NO_CONTENT), said)

    def accept(self, request: Request, fields: Fields) -> Response:
        """Accept all that fit the filter of the address, if they still are those that were counted."""
        locale = locale_of(request, self._context)

        def act() -> Banner:
            done = self._context.review.accept_all(locale, filter_of(request), fields.get("digest"))
            text, kind = words.accepted(self._context.speech(request), done)
            return Banner(text=text, kind=kind, undo=done.changed > 0, lines=done.left)

        return self._views.queue_page(request, self._banner(act))

    def term(self, request: Request, fields: Fields) -> Response:
        """Give a term of a concept its status: accept a variant, forbid one."""
        locale, concept = locale_of(request, self._context), concept_of(request)

        def act() -> Banner:
            status = _status(fields.get("status"))
            self._context.review.set_term(locale, concept, fields.get("text"), status, fields.get("hash"))
            return self._written(request)

        return self._views.concept_page(request, self._banner(act))

    def edit_concept(self, request: Request, fields: Fields) -> Response:
        locale, concept = locale_of(request, self._context), concept_of(request)

        def act() -> Banner:
            self._context.review.edit_concept(
                concept,
                locale,
                definition=" ".join(fields.get("definition").split()),
                terms=_terms(fields),
                hash=fields.get("hash"),
            )
            return self._written(request)

        return self._views.concept_page(request, self._banner(act))

    def replace(self, request: Request, fields: Fields) -> Response:
        locale, concept = locale_of(request, self._context), concept_of(request)

        def act() -> Banner:
            done = self._context.review.replace(
                locale,
                concept,
                fields.get("old"),
                fields.get("new"),
                fields.get("digest"),
                gender=fields.get("gender"),
                anyway=fields.all("anyway"),
            )
            text, kind = words.replaced(self._context.speech(request), done)
            return Banner(text=text, kind=kind, undo=done.changed > 0, lines=done.left)

        return self._views.concept_page(request, self._banner(act))

    def _written(self, request: Request) -> Banner:
        text, kind = words.written(self._context.speech(request))
        return Banner(text=text, kind=kind, undo=True)

    def _banner(self, act: Callable[[], Banner]) -> Banner:
        try:
            return act()
        except Postl10nError as fault:
            return Banner(text=str(fault), kind="error")


def _status(name: str) -> str:
    if name not in _STATUSES:
        raise UsageError(f"{name[:40]!r} is not a status of a term", hint=f"One of: {', '.join(TermStatus)}.")
    return name


def _terms(fields: Fields) -> tuple[TermRow, ...]:
    """The rows of the form that name a term; an emptied one is taken out."""
    rows = zip(fields.all("text"), fields.all("status"), strict=False)
    return tuple(
        TermRow(text=" ".join(text.split()), status=_status(status)) for text, status in rows if text.strip()
    )
