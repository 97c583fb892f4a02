"""The changes that the pages about terms make: replacing a rendering, and editing the glossary."""

from __future__ import annotations

from collections.abc import Collection

from postl10n.errors import UsageError
from postl10n.lang.terms.concept_terms import terms_for
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import Concept, Proposal
from postl10n.model.review import BulkSaved, ConceptView, Replacement, ReplacePlan, TermRow
from postl10n.project.clock import today
from postl10n.project.store import ProjectStore
from postl10n.workspace.review.catalog_writer import Step
from postl10n.workspace.review.changes import ReviewChanges, alone, bulk_of
from postl10n.workspace.review.concepts import concept_of
from postl10n.workspace.review.glossary_editing import GlossaryEditor
from postl10n.workspace.review.queries import asked
from postl10n.workspace.review.replace import Replacer, place_of


class GlossaryChanges(ReviewChanges):
    """Replaces renderings, and edits concepts."""

    def __init__(self, store: ProjectStore, reviewer: str) -> None:
        super().__init__(store, reviewer)
        self._terms = GlossaryEditor(store, self._files)

    @asked
    def plan_replace(self, locale: str, concept_id: str, old: str, new: str, gender: str = "") -> ReplacePlan:
        """gender: that of the new rendering, where it is asked for."""
        concept = concept_of(self.store.glossary, concept_id)
        replacer = Replacer(self.store, locale, concept, old, new, gender)
        proposals = replacer.proposals(self.uses(locale, concept))
        rows = self.rows_of(locale, concept, [one.use for one in proposals])
        return ReplacePlan(
            locale=locale,
            concept=concept_id,
            old=old,
            new=new,
            replacements=tuple(
                Replacement(
                    segment=rows[place],
                    after=entry.suggestion if entry.applicable else None,
                    reason=str(entry.reason or ""),
                    proposal=entry.proposal if entry.writable else (),
                    place=place_of(one.use),
                )
                for one in proposals
                if (place := (one.use.article, one.use.unit.key)) in rows
                for entry in (replacer.entry(one),)
            ),
            digest=replacer.digest(proposals),
            gender=gender,
            asks_gender=replacer.asks_gender,
        )

    @alone
    def replace(
        self,
        locale: str,
        concept_id: str,
        old: str,
        new: str,
        digest: str,
        *,
        gender: str = "",
        anyway: Collection[str] = (),
    ) -> BulkSaved:
        """Replace what is safe; `anyway` are the places whose proposals are written as well."""
        concept = concept_of(self.store.glossary, concept_id)
        replacer = Replacer(self.store, locale, concept, old, new, gender)
        proposals = replacer.proposals(self.uses(locale, concept))
        if replacer.digest(proposals) != digest:
            return BulkSaved(changed=0, refused="the places have changed: look at the preview again")
        left = [
            f"{one.use.article}: {entry.reason}"
            for one in proposals
            for entry in (replacer.entry(one),)
            if entry.reason and not (place_of(one.use) in anyway and entry.writable and entry.proposal)
        ]
        layout = self.store.layout
        self._files.watch(layout.journal(locale))
        for article in {one.use.article for one in proposals}:
            self._files.watch(layout.catalog(locale, article))
        done = replacer.apply(proposals, today(), anyway)
        self._remember(done)
        bulk = bulk_of(done, left)
        if done.run is not None:
            step = Step(
                locale=locale, what="replace", run=done.run, entries=bulk.changed, files=self._files.taken()
            )
            self._history.add(step)
        return bulk

    @alone
    def set_term(self, locale: str, concept_id: str, text: str, status: str, hash: str) -> ConceptView:  # noqa: A002
        """Accept a variant (`admitted`, `preferred`) or rule it out. Raises UsageError, GlossaryError."""
        self._terms.set_term(locale, concept_id, text, status, hash)
        self._noted(locale)
        return self.concept(locale, concept_id)

    @alone
    def propose(self, locale: str, article: str, ref: str, *, concept: str, source: str, text: str) -> None:
        """Propose a term for a concept, or a new one with a term of the source. Raises UsageError, GlossaryError."""
        self.store.check(locale, article)
        found = self.library.entry(locale, article, ref)
        if found is None:
            raise UsageError("the entry is no longer in the catalog")
        if not concept and not source.strip():
            raise UsageError("a new concept needs a term of the source")
        # One that the source calls so already is no new one.
        concept = concept or next((one.id for one in self.store.glossary if self._is_called(one, source)), "")
        by = self._writer.reviewer.partition("<")[0].strip()
        told = {"at": next(iter(found[1].references), article), "by": by, "date": today().isoformat()}
        made = [Proposal(text=text, locale=locale, **told)]
        if not concept:
            made.insert(0, Proposal(text=source, locale=self.source_locale, **told))
        self._terms.propose(concept, made)
        self._noted(locale)

    def _is_called(self, concept: Concept, source: str) -> bool:
        known = (term.text.casefold() for term in terms_for(concept, self.source_locale))
        return normalise(source).casefold() in known

    @alone
    def accept_proposal(self, locale: str, concept_id: str, text: str, term: TermRow, hash: str) -> None:  # noqa: A002
        """Make a proposal a term. Raises UsageError, GlossaryError."""
        self._terms.accept(concept_id, locale, text, term, hash)
        self._noted(locale)

    @alone
    def refuse_proposal(self, locale: str, concept_id: str, text: str, reason: str, hash: str) -> None:  # noqa: A002
        """Refuse a proposal with a reason. Raises UsageError, GlossaryError."""
        self._terms.refuse(concept_id, locale, text, reason, hash)
        self._noted(locale)

    def proposals(self, locale: str) -> tuple[tuple[str, Proposal], ...]:
        """Return the concepts with proposals for a locale that are open."""
        return tuple(
            (concept.id, one)
            for concept in self.store.glossary
            for one in concept.proposed
            if one.locale == locale and not one.refused
        )

    @alone
    def edit_concept(
        self,
        concept_id: str,
        locale: str,
        *,
        definition: str,
        terms: tuple[TermRow, ...],
        hash: str,  # noqa: A002
    ) -> ConceptView:
        """Raises UsageError where the glossary changed meanwhile, GlossaryError for what no glossary may hold."""
        self._terms.edit(locale, concept_id, definition, terms, hash)
        self._noted(locale)
        return self.concept(locale, concept_id)

    def _noted(self, locale: str) -> None:
        files = self._files.taken()
        for one in files:
            self._writer.written.setdefault(self.store.layout.shown(one.path), 0)
        if files:
            self._history.add(Step(locale=locale, what="concept", files=files))
