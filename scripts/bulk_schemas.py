"""Prints the schema of the rows of `postl10n bulk`'s tables, `docs/schemas/bulk-tables.json`, from their description."""

from __future__ import annotations

import json
from collections.abc import Mapping

from postl10n.bulk.tables import described, is_internal

_KINDS: Mapping[str, Mapping[str, object]] = {
    "string": {"type": ["string", "null"]},
    "int": {"type": ["integer", "null"]},
    "float": {"type": "number"},
    "date": {"type": ["string", "null"], "format": "date"},
    "strings": {"type": "array", "items": {"type": "string"}},
}


def schema() -> dict[str, object]:
    """A definition for each table."""
    tables = {name: one for name, one in described().items() if name != "version" and not is_internal(name)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "postl10n bulk: rows of the tables",
        "description": f"Version {described()['version']}. A row is an object of one of these definitions.",
        "$defs": {
            name: {
                "description": f"{one['about']} Rows are told apart by: {', '.join(one['key'])}.",
                "type": "object",
                "properties": {
                    column: {**_KINDS[kind], "description": said}
                    for column, (kind, said) in one["columns"].items()
                },
                "required": list(one["columns"]),
                "additionalProperties": False,
            }
            for name, one in tables.items()
        },
    }


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2, ensure_ascii=False))
