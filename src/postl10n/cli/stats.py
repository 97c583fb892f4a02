"""`postl10n stats`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from postl10n.cli.common import Part, echo, format_option, print_json, selection_options
from postl10n.cli.faults import end_with_faults

if TYPE_CHECKING:
    from postl10n.model.reports import Counts, ProjectStats


_BAR = 10
"""Cells of the completion bar: the table fits a terminal of 80 columns."""


@click.command(epilog="Example: postl10n stats --locale pt_PT --format json")
@selection_options
@format_option()
def stats(part: Part, form: str) -> None:
    """All: the progress of each locale: approved, fuzzy, untranslated, inherited entries, and words.

    Done are the approved words of all that the articles have; strings of the site's pages are counted apart.
    """
    with part.opened() as workspace:
        report = workspace.stats(part.only)
    if form == "json":
        print_json(report)
    else:
        print_text(report, by_article=bool(part.articles or part.locales))
    end_with_faults(report.faults)


def print_text(report: ProjectStats, *, by_article: bool = False) -> None:
    """A table: a row for each locale, and for each of its articles if asked."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("locale", no_wrap=True)
    if by_article:
        table.add_column("article", overflow="fold")
    for heading in ("approved", "fuzzy", "untranslated", "inherited", "words", "done"):
        table.add_column(heading, justify="right", no_wrap=True)
    if not by_article:
        table.add_column("", no_wrap=True)
    rows = (
        [(one.locale, one.article, one.counts) for one in report.catalogs]
        if by_article
        else [(locale, None, counts) for locale, counts in report.by_locale().items()]
    )
    for locale, article, counts in rows:
        table.add_row(
            locale, *([article] if article else []), *_cells(counts)[: len(table.columns) - by_article - 1]
        )
    Console().print(table)
    if report.site and not by_article:
        site = ", ".join(f"{locale} {counts.percent}%" for locale, counts in report.site.items())
        echo(f"strings of the site's pages, counted apart: {site}")
    for path in report.orphans:
        echo(f"without an article: {path}")


def _cells(counts: Counts) -> tuple[str, ...]:
    figures = (counts.approved, counts.fuzzy, counts.untranslated, counts.inherited, counts.words)
    full = counts.percent * _BAR // 100
    return (*map(str, figures), f"{counts.percent}%", "█" * full + "░" * (_BAR - full))
