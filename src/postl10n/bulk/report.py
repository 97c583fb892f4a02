"""The report of a run: one HTML file with pictures, which needs nothing beside itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from postl10n.reports.pages import text

_MOST = 30
"""Bars of a picture."""
_BY = ("host", "locale", "year")


def report_page(manifest: Mapping[str, Any]) -> str:
    """Return the page; everything in it that comes from articles is escaped."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: value if hasattr(value, "__html__") else text(str(value)),
    )
    template = environment.from_string((files(__package__) / "report.html").read_text("utf-8"))
    return template.render(manifest=manifest, pictures=list(_pictures(manifest["counts"])))


def _pictures(counts: list[list[Any]]) -> Iterator[tuple[str, str, list[tuple[str, int]], int]]:
    """Yield what is counted, by what, the bars with their names, and how many bars are left out."""
    for what in dict.fromkeys(row[3] for row in counts if row[3] not in ("bytes", "faults")):
        for at, by in enumerate(_BY):
            total: Counter[str] = Counter()
            for row in counts:
                if row[3] == what:
                    total["–" if row[at] in ("", None) else str(row[at])] += row[4]
            order = sorted(total.items(), key=lambda one: (-one[1], one[0]))[:_MOST]
            yield what, by, sorted(order) if by == "year" else order, len(total) - len(order)
