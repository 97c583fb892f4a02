"""Waiving one finding: the waiver is written into the catalog."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from postl10n.errors import Place, UsageError
from postl10n.files.po import PoFile
from postl10n.lang.text.normalise import normalise
from postl10n.model.catalog import Entry
from postl10n.model.findings import OFF, EntryFinding, Waiver, is_waiver
from postl10n.model.rule_outcomes import FindingOutcome
from postl10n.model.states import State, state_of
from postl10n.workspace.arguments import rule_names
from postl10n.workspace.check import CheckOptions, check
from postl10n.workspace.rule_outcomes import tell
from postl10n.workspace.session import Session

_HINT = (
    "Name line and rule as `postl10n check` prints them now: each waiver moves what is below it by a line."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverTarget:
    """The findings to waive: those of a rule in the entry whose msgid is at a line."""

    locale: str
    article: str
    line: int
    rule: str


def waive(
    session: Session, what: WaiverTarget, reason: str, until: datetime.date | None, today: datetime.date
) -> Waiver:
    """Write a waiver into the catalog, in the place of an older one of the same rule in the entry.

    Raises UsageError where the rule is off or finds nothing there, for a reason that can't be read back, and where a
    person changed the entry meanwhile.
    """
    rule_names([what.rule])
    if session.project.choices(what.locale).get(what.rule) == OFF:
        hint = "There is nothing to waive: [check] of postl10n.toml says so."
        raise UsageError(f"{what.rule} is off in {what.locale}", hint=hint)
    path = session.layout.catalog(what.locale, what.article)
    place = Place(path=session.layout.shown(path), line=what.line)
    found = _finding(session, what, place, today)
    waiver = Waiver(rule=what.rule, bound=found.bound, reason=readable_reason(reason), until=until)
    if until is not None and until < today:
        raise UsageError(f"{until.isoformat()} has passed", hint="Give the last day of the waiver.")
    stored = session.stored(what.locale, what.article)
    if stored is None or stored.catalog is None:
        raise UsageError("can't be read", place=place)
    entry = next((one for one in stored.catalog.active() if one.line == what.line), None)
    if entry is None:
        raise _changed(place)

    def change(po: PoFile | None) -> PoFile:
        return _waived(po, entry, waiver, place)

    session.files.respell(stored, change)
    judged = ((what.rule, FindingOutcome.WAIVED),)
    tell(session.layout, what.locale, what.article, judged, today=today)
    return waiver


def _finding(session: Session, what: WaiverTarget, place: Place, today: datetime.date) -> EntryFinding:
    """The finding, waived already or not."""
    report = check(
        session, CheckOptions(today=today, rules={what.rule}, catalogs=((what.locale, what.article),))
    )
    there = [one for one in (*report.findings, *report.waived) if one.place.line == what.line]
    if not there:
        catalog = session.catalog(what.locale, what.article)
        lines = {one.line for one in catalog.active()} if catalog else set()
        why = f"{what.rule} finds nothing here" if what.line in lines else "no entry begins in this line"
        raise UsageError(why, place=place, hint=_HINT)
    if not there[0].bound:
        raise UsageError(f"{what.rule} can't be waived", place=place)
    return there[0]


def _waived(po: PoFile | None, entry: Entry, waiver: Waiver, place: Place) -> PoFile:
    """The file with the waiver, if its entry is still what was checked; the bytes around it stay."""
    now = po.catalog.by_key().get(entry.key) if po else None
    same = now is not None and state_of(now) is State.APPROVED
    if po is None or now is None or not same or now.msgstr != entry.msgstr:
        raise _changed(place)
    older = tuple(one for one in now.comments if is_waiver(one, waiver.rule))
    return po.recommented(now, lost=older, added=(waiver.comment(),))


def _changed(place: Place) -> UsageError:
    return UsageError("the entry was changed meanwhile", place=place, hint="Check it again first.")


def readable_reason(reason: str) -> str:
    """The reason in one line. Raises UsageError for one that would not be read back as it is."""
    text = normalise(reason)
    if not text or not text.isprintable():
        raise UsageError("a waiver needs a reason: one line of text without control characters")
    if text.startswith("until "):
        raise UsageError('a reason can\'t begin with "until"', hint="Use --until for the date.")
    return text
