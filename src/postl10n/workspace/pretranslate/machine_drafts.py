"""The drafts of engines for one catalog: requests, the answers that are usable, and their missing terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from postl10n.lang.text.progress import inherited_keys
from postl10n.model.catalog import Catalog, Key
from postl10n.model.ids import segment_id, target_hash
from postl10n.model.memory import Amount
from postl10n.model.project import EngineAnswer, Route
from postl10n.ports import Engine
from postl10n.stages.pretranslate.engine_request import EngineRequest, question
from postl10n.stages.pretranslate.machine_drafts import (
    DraftRoute,
    Made,
    RelatedText,
    Want,
    related_texts,
    sources_of,
    unknown_in,
    wants,
)
from postl10n.stages.pretranslate.term_enforcement import EnforcedDraft, TermEnforcer
from postl10n.stages.pretranslate.vet_answer import Refusal, vet_answer
from postl10n.workspace.pretranslate.engine_calls import Machines
from postl10n.workspace.pretranslate.journal import DraftJournal
from postl10n.workspace.session import Session

Fill = Callable[[str, str], Catalog | None]
"""A locale's catalog of an article with the drafts of the memory; None if it can't be read or is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The drafts of engines for one catalog."""

    made: Mapping[Key, Made] = field(default_factory=dict)
    asked: Amount = field(default_factory=Amount)
    """The amount of text sent, or to be sent, to engines."""
    discarded: Mapping[str, int] = field(default_factory=dict)
    """The number of discarded answers, by reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One text of an entry, and how it is translated."""

    want: Want
    number: int
    question: EngineRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """The best draft of a part so far."""

    draft: EnforcedDraft | None = None
    notes: tuple[str, ...] = ()
    refusal: Refusal | None = None
    unknown: tuple[str, ...] = ()
    """Words that the engine left as they were."""


@dataclass(slots=True, kw_only=True)
class Drafting:
    """Makes the machine drafts of a run, catalog by catalog."""

    session: Session
    machines: Machines
    fill: Fill
    journal: Callable[[str], DraftJournal]
    dry_run: bool
    again: bool

    def batch(
        self, locale: str, article: str, catalog: Catalog, only: Collection[Key] | None = None
    ) -> Batch:
        """The drafts for a catalog's empty entries, or for some of them; in a dry run only how much there is to ask."""
        route = self.session.project.engines.routes.get(locale)
        if route is None:
            return Batch()
        source = route.source or self.session.project.source
        engine = self.machines.engine(route.engine, source, locale)
        if engine is None:
            return Batch()
        inherited = inherited_keys(catalog.active(), self.session.parents(locale, article))
        wanted = [
            one
            for one in wants(catalog, self._draft_route(route, article, catalog), inherited)
            if only is None or one.entry.key in only
        ]
        enforcer = self.session.pipeline.term_enforcer(catalog, locale)
        work = _Work(self.machines, engine, (route.engine, source, locale), enforcer, wanted)
        if self.dry_run:
            work.estimate(self.journal(locale))
            return Batch(asked=sources_of(wanted))
        made, discarded = work.made(self.journal(locale), article)
        return Batch(made=made, asked=sources_of(wanted), discarded=discarded)

    def _draft_route(self, route: Route, article: str, catalog: Catalog) -> DraftRoute:
        if route.source is None:
            return DraftRoute(engine=route.engine)
        texts = self._related_texts(
            route.source, article, {entry.key for entry in catalog.active() if not any(entry.msgstr)}
        )
        return DraftRoute(engine=route.engine, neighbour=route.source, related=texts)

    def _related_texts(self, neighbour: str, article: str, keys: Collection[Key]) -> dict[Key, RelatedText]:
        """Return the related locale's texts of these entries: approved ones, drafts, and new ones by its own engine."""
        filled = self.fill(neighbour, article)
        if filled is None:
            return {}
        texts: dict[Key, RelatedText] = {}
        for parent in reversed(self.session.parents(neighbour, article)):
            texts |= related_texts(parent)
        texts |= related_texts(filled)
        missing = {key for key in keys if key not in texts}
        if not missing:
            return texts
        batch = self.batch(neighbour, article, filled, missing)
        if self.dry_run:
            # Nobody knows yet if its engine will have an answer; the source is used instead.
            routed = self.session.project.engines.routes.get(neighbour)
            usable = routed is not None and batch.asked.segments
            return texts | {key: RelatedText(text=key[1]) for key in missing if usable}
        rejected = {} if self.again else self.journal(neighbour).rejected(article)
        for key, one in batch.made.items():
            if target_hash(one.msgstr) not in rejected.get((key[0], segment_id(key[1])), ()):
                texts[key] = RelatedText(text=one.msgstr[0], origin=one.origin)
        return texts


