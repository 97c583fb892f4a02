"""`postl10n score`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import (
    echo,
    format_option,
    opened,
    print_json,
    project_option,
    selected,
    selection_options,
)

if TYPE_CHECKING:
    from postl10n.model.reports import ScoreReport
    from postl10n.model.scores import ScoreCard


@click.command(epilog="Example: postl10n score --locale es --state draft")
@project_option
@selection_options
@click.option(
    "--state",
    type=click.Choice(["approved", "draft", "all"]),
    default="approved",
    show_default=True,
    help="Which entries to rate.",
)
@click.option("--record", "recorded", is_flag=True, help="Add the scores to the locales' journals.")
@format_option()
def score(
    folder: Path, locales: tuple[str, ...], articles: tuple[str, ...], state: str, recorded: bool, form: str
) -> None:
    """Reviewer: BLEU, chrF2 and TER against references/, and term accuracy, for each locale.

    Each figure comes with sacrebleu's signature, which makes it repeatable. Where there is no reference the
    card says so and shows what can be known without one.
    """
    from postl10n.model.scores import Rated

    with opened(folder) as workspace:
        report = workspace.score(selected(locales, articles), rated=Rated(state), recorded=recorded)
    if form == "json":
        print_json([as_json(card) for card in report.cards])
    else:
        print_text(report)


def as_json(card: ScoreCard) -> dict[str, object]:
    """One card of the list that `docs/schemas/score.json` describes."""
    return {
        "locale": card.locale,
        "article": card.article,
        "state": str(card.rated),
        "segments": card.segments,
        "compared": card.compared,
        "skipped": card.skipped,
        "metrics": [
            {"name": metric.name, "value": metric.value, "signature": metric.signature}
            for metric in card.metrics
        ],
        "terms": {"used": card.terms.used, "expected": card.terms.expected, "share": card.terms.share},
        "reference_hash": card.reference_hash,
    }


def print_text(report: ScoreReport) -> None:
    """A block for each card: what was rated, the figures, the signatures."""
    for card in report.cards:
        name = card.locale if card.article is None else f"{card.locale} {card.article}"
        click.secho(name, bold=True, nl=False)
        echo(f"  {card.rated} entries: {card.segments} rated, {card.skipped} skipped")
        if not card.metrics:
            echo("  no reference" if card.segments else "  nothing to rate in this state")
        for metric in card.metrics:
            echo(f"  {metric.name:6} {metric.value:6.2f}   {metric.signature}")
        if card.metrics:
            echo(f"  over {card.compared} segments with a reference ({card.reference_hash})")
        if card.terms.share is not None:
            used = f"{card.terms.used} of {card.terms.expected}"
            echo(f"  terms  {card.terms.share:6.1%}   {used} as in the glossary")
