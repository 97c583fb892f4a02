"""The occurrence index: which units name a concept, and how the translation renders each occurrence.

Everything is read from templates and catalogs: a template holds an article's segments in reading order.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from postl10n.lang.locales import joiner
from postl10n.lang.terms.concept_terms import concept_terms
from postl10n.lang.terms.usage import term_uses
from postl10n.model.article import Role, Segment
from postl10n.model.catalog import MERGED, Catalog, Key
from postl10n.model.findings import is_waiver
from postl10n.model.glossary import Concept, Occurrence, Term
from postl10n.model.ids import segment_id
from postl10n.model.states import State, state_of
from postl10n.model.term_usage import CatalogLine, Found, TranslatedUnit, UnitVerdict
from postl10n.stages.terms.definitions import find_definitions
from postl10n.stages.terms.finder import TermFinder

Located = Mapping[str, Sequence[Found]]
"""The occurrences in each msgid of an article that has any."""

HEAD_CONTEXTS = frozenset(role.context for role in Role if role.context is not None)
"""The msgctxt of what is no running text: headlines, bylines, datelines, navigation."""


def msgids_of(template: Catalog) -> tuple[str, ...]:
    """The different msgids of an article in reading order."""
    return tuple(dict.fromkeys(entry.msgid for entry in template.active()))


def locate(msgids: Sequence[str], finder: TermFinder, source: str) -> dict[str, list[Found]]:
    """Return the occurrences of an article's msgids; unresolved homonyms are left out."""
    return located_of(occurrences_in(msgids, finder, source))


def located_of(occurrences: Mapping[str, Sequence[Occurrence]]) -> dict[str, list[Found]]:
    """The same from occurrences that were found already."""
    located: dict[str, list[Found]] = {}
    for text, those in occurrences.items():
        found = [
            Found(one.concept, one.term.text, text[one.start : one.end], one.term.type, one.start, one.end)
            for one in those
            if not one.alternatives
        ]
        if found:
            located[text] = found
    return located


def occurrences_in(
    msgids: Sequence[str], finder: TermFinder, source: str
) -> dict[str, tuple[Occurrence, ...]]:
    """The same as occurrences, doubtful ones too; every msgid is among the keys."""
    segments = [Segment(id=segment_id(text), text=text, role=Role.PARAGRAPH) for text in msgids]
    terms = finder.find_in(msgids, find_definitions(segments, source))
    return dict(zip(msgids, map(tuple, terms.occurrences), strict=True))


def lines_of(catalog: Catalog) -> list[CatalogLine]:
    """Return the lines that the index keeps of a catalog."""
    return [
        CatalogLine(
            entry.msgctxt,
            entry.msgid,
            entry.msgstr,
            state_of(entry),
            entry.line,
            entry.msgid_plural,
            tuple(one for one in entry.comments if is_waiver(one)),
        )
        for entry in catalog.active()
    ]


def units_of(
    lines: Sequence[CatalogLine],
    parents: Sequence[tuple[str, Mapping[Key, CatalogLine]]] = (),
    *,
    about: Container[str] | None = None,
) -> Iterator[TranslatedUnit]:
    """The units that have a text, in reading order; `parents` are the catalogs inherited from, nearest first.

    about: only units with one of these msgids.
    """
    head: CatalogLine | None = None
    run: list[CatalogLine] = []
    inherited: str | None = None
    for own in lines:
        line, from_parent = (own, None) if own.state is not State.EMPTY else _inherited(own, parents)
        if line.msgstr == (MERGED,) and head is not None:
            run.append(line)
            continue
        if head is not None and (about is None or any(one.msgid in about for one in run)):
            yield _unit(head, run, inherited)
        head, run, inherited = (line if line.state is not State.EMPTY else None), [line], from_parent
    if head is not None and (about is None or any(one.msgid in about for one in run)):
        yield _unit(head, run, inherited)


def _inherited(
    own: CatalogLine, parents: Sequence[tuple[str, Mapping[Key, CatalogLine]]]
) -> tuple[CatalogLine, str | None]:
    for locale, lines in parents:
        line = lines.get(own.key)
        if line is not None and line.state is State.APPROVED:
            return line._replace(line=own.line), locale
    return own, None


def _unit(head: CatalogLine, run: Sequence[CatalogLine], inherited: str | None) -> TranslatedUnit:
    states = [line.state for line in run if line.state is not State.APPROVED]
    return TranslatedUnit(
        key=head.key,
        sources=tuple(line.msgid for line in run),
        targets=head.msgstr,
        state=states[0] if states else State.APPROVED,
        line=head.line,
        inherited=inherited,
        plural=head.plural,
        waivers=head.waivers,
    )


def found_in(unit: TranslatedUnit, located: Located, source: str) -> Iterator[Found]:
    """The occurrences of a unit; offsets are in its whole source text."""
    offset = 0
    for text in unit.sources:
        for one in located.get(text, ()):
            yield one._replace(start=one.start + offset, end=one.end + offset)
        offset += len(text) + len(joiner(source))


def source_text(unit: TranslatedUnit, source: str) -> str:
    return joiner(source).join(unit.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A glossary's requirement on the translations of a concept in one locale."""

    terms: tuple[Term, ...]
    """The usable terms, then the forbidden ones."""
    expects: bool
    """True if one of them must be used."""


def demand_for(concept: Concept | None, source: str, locale: str) -> Demand:
    """Return the requirement for the concept; an empty one where the glossary does not have it."""
    if concept is None:
        return Demand(terms=(), expects=False)
    terms = concept_terms(concept, source, locale)
    return Demand(terms=terms, expects=any(term.status.usable for term in terms))


def unit_verdict(demand: Demand, targets: Sequence[str], locale: str) -> UnitVerdict:
    """Return the verdict on a unit that names the concept; of plural forms the worst counts."""
    if not demand.terms:
        return UnitVerdict.UNTESTED
    order = (UnitVerdict.WRONG, UnitVerdict.UNSURE, UnitVerdict.UNTESTED, UnitVerdict.RIGHT)
    each = {_verdict(demand, text, locale) for text in targets}
    return next(one for one in order if one in each)


def _verdict(demand: Demand, text: str, locale: str) -> UnitVerdict:
    found = term_uses(demand.terms, text, locale)
    firm = [term for term, use in found if use.verdict.firm]
    if any(not term.status.usable for term in firm):
        return UnitVerdict.WRONG
    if firm:
        return UnitVerdict.RIGHT
    if not demand.expects:
        return UnitVerdict.UNTESTED
    return UnitVerdict.UNSURE if any(term.status.usable for term, _ in found) else UnitVerdict.WRONG
