"""Messages about actions, in the reader's language. Babel extracts the `_("…")` here too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postl10n.model.review import BulkSaved, Outcome, Saved

if TYPE_CHECKING:
    from postl10n.web.review.ui_text import UiText


def saved(_: UiText, done: Saved, *, accepted: bool) -> tuple[str, str]:
    """Return the message about an edit, and its kind: `ok`, `notice` or `error`."""
    match done.outcome:
        case Outcome.SAVED:
            return (_("Accepted.") if accepted else _("Saved, not accepted yet.")), "ok"
        case Outcome.UNCHANGED:
            return _("Nothing to save: the entry is unchanged."), "ok"
        case Outcome.MERGED:
            return _("Saved, together with what another program had changed meanwhile."), "notice"
        case Outcome.CONFLICT:
            return _("Not saved: another program changed the same text. Choose between the two."), "error"
        case Outcome.ERRORS:
            return _("Not accepted yet: the checks find an error."), "error"
        case Outcome.GONE:
            return _("Not saved: the entry is no longer in the catalog."), "error"
        case Outcome.REFUSED:
            return _("Not saved: {reason}", reason=done.message), "error"


def waived(_: UiText, done: Saved) -> tuple[str, str]:
    if done.outcome in (Outcome.SAVED, Outcome.MERGED, Outcome.UNCHANGED):
        return _("The finding is waived."), "ok"
    return saved(_, done, accepted=False)


def questioned(_: UiText, done: Saved, *, resolved: bool) -> tuple[str, str]:
    if done.outcome in (Outcome.SAVED, Outcome.UNCHANGED):
        return (_("The question is resolved.") if resolved else _("The question is written.")), "ok"
    return saved(_, done, accepted=False)


def undone(_: UiText, done: Saved | BulkSaved | None) -> tuple[str, str]:
    if done is None:
        return _("There is nothing to undo."), "notice"
    if isinstance(done, BulkSaved):
        if done.refused:
            return _("Not undone: {reason}", reason=done.refused), "error"
        return _.count("Undone: {count} entry.", "Undone: {count} entries.", done.changed), "ok"
    if done.outcome in (Outcome.SAVED, Outcome.MERGED, Outcome.UNCHANGED):
        return _("Undone."), "ok"
    return _("Not undone: another program has changed the entry since."), "error"


def accepted(_: UiText, done: BulkSaved) -> tuple[str, str]:
    if done.refused:
        return _("Nothing was accepted: {reason}", reason=done.refused), "error"
    return _.count("{count} entry accepted.", "{count} entries accepted.", done.changed), "ok"


def replaced(_: UiText, done: BulkSaved) -> tuple[str, str]:
    if done.refused:
        return _("Nothing was replaced: {reason}", reason=done.refused), "error"
    return _.count("Replaced in {count} entry.", "Replaced in {count} entries.", done.changed), "ok"


def written(_: UiText) -> tuple[str, str]:
    return _("The glossary is saved."), "ok"
