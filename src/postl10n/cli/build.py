"""`postl10n build`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import echo, format_option, opened, print_json, project_option

if TYPE_CHECKING:
    from postl10n.model.reports import BuildReport


@click.command(epilog="Example: postl10n build && open site/index.html")
@project_option
@format_option()
def build(folder: Path, form: str) -> None:
    """Build: write the localized site of the catalogs as they are; only pages that changed are written."""
    with opened(folder) as workspace:
        report = workspace.build()
    print_notices(report)
    if form == "json":
        print_json(as_json(report))
    else:
        print_text(report)


def as_json(report: BuildReport) -> dict[str, object]:
    """The document that `docs/schemas/build.json` describes."""
    return {
        "index": report.index,
        "written": list(report.written),
        "unchanged": report.unchanged,
        "removed": list(report.removed),
    }


def print_text(report: BuildReport) -> None:
    removed = f", {len(report.removed)} removed" if report.removed else ""
    echo(f"{len(report.written)} files written, {report.unchanged} unchanged{removed}: {report.index}")


def print_notices(report: BuildReport) -> None:
    """Approved translations that pages can't show, on stderr."""
    for one in report.notices:
        echo(f"warning: {one.place}: {one.finding.message}", err=True)
