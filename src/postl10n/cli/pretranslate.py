"""`postl10n pretranslate`"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import Part, counted, echo, format_option, print_json, selection_options, write_page
from postl10n.cli.faults import end_with_faults

if TYPE_CHECKING:
    from postl10n.model.memory import Amount, PretranslateReport

_MOST_WORDS = 12
"""Unknown words named in a line; the JSON and HTML reports have them all."""


@click.command(epilog="Example: postl10n pretranslate --dry-run --locale ru")
@selection_options
@click.option(
    "--least",
    type=click.FloatRange(0.5, 1),
    default=0.75,
    show_default=True,
    help="The least similarity of a fuzzy match, 0.5 to 1.",
)
@click.option(
    "--engine/--no-engine",
    "engines",
    default=True,
    show_default=True,
    help="Use the engines named in [engines] of postl10n.toml.",
)
@click.option(
    "--max-cost",
    type=click.FloatRange(0),
    metavar="AMOUNT",
    help="The maximum cost of engines in this run, in the currency of their settings.",
)
@click.option(
    "--only-untranslated",
    is_flag=True,
    help="Fill only entries that no person has edited: the default.",
)
@click.option(
    "--dry-run", is_flag=True, help="Write nothing and call no engine: only print what would be found."
)
@click.option("--again", is_flag=True, help="Also offer drafts that somebody deleted or replaced before.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Also write the table as an HTML page.",
)
@format_option()
def pretranslate(
    part: Part,
    least: float,
    engines: bool,
    max_cost: float | None,
    only_untranslated: bool,
    dry_run: bool,
    again: bool,
    report: Path | None,
    form: str,
) -> None:
    """Translator: fill empty entries with drafts from the translation memory, then from engines.

    Drafts are always fuzzy, with a comment that says where they came from; a fuzzy match has its own source
    as the previous one. The glossary is enforced in every draft: a comment lists the terms that are still missing. What
    a person wrote or edited is never replaced, and a draft that somebody deleted is not offered again. The table shows
    how much of the untranslated text was found, in segments and source words.
    """
    with part.opened() as workspace:
        found = workspace.pretranslate(
            part.only,
            least=least,
            dry_run=dry_run,
            again=again,
            engines=engines,
            max_cost=max_cost,
        )
        name = workspace.project.name
    if report is not None:
        from postl10n.project.clock import today
        from postl10n.reports.pages import leverage_page

        write_page(report, leverage_page(found, project=name, dry_run=dry_run, today=today()))
    if form == "json":
        print_json(found, dry_run=dry_run)
    else:
        print_text(found, dry_run=dry_run)
    for notice in found.notices:
        echo(f"note: {notice}", err=True)
    end_with_faults(found.faults)


def print_text(report: PretranslateReport, *, dry_run: bool) -> None:
    """Print the table, the catalogs written, and the work of engines."""
    if not report.catalogs:
        echo("There are no catalogs to fill: `postl10n update` makes them.")
        return
    _print_table(report)
    for one in report.catalogs:
        if one.written:
            echo(f"wrote {one.path}: {counted(len(one.drafts), 'draft')}")
    for reason, count in sorted(report.discarded().items()):
        echo(f"{counted(count, 'answer')} discarded: {reason}")
    for locale, words in report.unknown().items():
        echo(f"words left as they were in {locale}, unknown to its engine: {_some(words)}")
    for currency, price in report.cost.items():
        echo(f"engines {'would cost at the most' if dry_run else 'cost'} {price:.4f} {currency}".rstrip())
    written = sum(one.written for one in report.catalogs)
    echo(f"{written} of {len(report.catalogs)} catalogs written.")


def _print_table(report: PretranslateReport) -> None:
    """A row for each locale and kind of match: segments, words and their share of all words."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("locale", no_wrap=True)
    table.add_column("match", no_wrap=True)
    for heading in ("segments", "words", "share"):
        table.add_column(heading, justify="right", no_wrap=True)
    for locale, bands in report.by_locale().items():
        total = sum(amount.words for amount in bands.values())
        shown = [one for one in bands.items() if one[1].segments or one[0] == "left"]
        for number, (band, amount) in enumerate(shown):
            label = f"fuzzy {band} %" if band[0].isdigit() else band
            table.add_row("" if number else locale, label, *_cells(amount, total))
    Console().print(table)


def _some(words: Mapping[str, int]) -> str:
    """The most frequent words, and how many more there are."""
    named = [word if count == 1 else f"{word} ({count})" for word, count in words.items()][:_MOST_WORDS]
    more = len(words) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _cells(amount: Amount, total: int) -> tuple[str, ...]:
    return str(amount.segments), str(amount.words), f"{amount.words / total:.0%}" if total else "—"
