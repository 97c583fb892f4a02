"""Accepting many entries at once, as they were counted; nobody looked at each, so that one with an error is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from postl10n.model.catalog import Entry, Key
from postl10n.model.findings import Severity
from postl10n.model.states import State
from postl10n.stages.catalog.edit import edited
from postl10n.stages.catalog.notes import CONFLICT
from postl10n.stages.check.consistency import INCONSISTENT, Renderings
from postl10n.workspace.review.desk import Change, Desk, Trace
from postl10n.workspace.review.library import Library, rules_of_one
from postl10n.workspace.review.queue import Found
from postl10n.workspace.review.refs import entry_hash
from postl10n.workspace.review.register import Row
from postl10n.workspace.review.sheet import Sheet

MEANWHILE = "changed by another program meanwhile"


Others = Callable[[str, Iterable[Entry]], Renderings]
"""What a locale's articles make of the sources of entries of one article, these as they would be counted in."""


class Accepter:
    """Accepts entries catalog by catalog."""

    def __init__(self, library: Library, desk: Desk, others: Others | None = None) -> None:
        """others: given where the rule `inconsistent` makes errors, which takes what other articles have."""
        self._library = library
        self._others = others
        self._desk = desk

    def accept(self, locale: str, article: str, rows: list[Row], left: list[str]) -> list[Trace]:
        """Accept entries of one catalog in one write."""
        sheet = self._library.sheet(locale, article)
        if sheet is None:
            return []
        wanted: dict[Key, Entry] = {}
        seen = {}
        for row in rows:
            entry = sheet.refs.get(row.ref)
            why = _why_not(entry, row)
            if entry is None or why:
                if why:
                    left.append(f"{article} {row.ref}: {why}")
                continue
            seen[entry.key] = row.hash
            wanted[entry.key] = edited(entry, entry.msgstr, accept=True)
        for key, message in self._errors(sheet, wanted).items():
            left.append(f"{article} {sheet.ref_of[key]}: {message}")
            del wanted[key]
        changes = {key: if_still(seen[key], new) for key, new in wanted.items()}
        traces = self._desk.change(locale, article, changes) if changes else []
        if len(traces) < len(changes):
            left.append(f"{article}: {len(changes) - len(traces)} {MEANWHILE}")
        return traces

    def _errors(self, sheet: Sheet, wanted: dict[Key, Entry]) -> dict[Key, str]:
        """The entries that have an error once they are accepted, each with its first."""
        future = sheet.having(*wanted.values())
        by_line = {entry.line: key for key, entry in wanted.items()}
        errors: dict[Key, str] = {}
        rules = rules_of_one() | {INCONSISTENT} if self._others else rules_of_one()
        known = self._others(sheet.article, wanted.values()) if self._others else None
        for one in self._library.findings(future, wanted, rules, known):
            key = by_line.get(one.place.line)
            if key is not None and one.finding.severity is Severity.ERROR and one.waiver is None:
                errors.setdefault(key, one.finding.message)
        return errors


def _why_not(entry: Entry | None, row: Row) -> str:
    """Why an entry is not accepted unseen; empty where it may be, or needs not."""
    if entry is None or entry_hash(entry) != row.hash:
        return MEANWHILE
    if not entry.translated:
        return "not translated"
    if any(comment.startswith(CONFLICT) for comment in entry.comments):
        return "two versions of it wait for a decision"
    return ""


def if_still(seen: str, new: Entry) -> Change:
    return lambda now: (
        replace(new, references=now.references, extracted=now.extracted, line=now.line)
        if entry_hash(now) == seen
        else None
    )


def by_article(found: Iterable[Found]) -> dict[str, list[Row]]:
    """What is not approved yet."""
    by_article: dict[str, list[Row]] = {}
    for article, row in found:
        if row.state is not State.APPROVED:
            by_article.setdefault(article, []).append(row)
    return by_article
