"""The leverage report: what pre-translation found, by which translators are paid; one HTML file that needs nothing else."""

from __future__ import annotations

import datetime

from postl10n.model.memory import Amount, PretranslateReport
from postl10n.reports.pages import rendered


def html(report: PretranslateReport, *, project: str, dry_run: bool, today: datetime.date) -> str:
    """Return the report as one document; every text of strangers is escaped."""
    left: dict[str, dict[str, Amount]] = {locale: {} for locale in report.by_locale()}
    for one in report.catalogs:
        if one.bands["left"].segments:
            left[one.locale][one.article] = one.bands["left"]
    return rendered("leverage.html", report=report, left=left, project=project, dry_run=dry_run, today=today)
