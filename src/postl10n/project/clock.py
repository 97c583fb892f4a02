"""The time for what is written into files: the clock's, or SOURCE_DATE_EPOCH's for repeatable runs."""

from __future__ import annotations

import datetime
import os

from postl10n.errors import UsageError


def today() -> datetime.date:
    """The date in UTC. Raises UsageError for a SOURCE_DATE_EPOCH that is no number of seconds."""
    return _now().date()


def revision_date() -> str:
    """Now in UTC as gettext writes it in `PO-Revision-Date`. Raises UsageError as `today` does."""
    return _now().strftime("%Y-%m-%d %H:%M+0000")


def _now() -> datetime.datetime:
    """https://reproducible-builds.org/specs/source-date-epoch/"""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return datetime.datetime.now(datetime.UTC)
    try:
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {given!r}, no number of seconds") from error
