"""Requests to an engine: a text with its terms passed along, or masked where that is safe."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from postl10n.lang.languages.language import language
from postl10n.lang.locales import script, spaced
from postl10n.lang.terms.concept_terms import target_terms
from postl10n.lang.values.write_dates import written_dates
from postl10n.model.glossary import Concept, Occurrence, PartOfSpeech, Term, TermType
from postl10n.model.ids import short_hash
from postl10n.model.project import EngineAsk
from postl10n.stages.pretranslate.masking import MaskedSpan, MaskedText, marked
from postl10n.stages.pretranslate.term_enforcement import TermEnforcer


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRequest:
    """A request for a text, with the masks for restoring the answer."""

    msgid: str
    """The source of the text."""
    text: str
    ask: EngineAsk
    marked: MaskedText

    @property
    def key(self) -> EngineAsk:
        """The request without its neighbours: a repeated text is asked for once."""
        return EngineAsk(text=self.ask.text, terms=self.ask.terms)

    @property
    def id(self) -> str:
        """A hash of text and terms; neighbours are left out, lest a change of them cost a new answer."""
        return short_hash("\0".join((self.ask.text, *("\1".join(pair) for pair in self.ask.terms))))


def question(
    text: str,
    enforcer: TermEnforcer,
    *,
    text_locale: str,
    knows_terms: bool,
    lacking: Collection[str] = (),
    around: tuple[str, str] = ("", ""),
    msgid: str | None = None,
) -> EngineRequest:
    """Return the request for a text in a locale, which need not be the project's source.

    For engines without a glossary, dates are masked like names. lacking: concepts missing from an earlier answer, which
    are now masked if at all possible. around: the texts before and after it.
    msgid: its source, if that is another text.
    """
    found = [one for one in enforcer.find(text, text_locale) if not one.alternatives]
    terms: tuple[tuple[str, str], ...] = ()
    kept: list[MaskedSpan] = []
    if knows_terms:
        terms = tuple(dict.fromkeys(_term_pairs(text, found, enforcer)))
    else:
        kept = list(_kept(text, found, enforcer, lacking))
        kept += [MaskedSpan(*one) for one in written_dates(text, text_locale, enforcer.locale)]
    form = marked(text, kept)
    ask = EngineAsk(text=form.text, terms=terms, before=around[0], after=around[1])
    return EngineRequest(msgid=form.text if msgid is None else msgid, text=text, ask=ask, marked=form)


def _term_pairs(text: str, found: Sequence[Occurrence], enforcer: TermEnforcer) -> Iterator[tuple[str, str]]:
    for one in found:
        target = _target(one, enforcer)
        if target is not None:
            yield text[one.start : one.end], target[1].text


def _kept(
    text: str, found: Sequence[Occurrence], enforcer: TermEnforcer, lacking: Collection[str]
) -> Iterator[MaskedSpan]:
    for one in found:
        target = _target(one, enforcer)
        if target is None:
            continue
        concept, term = target
        if concept.do_not_translate:
            yield MaskedSpan(one.start, one.end, text[one.start : one.end])
        elif _fits(one, term, text, enforcer.locale, wanted=one.concept in lacking):
            yield MaskedSpan(one.start, one.end, term.text)


def _target(one: Occurrence, enforcer: TermEnforcer) -> tuple[Concept, Term] | None:
    """Return the target term for a source term: of the same type if possible, an acronym for an acronym."""
    concept = enforcer.concepts.get(one.concept)
    if concept is None:
        return None
    terms = target_terms(concept, enforcer.source, enforcer.locale)
    same = [term for term in terms if term.type is one.term.type]
    return (concept, (same or terms)[0]) if terms else None


def _fits(one: Occurrence, term: Term, text: str, locale: str, *, wanted: bool) -> bool:
    """Return True if the term, in the form of the glossary, can be used in a sentence written by an engine."""
    # Korean writes particles to a noun.
    as_it_is = not spaced(locale) or not language(locale).cases
    if not as_it_is:
        # Nor is a term in Latin letters inflected in another script.
        return term.type is TermType.ACRONYM or (term.text.isascii() and script(locale) != "Latn")
    if wanted:
        # The form of the glossary is the singular: it can't stand for a plural.
        return text[one.start : one.end].lower() == one.term.text.lower()
    return term.type is TermType.ACRONYM or _is_name(one.term)


def _is_name(term: Term) -> bool:
    """Return True if the source term is a proper name: marked as one, or with a capital on each longer word."""
    if term.part_of_speech is not None:
        return term.part_of_speech is PartOfSpeech.PROPER_NOUN
    words = [word for word in term.text.split() if len(word) > 3] or term.text.split()
    return all(word[:1].isupper() for word in words)
