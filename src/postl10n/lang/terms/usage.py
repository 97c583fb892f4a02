"""Uses of a concept's terms in a translation, and the findings that concern one unit alone."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postl10n.lang.terms.concept_terms import concept_terms, target_terms
from postl10n.lang.terms.longer_terms import Within
from postl10n.lang.terms.verify import Verdict, VerifiedUse, covering, uses, uses_of
from postl10n.model.findings import Finding, Severity, Span
from postl10n.model.glossary import Concept, Term, TermStatus
from postl10n.model.term_usage import Rendering
from postl10n.registry import cached

UNIT_RULES = ("term-missing", "term-forbidden", "term-untranslated-acronym", "term-repeat-missing")
"""Rules that check one unit alone."""
USAGE_RULES = ("term-inconsistent", "term-mixed", "term-first-mention")
"""Rules that compare a concept's renderings in all units of a locale."""
TERM_RULES = (*UNIT_RULES, *USAGE_RULES)


class Named(NamedTuple):
    """A concept named in a source."""

    term: str
    """The glossary's spelling."""
    text: str
    """As written in the source."""
    span: Span | None = None
    """None if its position in the source is unknown."""


@cached(2048)
def term_uses(terms: tuple[Term, ...], text: str, locale: str) -> tuple[tuple[Term, VerifiedUse], ...]:
    """Return the uses of the terms in the order of the text; of overlapping ones, the one with better evidence is kept.

    A firm use is better than a doubtful one, then a longer one, then one of a usable term.
    """
    every = [(term, use) for term in terms for use in uses_of(term, text, locale)]
    every.sort(key=lambda one: (not one[1].verdict.firm, one[1].start - one[1].end, _rank(one[0], one[1])))
    kept: list[tuple[Term, VerifiedUse]] = []
    spans: list[tuple[int, int]] = []
    for term, use in every:
        if covering(spans, use.end - 1)[1] <= use.start:
            kept.append((term, use))
            insort(spans, (use.start, use.end))
    return tuple(sorted(kept, key=lambda one: one[1].start))


_STATUSES = tuple(TermStatus)
_VERDICTS = tuple(Verdict)


def _rank(term: Term, use: VerifiedUse) -> tuple[int, int]:
    # A misspelling that the glossary forbids is exact, where the right spelling is an inflected form at best.
    return _VERDICTS.index(use.verdict), _STATUSES.index(term.status)


def renderings(
    count: int,
    concept: Concept,
    text: str,
    source: str,
    locale: str,
    within: Within | None = None,
) -> tuple[list[Rendering], list[Rendering]]:
    """Return the renderings of `count` occurrences in a translation, and the uses left over.

    Every occurrence gets a use of its own, in the order of the text; firm uses take precedence over doubtful ones.
    What lies inside a longer use of another concept is none.
    """
    found = [
        one
        for one in term_uses(concept_terms(concept, source, locale), text, locale)
        if within is None or not within(concept.id, *one)
    ]
    found.sort(key=lambda one: not one[1].verdict.firm)
    chosen = sorted(found[:count], key=lambda one: one[1].start)
    own = [_rendering(term, use, text) for term, use in chosen]
    own += [Rendering()] * (count - len(own))
    return own, [_rendering(term, use, text) for term, use in found[count:] if use.verdict.firm]


def _rendering(term: Term, use: VerifiedUse, text: str) -> Rendering:
    return Rendering(
        term=term.text,
        status=term.status,
        type=term.type,
        verdict=str(use.verdict),
        text=text[use.start : use.end],
        start=use.start,
        end=use.end,
    )


class UnitTerms:
    """The renderings of a concept in one translation whose source names it."""

    def __init__(
        self,
        concept: Concept,
        named: Sequence[Named],
        target: str,
        *,
        source: str,
        locale: str,
        within: Within | None = None,
    ) -> None:
        """`named` are the concept's occurrences in the order of the source, at least one."""
        self._named = named
        self._target = target
        self._locale = locale
        self.usable = target_terms(concept, source, locale)
        """Preferred ones first."""
        self.expected = tuple(term.text for term in self.usable)
        self.own, self.spare = renderings(len(named), concept, target, source, locale, within)

    def findings(self) -> Iterator[Finding]:
        """Yield the findings that concern the unit alone."""
        yield from self._forbidden()
        used = sum(one.term is not None for one in self.own)
        if not self.expected:
            return
        if not used:
            # A forbidden term in its place has been reported already.
            yield self._missing()
        elif used < (repeats := self._repeats()):
            first = self._named[0]
            message = f"{first.text!r} occurs {repeats} times in the source, {used} in the translation"
            yield Finding(
                rule="term-repeat-missing", severity=Severity.NOTICE, message=message, span=first.span
            )

    def _forbidden(self) -> Iterator[Finding]:
        for one in (*self.own, *self.spare):
            if one.ruled_out:
                instead = f"; the glossary has {self.expected[0]}" if self.expected else ""
                yield Finding(
                    rule="term-forbidden",
                    severity=Severity.ERROR if one.status is TermStatus.FORBIDDEN else Severity.WARNING,
                    message=f"{one.text!r} is {one.status}{instead}",
                    span=target_span(one),
                )

    def _missing(self) -> Finding:
        names = " or ".join(self.expected)
        left = self._left_acronym()
        if left is not None:
            message = f"{left.text!r} is left as in the source; this locale has {names}"
            return Finding(
                rule="term-untranslated-acronym", severity=Severity.WARNING, message=message, span=left.span
            )
        first = self._named[0]
        message = f"{first.text!r} is not translated as {names}"
        return Finding(rule="term-missing", severity=Severity.WARNING, message=message, span=first.span)

    def _left_acronym(self) -> Named | None:
        """Return a source acronym that is in the translation although the locale does not use it; None if there is none."""
        for one in self._named:
            if one.text.isupper() and uses(one.text, self._target, self._locale, case_sensitive=True):
                return one
        return None

    def _repeats(self) -> int:
        """Return how often the source repeats one term; an acronym beside its full form is no repetition."""
        return max(Counter(one.term for one in self._named).values())


def target_span(used: Rendering) -> Span | None:
    """Return the span of the use in the translation."""
    return Span(side="target", start=used.span[0], end=used.span[1]) if used.span else None
