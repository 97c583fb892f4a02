"""What a locale must reach, where `postl10n.toml` says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postl10n.errors import Faults, Place, ProjectError
from postl10n.files.config import FILE_NAME
from postl10n.lang.termbase import usable_terms
from postl10n.model.findings import Severity
from postl10n.model.project import Gate
from postl10n.model.reports import CheckReport, ScoreReport
from postl10n.model.scores import Rated, ScoreCard
from postl10n.model.stats import Counts, ProjectStats
from postl10n.workspace.checking import Asked, check
from postl10n.workspace.rating import stats
from postl10n.workspace.scoring import ScoreOptions, is_baseline, score_locale
from postl10n.workspace.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a command has found out already; what a gate asks for beyond it is found out then."""

    checked: CheckReport | None = None
    scored: ScoreReport | None = None
    """Of approved entries."""
    counted: ProjectStats | None = None


def refuse_impossible(session: Session) -> None:
    """Raise ProjectError, or FaultGroup, for gates that name what does not exist: chrF without a reference."""
    faults = Faults()
    for locale, gate in _gates(session):
        place = Place(path=FILE_NAME, line=gate.line)
        if (gate.chrf is not None or gate.no_regression is not None) and not _has_reference(session, locale):
            named = "chrf" if gate.chrf is not None else "no_regression"
            folder = session.layout.shown(session.layout.reference(locale, "x").parent)
            hint = f"Put trusted translations into {folder}/, or leave out {named}."
            faults.add(
                ProjectError(f"gate {named} for {locale}: there is no reference", place=place, hint=hint)
            )
        if gate.no_regression is not None and not is_baseline(session.layout.root, gate.no_regression):
            faults.add(
                ProjectError(
                    f"gate no_regression for {locale}: {gate.no_regression!r} is neither a git revision nor a folder",
                    place=place,
                )
            )
        if gate.term_accuracy is not None and not _has_terms(session, locale):
            faults.add(
                ProjectError(
                    f"gate term_accuracy for {locale}: the glossary has no term in {locale}",
                    place=place,
                    hint="Add terms to the glossary, or leave out term_accuracy.",
                )
            )
    faults.raise_any()


def misses(session: Session, known: Known) -> tuple[str, ...]:
    """One line for each gate that was missed, saying by how much.

    A gate is about a locale as a whole: where only some articles were asked for, none is looked at. Raises
    ProjectError as `refuse_impossible` does.
    """
    if not session.with_site:
        return ()
    refuse_impossible(session)
    return tuple(line for locale, gate in _gates(session) for line in _missed(session, locale, gate, known))


def _gates(session: Session) -> Iterator[tuple[str, Gate]]:
    for locale, settings in session.project.locales.items():
        if settings.gate is not None and locale in session.locales:
            yield locale, settings.gate


def _missed(session: Session, locale: str, gate: Gate, known: Known) -> Iterator[str]:
    if gate.completion is not None:
        counted = known.counted or stats(session)
        reached = counted.by_locale().get(locale, Counts(words=1)).completion
        if reached < gate.completion:
            yield f"{locale}: {_percent(reached, gate.completion)} complete, {gate.completion:.0%} wanted"
    if gate.errors is not None:
        found = (known.checked or check(session, Asked())).findings
        errors = sum(one.locale == locale and one.finding.severity is Severity.ERROR for one in found)
        if errors > gate.errors:
            yield f"{locale}: {errors} errors, at most {gate.errors} allowed"
    if gate.scores:
        yield from _missed_scores(_card(session, locale, gate, known), gate)


def _missed_scores(card: ScoreCard, gate: Gate) -> Iterator[str]:
    if gate.chrf is not None:
        chrf = card.metric("chrF")
        if chrf is None:
            yield f"{card.locale}: no approved segment with a reference, chrF {gate.chrf:g} wanted"
        elif chrf.value < gate.chrf:
            yield f"{card.locale}: {chrf.name} {chrf.value:.2f}, {gate.chrf:g} wanted"
    share = card.terms.share
    if gate.term_accuracy is not None and share is not None and share < gate.term_accuracy:
        reached = _percent(share, gate.term_accuracy)
        yield f"{card.locale}: {reached} of terms as in the glossary, {gate.term_accuracy:.0%} wanted"
    for metric in card.metrics if gate.no_regression is not None else ():
        beside = metric.comparison
        if beside is not None and beside.regression:
            yield (
                f"{card.locale}: {metric.name} {beside.value:.2f} is significantly worse than"
                f" {beside.baseline:.2f} of {gate.no_regression} (p = {beside.p_value:.3f})"
            )


def _card(session: Session, locale: str, gate: Gate, known: Known) -> ScoreCard:
    """The card of the locale's approved entries as a whole."""
    if known.scored is not None and gate.no_regression is None:
        for card in known.scored.cards:
            if (card.locale, card.article, card.rated) == (locale, None, Rated.APPROVED):
                return card
    return score_locale(session, locale, ScoreOptions(baseline=gate.no_regression))[0]


def _percent(reached: float, wanted: float) -> str:
    """A share in percent, with a decimal where it would look like the one wanted."""
    return f"{reached:.0%}" if f"{reached:.0%}" != f"{wanted:.0%}" else f"{reached:.1%}"


def _has_reference(session: Session, locale: str) -> bool:
    return any(session.layout.reference(locale, article).exists() for article in session.every_article)


def _has_terms(session: Session, locale: str) -> bool:
    return any(usable_terms(concept, locale) for concept in session.pipeline.concepts.values())
