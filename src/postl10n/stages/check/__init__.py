"""The check stage: rules that compare a translation with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from postl10n.model.findings import EntryFinding
    from postl10n.stages.check.project import Subject

__all__ = ["check"]


def check(subject: Subject, rules: Collection[str] | None = None) -> list[EntryFinding]:
    """Every finding of a catalog, waived ones too; see `check_catalog`."""
    # The rules compile hundreds of expressions, which commands that check nothing need not wait for.
    from postl10n.stages.check.project import check_catalog

    return check_catalog(subject, rules)
