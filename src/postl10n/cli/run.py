"""`postl10n run`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from postl10n.cli import build as build_command
from postl10n.cli import stats as stats_command
from postl10n.cli import update as update_command
from postl10n.cli.common import (
    Part,
    cache_option,
    echo,
    format_option,
    print_gates,
    print_json,
    project_option,
    strict_option,
)
from postl10n.cli.faults import end_with_faults, end_with_findings
from postl10n.cli.findings import print_text as print_findings

if TYPE_CHECKING:
    from postl10n.model.scores import RunReport


@click.command(epilog="Example: postl10n run")
@project_option
@cache_option
@click.option("--record", "recorded", is_flag=True, help="Add the scores to the locales' journals.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes at once; by default one a processor.")
@strict_option
@format_option()
def run(part: Part, recorded: bool, jobs: int | None, strict: bool, form: str) -> None:
    """Build: the whole pipeline, from articles to the site.

    All inputs are read first: a fault in settings or glossary stops it with nothing written. An article or a
    catalog that can't be read is left out and stays as it is, with its pages; the rest is done and the exit code is 2.
    Otherwise the exit code is 1 if a check found an error or a gate was missed.
    """
    from postl10n.model.findings import Severity
    from postl10n.project.system import usable_cores

    with part.opened() as workspace:
        report = workspace.run(recorded=recorded, jobs=jobs or usable_cores(), strict=strict)
    if form == "json":
        print_json(report)
    else:
        print_text(report)
    build_command.print_notices(report.build)
    end_with_faults(report.faults)
    end_with_findings(report.gates.misses or report.check.reaches(Severity.ERROR))


def print_text(report: RunReport) -> None:
    """Findings that matter, the table of statistics, and what was written where."""
    print_findings(report.check, notices=False)
    for card in report.score.cards:
        if card.article is None and card.metrics:
            figures = ", ".join(f"{metric.name} {metric.value:.1f}" for metric in card.metrics)
            echo(f"{card.locale}: {figures} over {card.compared} {card.rated} segments with a reference")
    stats_command.print_text(report.stats)
    update_command.warn_of_readings(report.update)
    update_command.warn_of_losses(report.update)
    update_command.print_orphans_hint(report.update)
    update_command.print_reread_hint(report.update)
    print_gates(report.gates)
    update_command.print_taken_over(report.update)
    written = len(report.update.templates) + sum(one.written for one in report.update.catalogs)
    echo(f"{written} templates and catalogs written.")
    build_command.print_text(report.build)