class _Work:
    """The requests for one catalog."""

    def __init__(
        self,
        machines: Machines,
        engine: Engine,
        pair: tuple[str, str, str],
        enforcer: TermEnforcer,
        wanted: Sequence[Want],
    ) -> None:
        self._machines = machines
        self._engine = engine
        self._pair = pair
        self._enforcer = enforcer
        self._parts = [
            _Part(want=want, number=number, question=self._question(want, number, ()))
            for want in wanted
            for number in range(len(want.texts))
        ]

    def estimate(self, journal: DraftJournal) -> None:
        """Tell the machines what the answers would cost that no journal has."""
        self._machines.estimate(self._engine, self._pair, [part.question for part in self._parts], journal)

    def made(self, journal: DraftJournal, article: str) -> tuple[dict[Key, Made], dict[str, int]]:
        """Return the drafts, and the number of discarded answers by reason."""
        answers = self._machines.answers(
            self._pair, [part.question for part in self._parts], journal, article
        )
        first = {id(part): self._try(part, answers.get(part.question.key)) for part in self._parts}
        best = first if self._engine.knows_terms else self._once_more(first, journal, article)
        discarded = Counter(str(one.refusal) for one in best.values() if one.refusal is not None)
        return dict(self._drafts(best)), dict(discarded)

    def _once_more(self, first: Mapping[int, _Try], journal: DraftJournal, article: str) -> dict[int, _Try]:
        """Ask again for drafts that lack a term, with the term as a mark; and what the engine makes of the term alone."""
        lacking = [
            (part, draft.missing)
            for part in self._parts
            if (draft := first[id(part)].draft) and draft.missing
        ]
        again = [
            replace(part, question=self._question(part.want, part.number, [term.concept for term in missing]))
            for part, missing in lacking
        ]
        alone = {
            one.concept: self._alone(one.term.text)
            for part, missing in lacking
            for one in self._enforcer.find(part.question.text, self._pair[1])
            if any(one.concept == term.concept for term in missing)
        }
        requests = [*(part.question for part in again), *alone.values()]
        answers = self._machines.answers(self._pair, requests, journal, article) if requests else {}
        words = {
            concept: [answer]
            for concept, one in alone.items()
            if (found := answers.get(one.key)) and (answer := found.text.strip())
        }
        best = dict(first)
        for (part, _), other in zip(lacking, again, strict=True):
            # A draft that is repaired keeps the engine's sentence; one made around a mark is the second choice.
            tries = [self._repaired(part, first[id(part)], words)]
            if other.question != part.question:
                tries.append(self._try(other, answers.get(other.question.key)))
            best[id(part)] = min((one for one in tries if one.draft), key=_missing, default=first[id(part)])
        return best

    def _repaired(self, part: _Part, tried: _Try, words: Mapping[str, Sequence[str]]) -> _Try:
        if tried.draft is None:
            return tried
        return replace(tried, draft=self._enforcer.enforce(part.question.msgid, tried.draft.target, words))

    def _alone(self, term: str) -> EngineRequest:
        without_terms = replace(self._enforcer, find=lambda text, locale: ())
        return question(term, without_terms, text_locale=self._pair[1], knows_terms=False)

    def _question(self, want: Want, number: int, lacking: Collection[str]) -> EngineRequest:
        return question(
            want.texts[number],
            self._enforcer,
            text_locale=self._pair[1],
            knows_terms=self._engine.knows_terms,
            lacking=lacking,
            around=want.around,
            msgid=want.msgids[number],
        )

    def _try(self, part: _Part, answer: EngineAnswer | None) -> _Try:
        found = vet_answer(
            answer.text if answer else None,
            part.question.marked,
            msgid=part.question.msgid,
            source_locale=self._enforcer.source,
            text_locale=self._pair[1],
            text=part.question.text,
            locale=self._pair[2],
        )
        if isinstance(found, Refusal):
            # What was not asked, for want of money or of the engine itself, has a notice.
            asked = answer is not None or self._machines.failed(self._pair, part.question)
            return _Try(refusal=found if asked else None)
        return _Try(
            draft=self._enforcer.enforce(part.question.msgid, found.target),
            notes=found.notes,
            unknown=answer.unknown if answer else (),
        )

    def _drafts(self, best: Mapping[int, _Try]) -> Iterator[tuple[Key, Made]]:
        """The entries all of whose forms have a draft."""
        forms: dict[Key, list[_Try]] = {}
        wanted: dict[Key, Want] = {}
        for part in self._parts:
            wanted[part.want.entry.key] = part.want
            forms.setdefault(part.want.entry.key, []).append(best[id(part)])
        for key, tries in forms.items():
            drafts = [one.draft for one in tries if one.draft is not None]
            if len(drafts) == len(tries):
                yield key, self._draft(wanted[key], tries, drafts)

    def _draft(self, want: Want, tries: Sequence[_Try], drafts: Sequence[EnforcedDraft]) -> Made:
        notes = [note for one in tries for note in one.notes] + [note for one in drafts for note in one.notes]
        names = list(self._enforcer.names(want.entry.msgid))
        unknown = (
            word
            for one, form in zip(tries, drafts, strict=True)
            for word in unknown_in(form.target, one.unknown, names)
        )
        return Made(
            msgstr=tuple(self._enforcer.agreeing(want.entry.msgid, one.target) for one in drafts),
            origin=want.origin,
            notes=tuple(dict.fromkeys(notes)),
            unknown=tuple(dict.fromkeys(unknown)),
        )


def _missing(one: _Try) -> int:
    return len(one.draft.missing) if one.draft else 0
