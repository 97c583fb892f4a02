"""The quality report: one HTML file that needs nothing else, in light and dark, on screen and on paper."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from importlib.resources import files

from postl10n.lang.locales import bcp47, direction, endonym
from postl10n.lang.text.word_diff import Hunk, hunks
from postl10n.model.findings import Severity
from postl10n.model.reports import Quality
from postl10n.model.scores import MetricScore, Recorded, ScoreCard, SegmentScore
from postl10n.reports.charts import bars, histogram, meter, text, trend

_WORST = 12
_LONGEST_SHOWN = 1200
"""Characters of a text; what is longer is cut."""
_MOST_RULES = 24
_END = "</tbody></table></div>\n"
_METRICS = ("BLEU", "chrF2++", "TER")


def html(quality: Quality, *, today: datetime.date) -> str:
    """The report as one document; every text of strangers is escaped."""
    title = f"Translation quality: {quality.project}" if quality.project else "Translation quality"
    totals = [card for card in quality.scores.cards if card.article is None]
    body = "".join(
        (*_summary(quality, totals), *(part for card in totals for part in _locale(quality, card)))
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        f'<h1>{text(title)}</h1>\n<p class="soft">Made on {today.isoformat()} by postl10n from the catalogs'
        f" as they were. Scores rate {_rated(totals)} entries.</p>\n{body}</body>\n</html>\n"
    )


def _style() -> str:
    return (files(__package__) / "scores.css").read_text("utf-8")


def _rated(cards: Sequence[ScoreCard]) -> str:
    return text(str(cards[0].rated)) if cards else "no"


def _summary(quality: Quality, cards: Sequence[ScoreCard]) -> Iterator[str]:
    yield _table("Locale", ("Complete", *_METRICS, "Terms", "Errors", "Warnings"))
    for card in cards:
        done = quality.completion[card.locale].completion
        figures = [_figure(card.metric(name)) for name in _METRICS]
        severities = quality.findings[card.locale]
        counts = [
            sum(number for (_, severity), number in severities.items() if severity == wanted)
            for wanted in (Severity.ERROR, Severity.WARNING)
        ]
        link = f'<a href="#{card.locale}">{_name(card.locale)}</a>'
        complete = f"{meter(done)}{done:.0%}"
        yield _row(link, [complete, *figures, _share(card.terms.share), *map(str, counts)])
    yield _END


def _table(head: str, numbers: Sequence[str], texts: Sequence[str] = ()) -> str:
    """The beginning of a table: columns of numbers after the first, then those of texts."""
    heads = (
        f'<th scope="col">{head}</th>',
        *(f'<th scope="col" class="n">{one}</th>' for one in numbers),
        *(f'<th scope="col">{one}</th>' for one in texts),
    )
    return f'<div class="wide"><table><thead><tr>{"".join(heads)}</tr></thead><tbody>\n'


def _row(head: str, numbers: Sequence[str], texts: Sequence[str] = ()) -> str:
    """A row; its cells are HTML already."""
    cells = (*(f'<td class="n">{one}</td>' for one in numbers), *(f"<td>{one}</td>" for one in texts))
    return f'<tr><th scope="row">{head}</th>{"".join(cells)}</tr>\n'


def _figure(metric: MetricScore | None) -> str:
    return f"{metric.value:.1f}" if metric else '<span class="soft">no reference</span>'


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _name(locale: str) -> str:
    return f'<bdi lang="{bcp47(locale)}">{text(endonym(locale))}</bdi> <span class="soft">{locale}</span>'


def _locale(quality: Quality, card: ScoreCard) -> Iterator[str]:
    counts = quality.completion[card.locale]
    yield f'<section id="{card.locale}"><h2>{_name(card.locale)}</h2>\n'
    yield (
        f"<p>{meter(counts.completion)}{counts.completion:.0%} of {counts.words} words; {counts.approved} entries approved,"
        f" {counts.inherited} inherited, {counts.fuzzy} fuzzy, {counts.untranslated} untranslated.</p>\n"
    )
    yield from _metrics(card)
    yield f'<div class="charts">{"".join(_charts(quality, card))}</div>\n'
    yield from _terms(card)
    yield from _effort(card)
    yield from _worst(card)
    yield "</section>\n"


def _metrics(card: ScoreCard) -> Iterator[str]:
    if not card.metrics:
        said = "no reference" if card.segments else "nothing to rate in this state"
        yield f"<p>{card.segments} segments rated: {said}.</p>\n"
        return
    yield _table("Metric", ("Score", "95 % interval"), ("Beside the baseline", "Signature"))
    for metric in card.metrics:
        spread = f"{metric.interval[0]:.1f} to {metric.interval[1]:.1f}" if metric.interval else "–"
        signature = f"<code>{text(metric.signature)}</code>"
        yield _row(text(metric.name), [f"{metric.value:.2f}", spread], [_beside(metric, card), signature])
    compared = f"Over {card.compared} of {card.segments} rated segments (references {card.reference_hash})"
    notes = "".join(f" {text(note)}" for note in card.notes)
    yield f'{_END}<p class="soft">{compared}; of TER less is better.{notes}</p>\n'


def _beside(metric: MetricScore, card: ScoreCard) -> str:
    beside = metric.comparison
    if beside is None:
        return "–"
    return f"{beside.baseline:.2f} of {text(card.baseline or '')}: {beside.verdict}"


def _charts(quality: Quality, card: ScoreCard) -> Iterator[str]:
    runs = [run for run in quality.history[card.locale] if run.state == card.rated]
    if runs:
        yield _framed("Recorded runs", trend([run.date for run in runs], _lines(runs)))
    if card.scores:
        yield _framed("Segments by chrF2++", histogram([one.chrf for one in card.scores]))
    found = quality.findings[card.locale]
    ranked = sorted(found.items(), key=lambda one: (Severity(one[0][1]).rank, -one[1], one[0]))
    rows = [(rule, severity, number) for (rule, severity), number in ranked if number]
    if rows:
        yield _framed("Findings by rule", bars(rows[:_MOST_RULES]))
    else:
        yield _framed("Findings by rule", '<p class="soft">None.</p>')


def _lines(runs: Sequence[Recorded]) -> dict[str, list[float | None]]:
    return {name: [run.metrics.get(name) for run in runs] for name in _METRICS}


def _framed(title: str, chart: str) -> str:
    return f"<figure><h3>{text(title)}</h3>{chart}</figure>"


def _terms(card: ScoreCard) -> Iterator[str]:
    if card.terms.share is None:
        return
    sides = [card.terms]
    heads = ["All rated"]
    if card.compared_terms and card.reference_terms:
        sides += [card.compared_terms, card.reference_terms]
        heads += ["Compared", "Reference"]
    rows: list[tuple[str, list[float | None]]] = [
        ("In any form", [side.share for side in sides]),
        ("Exactly as listed", [side.exact_share for side in sides]),
        ("Consistent", [side.consistency for side in sides]),
    ]
    if card.term_match:
        rows += [
            ("Window overlap", [None, card.term_match.window, 1.0]),
            ("1-TERm", [None, card.term_match.inverse_term, 1.0]),
        ]
    yield f"<h3>Terms: {card.terms.used} of {card.terms.expected} as in the glossary</h3>"
    yield _table("Measure", heads)
    for name, shares in rows:
        yield _row(name, [_share(share) for share in shares])
    yield _END


def _effort(card: ScoreCard) -> Iterator[str]:
    if not card.effort:
        return
    yield f"<h3>Post-editing</h3>{_table('Drafts of', ('Approved', 'Unchanged', 'TER'))}"
    for one in card.effort:
        yield _row(text(one.origin), [str(one.drafts), str(one.unchanged), f"{one.ter:.1f}"])
    yield _END


def _worst(card: ScoreCard) -> Iterator[str]:
    worst = sorted((one for one in card.scores if one.chrf < 100), key=lambda one: one.chrf)[:_WORST]
    if not worst:
        return
    yield "<h3>Segments farthest from their references</h3>"
    yield '<p class="soft"><ins>Underlined</ins>: only in the translation. <del>Dotted</del>: only in the reference.</p>\n'
    for one in worst:
        yield _segment(one, card.locale)


def _segment(one: SegmentScore, locale: str) -> str:
    target, reference = one.target[:_LONGEST_SHOWN], one.reference[:_LONGEST_SHOWN]
    found = hunks(reference, target)
    side = f'lang="{bcp47(locale)}" dir="{direction(locale)}"'
    where = f"{one.article}#{one.id}" if one.article else one.id
    figures = f"{text(where)}, BLEU {one.bleu:.1f}, TER {one.ter:.1f}"
    return (
        f'<dl class="segment"><dt>chrF2++ {one.chrf:.1f}</dt><dd class="soft">{figures}</dd>'
        f'<dt>Source</dt><dd dir="auto">{text(one.source[:_LONGEST_SHOWN])}</dd>'
        f"<dt>Translation</dt><dd {side}>{_marked(target, found, 'ins')}</dd>"
        f"<dt>Reference</dt><dd {side}>{_marked(reference, found, 'del')}</dd></dl>\n"
    )


def _marked(shown: str, found: Sequence[Hunk], tag: str) -> str:
    """A text with the stretches of one side of the hunks marked."""
    parts = []
    at = 0
    for hunk in found:
        stretch = hunk.new if tag == "ins" else hunk.old
        if stretch:
            start, end = stretch[0].start, stretch[-1].end
            parts += [text(shown[at:start]), f"<{tag}>{text(shown[start:end])}</{tag}>"]
            at = end
    return "".join((*parts, text(shown[at:])))
