"""Findings on a terminal: by file, with source and target, and what each is about marked."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import COLOURS, counted, echo, severities
from postl10n.cli.faults import printable

if TYPE_CHECKING:
    from postl10n.model.findings import EntryFinding
    from postl10n.model.reports import CheckReport

_MARGIN = " " * 6


def print_text(report: CheckReport, *, notices: bool) -> None:
    """The findings by file, each with its texts; a summary by severity at the end."""
    for done in report.repaired:
        echo(f"{done.place.path}:{done.place.line or '-'}: repaired [{', '.join(done.rules)}]")
        for before, after in zip(done.before, done.after, strict=True):
            if before != after:
                echo(f"{_MARGIN}- {_flat(before)}\n{_MARGIN}+ {_flat(after)}")
    path = None
    for one in report.findings:
        if one.finding.severity == "notice" and not notices:
            continue
        if one.place.path != path:
            path = one.place.path
            click.secho(printable(path), bold=True)
        _print_finding(one)
    echo(_summary(report))
    if notices and report.not_spelled:
        echo(
            f"{', '.join(report.not_spelled)}: no Hunspell dictionary, so spelling was not checked (docs/checks.md)."
        )
    for locale, rules in report.not_measured.items():
        many = f"{len(rules)} rule{'s were' if len(rules) > 1 else ' was'}"
        echo(f"{locale}: {many} not measured in this language and can only give notices (docs/checks.md).")


def _summary(report: CheckReport) -> str:
    said = severities(one.finding.severity for one in report.findings)
    left_out = [(len(report.waived), "waived"), (report.known, "in the baseline")]
    more = "".join(f"; {count} {what}" for count, what in left_out if count)
    return f"{said} in {counted(report.catalogs, 'catalog')}{more}."


def _print_finding(one: EntryFinding) -> None:
    severity = str(one.finding.severity)
    mark = click.style(severity, fg=COLOURS[severity])
    click.echo(f"  {one.place.line or '-'}: {mark} [{one.finding.rule}] {printable(one.finding.message)}")
    if one.target:
        _print_side(one, "source", one.source)
        _print_side(one, "target", one.target)
        if one.finding.repair is not None:
            click.echo(f"{_MARGIN}repair  {_flat(one.finding.repair.applied(one.target))}")


def _print_side(one: EntryFinding, side: str, text: str) -> None:
    """A text, the part that the finding is about underlined: by the terminal, else by carets beneath."""
    span = one.finding.span
    head = f"{_MARGIN}{side}  "
    if span is None or span.side != side or span.start == span.end:
        click.echo(head + _flat(text))
        return
    before, marked, after = (
        _flat(part) for part in (text[: span.start], text[span.start : span.end], text[span.end :])
    )
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        colour = COLOURS[str(one.finding.severity)]
        click.echo(f"{head}{before}{click.style(marked, fg=colour, underline=True)}{after}")
    else:
        click.echo(f"{head}{before}{marked}{after}")
        click.echo(" " * (len(head) + _cells(before)) + "^" * max(1, _cells(marked)))


def _flat(text: str) -> str:
    """A text in one line that steers no terminal."""
    return printable(text).replace("\n", "\\n").replace("\t", "\\t")


def _cells(text: str) -> int:
    """Return the text's width in cells of a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
