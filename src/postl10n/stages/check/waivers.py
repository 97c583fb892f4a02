"""The findings of an entry that its waivers cover, and waivers that cover none."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence

from postl10n.model.findings import Finding, Severity, Waiver, waivers_in

WAIVER = "waiver"


def matched(
    findings: Iterable[Finding], waivers: Sequence[Waiver | str], bound: str, today: datetime.date | None
) -> Iterator[tuple[Finding, Waiver | None]]:
    """Return each finding with its waiver, if any; `bound` is the hash of the entry's texts now.

    today: None where no waiver is to expire.
    """
    valid = {
        one.rule: one
        for one in waivers
        if isinstance(one, Waiver) and one.bound == bound and not _expired(one, today)
    }
    for finding in findings:
        yield finding, valid.get(finding.rule)


def unused(
    waivers: Sequence[Waiver | str], used: Collection[Waiver | None], bound: str, today: datetime.date | None
) -> Iterator[tuple[str | None, Finding]]:
    """Yield a finding for each unused waiver, with the rule that it names; None if it can't be read."""
    for one in waivers:
        if isinstance(one, str):
            yield None, _finding(f"this is not a waiver: {one}")
        elif one not in used:
            yield one.rule, _finding(_why(one, bound, today))


def read(comments: Sequence[str]) -> list[Waiver | str]:
    """The waivers of an entry, those that can't be read as text."""
    return list(waivers_in(comments)) if comments else []


def _why(waiver: Waiver, bound: str, today: datetime.date | None) -> str:
    named = f"the waiver of {waiver.rule}"
    if waiver.bound != bound:
        return f"{named} was made for another source or translation"
    if waiver.until is not None and _expired(waiver, today):
        return f"{named} expired on {waiver.until.isoformat()}"
    return f"{named} is unused: the rule finds nothing here"


def _expired(waiver: Waiver, today: datetime.date | None) -> bool:
    return today is not None and waiver.until is not None and waiver.until < today


def _finding(message: str) -> Finding:
    return Finding(rule=WAIVER, severity=Severity.WARNING, message=message)
