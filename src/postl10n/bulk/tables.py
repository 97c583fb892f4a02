"""The tables of a corpus, as `tables.toml` describes them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def described() -> Mapping[str, Any]:
    """Return the version, and by its name what each table is, its key and its columns."""
    return tomllib.loads((files(__package__) / "tables.toml").read_text("utf-8"))


def is_internal(table: str) -> bool:
    """Return True for what the passes hand to one another."""
    return "internal" in described()[table]


@cache
def schema(name: str) -> Any:
    """Return the columns of a table for pyarrow."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "date": pa.date32(),
        "strings": pa.list_(pa.string()),
        **{f"bytes {size}": pa.binary(size) for size in (256, 512)},
    }
    columns = [pa.field(column, kinds[kind]) for column, (kind, _) in described()[name]["columns"].items()]
    return pa.schema(columns, {"postl10n.table": name, "postl10n.version": str(described()["version"])})
