"""`postl10n score`"""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import (
    Part,
    echo,
    format_option,
    print_gates,
    print_json,
    selection_options,
    write_page,
)
from postl10n.cli.faults import end_with_faults, end_with_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from postl10n.model.reports import GateReport
    from postl10n.model.scores import MetricScore, ScoreCard, TermShare
    from postl10n.workspace import ScoreOptions, Selection, Workspace

_FILE = click.Path(path_type=Path)


@click.command(epilog="Example: postl10n score --locale es --state draft")
@click.argument("translation", type=_FILE, required=False)
@click.argument("reference", type=_FILE, required=False)
@selection_options
@click.option(
    "--state",
    type=click.Choice(["approved", "draft", "all"]),
    default="approved",
    show_default=True,
    help="Which entries to rate.",
)
@click.option("--segments", is_flag=True, help="The scores of each segment too.")
@click.option(
    "--baseline",
    "baselines",
    multiple=True,
    metavar="NAME",
    help="Compare with this git revision or folder; of two files, with this file. Can be repeated.",
)
@click.option(
    "--terms",
    type=_FILE,
    metavar="FILE",
    help="Of two files: the terms expected. Rows with dictionaries, a dictionary in JSON, a glossary.",
)
@click.option(
    "--dictionary",
    metavar="KEY",
    help="Of two files: where rows have their dictionary.  [default: terms]",
)
@click.option("--source", metavar="LOCALE", help="Of two files: the sources' locale, if no file says it.")
@click.option("--tokenize", metavar="NAME", help="sacrebleu's tokenizer for BLEU; by default the locale's.")
@click.option("--record", "recorded", is_flag=True, help="Add the scores to the locales' journals.")
@click.option("--report", type=_FILE, metavar="FILE", help="Write a report with pictures: one HTML file.")
@format_option()
def score(
    translation: Path | None,
    reference: Path | None,
    part: Part,
    state: str,
    segments: bool,
    baselines: tuple[str, ...],
    terms: Path | None,
    dictionary: str | None,
    source: str | None,
    tokenize: str | None,
    recorded: bool,
    report: Path | None,
    form: str,
) -> None:
    """Reviewer, build: BLEU, chrF2++ and TER against references/, and term accuracy, for each locale.

    Each figure comes with sacrebleu's signature, which makes it repeatable, and the interval that holds 95 % of
    resamples. Where there is no reference the card says so and shows what can be known without one. The exit code
    is 1 where a gate of postl10n.toml is missed.

    With TRANSLATION and REFERENCE two files are scored, in a project or not: PO, TMX, JSON lines with "target" and
    perhaps "source", or plain text with a segment a line. A segment may be a document. In JSON lines the texts may
    stand under their languages, and "terms" may have a dictionary for each segment, or for its "document".
    """
    from postl10n.model.scores import Rated
    from postl10n.workspace import ScoreOptions
    from postl10n.workspace.score_terms import TermSource

    options = ScoreOptions(
        rated=Rated(state),
        tokenize=tokenize,
        segments=segments,
        baselines=baselines,
        terms=TermSource(path=terms, dictionary=dictionary),
        source=source,
    )
    if translation is not None:
        given = {"--article": part.articles, "--record": recorded, "--report": report}
        _refuse(given, "is for a project, not for two files")
        _print([_card_of_files(translation, reference, part.locales, options)], form, segments)
        return
    given = {"--terms": terms, "--dictionary": dictionary, "--source": source}
    _refuse(given, "is for two files; a project has its own glossary and source")
    with part.opened() as workspace:
        only = part.only
        if report is not None:
            from postl10n.project.clock import today
            from postl10n.reports.scores import html

            quality = workspace.quality(only, options, recorded=recorded)
            scored = quality.scores
            write_page(report, html(quality, today=today()))
        else:
            scored = workspace.score(only, options, recorded=recorded)
        cards = scored.cards
        gates = _gates(workspace, only, cards, options)
    _print(cards, form, segments)
    print_gates(gates, err=form == "json")
    end_with_faults(scored.faults)
    end_with_findings(gates.misses)


def _refuse(given: Mapping[str, object], why: str) -> None:
    from postl10n.errors import UsageError

    for name in (name for name, value in given.items() if value):
        raise UsageError(f"{name} {why}")


def _card_of_files(
    translation: Path, reference: Path | None, locales: tuple[str, ...], options: ScoreOptions
) -> ScoreCard:
    from postl10n.errors import UsageError
    from postl10n.workspace.score import score_files

    if reference is None:
        raise UsageError("two files are needed", hint="postl10n score TRANSLATION REFERENCE --locale ru")
    if len(locales) > 1:
        raise UsageError("two files are scored in one locale")
    return score_files(translation, reference, locales[0] if locales else None, options)


def _gates(
    workspace: Workspace,
    only: Selection,
    cards: Iterable[ScoreCard],
    options: ScoreOptions,
) -> GateReport:
    from postl10n.model.scores import ScoreReport
    from postl10n.workspace import KnownResults

    own = options.tokenize is None and options.rated == "approved"
    known = KnownResults(scored=ScoreReport(cards=tuple(cards))) if own else KnownResults()
    return workspace.gates(only, known)


