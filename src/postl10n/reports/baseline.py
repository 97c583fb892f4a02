"""An earlier JSON report, whose findings are not counted again."""

from __future__ import annotations

import json
from collections import Counter

from postl10n.errors import Place, UsageError

# In the order of `EntryFinding.identity`.
_FIELDS = ("rule", "locale", "article", "source", "target", "message")


def parse_baseline(data: bytes, *, path: str) -> Counter[tuple[str, ...]]:
    """Return how often each finding is in the report, by its identity: line numbers don't count.

    Raises UsageError for a file that is no report of `check --format json`.
    """
    place = Place(path=path)
    try:
        loaded = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"is no JSON: {error}", place=place) from error
    findings = loaded.get("findings") if isinstance(loaded, dict) else None
    if not isinstance(findings, list):
        hint = "Make it with `postl10n check --format json > FILE`."
        raise UsageError('is no report of a check: it has no "findings"', place=place, hint=hint)
    return Counter(_identity(one, number, place) for number, one in enumerate(findings, start=1))


def _identity(one: object, number: int, place: Place) -> tuple[str, ...]:
    values = [one.get(name) for name in _FIELDS] if isinstance(one, dict) else [None]
    texts = tuple(value for value in values if isinstance(value, str))
    if len(texts) < len(_FIELDS):
        raise UsageError(f"finding {number} lacks one of {', '.join(_FIELDS)}", place=place)
    return texts
