"""Workflow commands of GitHub Actions, which show findings beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from postl10n.model.findings import EntryFinding
from postl10n.model.reports import CheckReport


def github(report: CheckReport) -> str:
    """A line for each finding that counts; the server shows the first ten of each severity."""
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
