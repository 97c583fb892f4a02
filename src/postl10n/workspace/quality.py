"""What a report of quality shows: scores, what was recorded before, completion, findings."""

from __future__ import annotations

from collections import Counter

from postl10n.model.reports import Quality, ScoreReport
from postl10n.model.stats import Counts
from postl10n.workspace.checking import Asked, check
from postl10n.workspace.rating import stats
from postl10n.workspace.scoring import history
from postl10n.workspace.session import Session


def quality(session: Session, scored: ScoreReport) -> Quality:
    """All of it beside the scores. Raises CatalogError for a journal that can't be read."""
    checked = check(session, Asked())
    completion = stats(session).by_locale()
    return Quality(
        project=session.project.name,
        source=session.project.source,
        scores=scored,
        history={locale: tuple(history(session.layout, locale)) for locale in session.locales},
        completion={locale: completion.get(locale, Counts()) for locale in session.locales},
        findings={
            locale: Counter(
                (one.finding.rule, str(one.finding.severity))
                for one in checked.findings
                if one.locale == locale
            )
            for locale in session.locales
        },
    )
