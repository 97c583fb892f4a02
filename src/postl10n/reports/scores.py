"""The quality report: one HTML file that needs nothing else, in light and dark, on screen and on paper."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from postl10n.lang.text.word_diff import hunks
from postl10n.model.findings import Severity
from postl10n.model.scores import Quality, Recorded, ScoreCard, SegmentScore
from postl10n.reports.pages import rendered, text

_WORST = 12
_LONGEST_SHOWN = 1200
"""Characters of a text; what is longer is cut."""
_MOST_RULES = 24
_MOST_DATES = 4
_METRICS = ("BLEU", "chrF2++", "TER")


def html(quality: Quality, *, today: datetime.date) -> str:
    """Return the report as one document; every text of strangers is escaped."""
    return rendered(
        "scores.html",
        quality=quality,
        cards=[card for card in quality.scores.cards if card.article is None],
        errors=_counts(quality, Severity.ERROR),
        warnings=_counts(quality, Severity.WARNING),
        charts_of=lambda card: list(_charts(quality, card)),
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


def _charts(quality: Quality, card: ScoreCard) -> Iterator[tuple[str, str, object]]:
    """Yield the charts of a locale: the title of each, its macro in charts.html, and what it shows."""
    runs = [run for run in quality.history[card.locale] if run.state == card.rated]
    if runs:
        yield "Recorded runs", "trend", _Trend(runs)
    if card.scores:
        found = Counter(min(9, max(0, int(one.chrf // 10))) for one in card.scores)
        yield "Segments by chrF2++", "histogram", [found[at] for at in range(10)]
    numbers = quality.findings[card.locale].items()
    ranked = sorted(numbers, key=lambda one: (Severity(one[0][1]).rank, -one[1], one[0]))
    rows = [(rule, severity, number) for (rule, severity), number in ranked if number]
    yield "Findings by rule", "bars", rows[:_MOST_RULES]


class _Trend:
    """The places of recorded scores in a chart, in its units: from 34 to 348 across, 100 at 14 and 0 at 150."""

    def __init__(self, runs: Sequence[Recorded]) -> None:
        self.dates = [run.date for run in runs]
        self.every = -(-len(runs) // _MOST_DATES)
        """Dates of which one is written."""
        self.lines: list[tuple[int, list[tuple[float, float]]]] = []
        labels, said = [], []
        for number, name in enumerate(_METRICS):
            values = [run.metrics.get(name) for run in runs]
            known = [(at, one) for at, one in enumerate(values) if one is not None]
            if known:
                self.lines.append((number, [(self.x(at), self.y(one)) for at, one in known]))
                labels.append((self.y(known[-1][1]), f"{name} {known[-1][1]:.1f}"))
            said.append(f"{name}: {', '.join('none' if one is None else f'{one:.1f}' for one in values)}")
        self.said = "; ".join(said)
        self.labels: list[tuple[float, str]] = []
        """From top to bottom, none upon another."""
        for y, label in sorted(labels):
            self.labels.append((max(y, self.labels[-1][0] + 13) if self.labels else y, label))

    def x(self, at: int) -> float:
        return 34 + at * 244 / max(1, len(self.dates) - 1)

    def y(self, value: float) -> float:
        # TER can exceed 100; such a point is at the edge.
        return 150 - 136 * min(100.0, max(0.0, value)) / 100


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
