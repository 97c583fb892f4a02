"""What can be said of the catalogs as they are: findings, scores, counts."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping

from postl10n.files.journal import append
from postl10n.files.layout import SITE, Layout
from postl10n.model.reports import CheckReport, ScoreReport
from postl10n.model.scores import Rated, ScoreCard
from postl10n.model.stats import CatalogStats, ProjectStats
from postl10n.stages.catalog.stats import count, inherited_keys
from postl10n.workspace.session import Session


def check(session: Session, rules: Collection[str] | None) -> CheckReport:
    """The findings of every catalog that can be read, locale by locale; the site's own strings too."""
    articles = (*session.prepared, *((SITE,) if session.with_site else ()))
    jobs = [(locale, article) for locale in session.locales for article in articles]
    findings = []
    looked_at = 0
    for locale, article in session.each("Checking", jobs):
        catalog = session.catalog(locale, article)
        if catalog is None:
            continue
        looked_at += 1
        findings += session.pipeline.check(
            catalog,
            locale=locale,
            article_id=article,
            path=session.layout.shown(session.layout.catalog(locale, article)),
            prepared=session.prepared.get(article),
            parents=session.parents(locale, article),
            rules=rules,
        )
    return CheckReport(findings=tuple(findings), catalogs=looked_at, faults=session.faults())


def score(session: Session, rated: Rated) -> ScoreReport:
    """A card for each locale as a whole, then one for each of its articles that has a reference."""
    cards: list[ScoreCard] = []
    for locale in session.each("Scoring", session.locales):
        ratings = {
            article: (catalog, session.reference(locale, article), prepared)
            for article, prepared in session.prepared.items()
            if (catalog := session.catalog(locale, article)) is not None
        }
        every = list(ratings.values())
        cards.append(session.pipeline.score(every, locale=locale, article_id=None, rated=rated))
        cards += [
            session.pipeline.score([rating], locale=locale, article_id=article, rated=rated)
            for article, rating in ratings.items()
            if rating[1] is not None
        ]
    return ScoreReport(cards=tuple(cards), faults=session.faults())


def record(layout: Layout, report: ScoreReport, today: datetime.date) -> None:
    """Add the cards that compare with a reference to the journals of their locales."""
    events: dict[str, list[Mapping[str, object]]] = {}
    for card in report.cards:
        if card.metrics:
            events.setdefault(card.locale, []).append(_score_event(card, today))
    for locale, lines in events.items():
        append(layout.journal(locale), lines, root=layout.root, locks=layout.cache / "locks")


def _score_event(card: ScoreCard, today: datetime.date) -> dict[str, object]:
    return {
        "event": "score",
        "date": today.isoformat(),
        "article": card.article,
        "state": str(card.rated),
        "compared": card.compared,
        "metrics": {
            metric.signature: {"name": metric.name, "value": metric.value} for metric in card.metrics
        },
        "terms": {"used": card.terms.used, "expected": card.terms.expected},
        "reference_hash": card.reference_hash,
    }


def stats(session: Session) -> ProjectStats:
    """The counts of every catalog; an article without a catalog yet is not listed."""
    return ProjectStats(catalogs=tuple(_counted(session)), orphans=tuple(_orphans(session)))


def _counted(session: Session) -> Iterator[CatalogStats]:
    for locale in session.locales:
        for article in session.prepared:
            catalog = session.catalog(locale, article)
            if catalog is not None:
                inherited = inherited_keys(catalog, session.parents(locale, article))
                yield CatalogStats(locale=locale, article=article, counts=count(catalog, inherited))


def _orphans(session: Session) -> Iterator[str]:
    known = {SITE, *(document.id for document in session.documents)}
    for locale in session.locales:
        for path in session.layout.catalogs(locale):
            if path.stem not in known:
                yield session.layout.shown(path)
