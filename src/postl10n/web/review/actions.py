"""The actions of a reviewer: each handler takes a form, makes one call, and answers with the result."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from postl10n.errors import Postl10nError
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

    def question(self, request: Request, fields: Fields) -> Response:
        """Write a question on an entry, or resolve the one of `line`."""
        locale, article = locale_of(request, self._context), article_of(request, self._context)
        place = locale, article, ref_of(request), fields.get("hash")
        review = self._context.review
        try:
            done = (
                review.resolve(*place, fields.get("line"))
                if "line" in fields
                else review.ask(*place, fields.get("text"))
            )
        except Postl10nError as fault:
            return self._refused(request, fault)
        said = words.questioned(self._context.speech(request), done, resolved="line" in fields)
        return self._row(request, fields, done, said, template="editor.html")

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
            self._context.review.set_term(
                locale, concept, fields.get("text"), fields.get("status"), fields.get("hash")
            )
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

    def propose(self, request: Request, fields: Fields) -> Response:
        """Propose a term from a sentence; nothing of the page changes."""
        locale, article = locale_of(request, self._context), article_of(request, self._context)
        try:
            self._context.review.propose(
                locale,
                article,
                ref_of(request),
                concept=fields.get("concept"),
                source=fields.get("source"),
                text=fields.get("text"),
            )
        except Postl10nError as fault:
            return self._refused(request, fault)
        said = self._context.speech(request)("The term is proposed: it waits among the terms.")
        return announced(Response(status_code=HTTPStatus.NO_CONTENT), (said, "ok"))

    def proposal(self, request: Request, fields: Fields) -> Response:
        """Accept the proposal of a text, in other words if so, or refuse it with a reason."""
        locale, concept = locale_of(request, self._context), concept_of(request)
        proposed, digest = fields.get("proposed"), fields.get("hash")

        def act() -> Banner:
            if fields.get("verdict") == "refuse":
                reason = fields.get("reason")
                self._context.review.refuse_proposal(locale, concept, proposed, reason, digest)
            else:
                term = TermRow(text=fields.get("text"), status=fields.get("status"))
                self._context.review.accept_proposal(locale, concept, proposed, term, digest)
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


_LIST = re.compile(r"\s*[;；\n]\s*")


def _terms(fields: Fields) -> tuple[TermRow, ...]:
    """The rows of the form that name a term; an emptied one is taken out. Of lists, a semicolon is between two."""
    names = ("status", "gender", "number", "forms", "not_inside", "not_beside")
    columns = [fields.all(name) for name in names]
    found = []
    for at, text in enumerate(fields.all("text")):
        if text.strip():
            status, gender, number, *lists = (column[at] if at < len(column) else "" for column in columns)
            forms, inside, beside = (tuple(filter(None, _LIST.split(one.strip()))) for one in lists)
            found.append(
                TermRow(
                    text=" ".join(text.split()),
                    status=status,
                    gender=gender,
                    number=number,
                    forms=forms,
                    not_inside=inside,
                    not_beside=beside,
                )
            )
    return tuple(found)
