"""`postl10n check`"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import (
    Part,
    cache_option,
    echo,
    field,
    format_option,
    json_lines,
    print_gates,
    print_json,
    progress,
    selection_options,
    severity_options,
)
from postl10n.cli.faults import end_with_faults, end_with_findings, show_faults
from postl10n.cli.findings import print_text

if TYPE_CHECKING:
    from postl10n.model.reports import CheckReport
    from postl10n.workspace import Workspace

_WATCH_SECONDS = 0.3


@click.command(epilog="Example: postl10n check --locale ru --rules terms --changed HEAD")
@selection_options
@cache_option
@click.option(
    "--rules",
    "rules",
    metavar="NAMES",
    help="Only these rules, even if off in postl10n.toml, separated by commas; `terms` for all about terms.",
)
@click.option("--list-rules", "listing", is_flag=True, help="List the rules with their severities, and exit.")
@click.option(
    "--precision",
    is_flag=True,
    help="List how often each rule was right here, with the settings that it speaks for, and exit.",
)
@severity_options("Report notices too, such as empty and fuzzy entries. JSON always has them.")
@click.option("--changed", metavar="REV", help="Only entries that changed since a git revision.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Leave out findings of an earlier `--format json` report.",
)
@click.option("--fix", is_flag=True, help="First make the safe repairs, in entries that nobody has approved.")
@click.option("--dry-run", is_flag=True, help="With --fix: say what would be repaired, and write nothing.")
@click.option(
    "--watch",
    metavar="[LOCALE]",
    is_flag=False,
    flag_value="",
    help="Print the findings of each catalog when it is saved, until interrupted.",
)
@click.option(
    "--jsonl",
    is_flag=True,
    help='Filter: {"source","target","source_locale","locale"} a line; rules about terms with --project only.',
)
@click.option(
    "--source-locale",
    metavar="CODE",
    help="The locale of the sources of PO files that are in no project; by default their header's, or en.",
)
@format_option("sarif", "junit", "github", "html")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[PO]...")
def check(
    files: tuple[Path, ...],
    part: Part,
    rules: str | None,
    listing: bool,
    precision: bool,
    severity: str,
    notices: bool,
    changed: str | None,
    baseline: Path | None,
    fix: bool,
    dry_run: bool,
    watch: str | None,
    jsonl: bool,
    source_locale: str | None,
    form: str,
) -> None:
    """Reviewer, build: findings in the catalogs, or in the PO files given, each with file, line and rule.

    Approved entries are checked for numbers, tags, punctuation, terms and more. Entries that are empty or
    fuzzy are notices, which never decide the exit code. A finding that is acceptable in one place can be waived: see
    `postl10n waive`. docs/checks.md has the rules, and how often each is right; --precision tells it of this project, by
    what was corrected, waived, or accepted on the review page. A missed gate of postl10n.toml is
    exit code 1 too, where nothing is left out by options.

    PO files may be of no project: then rules about terms have no glossary, and --locale says the locale of a file that
    names none.
    """
    from postl10n.model.findings import Severity
    from postl10n.model.reports import GateReport
    from postl10n.workspace.arguments import rule_names

    # Imported now: a wrong name is reported before anything is read or waited for.
    chosen = rule_names(None if rules is None else filter(None, map(str.strip, rules.split(","))))
    if listing or precision:
        if precision and (files or part.articles):
            raise click.UsageError("--precision is about whole locales: leave out --article and PO files")
        _list_precision(part, chosen, form) if precision else _list_rules(part)
        return
    if jsonl:
        _filter(None if _is_default("folder") else part.folder, chosen)
        return
    if watch is not None:
        _watch(part.folder, (*part.locales, *([watch] if watch else ())), chosen)
        return
    only = part.only
    if files and files[0].exists() and _is_default("folder"):
        # A catalog knows its own project better than the working folder does.
        part = replace(part, folder=files[0].parent)
    if dry_run and not fix:
        raise click.UsageError("--dry-run is about --fix")
    gates = GateReport()
    if files and _is_default("folder") and not _in_project(part.folder):
        report = _alone(files, part, source_locale, chosen, baseline, changed=changed, fix=fix)
    else:
        whole = chosen is None and changed is None and baseline is None and not files
        with part.opened() as workspace:
            report = workspace.check(
                only, rules=chosen, changed=changed, baseline=baseline, files=files, fix=fix, dry_run=dry_run
            )
            if whole:  # A gate is about everything that there is to find.
                from postl10n.model.scores import KnownResults

                gates = workspace.gates(only, KnownResults(checked=report))
    _print(report, form, notices=notices or (chosen is not None and "spelling" in chosen))
    print_gates(gates, err=form != "text")
    end_with_faults(report.faults)
    end_with_findings(gates.misses or report.reaches(Severity(severity)))


def _alone(
    files: tuple[Path, ...],
    part: Part,
    source: str | None,
    rules: frozenset[str] | None,
    baseline: Path | None,
    **others: object,
) -> CheckReport:
    """The findings in files that are in no project; `others` are options that need one."""
    from postl10n.workspace.po_check import check_files

    for option, value in {"article": part.articles, **others}.items():
        if value:
            raise click.UsageError(
                f"--{option} is about the catalogs of a project, and {files[0]} is in none"
            )
    if len(part.locales) > 1:
        raise click.UsageError("PO files that are in no project have one --locale")
    locale = part.locales[0] if part.locales else None
    with progress() as tell:
        return check_files(files, source=source, locale=locale, rules=rules, baseline=baseline, tell=tell)


def _in_project(folder: Path) -> bool:
    from postl10n.errors import ProjectError
    from postl10n.project.config import find_project

    try:
        find_project(folder.resolve())
    except ProjectError:
        return False
    return True


def _is_default(option: str) -> bool:
    return click.get_current_context().get_parameter_source(option) is click.core.ParameterSource.DEFAULT


def _list_rules(part: Part) -> None:
    with part.opened() as workspace:
        settings = workspace.rules(part.only)
    for one in settings:
        elsewhere = "".join(f", {locale} {choice}" for locale, choice in one.elsewhere.items())
        echo(f"{one.rule.name:26}{one.severity}{elsewhere}")


def _list_precision(part: Part, rules: frozenset[str] | None, form: str) -> None:
    from postl10n.model.findings import STYLE

    if form not in ("text", "json"):
        raise click.UsageError("--precision has the formats text and json")
    with part.opened() as workspace:
        rows = [one for one in workspace.rule_precision(part.only) if rules is None or one.rule in rules]
    if form == "json":
        print_json({"rules": rows})
        return
    for one in rows:
        low, high = one.interval
        counts = f"{one.corrected} corrected, {one.waived} waived, {one.accepted} kept"
        if one.rule in STYLE:
            counts = f"{one.corrected} texts like that, {one.accepted} not"
        echo(f"{one.locale} {one.rule}\n    {one.precision:.2f} ({low:.2f}–{high:.2f})  {counts}")
    if not rows:
        echo("no finding has been corrected, waived or accepted on the review page yet")
    for locale, proposals in groupby((one for one in rows if one.proposed), key=lambda one: one.locale):
        echo(f"\n[check.{locale}]")
        for one in proposals:
            echo(f'{one.rule} = "{one.proposed}"    # is {one.severity}')


def _print(report: CheckReport, form: str, *, notices: bool) -> None:
    if form == "text":
        print_text(report, notices=notices)
        return
    from postl10n.reports import render
    from postl10n.stages.check.registry import rulebook
    from postl10n.version import __version__

    if form != "json" and not notices:
        report = report.without_notices()
    click.echo(render(report, form, rulebook(), __version__), nl=False)


def _watch(folder: Path, locales: tuple[str, ...], rules: frozenset[str] | None) -> None:
    from postl10n.project.watch import Poll
    from postl10n.workspace import Workspace

    workspace = Workspace.open(folder)
    poll = Poll(lambda: [path for path, _, _ in workspace.catalogs(locales)])
    click.echo(f"Watching {len(poll)} catalogs; Ctrl+C ends.")
    try:
        while True:
            time.sleep(_WATCH_SECONDS)
            for path in poll.changed():
                # Opened anew: settings and glossary may have changed too.
                _print_saved(Workspace.open(folder), path, rules)
    except KeyboardInterrupt:
        click.echo()


def _print_saved(workspace: Workspace, path: Path, rules: frozenset[str] | None) -> None:
    """The findings of one catalog; a fault in it is shown and waited out."""
    from postl10n.errors import Postl10nError

    locale, article = next((one[1:] for one in workspace.catalogs() if one[0] == path), ("", ""))
    click.secho(f"{time.strftime('%H:%M:%S')} {locale} {article}", dim=True)
    try:
        print_text(workspace.check_catalog(locale, article, rules=rules), notices=False)
    except Postl10nError as fault:
        show_faults([fault])


def _filter(folder: Path | None, rules: frozenset[str] | None) -> None:
    """Pair by pair; with a project, its glossary and catalogs are in view."""
    from postl10n.lang.locales import cldr
    from postl10n.reports.json import document
    from postl10n.stages.check.pairs import SegmentPair, check_pair

    in_project = None
    if folder is not None:
        from postl10n.workspace import Workspace

        in_project = Workspace.open(folder).pair_checker(rules)

    def answer(question: Mapping[str, object]) -> object:
        source, target = field(question, "source"), field(question, "target")
        locales = cldr(field(question, "source_locale")), cldr(field(question, "locale"))
        if in_project is not None:
            found = in_project(source, target, *locales)
        else:
            found = check_pair(SegmentPair(source, target, *locales), rules)
        return {"findings": document(found)}

    json_lines(answer)
