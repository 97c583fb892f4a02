"""Check reports in the formats of other programs and people: each module turns a report into text, no more."""

from __future__ import annotations

from collections.abc import Sequence

from postl10n.model.findings import RuleInfo
from postl10n.model.reports import CheckReport


def render(report: CheckReport, form: str, rules: Sequence[RuleInfo], version: str) -> str:
    """Return the report as `sarif`, `junit`, `github`, `html` or `json`.

    `rules` are all that can be reported, `version` is the program's.
    """
    # Each format is imported when it is asked for: jinja2 alone takes a tenth of a second.
    if form == "sarif":
        from postl10n.reports.sarif import sarif

        return sarif(report, rules, version)
    if form == "junit":
        from postl10n.reports.junit import junit

        return junit(report)
    if form == "github":
        from postl10n.reports.github import github

        return github(report)
    if form == "html":
        from postl10n.reports.pages import check_page

        return check_page(report, rules)
    from postl10n.reports.json import dumps

    return dumps(report) + "\n"
