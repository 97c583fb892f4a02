"""The quality report: one HTML file that needs nothing else, in light and dark, on screen and on paper."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from postl10n.lang.text.word_diff import hunks
from postl10n.model.findings import Severity
from postl10n.model.reports import Quality
from postl10n.model.scores import ScoreCard, SegmentScore
from postl10n.reports.charts import bars, histogram, meter, trend
from postl10n.reports.pages import rendered, text

_WORST = 12
_LONGEST_SHOWN = 1200
"""Characters of a text; what is longer is cut."""
_MOST_RULES = 24
_METRICS = ("BLEU", "chrF2++", "TER")


def html(quality: Quality, *, today: datetime.date) -> str:
    """Return the report as one document; every text of strangers is escaped."""
    return rendered(
        "scores.html",
        quality=quality,
        cards=[card for card in quality.scores.cards if card.article is None],
        errors=_counts(quality, Severity.ERROR),
        warnings=_counts(quality, Severity.WARNING),
        charts=lambda card: list(_charts(quality, card)),
        meter=meter,
        worst=_worst,
        marked=_marked,
        today=today,
    )


def _counts(quality: Quality, wanted: Severity) -> dict[str, int]:
    """Return the number of findings of a severity in each locale."""
    return {
        locale: sum(number for (_, severity), number in found.items() if severity == wanted)
        for locale, found in quality.findings.items()
    }


def _charts(quality: Quality, card: ScoreCard) -> Iterator[tuple[str, Markup]]:
    """Yield the charts of a locale with their titles."""
    runs = [run for run in quality.history[card.locale] if run.state == card.rated]
    if runs:
        lines = {name: [run.metrics.get(name) for run in runs] for name in _METRICS}
        yield "Recorded runs", trend([run.date for run in runs], lines)
    if card.scores:
        yield "Segments by chrF2++", histogram([one.chrf for one in card.scores])
    found = quality.findings[card.locale]
    ranked = sorted(found.items(), key=lambda one: (Severity(one[0][1]).rank, -one[1], one[0]))
    rows = [(rule, severity, number) for (rule, severity), number in ranked if number]
    yield "Findings by rule", bars(rows[:_MOST_RULES]) if rows else Markup('<p class="soft">None.</p>')


def _worst(card: ScoreCard) -> list[SegmentScore]:
    """Return the segments farthest from their references, their texts cut where they are long."""
    worst = sorted((one for one in card.scores if one.chrf < 100), key=lambda one: one.chrf)[:_WORST]
    return [
        replace(
            one,
            source=one.source[:_LONGEST_SHOWN],
            target=one.target[:_LONGEST_SHOWN],
            reference=one.reference[:_LONGEST_SHOWN],
        )
        for one in worst
    ]


def _marked(one: SegmentScore, tag: str) -> Markup:
    """Return the translation (`ins`) or the reference (`del`) with what the other lacks marked."""
    shown = one.target if tag == "ins" else one.reference
    made = Markup()
    at = 0
    for hunk in hunks(one.reference, one.target):
        stretch = hunk.new if tag == "ins" else hunk.old
        if stretch:
            start, end = stretch[0].start, stretch[-1].end
            made += text(shown[at:start]) + Markup("<{0}>{1}</{0}>").format(tag, text(shown[start:end]))
            at = end
    return made + text(shown[at:])
