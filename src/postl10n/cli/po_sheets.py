"""`postl10n po export` and `po import`: sheets for reviewers, XLIFF for translators."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import (
    Part,
    echo,
    force_option,
    format_option,
    print_json,
    project_option,
    selection_options,
)
from postl10n.cli.faults import end_with_findings, printable

if TYPE_CHECKING:
    from postl10n.model.review_sheet import RowChange, SheetImport


_CONTENTS = ("source/", "glossary/", "tm/")
"""Folders of an OmegaT project that are written anew; its settings are its user's once they are there."""
_OF_ENDING = {".xlf": "xliff21", ".xliff": "xliff21"}


@click.command(epilog="Example: postl10n po export --locale ru --filter findings -o ru.xlsx")
@selection_options
@click.argument("destination", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", metavar="xlsx|csv|xliff12|xliff21|omegat", help="By default that of the output."
)
@click.option(
    "--filter",
    "wanted",
    default="all",
    show_default=True,
    metavar="all|untranslated|fuzzy|findings|term:CONCEPT",
    help="Which entries.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write; the same as DESTINATION."
)
@force_option
def export(
    part: Part,
    form: str | None,
    wanted: str,
    destination: Path | None,
    output: Path | None,
    force: bool,
) -> None:
    """Reviewer: catalogs of a project as a sheet or XLIFF file, to be edited elsewhere and sent back.

    XLIFF is what translation tools read; a file has one target locale, and a part for each article. A project for
    OmegaT is a folder with the glossary and the memory beside the articles, and one locale as well. In a sheet
    there is one row a translation: id, article, role, source, target, state, findings, comment. Target, state and
    comment can be changed, `approved` in the state accepts a translation; the other cells are locked. No cell
    is ever run as a formula.
    """
    path = output or destination
    if path is None or (output and destination):
        raise click.UsageError("Name one DESTINATION.")
    kind = form or _OF_ENDING.get(path.suffix.lower(), path.suffix.removeprefix("."))
    with part.opened() as workspace:
        target = None if kind == "omegat" else workspace.destination(path)
        data, rows = workspace.export_sheet(part.only, form=kind, wanted=wanted)
        if target is not None:
            target.write(data, force=force)
        else:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    if name.endswith("/"):
                        (path / name).mkdir(parents=True, exist_ok=True)
                    elif name.startswith(_CONTENTS) or not (path / name).exists():
                        workspace.destination(path / name).write(archive.read(name), force=force)
            echo(f"To open it: omegat --config-dir {path / 'config'} {path}")
    echo(f"{path}: {rows} rows", err=True)


@click.command(
    "import",
    epilog="Example: postl10n po export --locale ru -o ru.xlsx && postl10n po import ru.xlsx --dry-run",
)
@project_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@click.option("--translator", default="", metavar="NAME <MAIL>", help="Who edited it, for `Last-Translator`.")
@format_option()
def import_sheet(part: Part, file: Path, dry_run: bool, translator: str, form: str) -> None:
    """Reviewer: import the changes of a sheet, an XLIFF file or the folder of an OmegaT project into the catalogs.

    An entry that was changed in its catalog meanwhile is merged; where both changed the translation it becomes
    fuzzy, with the file's in a comment. Entries that the file leaves alone keep every byte. Exit code 1 if a row
    was refused, or an entry needs a decision.
    """
    with part.opened() as workspace:
        report = workspace.import_sheet(file, dry_run=dry_run, translator=translator)
    if form == "json":
        print_json(report, dry_run=dry_run)
    else:
        _print(report, str(file), dry_run=dry_run)
    end_with_findings(report.refused or any(one.conflict for one in report.changes))


def _print(report: SheetImport, file: str, *, dry_run: bool) -> None:
    catalog = None
    for one in report.changes:
        if catalog != (one.locale, one.article):
            catalog = one.locale, one.article
            click.secho(f"{printable(one.article)}, {one.locale}", bold=True)
        _print_change(one)
    for refusal in report.refused:
        echo(f"{file}:{refusal.line}: {refusal.message}", err=True)
    would = "would change" if dry_run else "changed"
    refused = f", {len(report.refused)} refused" if report.refused else ""
    echo(f"{len(report.changes)} entries {would}, {report.rows} rows read{refused}")
    for path in report.written:
        echo(f"wrote {path}")


def _print_change(one: RowChange) -> None:
    states = (
        one.state_after if one.state_before == one.state_after else f"{one.state_before} → {one.state_after}"
    )
    notes = [
        *(["comment"] if one.comments else []),
        *(["merged with a change made meanwhile"] if one.meanwhile and not one.conflict else []),
        *(["CONFLICT: changed meanwhile too"] if one.conflict else []),
    ]
    echo(f"  row {one.line}: {one.source[:80]}")
    echo(f"    {', '.join([states, *notes])}")
    for before, after in zip(one.before, one.after, strict=True):
        if before != after:
            click.secho(f"    - {printable(before)}", fg="red")
            click.secho(f"    + {printable(after)}", fg="green")
