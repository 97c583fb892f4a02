"""Matches that differ from a text only in names of the glossary: their translation gets the names of the text.

`Belpost opened a hub.` is in the memory, `Correos opened a hub.` is looked up: if the translation uses a term of the
first concept in a form for which the second one's term can be substituted, it is. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from postl10n.lang.terms.concept_terms import target_terms
from postl10n.lang.terms.replacement import counterpart
from postl10n.lang.terms.verify import uses
from postl10n.lang.values.substitute import adapted, mask
from postl10n.model.glossary import Occurrence, Term
from postl10n.model.memory import MatchKind, MemoryMatch, Wanted
from postl10n.stages.pretranslate.term_enforcement import TermEnforcer

_MOST = 3
"""The maximum number of names replaced in one text."""


def swapped(wanted: Wanted, match: MemoryMatch, enforcer: TermEnforcer) -> MemoryMatch | None:
    """Return the match with the names, and then the figures, of the text looked up; None if that is not safe."""
    pairs = _pairs(wanted.text, match.source, enforcer)
    if not pairs:
        return None
    target, renamed = match.target, match.source
    for old, new in reversed(pairs):
        put = _exchanged(target, old, new, enforcer)
        if put is None:
            return None
        target = put
        renamed = renamed[: old.start] + wanted.text[new.start : new.end] + renamed[old.end :]
    if renamed != wanted.text:
        with_figures = adapted(
            wanted.text, renamed, target, source_locale=wanted.source_locale, locale=wanted.locale
        )
        if with_figures is None:
            return None
        target = with_figures
    return replace(match, target=target, kind=MatchKind.NORMALISED)


def _pairs(text: str, source: str, enforcer: TermEnforcer) -> list[tuple[Occurrence, Occurrence]]:
    """Return pairs of differing terms of the match and the text, if only terms and figures differ; else nothing."""
    theirs, ours = (_sure(one, enforcer) for one in (source, text))
    if not ours or len(ours) != len(theirs):
        return []
    pairs = [(old, new) for old, new in zip(theirs, ours, strict=True) if old.concept != new.concept]
    same = [(old, new) for old, new in zip(theirs, ours, strict=True) if old.concept == new.concept]
    if not 0 < len(pairs) <= _MOST or len({old.concept for old, _ in pairs}) < len(pairs):
        return []
    if any(source[old.start : old.end] != text[new.start : new.end] for old, new in same):
        return []
    others = {old.concept for old, _ in same}
    if any({old.concept, new.concept} & others or old.term.type is not new.term.type for old, new in pairs):
        return []
    rests = [
        [mask(part, enforcer.source) for part in _between(one, found)]
        for one, found in ((source, [old for old, _ in pairs]), (text, [new for _, new in pairs]))
    ]
    return pairs if rests[0] == rests[1] else []


def _sure(text: str, enforcer: TermEnforcer) -> list[Occurrence]:
    found = enforcer.find(text, enforcer.source)
    return [] if any(one.alternatives for one in found) else list(found)


def _between(text: str, found: Sequence[Occurrence]) -> Iterator[str]:
    at = 0
    for one in found:
        yield text[at : one.start]
        at = one.end
    yield text[at:]


def _exchanged(target: str, old: Occurrence, new: Occurrence, enforcer: TermEnforcer) -> str | None:
    """Return the target with the single use of the old concept replaced by the new one's term of the same type."""
    terms = _terms(old, enforcer)
    found = [
        (term, use)
        for term in terms
        for use in uses(
            term.text,
            target,
            enforcer.locale,
            forms=term.forms,
            not_inside=term.not_inside,
            case_sensitive=term.case_sensitive,
        )
    ]
    spans = {(use.start, use.end) for _, use in found}
    wanted = next((term for term in _terms(new, enforcer) if term.type is new.term.type), None)
    if len(spans) != 1 or wanted is None:
        return None
    term, use = found[0]
    if not use.verdict.firm or term.type is not wanted.type:
        return None
    after = target[use.end :]
    put = counterpart(target[use.start : use.end], after, term, wanted, enforcer.locale)
    return None if put is None else target[: use.start] + put + after


def _terms(one: Occurrence, enforcer: TermEnforcer) -> tuple[Term, ...]:
    concept = enforcer.concepts.get(one.concept)
    return target_terms(concept, enforcer.source, enforcer.locale) if concept else ()
