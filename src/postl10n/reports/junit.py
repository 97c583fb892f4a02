"""JUnit XML, as build servers read it: a test suite for each catalog, a test case for each finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from postl10n.model.findings import EntryFinding, Severity
from postl10n.model.reports import CheckReport

# What XML 1.0 can't hold, not even as a reference: https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        return f"{head}><system-out>{escape(_xml(finding.message))}</system-out></testcase>"
    body = escape(_xml(f"{one.place}\n{one.source}\n{one.target}"))
    kind = f"type={_quoted(str(finding.severity))}"
    return f"{head}><failure message={_quoted(finding.message)} {kind}>{body}</failure></testcase>"


def _fails(one: EntryFinding) -> bool:
    return one.waiver is None and one.finding.severity is not Severity.NOTICE


def _quoted(text: str) -> str:
    return quoteattr(_xml(text))


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
