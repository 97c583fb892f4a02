"""Today, for what is written into files: the clock's, or SOURCE_DATE_EPOCH's for repeatable runs."""

from __future__ import annotations

import datetime
import os

from postl10n.errors import UsageError


def today() -> datetime.date:
    """The date in UTC. Raises UsageError for a SOURCE_DATE_EPOCH that is no number of seconds.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {given!r}, no number of seconds") from error
