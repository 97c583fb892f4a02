"""`postl10n build`"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import Part, echo, format_option, print_json, selection_options
from postl10n.cli.faults import end_with_faults, end_with_findings

if TYPE_CHECKING:
    from postl10n.model.reports import BuildReport


_STRICT = (
    "Exit code 1 for a warning, or a link that leads nowhere; write nothing where an article can't be read."
)


@click.command(epilog="Example: postl10n build --locale fr --links")
@selection_options
@click.option("--check", "dry", is_flag=True, help="Write nothing; exit code 1 if a file would change.")
@click.option("--strict", is_flag=True, help=_STRICT)
@click.option(
    "--links", "with_links", is_flag=True, help="Look for links of the built site that lead nowhere."
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day from which the grace period is counted; by default SOURCE_DATE_EPOCH's or today.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes at once; by default one a processor.")
@format_option()
def build(
    part: Part,
    dry: bool,
    strict: bool,
    with_links: bool,
    as_of: datetime | None,
    jobs: int | None,
    form: str,
) -> None:
    """Build: write the localized site of the catalogs as they are; only what changed is made again.

    Pages of articles that are gone are removed if an earlier build wrote them. Limited to a locale or an
    article, everything else stays as it is. So do the pages of an article that can't be read: the others are
    written, and the exit code is 2.
    """
    from postl10n.project.system import usable_cores
    from postl10n.workspace import BuildOptions

    options = BuildOptions(as_of=as_of.date() if as_of else None, dry=dry, jobs=jobs or usable_cores())
    with part.opened() as workspace:
        report = workspace.build(part.only, options, strict=strict)
        links = workspace.link_faults() if with_links or strict else ()
    print_notices(report)
    for fault in links:
        echo(f"warning: {fault}", err=True)
    if form == "json":
        print_json(report, links=links)
    else:
        print_text(report, dry=dry)
    end_with_faults(report.faults)
    end_with_findings((dry and (report.written or report.removed)) or (strict and (links or report.warnings)))


def print_text(report: BuildReport, *, dry: bool = False) -> None:
    if dry:
        for path in report.written:
            echo(f"would write {path}")
        for path in report.removed:
            echo(f"would remove {path}")
    removed = f", {len(report.removed)} {'to be ' if dry else ''}removed" if report.removed else ""
    verb = "to be written" if dry else "written"
    echo(f"{len(report.written)} files {verb}, {report.unchanged} unchanged{removed}: {report.index}")


def print_notices(report: BuildReport) -> None:
    """Print the notices of pages about entries on stderr."""
    for one in report.notices:
        echo(f"{one.finding.severity}: {one.place}: {one.finding.message}", err=True)
