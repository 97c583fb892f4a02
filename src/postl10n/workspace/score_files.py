"""Scoring any two files, in a project or not."""

from __future__ import annotations

from pathlib import Path

from postl10n.errors import Place, UsageError
from postl10n.files.score_inputs import aligned, read_scored, refuse_script
from postl10n.lang.locales import cldr
from postl10n.model.scores import ScoreCard
from postl10n.stages.score import Question, Rating, score_cards
from postl10n.workspace.scoring import ScoreOptions


def score_files(
    translation: Path, reference: Path, locale: str | None = None, options: ScoreOptions | None = None
) -> ScoreCard:
    """The card of one file against another, each PO, TMX, JSON lines or plain text with a segment a line.

    Without a locale it is the one that a PO or TMX file names. `options.baseline` is a file of the same kinds.
    Raises UsageError, CatalogError or FaultGroup.
    """
    asked = options or ScoreOptions()
    wanted = cldr(locale) if locale else None
    paths = [translation, reference, *([Path(asked.baseline)] if asked.baseline else [])]
    files = [read_scored(path, wanted) for path in paths]
    said = wanted or next((one.locale for one in files if one.locale), None)
    if said is None:
        hint = "Name it with --locale: the tokenizer depends on it."
        raise UsageError("no file says in which locale it is", place=Place(path=str(translation)), hint=hint)
    for one in files:
        refuse_script(one, said)
    catalogs = aligned(files)
    rating = Rating(
        article=translation.name,
        catalog=catalogs[0],
        reference=catalogs[1],
        baseline=catalogs[2] if len(catalogs) > 2 else None,
    )
    question = Question(
        locale=said,
        rated=asked.rated,
        tokenize=asked.tokenize,
        segments=asked.segments,
        baseline=asked.baseline,
    )
    return score_cards([rating], question)[0]
