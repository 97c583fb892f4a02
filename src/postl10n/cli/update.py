"""`postl10n update`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import (
    Part,
    cache_option,
    counted,
    echo,
    format_option,
    print_json,
    selection_options,
    strict_option,
)
from postl10n.cli.faults import end_with_faults

if TYPE_CHECKING:
    from postl10n.model.reports import UpdateReport


@click.command(epilog="Example: postl10n update --locale zh_Hans")
@selection_options
@cache_option
@click.option("--hints", is_flag=True, help="Refresh the glossary hints of every entry, changed or not.")
@click.option("--resegment", is_flag=True, help="Draw the boundaries of sentences by today's rules.")
@click.option("--reread", is_flag=True, help="That, and read the articles as new ones are read.")
@click.option("--dry-run", is_flag=True, help="Only say what --reread or --resegment would change.")
@strict_option
@format_option()
def update(
    part: Part,
    hints: bool,
    resegment: bool,
    reread: bool,
    dry_run: bool,
    strict: bool,
    form: str,
) -> None:
    """Build: bring templates and catalogs up to date with the articles.

    Every translation is kept: where its sentence is unchanged or has moved, as it is; where the sentence was
    edited, as fuzzy with the previous source; where it is gone, as obsolete. An article that can't be read is left
    out and its catalogs stay as they are; the others are done, and the exit code is 2.

    An article keeps the way of reading that its template was made with. With --reread it is read as new ones are:
    translations follow their sentences, in the state they have.
    """
    if dry_run and not (reread or resegment):
        raise click.UsageError("--dry-run goes with --reread or --resegment.")
    with part.opened() as workspace:
        only = part.only
        report = workspace.update(
            only, hints=hints, resegment=resegment, reread=reread, dry_run=dry_run, strict=strict
        )
    if form == "json":
        print_json(report)
    elif dry_run:
        _print_anew(report)
        echo(f"Nothing was written; {counted(len(report.resegmented), 'article')} would change.")
    else:
        _print_text(report)
    end_with_faults(report.faults)


def _print_text(report: UpdateReport) -> None:
    print_taken_over(report)
    warn_of_readings(report)
    warn_of_losses(report)
    _print_anew(report)
    if report.recurring:
        echo(f"wrote {report.recurring}")
    for template in report.templates:
        echo(f"wrote {template}")
    for one in report.catalogs:
        if one.written:
            counts = {"new": one.new, "fuzzy": one.fuzzy, "carried": one.carried, "revived": one.revived}
            counts["obsolete"] = one.obsoleted
            said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
            echo(f"wrote {one.path}: {said or 'comments refreshed'}")
    written = len(report.templates) + sum(one.written for one in report.catalogs)
    echo(f"{counted(written, 'file')} written, {counted(len(report.catalogs), 'catalog')} up to date.")
    for path in report.orphans:
        echo(f"without an article: {path}")
    print_orphans_hint(report)
    print_reread_hint(report)


def _print_anew(report: UpdateReport) -> None:
    for one in report.resegmented:
        echo(f"{one.article}: {counted(one.after, 'segment')} in the place of {one.before}")


def print_reread_hint(report: UpdateReport) -> None:
    """Print how many articles today's reader reads otherwise."""
    if count := len(report.read_otherwise):
        echo(
            f"{counted(count, 'article')} would be read otherwise by today's reader, and stay as they are. "
            "To see them: postl10n update --reread --dry-run"
        )


def warn_of_readings(report: UpdateReport) -> None:
    """Say on stderr what was a close decision when the articles of new templates were read."""
    for article, doubts in report.doubts.items():
        for doubt in doubts:
            echo(f"warning: {article}: {doubt} (postl10n extract --explain shows why)", err=True)


def warn_of_losses(report: UpdateReport) -> None:
    """Say on stderr what catalogs had lost since they were last seen: another program's doing."""
    for one in report.catalogs:
        if one.lost:
            counts = ", ".join(f"{count} {kind}" for kind, count in one.lost.items())
            seen = "" if one.before.startswith("git ") else "--revision seen "
            hint = f"To bring that back: postl10n po audit --restore {seen}{one.path}"
            echo(f"warning: {one.path}: lost against {one.before}: {counts}. {hint}", err=True)


def print_taken_over(report: UpdateReport) -> None:
    """A line for each article under a new name, with the locales in which it found its translations."""
    for article, old in report.taken_over.items():
        locales = dict.fromkeys(one.locale for one in report.moved if one.article == article and one.locale)
        where = f": {', '.join(locales)}" if locales else ""
        echo(f"{article} took over the catalogs of {old}, which is gone{where}")


def print_orphans_hint(report: UpdateReport) -> None:
    """Print what to do with catalogs that have translations but no article."""
    if report.orphans:
        old = {Path(path).stem for path in report.orphans}
        named = next(iter(old)) if len(old) == 1 else "OLD"
        echo(
            "Their translations are kept. If the article was renamed: "
            f"postl10n article rename {named} NEW; otherwise put its source back, or delete them."
        )
