"""Check reports in the formats of other programs and people: each module turns a report into text, no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from postl10n.lang.text.normalise import NOT_IN_XML
from postl10n.model.findings import EntryFinding, RuleInfo, Severity
from postl10n.model.reports import CheckReport

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def junit(report: CheckReport) -> str:
    """Errors and warnings are failures, waived findings are skipped, notices passed cases.

    A report without any has one passed case: servers take a file without cases for a broken build.
    """
    found = sorted((*report.findings, *report.waived), key=lambda one: one.place.path)
    suites = [
        _suite(path, list(members)) for path, members in groupby(found, key=lambda one: one.place.path)
    ] or [
        '<testsuite name="postl10n" tests="1" failures="0" skipped="0"><testcase name="no findings"/></testsuite>'
    ]
    total = f'tests="{max(1, len(found))}" failures="{sum(map(_fails, found))}"'
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {total}>", *suites, "</testsuites>", ""]
    )


def _suite(path: str, found: Sequence[EntryFinding]) -> str:
    skipped = sum(one.waiver is not None for one in found)
    counts = f'tests="{len(found)}" failures="{sum(map(_fails, found))}" skipped="{skipped}"'
    return "\n".join([f"<testsuite name={_quoted(path)} {counts}>", *map(_case, found), "</testsuite>"])


def _case(one: EntryFinding) -> str:
    finding = one.finding
    name = f"{finding.rule}, line {one.place.line or 1}"
    where = f'file={_quoted(one.place.path)} line="{one.place.line or 1}"'
    head = f"<testcase name={_quoted(name)} classname={_quoted(f'{one.locale}.{one.article}')} {where}"
    if one.waiver is not None:
        return f"{head}><skipped message={_quoted(one.waiver.reason)}/></testcase>"
    if not _fails(one):
        return f"{head}><system-out>{_escaped(finding.message)}</system-out></testcase>"
    body = _escaped(f"{one.place}\n{one.source}\n{one.target}")
    kind = f"type={_quoted(str(finding.severity))}"
    return f"{head}><failure message={_quoted(finding.message)} {kind}>{body}</failure></testcase>"


def _fails(one: EntryFinding) -> bool:
    return one.waiver is None and one.finding.severity is not Severity.NOTICE


def _quoted(text: str) -> str:
    return _referred(quoteattr(NOT_IN_XML.sub("\ufffd", text)))


def _escaped(text: str) -> str:
    return _referred(escape(NOT_IN_XML.sub("\ufffd", text)))


def _referred(text: str) -> str:
    """Return XML with references for what would steer a terminal or turn a line around."""
    return _STEERING.sub(lambda found: f"&#x{ord(found[0]):X};", text)


def github(report: CheckReport) -> str:
    """A line for each finding that counts; the server shows the first ten of each severity.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(f"{_command(one)}\n" for one in report.findings)


def _command(one: EntryFinding) -> str:
    finding = one.finding
    properties = {
        "file": one.place.path,
        "line": str(one.place.line or 1),
        "title": f"{finding.rule} ({one.locale})",
    }
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    body = f"{finding.message}\n{one.source}\n{one.target}" if one.target else finding.message
    return f"::{finding.severity} {shown}::{_data(body)}"


def _data(text: str) -> str:
    # Steering characters are spelt out: the log is read on terminals too.
    plain = "".join(
        char if char == "\n" or char.isprintable() else f"<U+{ord(char):04X}>"
        for char in text.replace("\r", "\n")
    )
    return plain.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def render(report: CheckReport, form: str, rules: Sequence[RuleInfo], version: str) -> str:
    """Return the report as `sarif`, `junit`, `github`, `html` or `json`.

    `rules` are all that can be reported, `version` is the program's.
    """
    # Each format is imported when it is asked for: jinja2 alone takes a tenth of a second.
    if form == "sarif":
        from postl10n.reports.sarif import sarif

        return sarif(report, rules, version)
    if form == "junit":
        return junit(report)
    if form == "github":
        return github(report)
    if form == "html":
        from postl10n.reports.pages import check_page

        return check_page(report, rules)
    from postl10n.reports.json import dumps

    return dumps(report) + "\n"
