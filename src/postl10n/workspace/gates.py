"""Quality gates that `postl10n.toml` sets for locales. An unknown value misses no gate: it is reported as a notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postl10n.errors import Place, ProjectError, raise_faults
from postl10n.lang.terms.concept_terms import usable_terms
from postl10n.model.findings import Severity
from postl10n.model.project import Gate
from postl10n.model.reports import GateReport, whole_percent
from postl10n.model.scores import KnownResults, MissedTerm, Rated, ScoreCard
from postl10n.project.config import FILE_NAME
from postl10n.workspace.check import CheckOptions, check
from postl10n.workspace.score import ScoreOptions, is_baseline, score_locale, stats
from postl10n.workspace.session import Session

_MOST_NAMED = 10


def refuse_impossible(session: Session) -> None:
    """Raise ProjectError, or FaultGroup, for gates that compare with a revision or folder that there is not."""
    raise_faults(
        ProjectError(
            f"gate no_regression for {locale}: {gate.no_regression!r} is neither a git revision nor a folder",
            place=Place(path=FILE_NAME, line=gate.line),
        )
        for locale, gate in _gates(session)
        if gate.no_regression is not None and not is_baseline(session.layout.root, gate.no_regression)
    )


def judge(session: Session, known: KnownResults) -> GateReport:
    """Which gates were missed, and which can't be judged yet.

    A gate is about a locale as a whole: where only some articles were asked for, none is looked at. Raises
    ProjectError as `refuse_impossible` does.
    """
    if not session.with_site:
        return GateReport()
    refuse_impossible(session)
    judges = [_Judge(session, locale, gate, known) for locale, gate in _gates(session)]
    for one in judges:
        one.judge()
    return GateReport(
        misses=tuple(line for one in judges for line in one.misses),
        notices=tuple(line for one in judges for line in one.notices),
    )


def _gates(session: Session) -> Iterator[tuple[str, Gate]]:
    for locale, settings in session.project.locales.items():
        if settings.gate is not None and locale in session.locales:
            yield locale, settings.gate


class _Judge:
    """Judges the gates of one locale; what there is nothing to judge by is no miss."""

    def __init__(self, session: Session, locale: str, gate: Gate, known: KnownResults) -> None:
        self._session = session
        self._locale = locale
        self._gate = gate
        self._known = known
        self.misses: list[str] = []
        self.notices: list[str] = []

    def judge(self) -> None:
        self._completion()
        self._errors()
        if self._gate.scores:
            card = self._card()
            self._chrf(card)
            self._terms(card)
            self._regression(card)

    def _miss(self, line: str) -> None:
        self.misses.append(f"{self._locale}: {line}")

    def _notice(self, name: str, why: str) -> None:
        self.notices.append(f"{self._locale}: {name}: {why}")

    def _completion(self) -> None:
        wanted = self._gate.completion
        if wanted is None:
            return
        counted = (self._known.counted or stats(self._session)).by_locale().get(self._locale)
        if counted is None:
            self._notice("completion", "there is no catalog yet")
        elif counted.completion < wanted:
            self._miss(f"{_percent(counted.completion, wanted)} complete, {wanted:.0%} wanted")

    def _errors(self) -> None:
        allowed = self._gate.errors
        if allowed is None:
            return
        found = (self._known.checked or check(self._session, CheckOptions())).findings
        errors = sum(one.locale == self._locale and one.finding.severity is Severity.ERROR for one in found)
        if errors > allowed:
            self._miss(f"{errors} errors, at most {allowed} allowed")

    def _chrf(self, card: ScoreCard) -> None:
        wanted = self._gate.chrf
        if wanted is None:
            return
        chrf = card.metric("chrF")
        if chrf is None:
            self._notice("chrf", self._uncompared())
        elif chrf.value < wanted:
            self._miss(f"{chrf.name} {chrf.value:.2f}, {wanted:g} wanted")

    def _terms(self, card: ScoreCard) -> None:
        wanted, share = self._gate.term_accuracy, card.terms.share
        if wanted is None:
            return
        if share is None:
            concepts = self._session.pipeline.concepts.values()
            known = any(usable_terms(concept, self._locale) for concept in concepts)
            nothing = f"the glossary has no term in {self._locale}"
            self._notice(
                "term_accuracy", "no approved entry names a term of the glossary" if known else nothing
            )
        elif share < wanted:
            reached = f"{_percent(share, wanted)} of terms as in the glossary, {wanted:.0%} wanted"
            self._miss(f"{reached}; lacking: {_named(card.missed_terms)}")

    def _regression(self, card: ScoreCard) -> None:
        baseline = self._gate.no_regression
        if baseline is None:
            return
        compared = [(one.name, beside) for one in card.metrics for beside in one.comparisons]
        if not compared:
            why = f"nothing compared was translated in {baseline}" if card.metrics else self._uncompared()
            self._notice("no_regression", why)
        for name, beside in compared:
            if beside.p_value is None:
                too_few = f"{name} over {beside.segments}: too few segments to tell"
                self._notice("no_regression", too_few)
            elif beside.regression:
                self._miss(
                    f"{name} {beside.value:.2f} is significantly worse than {beside.baseline:.2f} of {baseline}"
                    f" (p = {beside.p_value:.3f})"
                )

    def _uncompared(self) -> str:
        """Why there is no figure that takes a reference."""
        paths = [self._session.layout.reference(self._locale, one) for one in self._session.every_article]
        if any(path.exists() for path in paths):
            return "no approved segment has a reference"
        folder = self._session.layout.reference(self._locale, "x").parent
        return f"there is no reference in {self._session.layout.shown(folder)}/"

    def _card(self) -> ScoreCard:
        """The card of the locale's approved entries as a whole."""
        if self._known.scored is not None and self._gate.no_regression is None:
            for card in self._known.scored.cards:
                if (card.locale, card.article, card.rated) == (self._locale, None, Rated.APPROVED):
                    return card
        baseline = self._gate.no_regression
        options = ScoreOptions(baselines=(baseline,) if baseline else ())
        return score_locale(self._session, self._locale, options)[0]


def _named(missed: Sequence[MissedTerm]) -> str:
    """The first of the missed terms by article and segment, and how many more there are."""
    named = [f"{' or '.join(one.expected)} ({one.article} {one.id})" for one in missed[:_MOST_NAMED]]
    more = len(missed) - len(named)
    return ", ".join(named) + (f", and {more} more (postl10n score --format json)" if more else "")


def _percent(reached: float, wanted: float) -> str:
    """A share in percent, rounded down; with a decimal where it would look like the one wanted."""
    percent = f"{whole_percent(reached)}%"
    return percent if percent != f"{wanted:.0%}" else f"{reached:.1%}"
