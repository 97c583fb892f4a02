"""`postl10n extract`"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import echo, format_option, without_gc
from postl10n.cli.faults import printable, warn_of_doubts

if TYPE_CHECKING:
    from postl10n.model.article import Article

_SHOWN = 90
"""Characters of a line that are shown beside its verdict."""
_PARTS = 1_000
"""Of a document that are printed together."""


@click.command(epilog="Example: postl10n extract articles/macao-stamps.txt --format json")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option("--locale", help="The language of the article; else the one it says itself, or English.")
@click.option("--learn", is_flag=True, help="Propose an [[extract.site]] block from several pages of a site.")
@click.option(
    "--explain", is_flag=True, help="Show each line with its verdict, and the signs that decided it."
)
@format_option()
def extract(files: tuple[Path, ...], locale: str | None, learn: bool, explain: bool, form: str) -> None:
    """Build: show one article as it is read: title, date, blocks with their segments, boilerplate.

    Works on any file, in a project or not; every non-blank line of it is somewhere in the answer. The project's
    [[extract.site]] and side files count (docs/pages.md).
    """
    from postl10n.workspace.one_article import learn_rules, read_article

    without_gc()
    if learn:
        echo(learn_rules(files, locale).rstrip())
        return
    if len(files) > 1:
        raise click.UsageError("one file is shown at a time; several go with --learn.")
    if explain:
        _explain(files[0], locale)
        return
    article = read_article(files[0], locale)
    warn_of_doubts(article.document)
    if form == "json":
        _print_in_parts(article)
        return
    echo(_as_text(article).rstrip())


def _print_in_parts(article: Article) -> None:
    """Print its document as `print_json` does, without the whole text of it in memory."""
    from postl10n.reports.json import dump_parts

    parts = dump_parts(article)
    while text := "".join(islice(parts, _PARTS)):
        click.echo(text, nl=False)
    click.echo()


def _explain(file: Path, locale: str | None) -> None:
    from postl10n.workspace.one_article import explain_article

    article, lines = explain_article(file, locale)
    warn_of_doubts(article.document)
    for one in lines:
        signs = "  ".join(f"{name} {weight:+.1f}" for name, weight in one.signs)
        colour = "green" if one.own else "bright_black"
        head = click.style(f"{one.line:5}  {one.verdict:14} {one.odds:+5.1f}", fg=colour)
        told = f"\n{'':29}{click.style(signs, dim=True)}" if signs else ""
        click.echo(f"{head}  {printable(one.text)[:_SHOWN]}{told}")


def _as_text(article: Article) -> str:
    document = article.document
    lines = [f"{document.title.line:5}  title      {article.title.text}"]
    if article.subtitle and document.subtitle:
        lines.append(f"{document.subtitle.line:5}  subtitle   {article.subtitle.text}")
    if document.dateline:
        lines.append(f"{document.dateline.line:5}  dateline   {document.dateline.text} ({document.date})")
    for block in article.blocks:
        lines.append("")
        lines += [
            f"{block.block.lines[0]:5}  {block.block.kind:10} {s.id}  {s.text}"
            for s in block.segments
            if not s.wordless
        ]
    lines.append("")
    lines += [f"       defines    {one.short} = {one.full}" for one in article.definitions]
    lines += [f"{one.line:5}  skipped    {one.text}  ({one.rule})" for one in document.boilerplate]
    return "\n".join(lines)
