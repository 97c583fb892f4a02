"""The consistency of a locale as one HTML file that needs nothing else: to be read, filtered, sent, printed."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from postl10n.lang.terms.usage import TERM_RULES
from postl10n.model.term_usage import LocaleConsistency
from postl10n.reports.pages import rendered, shipped


def consistency_page(report: LocaleConsistency, source: str) -> bytes:
    """Return the page of one locale, in UTF-8. Every text of the project is escaped, and no script but ours runs."""
    script = shipped("consistency.js")
    digest = hashlib.sha256(script.encode()).digest()
    occurrences = [use for one in report.concepts for use in one.occurrences]
    page = rendered(
        "consistency.html",
        report=report,
        occurrences=len(occurrences),
        findings=sum(len(one.findings) for one in report.concepts),
        articles=sorted({use.article for use in occurrences}),
        rules=TERM_RULES,
        source=source,
        # Our own file, not a text of the project.
        script=Markup(script),  # noqa: S704
        script_hash=base64.b64encode(digest).decode(),
    )
    return page.encode()
