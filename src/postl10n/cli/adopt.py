"""`postl10n adopt`"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import Part, echo, format_option, print_json, project_option
from postl10n.cli.faults import end_with_faults, end_with_findings, printable

if TYPE_CHECKING:
    from postl10n.model.adoption import AdoptedPage, AdoptedPair

_SHOWN = {"doubtful", "differs", "refused"}
"""Outcomes of which each pair is printed."""


@click.command(epilog="Example: postl10n adopt ctt-portugal examples/ctt-portugal.fr.html --dry-run")
@project_option
@click.argument("article", required=False)
@click.argument("page", required=False, type=click.Path(path_type=Path))
@click.option(
    "--all",
    "pages",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Adopt every page below DIR, each for the article that its name, links or content tell.",
)
@click.option("--locale", metavar="CODE", help="The locale of the pages; by default as they say.")
@click.option(
    "--to",
    type=click.Choice(["catalog", "memory", "references"]),
    default="catalog",
    show_default=True,
    help="Where the translations go.",
)
@click.option("--trust", is_flag=True, help="Approve certain pairs; doubtful ones are drafts in any case.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be entered.")
@format_option()
def adopt(
    part: Part,
    article: str | None,
    page: Path | None,
    pages: Path | None,
    locale: str | None,
    to: str,
    trust: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Translator: fill an article's catalog from its published translation.

    ARTICLE is an id or a source, PAGE its translation: HTML, text, Markdown, or a PO file of paragraphs. The sentences
    of both are aligned by figures, dates, names, terms, lengths and order, without a model. Certain pairs become drafts
    of origin `adopted`, doubtful ones too, with the reason; what has no partner is listed. What a person wrote is
    never replaced. Exit code 1 if a page was refused.
    """
    if (pages is None) == (article is None or page is None):
        raise click.UsageError("name an article and its page, or a folder of pages with --all")
    from postl10n.workspace.adopt import AdoptOptions

    options = AdoptOptions(trust=trust, dry_run=dry_run, to=to, locale=locale)
    with part.opened() as workspace:
        report = workspace.adopt(None if pages else article, pages or page or Path(), options)
    if form == "json":
        print_json(report, dry_run=dry_run)
    else:
        for one in report.pages:
            _print(one)
    end_with_faults(report.faults)
    end_with_findings(any(one.refused for one in report.pages))


def _print(page: AdoptedPage) -> None:
    click.secho(printable(f"{page.article or '?'}, {page.locale}: {page.page}"), bold=True)
    if page.refused:
        echo(f"  nothing adopted: {page.refused}")
        return
    counts = Counter(pair.outcome.value for pair in page.pairs)
    shown = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    echo(f"  {shown or 'nothing new'}")
    for pair in page.pairs:
        if pair.outcome.value in _SHOWN:
            _print_pair(pair)
    for title, texts in (
        ("without a translation on the page", page.without_translation),
        ("on the page alone", page.without_source),
    ):
        if texts:
            echo(f"  {title}:")
        for text in texts:
            echo(f"    {printable(text)}")
    if page.written:
        echo(f"  wrote {page.written}")


def _print_pair(pair: AdoptedPair) -> None:
    why = f": {'; '.join(pair.doubts)}" if pair.doubts else ""
    echo(printable(f"  {pair.outcome.value}{why}"))
    echo(f"    {printable(pair.source)}")
    click.secho(f"    {printable(pair.target)}", fg="green")