def _print(cards: Sequence[ScoreCard], form: str, segments: bool) -> None:
    if segments and len(cards) > 1:
        # A locale's segments are listed with their articles, once.
        cards = [card if card.article else replace(card, scores=()) for card in cards]
    if form == "json":
        from postl10n.reports.json import document

        scored = [{"scores": card.scores} if segments else {} for card in cards]
        print_json([document(card) | more for card, more in zip(cards, scored, strict=True)])
    else:
        print_text(cards, segments=segments)


def print_text(cards: Iterable[ScoreCard], *, segments: bool = False) -> None:
    """A block for each card: what was rated, the figures, the signatures."""
    for card in cards:
        name = card.locale if card.article is None else f"{card.locale} {card.article}"
        click.secho(name, bold=True, nl=False)
        echo(f"  {card.rated} entries: {card.segments} rated{_skipped(card)}")
        if not card.metrics:
            echo("  no reference" if card.segments else "  nothing to rate in this state")
        for metric in card.metrics:
            _print_metric(metric, card)
        if card.metrics:
            echo(f"  over {card.compared} segments with a reference ({card.reference_hash})")
        if card.oversized:
            echo(f"  {card.oversized} too long to be compared")
        _print_terms(card)
        for effort in card.effort:
            kept = f"{effort.unchanged} of {effort.drafts} approved as they were"
            echo(f"  drafts of {effort.origin}: TER {effort.ter:.2f}, {kept}")
        for note in card.notes:
            echo(f"  {note}")
        for one in card.scores if segments else ():
            where = f"{one.article}#{one.id}" if one.article else one.id
            rate = "" if one.ter is None else f"  TER {one.ter:6.2f}"
            echo(f"    {where}  BLEU {one.bleu:6.2f}  chrF2++ {one.chrf:6.2f}{rate}")


def _skipped(card: ScoreCard) -> str:
    skipped = ((field.name, getattr(card.skipped, field.name)) for field in fields(card.skipped))
    reasons = [f"{number} {name}" for name, number in skipped if number]
    return f", skipped: {', '.join(reasons)}" if reasons else ""


def _print_metric(metric: MetricScore, card: ScoreCard) -> None:
    spread = f"  [{metric.interval[0]:6.2f}, {metric.interval[1]:6.2f}]" if metric.interval else ""
    echo(f"  {metric.name:7} {metric.value:6.2f}{spread}")
    # A signature is divided at its bars alone.
    parts = metric.signature.replace("|", "| ")
    for line in wrap(parts, _WIDTH - 10, break_long_words=False, break_on_hyphens=False):
        echo(f"          {line.replace('| ', '|')}")
    if metric.segments < card.compared:
        left_out = card.compared - metric.segments
        echo(f"          over {metric.segments} segments; {left_out} too long for it")
    for beside in metric.comparisons:
        echo(f"          {beside.value:.2f} against {beside.baseline:.2f} of {beside.name}")
        echo(f"            over {beside.segments} segments: {beside.verdict}")
        for test in beside.tests:
            echo(f"            {test.name}: p = {test.p_value:.3f}  {test.settings}")


def _print_terms(card: ScoreCard) -> None:
    if card.terms.share is None:
        return
    echo(f"  terms as in the glossary: {card.terms.used} of {card.terms.expected}")
    sides = [card.terms]
    if card.compared_terms and card.reference_terms:
        sides += [card.compared_terms, card.reference_terms]
        echo(f"    {'':14} {'all':>9}  {'compared':>9}  {'reference':>9}")
    rows = [
        ("in any form", [side.share for side in sides]),
        ("exact", [side.exact_share for side in sides]),
        ("occurrences", [side.occurrence_rate for side in sides]),
        ("consistent", [side.consistency for side in sides]),
    ]
    if card.term_match:
        rows += [
            ("window overlap", [None, card.term_match.window, 1.0]),
            ("1-TERm", [None, card.term_match.inverse_term, 1.0]),
        ]
    for name, shares in rows:
        echo(f"    {name:14} {_shares(shares)}")
    echo(f"    consistent: of {card.terms.repeated} uses of concepts in several segments")
    for own, ceiling in zip(card.success_rates, card.reference_success_rates, strict=True):
        rates = _shares([None, own.rate, ceiling.rate])
        echo(f"    {'WMT25 success':14} {rates}  {own.terms} terms, by {own.unit}")
    for row in card.by_document[:_MOST_ROWS]:
        _print_row("document", row)
    missed = [row for row in card.by_term if row.terms.used < row.terms.expected]
    for row in sorted(missed, key=lambda row: row.terms.used - row.terms.expected)[:_MOST_ROWS]:
        _print_row("term", row)


_MOST_ROWS = 10
_WIDTH = 80


def _print_row(kind: str, row: TermShare) -> None:
    of = row.reference
    ceiling = f", the reference {of.used} of {of.expected}" if of else ""
    echo(f"    {kind} {row.name}: {row.terms.used} of {row.terms.expected} used{ceiling}")
    without = row.terms.expected - row.terms.used
    for one in row.unlisted:
        echo(f"      perhaps {one.text}: {one.count} of {without} without it ({one.certainty:.0%} certain)")


def _shares(shares: Iterable[float | None]) -> str:
    return "  ".join(f"{'–' if one is None else f'{one:.1%}':>9}" for one in shares)
