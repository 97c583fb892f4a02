"""`postl10n memory`"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import (
    Part,
    echo,
    field,
    force_option,
    format_option,
    json_lines,
    print_json,
    project_option,
)
from postl10n.cli.faults import end_with_faults, printable, show_faults
from postl10n.cli.groups import CommandGroup

if TYPE_CHECKING:
    from postl10n.model.memory import Hit, MemoryStats
    from postl10n.workspace.memory import TranslationMemory

_FILE = click.Path(path_type=Path)
_STATES = click.Choice(["approved", "fuzzy", "machine"])
_source_option = click.option(
    "--source-locale", metavar="CODE", help="The locale of sources; by default the project's."
)


@click.group(cls=CommandGroup, epilog="Example: postl10n memory import examples/agency.tmx")
def memory() -> None:
    """Translator: earlier translations, in catalogs and in TMX files."""


@memory.command(
    "import", epilog="Example: postl10n memory import examples/agency.tmx examples/sheet.csv --locale ru"
)
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--state", type=_STATES, help="The state of its units; by default approved.")
@_source_option
@click.option("--locale", metavar="CODE", help="The locale of the targets of a sheet or PO file.")
@click.option("--replace", "over", is_flag=True, help="Replace a memory of the same name.")
@project_option
def import_(
    files: tuple[Path, ...],
    state: str | None,
    source_locale: str | None,
    locale: str | None,
    over: bool,
    part: Part,
) -> None:
    """Copy memories into the project's memory/ folder: TMX as it is, sheets and PO files as TMX.

    The first row of a sheet (CSV, TSV, XLSX) names its columns: source,target or a locale each.
    """
    from postl10n.model.memory import UnitState

    with part.opened() as workspace:
        for path in files:
            done = workspace.memory.import_file(
                path,
                state=UnitState(state) if state else None,
                source_locale=source_locale,
                locale=locale,
                over=over,
            )
            echo(f"{done.path}: {done.units} units")
            if done.left_out:
                counts = ", ".join(f"{count} {what}" for what, count in done.left_out.items())
                echo(f"{path}: left out: {counts}", err=True)
            if done.unused:
                echo(
                    f"{path}: {done.unused} units are from another language than the project's source, or into none"
                    " of its targets",
                    err=True,
                )


@memory.command(epilog="Example: postl10n memory export --locale ru -o ru.tmx")
@click.option("-o", "--output", type=_FILE, help="Where to write; by default to stdout.")
@_source_option
@click.option("--locale", metavar="CODE", help="Only this locale; by default all.")
@click.option(
    "--state", "states", type=_STATES, multiple=True, help="Only units of this state; by default approved."
)
@click.option("--plain-tags", "plain", is_flag=True, help="Tags as text: `{1}`, as OmegaT sees PO files.")
@force_option
@project_option
def export(
    output: Path | None,
    source_locale: str | None,
    locale: str | None,
    states: tuple[str, ...],
    plain: bool,
    force: bool,
    part: Part,
) -> None:
    """Write the memory as TMX 1.4b, each different unit once; tags become inline codes."""
    from postl10n.model.memory import UnitState

    chosen = [UnitState(state) for state in states or ("approved",)]
    with part.opened() as workspace:
        destination = workspace.destination(output) if output else None
        data, left_out = workspace.memory.export(
            source_locale=source_locale, locale=locale, states=chosen, plain=plain
        )
    if destination is None:
        sys.stdout.buffer.write(data)
    else:
        destination.write(data, force=force)
    if left_out:
        echo(f"{left_out} units contain characters that TMX does not allow", err=True)


@memory.command(epilog='Example: postl10n memory search "parcel lockers" --locale ru')
@click.argument("query", required=False)
@_source_option
@click.option("--locale", metavar="CODE", help="Only translations into this locale.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Show at most so many.")
@click.option("--least", type=click.FloatRange(0.1, 1), default=0.7, show_default=True, help="For --jsonl.")
@click.option("--jsonl", is_flag=True, help='Filter: look up {"text","source_locale","locale"} a line.')
@project_option
@format_option()
def search(
    query: str | None,
    source_locale: str | None,
    locale: str | None,
    limit: int,
    least: float,
    jsonl: bool,
    part: Part,
    form: str,
) -> None:
    """Concordance: the units that contain the words of QUERY, in source or translation.

    With --jsonl, similar units are looked up for each text: {"matches": […]}, the best first;
    --source-locale and --locale serve lines that do not name theirs.
    """
    from postl10n.errors import UsageError

    if jsonl == (query is not None):
        raise UsageError("give either a QUERY or --jsonl")
    with part.opened() as workspace:
        if jsonl:
            json_lines(_answers(workspace.memory, source_locale, locale, limit=limit, least=least))
            show_faults(workspace.memory.faults)
            return
        hits = workspace.memory.search(query or "", source_locale=source_locale, locale=locale, limit=limit)
        faults = workspace.memory.faults
    if form == "json":
        print_json(hits)
    else:
        for one in hits:
            _print_hit(one)
    show_faults(faults)


@memory.command(epilog="Example: postl10n memory stats --format json")
@project_option
@format_option()
def stats(part: Part, form: str) -> None:
    """Count the memory's units for each pair of locales."""
    with part.opened() as workspace:
        report = workspace.memory.stats()
    _print_stats(report, form)


@memory.command(epilog="Example: postl10n memory rebuild")
@project_option
@format_option()
def rebuild(part: Part, form: str) -> None:
    """Forget the memory and read all catalogs and memory/*.tmx again."""
    with part.opened() as workspace:
        report = workspace.memory.rebuild()
    _print_stats(report, form)


def _print_stats(report: MemoryStats, form: str) -> None:
    if form == "json":
        print_json({"files": report.files, "pairs": report.pairs})
    else:
        for one in report.pairs:
            echo(
                f"{one.source_locale} → {one.locale}: {one.units} units"
                f" ({one.approved} approved, {one.fuzzy} fuzzy, {one.machine} machine)"
            )
        echo(f"{sum(one.units for one in report.pairs)} units of {report.files} files.")
    end_with_faults(report.faults)


def _answers(
    memory: TranslationMemory, source_locale: str | None, locale: str | None, *, limit: int, least: float
) -> Callable[[Mapping[str, object]], object]:
    from postl10n.reports.json import document

    def answer(question: Mapping[str, object]) -> object:
        own_source = field(question, "source_locale") if "source_locale" in question else source_locale
        own = locale if locale is not None and "locale" not in question else field(question, "locale")
        found = memory.lookup(
            field(question, "text"), source_locale=own_source, locale=own, limit=limit, least=least
        )
        return {"matches": document(found)}

    return answer


def _print_hit(one: Hit) -> None:
    unit = one.unit
    state = "" if unit.state == "approved" else f"  [{unit.state}]"
    click.echo(_highlighted(unit.source, one.source_spans))
    click.echo(f"  {_highlighted(unit.target, one.target_spans)}")
    echo(f"  {unit.locale}  {unit.origin}{state}")


def _highlighted(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    parts = []
    done = 0
    for start, end in spans:
        parts.append(printable(text[done:start]))
        parts.append(click.style(printable(text[start:end]), bold=True, fg="yellow"))
        done = end
    return "".join(parts) + printable(text[done:])
