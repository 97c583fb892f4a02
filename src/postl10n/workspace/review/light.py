"""Rows of entries that stand in many articles, made from the register alone: no file is read for them."""

from __future__ import annotations

from postl10n.model.catalog import MERGED
from postl10n.model.review import Form, Mark, Segment
from postl10n.stages.terms.occurrences import Demand
from postl10n.workspace.review.concepts import UnitUse
from postl10n.workspace.review.marks import MISSING, TERM, UNSURE, insertable, marked, placeholder_marks
from postl10n.workspace.review.register import Row
from postl10n.workspace.review.segments import used_marks

_KINDS = {"right": TERM, "wrong": MISSING, "unsure": UNSURE, "untested": TERM}


def light_row(row: Row, use: UnitUse, concept: str, demand: Demand, locale: str, path: str) -> Segment:
    """The entry with the concept marked in it; its other findings are left to the article's own page."""
    kind = _KINDS[str(use.standing)]
    named = [
        Mark(start=start, end=start + len(text), kind=kind, concept=concept)
        for text in dict.fromkeys(use.named)
        for start in _all(row.msgid, text)
    ]
    texts = use.unit.targets
    return Segment(
        article=use.article,
        ref=row.ref,
        hash=row.hash,
        path=path,
        line=row.line,
        role=row.msgctxt or "",
        kind="",
        new_block=True,
        source=marked(row.msgid, placeholder_marks(row.msgid), named),
        source_plural=row.plural or "",
        forms=tuple(
            Form(
                label="",
                target=marked(text, placeholder_marks(text), used_marks(concept, demand, text, locale)),
            )
            for text in (texts if use.unit.inherited is None else row.msgstr)
        ),
        state=row.state,
        inherited=(use.unit.inherited, "\n".join(texts)) if use.unit.inherited else None,
        merged=MERGED in row.msgstr,
        placeholders=insertable(row.plural or row.msgid),
        comments=row.comments,
    )


def _all(text: str, part: str) -> list[int]:
    found = []
    at = text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + len(part))
    return found
