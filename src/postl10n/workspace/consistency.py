"""Whether concepts are rendered alike all over the project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postl10n.model.glossary import Glossary
from postl10n.model.termuse import ConsistencyReport, Found
from postl10n.stages.terms.consistency import ArticleUnits, locale_consistency
from postl10n.workspace.session import Progress
from postl10n.workspace.term_index import TermIndex


def consistency(
    index: TermIndex, glossary: Glossary, locales: Sequence[str], progress: Progress
) -> ConsistencyReport:
    """Every concept of the glossary in the approved texts of each locale; nothing is written."""
    located = index.located(glossary)
    reports = []
    for done, locale in enumerate(locales):
        progress("Comparing terms", done, len(locales))
        articles = _articles(index, locale, located)
        reports.append(locale_consistency(articles, glossary, source=index.source, locale=locale))
    progress("Comparing terms", len(locales), len(locales))
    return ConsistencyReport(locales=tuple(reports), faults=index.faults)


def _articles(
    index: TermIndex, locale: str, located: dict[str, dict[str, list[Found]]]
) -> Iterator[ArticleUnits]:
    for article, found in located.items():
        if found:
            path = index.shown(locale, article)
            units = tuple(index.units(locale, article))
            yield ArticleUnits(article=article, path=path, units=units, located=found)
