"""`postl10n check`"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import (
    EXIT_FINDINGS,
    echo,
    field,
    format_option,
    json_lines,
    opened,
    plain,
    print_json,
    project_option,
    selected,
    selection_options,
)

if TYPE_CHECKING:
    from postl10n.model.findings import EntryFinding, Finding
    from postl10n.model.reports import CheckReport

_COLOURS = {"error": "red", "warning": "yellow", "notice": "cyan"}


@click.command(epilog="Example: postl10n check --locale ru --rules terms")
@project_option
@selection_options
@click.option(
    "--rules",
    "rules",
    metavar="NAMES",
    help="Only these rules, separated by commas; `terms` for all about terms.",
)
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "notice"]),
    default="error",
    show_default=True,
    help="Exit with 1 if there is a finding at or above it.",
)
@click.option("--notices/--no-notices", default=False, help="Print notices too: what is empty or fuzzy.")
@click.option("--jsonl", is_flag=True, help='Filter: {"source","target","source_locale","locale"} a line.')
@format_option()
@click.pass_context
def check(
    context: click.Context,
    folder: Path,
    locales: tuple[str, ...],
    articles: tuple[str, ...],
    rules: str | None,
    severity: str,
    notices: bool,
    jsonl: bool,
    form: str,
) -> None:
    """Reviewer, build: findings in the catalogs, each with file, line and rule.

    Approved entries are checked for numbers, tags, punctuation, terms and more. Entries that are empty or
    fuzzy are notices, which never decide the exit code.
    """
    from postl10n.model.findings import Severity

    chosen = _rules(rules)
    if jsonl:
        _filter(chosen)
        return
    with opened(folder) as workspace:
        report = workspace.check(selected(locales, articles), rules=chosen)
    if form == "json":
        print_json(as_json(report))
    else:
        print_text(report, notices=notices)
    if report.reaches(Severity(severity)):
        context.exit(EXIT_FINDINGS)


def as_json(report: CheckReport) -> dict[str, object]:
    """The document that `docs/schemas/check.json` describes."""
    return {
        "catalogs": report.catalogs,
        "findings": [
            {
                **_finding(one.finding),
                "locale": one.locale,
                "article": one.article,
                "path": one.place.path,
                "line": one.place.line,
                "source": one.source,
                "target": one.target,
            }
            for one in report.findings
        ],
    }


def print_text(report: CheckReport, *, notices: bool) -> None:
    """The findings by file, each with its texts; a summary by severity at the end."""
    shown = [one for one in report.findings if notices or one.finding.severity != "notice"]
    path = None
    for one in shown:
        if one.place.path != path:
            path = one.place.path
            click.secho(path, bold=True)
        _print_finding(one)
    counts = Counter(str(one.finding.severity) for one in report.findings)
    said = ", ".join(f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}" for name in _COLOURS)
    echo(f"{said} in {report.catalogs} catalogs.")


def _print_finding(one: EntryFinding) -> None:
    severity = str(one.finding.severity)
    mark = click.style(severity, fg=_COLOURS[severity])
    from postl10n.cli.faults import printable

    click.echo(f"  {one.place.line or '-'}: {mark} [{one.finding.rule}] {printable(one.finding.message)}")
    if one.target:
        echo(f"      source  {one.source}")
        echo(f"      target  {one.target}")


def _filter(rules: frozenset[str] | None) -> None:
    from postl10n.lang.locales import cldr
    from postl10n.stages.check.pairs import Pair, check_pair

    def answer(question: Mapping[str, object]) -> object:
        pair = Pair(
            source=field(question, "source"),
            target=field(question, "target"),
            source_locale=cldr(field(question, "source_locale")),
            locale=cldr(field(question, "locale")),
        )
        return {"findings": [_finding(finding) for finding in check_pair(pair, rules)]}

    json_lines(answer)


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "span": plain(finding.span),
    }


def _rules(names: str | None) -> frozenset[str] | None:
    from postl10n.errors import UsageError
    from postl10n.stages.check.project import PROJECT_RULES, TERM_RULES
    from postl10n.stages.check.registry import rule_names

    if names is None:
        return None
    known = {*rule_names(), *PROJECT_RULES}
    chosen: set[str] = set()
    for name in filter(None, (part.strip() for part in names.split(","))):
        if name != "terms" and name not in known:
            raise UsageError(f"there is no rule {name!r}", hint=f"Rules: terms, {', '.join(sorted(known))}.")
        chosen.update(TERM_RULES if name == "terms" else (name,))
    return frozenset(chosen)
