"""`postl10n glossary import` and `export`"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import Part, echo, force_option, format_option, print_json, project_option

if TYPE_CHECKING:
    from postl10n.files.glossary_import import ImportedChange
    from postl10n.workspace.glossary_exchange import ImportPlan

_FILE = click.Path(path_type=Path)


@click.command(
    "import",
    epilog="Example: postl10n glossary export ru.csv --locale ru && postl10n glossary import ru.csv --dry-run",
)
@click.argument("file", type=_FILE)
@click.option("--into", type=_FILE, help="The YAML file of the glossary that gets new concepts.")
@click.option("--source", metavar="CODE", help="The locale of source terms, where the file does not say.")
@click.option("--target", metavar="CODE", help="The locale of target terms, where the file does not say.")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@project_option
@format_option()
def import_(
    file: Path,
    into: Path | None,
    source: str | None,
    target: str | None,
    dry_run: bool,
    part: Part,
    form: str,
) -> None:
    """Import terms from TBX, CSV, TSV or XLSX, and show the changes.

    Known are our own sheet (`glossary export`), those of Weblate, DeepL and TICO-19, and sheets with a column
    for each locale. Concepts are found by their id, else by their term in the source, and changed where they
    stand, comments and order kept. What the file does not say stays as it is.
    """
    from postl10n.workspace.glossary_exchange import apply_import, plan_import

    with part.opened() as workspace:
        locales = (source or workspace.project.source, target) if target else None
        plan = plan_import(workspace.root, workspace.project, file, into=into, locales=locales)
        written = [] if dry_run else apply_import(workspace.root, plan)
    if form == "json":
        files = [edit.shown for edit in plan.edits]
        beside = {"skipped": plan.skipped, "unsupported": plan.unsupported, "remarks": plan.remarks}
        print_json({"written": not dry_run, "files": files, "changes": plan.changes, **beside})
        return
    _print_changes(plan)
    _print_left_out(plan.unsupported, "Not supported by the glossary")
    for remark in plan.remarks:
        echo(f"Note: {remark}.", err=True)
    for reason in plan.skipped:
        echo(f"Skipped: {reason}.", err=True)
    if not plan.changes:
        echo("Nothing changes.")
    elif dry_run and plan.edits:
        echo(f"Would change {', '.join(edit.shown for edit in plan.edits)}.")
    if dry_run and plan.unplaced is not None:
        echo("New concepts need a file: name it with --into glossary/….yaml.", err=True)
    for path in written:
        echo(f"wrote {path}")


@click.command(epilog="Example: postl10n glossary export terms.xlsx --locale ru")
@click.argument("file", type=_FILE)
@click.option("--locale", "locales", multiple=True, metavar="CODE", help="Only this locale; repeatable.")
@click.option(
    "--safe-cells/--bare-cells",
    default=True,
    show_default=True,
    help="Put an apostrophe before cells that begin with = + - @, which spreadsheets may run; import removes it.",
)
@force_option
@project_option
def export(file: Path, locales: tuple[str, ...], safe_cells: bool, force: bool, part: Part) -> None:
    """Write the glossary as FILE: .tbx (TBX-Basic, version 3), or .csv or .xlsx, a sheet to edit and import.

    Fields that the format does not support are listed with their counts.
    """
    from postl10n.workspace.glossary_exchange import export_glossary

    with part.opened() as workspace:
        destination = workspace.destination(file)
        exported = export_glossary(
            workspace.root, workspace.project, suffix=file.suffix, locales=locales, safe=safe_cells
        )
        destination.write(exported.data, force=force)
    echo(f"wrote {file}: {exported.concepts} concepts")
    _print_left_out(exported.unsupported, "Not supported by the format")


def _print_changes(plan: ImportPlan) -> None:
    concept = None
    for change in plan.changes:
        if change.what == "concept":
            echo(f"+ {change.concept}  {change.new}")
            continue
        if change.concept != concept:
            concept = change.concept
            click.secho(concept, bold=True)
        echo(_line(change))


def _line(change: ImportedChange) -> str:
    where = f"  {change.locale or '-':12} {change.what}: "
    if not change.old:
        return f"{where}+ {change.new}"
    return f"{where}{change.old} → {change.new}" if change.new else f"{where}- {change.old}"


def _print_left_out(unsupported: Mapping[str, int], what: str) -> None:
    if unsupported:
        said = ", ".join(f"{name} ({number})" for name, number in unsupported.items())
        echo(f"{what}: {said}.", err=True)
