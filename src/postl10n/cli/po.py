"""`postl10n po`"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import echo, format_option, print_json, without_gc
from postl10n.cli.faults import end_with_findings, printable, show_faults
from postl10n.cli.groups import CommandGroup
from postl10n.cli.po_sheets import export, import_sheet

if TYPE_CHECKING:
    from postl10n.stages.catalog.diff import EntryChange
    from postl10n.workspace.po_audit import AuditReport
    from postl10n.workspace.po_tools import Merged3

_FILE = click.Path(path_type=Path)


@click.group(
    cls=CommandGroup,
    epilog="Example: cd examples/po && postl10n po merge old.po new.pot",
)
def po() -> None:
    """Translator, build: catalog tools that work on any PO file, in a project or not."""
    without_gc()


@po.command(epilog="Example: cd examples/po && postl10n po merge old.po new.pot")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("-o", "--output", type=_FILE, help="Where to write; by default to stdout.")
@click.option(
    "--carry/--no-carry", default=True, help="Keep approved after a change of quotes, dots or spaces alone."
)
@click.option("--dated/--undated", default=True, help="Write the date since when an entry is stale.")
def merge(old: Path, new: Path, output: Path | None, carry: bool, dated: bool) -> None:
    """Bring the catalog OLD up to date with the template NEW; no translation is lost.

    An edited sentence keeps its translation as fuzzy, with its previous source and a comment that says what
    kind of change it was; what left the template stays as obsolete. Untouched entries keep their bytes.
    """
    from postl10n.project.clock import today
    from postl10n.workspace.po_tools import merge_files, merge_into

    day = today() if dated else None
    if output is None:
        sys.stdout.buffer.write(merge_files(old, new, carry=carry, today=day)[0])
        return
    summary = merge_into(output, old, new, carry=carry, today=day)
    counts = {
        name: getattr(summary, name) for name in ("kept", "new", "fuzzy", "carried", "revived", "obsoleted")
    }
    echo(f"{output}: " + ", ".join(f"{number} {name}" for name, number in counts.items()), err=True)


@po.command(epilog="Example: cd examples/po && postl10n po merge3 base.po ours.po theirs.po")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.option("-o", "--output", type=_FILE, help="Where to write; by default to OURS.")
@click.option("--name", default="", metavar="PATH", help="The file's name in messages: %P of a git driver.")
def merge3(base: Path, ours: Path, theirs: Path, output: Path | None, name: str) -> None:
    """Merge two catalogs that grew apart from BASE; the result is written to OURS. A git merge driver.

    Exit code 1 says that an entry needs a decision: it is fuzzy then, and a comment holds their translation.
    Where a file is no catalog, OURS gets conflict markers as git writes them, and the exit code is 1 too.
    """
    from postl10n.workspace.po_tools import merge3_files

    merged = merge3_files(base, ours, theirs, output=output, name=name)
    try:
        _print_merged(merged, name or str(output or ours))
    finally:
        # Whether or not anybody reads the messages: git takes 0 for a merge without conflicts.
        end_with_findings(merged.conflicts or merged.fault)


@po.command("install-driver", epilog="Example: postl10n po install-driver")
@click.argument("folder", type=_FILE, default=Path())
def install_driver(folder: Path) -> None:
    """Let git merge catalogs entry by entry in the repository of FOLDER.

    Writes .gitattributes, which belongs into the repository, and this clone's own git configuration, where the
    command names this installation by its path: run it again after moving that. Where it can't be started, git
    merges the files as text.
    """
    from postl10n.project.git import install_driver as install

    for line in install(folder):
        echo(f"wrote {line}")


@po.command(epilog="Example: cd examples/po && postl10n po compile ours.po -o ru.mo --parent theirs.po")
@click.argument("file", type=_FILE)
@click.option("-o", "--output", type=_FILE, required=True, help="Where to write the MO file.")
@click.option(
    "--parent", "parents", type=_FILE, multiple=True, help="Fills empty entries; repeatable, nearest first."
)
def compile(file: Path, output: Path, parents: tuple[Path, ...]) -> None:  # noqa: A001 - the command's name
    """Compile a catalog for gettext: approved entries, and those that a parent locale fills."""
    from postl10n.workspace.po_tools import compile_into

    compile_into(output, file, parents)


@po.command(epilog="Example: postl10n po fmt --check locales/ru/LC_MESSAGES/*.po")
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option("--style", type=click.Choice(["0.21", "0.22"]), help="Of that gettext; by default the file's.")
def fmt(files: tuple[Path, ...], only_check: bool, style: str | None) -> None:
    """Put catalogs into gettext's own format, as msgcat would; nothing but the wrapping changes.

    Since 0.22, gettext parts no quotation mark or dot from its word (all of it since 0.23). A file may be in either
    style; one in neither gets the one that changes fewer lines.
    """
    from postl10n.workspace.po_tools import format_file, format_in_place

    # All are read before the first is written.
    others = [path for path in files if format_file(path, style) is not None]
    for path in others:
        if only_check:
            echo(f"would reformat {path}")
        elif format_in_place(path, style):
            echo(f"reformatted {path}")
    end_with_findings(only_check and others)


@po.command(epilog="Example: cd examples/po && postl10n po diff old.po ours.po --format json")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@format_option()
def diff(old: Path, new: Path, form: str) -> None:
    """Compare two catalogs entry by entry; order and wrapping do not count."""
    from postl10n.workspace.po_tools import diff_files

    changes = diff_files(old, new)
    if form == "json":
        print_json(changes)
        return
    for one in changes:
        _print_change(one)


@po.command(epilog="Example: postl10n po audit locales/ru/LC_MESSAGES/site.po")
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="[BEFORE] AFTER")
@click.option(
    "--revision",
    default="HEAD",
    show_default=True,
    help="Git's version to compare with; `seen`: the state last seen.",
)
@click.option(
    "--restore", is_flag=True, help="Bring back what was lost, where nothing newer is in its place."
)
@format_option()
def audit(files: tuple[Path, ...], revision: str, restore: bool, form: str) -> None:
    """List what a tool did to a catalog: translations emptied, drafts dropped, comments and states lost.

    AFTER is a PO file or a folder of them. Without BEFORE it is compared with git's version. Exit code 1 says
    that something was lost and not restored; a fuzzy flag that was cleared is reported, and left as it is.
    """
    from postl10n.workspace.po_audit import audit_files

    if len(files) > 2:
        raise click.UsageError("Give one file, or BEFORE and AFTER.")
    *before, after = files
    reports = audit_files(after, before[0] if before else None, revision=revision, restore=restore)
    if form == "json":
        print_json(reports)
    else:
        for report in reports:
            _print_audit(report)
    end_with_findings(
        any(
            loss.kind != "fuzzy cleared" and loss not in one.restored
            for one in reports
            for loss in one.losses
        )
    )


def _print_audit(report: AuditReport) -> None:
    counts = Counter(one.kind.value for one in report.losses)
    lost = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing lost"
    restored = f"; {len(report.restored)} restored" if report.restored else ""
    echo(f"{report.path}: against {report.before}: {lost}{restored}")
    for one in report.losses:
        color = "green" if one in report.restored else "red"
        click.secho(f"  {one.line or ''}: {one.kind.value}: ", fg=color, nl=False)
        echo(f"{printable((one.key[1] or 'header')[:60])} – {printable(one.detail[:100])}")


@po.command(epilog="Example: postl10n po stats locales/*/LC_MESSAGES/*.po")
@click.argument("files", type=_FILE, nargs=-1, required=True)
@format_option()
def stats(files: tuple[Path, ...], form: str) -> None:
    """Approved, fuzzy and untranslated entries of any PO files, and the words of their sources."""
    from postl10n.workspace.po_tools import stats_of

    counts = [(path, stats_of(path)) for path in files]
    if form == "json":
        names = ("approved", "fuzzy", "untranslated", "words", "completion")
        print_json(
            [{"path": str(path)} | {name: getattr(one, name) for name in names} for path, one in counts]
        )
        return
    for path, one in counts:
        figures = f"{one.approved} approved, {one.fuzzy} fuzzy, {one.untranslated} untranslated"
        echo(f"{path}: {figures}; {one.percent}% of {one.words} words")


def _print_merged(merged: Merged3, name: str) -> None:
    if merged.fault is not None:
        show_faults([merged.fault])
        echo(f"{name}: merged as plain text", err=True)
    for msgctxt, msgid in merged.conflicts:
        entry = msgid[:60] if msgid else "the header"
        echo(f"{name}: conflict: {f'[{msgctxt}] ' if msgctxt else ''}{entry}", err=True)


def _print_change(one: EntryChange) -> None:
    colour = {"added": "green", "removed": "red", "changed": "yellow"}[one.change]
    context = f"[{one.entry.msgctxt}] " if one.entry.msgctxt else ""
    name = printable(context + (one.entry.msgid or "the header"))
    fields = f"  ({', '.join(one.fields)})" if one.fields else ""
    click.echo(f"{click.style(one.change, fg=colour)} {name}{fields}")
    if one.change == "changed" and "msgstr" not in one.fields:
        return
    for mark, entry, shade in (("-", one.old, "red"), ("+", one.new, "green")):
        for text in entry.msgstr if entry else ():
            if text:
                click.secho(f"  {mark} {printable(text)}", fg=shade)


po.add_command(export)
po.add_command(import_sheet)
