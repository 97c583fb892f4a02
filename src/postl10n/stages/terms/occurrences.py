"""The occurrence index: which units name a concept, and what stands for each occurrence in the translation.

Everything is read from templates and catalogs: a template holds an article's segments in reading order.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from postl10n.lang.locales import joiner
from postl10n.lang.termbase import target_terms, terms_for
from postl10n.lang.verify import Use, Verdict, uses
from postl10n.model.article import Role, Segment
from postl10n.model.catalog import MERGED, Catalog, Key
from postl10n.model.glossary import Concept, Term, TermStatus
from postl10n.model.ids import segment_id
from postl10n.model.states import State, state_of
from postl10n.model.termuse import Found, Line, Rendering, Standing, Unit
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
    """The occurrences of an article's msgids; one that nothing tells from a homonym is left out."""
    segments = [Segment(id=segment_id(text), text=text, role=Role.PARAGRAPH) for text in msgids]
    terms = finder.find_in(msgids, find_definitions(segments, source))
    located: dict[str, list[Found]] = {}
    for text, occurrences in zip(msgids, terms.occurrences, strict=True):
        found = [
            Found(one.concept, one.term.text, text[one.start : one.end], one.term.type, one.start, one.end)
            for one in occurrences
            if not one.alternatives
        ]
        if found:
            located[text] = found
    return located


def lines_of(catalog: Catalog) -> list[Line]:
    """What the index keeps of a catalog."""
    return [
        Line(entry.msgctxt, entry.msgid, entry.msgstr, state_of(entry), entry.line)
        for entry in catalog.active()
    ]


def units_of(
    lines: Sequence[Line],
    parents: Sequence[tuple[str, Mapping[Key, Line]]] = (),
    *,
    about: Container[str] | None = None,
) -> Iterator[Unit]:
    """The units that have a text, in reading order; `parents` are the catalogs inherited from, nearest first.

    about: only units with one of these msgids.
    """
    head: Line | None = None
    run: list[Line] = []
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


def _inherited(own: Line, parents: Sequence[tuple[str, Mapping[Key, Line]]]) -> tuple[Line, str | None]:
    for locale, lines in parents:
        line = lines.get(own.key)
        if line is not None and line.state is State.APPROVED:
            return line._replace(line=own.line), locale
    return own, None


def _unit(head: Line, run: Sequence[Line], inherited: str | None) -> Unit:
    states = [line.state for line in run if line.state is not State.APPROVED]
    return Unit(
        key=head.key,
        sources=tuple(line.msgid for line in run),
        targets=head.msgstr,
        state=states[0] if states else State.APPROVED,
        line=head.line,
        inherited=inherited,
    )


def found_in(unit: Unit, located: Located, source: str) -> Iterator[Found]:
    """The occurrences of a unit; offsets are in its whole source text."""
    offset = 0
    for text in unit.sources:
        for one in located.get(text, ()):
            yield one._replace(start=one.start + offset, end=one.end + offset)
        offset += len(text) + len(joiner(source))


def source_text(unit: Unit, source: str) -> str:
    return joiner(source).join(unit.sources)


def term_uses(terms: Iterable[Term], text: str, locale: str) -> list[tuple[Term, Use]]:
    """Each use of one of the terms in the order of the text; where two overlap, the better evidence stands.

    Better is a firm use than a doubtful one, then a longer one, then one of a usable term.
    """
    every = [
        (term, use)
        for term in terms
        for use in uses(
            term.text,
            text,
            locale,
            forms=term.forms,
            not_inside=term.not_inside,
            case_sensitive=term.case_sensitive,
        )
    ]
    every.sort(key=lambda one: (not one[1].verdict.firm, one[1].start - one[1].end, _rank(one[0], one[1])))
    kept: list[tuple[Term, Use]] = []
    for term, use in every:
        if all(use.end <= other.start or other.end <= use.start for _, other in kept):
            kept.append((term, use))
    return sorted(kept, key=lambda one: one[1].start)


_STATUSES = tuple(TermStatus)
_VERDICTS = tuple(Verdict)


def _rank(term: Term, use: Use) -> tuple[int, int]:
    # A misspelling that the glossary forbids is exact where the right spelling is a form at best.
    return _VERDICTS.index(use.verdict), _STATUSES.index(term.status)


def concept_terms(concept: Concept, source: str, locale: str) -> tuple[Term, ...]:
    """The terms to look for in a translation: the usable ones, then those that the glossary rules out."""
    ruled_out = (term for term in terms_for(concept, locale) if not term.status.usable)
    return (*target_terms(concept, source, locale), *ruled_out)


def renderings(
    count: int, concept: Concept, text: str, source: str, locale: str
) -> tuple[list[Rendering], list[Rendering]]:
    """What stands in a translation for each of `count` occurrences, and the uses that are left over.

    Every occurrence gets a use of its own, in the order of the text; firm uses go before doubtful ones.
    """
    found = term_uses(concept_terms(concept, source, locale), text, locale)
    found.sort(key=lambda one: not one[1].verdict.firm)
    chosen = sorted(found[:count], key=lambda one: one[1].start)
    own = [_rendering(term, use, text) for term, use in chosen]
    own += [Rendering()] * (count - len(own))
    return own, [_rendering(term, use, text) for term, use in found[count:] if use.verdict.firm]


def _rendering(term: Term, use: Use, text: str) -> Rendering:
    return Rendering(
        term=term.text,
        status=term.status,
        type=term.type,
        verdict=str(use.verdict),
        text=text[use.start : use.end],
        start=use.start,
        end=use.end,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a glossary asks of the translations of a concept in one locale."""

    terms: tuple[Term, ...]
    """The usable ones, then those that it rules out."""
    expects: bool
    """Whether one of them is to be used."""


def demand_for(concept: Concept | None, source: str, locale: str) -> Demand:
    """What is asked for the concept; nothing where the glossary does not have it."""
    if concept is None:
        return Demand(terms=(), expects=False)
    terms = concept_terms(concept, source, locale)
    return Demand(terms=terms, expects=any(term.status.usable for term in terms))


def standing(demand: Demand, targets: Sequence[str], locale: str) -> Standing:
    """What the glossary says of a unit that names the concept; of plural forms the worst counts."""
    if not demand.terms:
        return Standing.UNTESTED
    order = (Standing.WRONG, Standing.UNSURE, Standing.UNTESTED, Standing.RIGHT)
    each = {_standing(demand, text, locale) for text in targets}
    return next(one for one in order if one in each)


def _standing(demand: Demand, text: str, locale: str) -> Standing:
    found = term_uses(demand.terms, text, locale)
    firm = [term for term, use in found if use.verdict.firm]
    if any(not term.status.usable for term in firm):
        return Standing.WRONG
    if firm:
        return Standing.RIGHT
    if not demand.expects:
        return Standing.UNTESTED
    return Standing.UNSURE if any(term.status.usable for term, _ in found) else Standing.WRONG
