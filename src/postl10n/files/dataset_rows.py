"""The rows of a dataset, as Parquet or JSON has them, checked: an article to read, or a translation to judge."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from postl10n.errors import UsageError
from postl10n.lang.locales import cldr

Row = Mapping[str, Any]
ENDINGS = {"html": "html", "markdown": "md", "text": "txt"}
"""Of the columns that may hold an article; the first that has a text counts."""


def row_digest(row: Row | str) -> str:
    """Return the hash of a row."""
    return hashlib.blake2b(json.dumps(row, sort_keys=True, default=str).encode(), digest_size=12).hexdigest()


def article_of(row: Row | str, locale: str, largest: int) -> dict[str, Any]:
    """Return a row as an article; `locale` is that of a row without one. Raises UsageError for what is none."""
    row = _whole(row)
    column = next((one for one in ENDINGS if row.get(one)), None)
    if column is None:
        raise UsageError("has no text")
    text, url = _text(row, column), _text(row, "url")
    _refuse_size(text, largest)
    return {
        "id": _text(row, "id") or url or row_digest(row),
        "url": url or None,
        "host": _host(row),
        "locale": cldr(_text(row, "locale") or locale),
        "date": _date(row),
        "ending": ENDINGS[column],
        "text": text,
    }


def pair_of(row: Row | str, locale: str, largest: int) -> dict[str, Any]:
    """Return a row as a translation; `locale` is that of a source without one. Raises UsageError for what is none."""
    row = _whole(row)
    texts = {name: _text(row, name) for name in ("source", "target", "reference")}
    if not (texts["source"] and texts["target"]):
        raise UsageError("has no source or no target")
    _refuse_size("".join(texts.values()), largest)
    return {
        "id": _text(row, "id") or row_digest(row),
        "host": _host(row),
        "date": _date(row),
        "source_locale": cldr(_text(row, "source_locale") or locale),
        "locale": cldr(_text(row, "locale")),
        **texts,
    }


def _whole(row: Row | str) -> Row:
    if isinstance(row, str):
        raise UsageError(row)
    return row


def _refuse_size(text: str, largest: int) -> None:
    if len(text) > largest or len(text.encode()) > largest:
        raise UsageError(f"is larger than {largest / 1e6:g} MB")


def _host(row: Row) -> str:
    try:
        return (_text(row, "host") or urlsplit(_text(row, "url")).hostname or "").lower()
    except ValueError as error:
        raise UsageError(f"the url can't be understood: {error}") from error


def _date(row: Row) -> datetime.date | None:
    value = row.get("date")
    if isinstance(value, datetime.datetime):
        return value.date()
    if not value or isinstance(value, datetime.date):
        return value or None
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise UsageError(f"the date {str(value)[:40]!r} is not written as 2025-03-14") from None


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if name == "id" and type(value) is int:
        return str(value)
    if not isinstance(value, str):
        raise UsageError(f"{name} is no text")
    # A lone surrogate, which JSON can spell, has no place in UTF-8.
    return value if value.isascii() else value.encode("utf-8", "replace").decode()
