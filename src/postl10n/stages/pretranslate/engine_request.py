"""What an engine is asked: a text with its terms told, or put in as marks where that is safe."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from postl10n.lang.locales import language, script, spaced
from postl10n.lang.terms.concept_terms import target_terms
from postl10n.lang.values.write_dates import written_dates
from postl10n.model.engines import EngineAsk
from postl10n.model.glossary import Concept, Occurrence, PartOfSpeech, Term, TermType
from postl10n.model.ids import short_hash
from postl10n.stages.pretranslate.masking import MaskedSpan, MaskedText, marked
from postl10n.stages.pretranslate.term_enforcement import TermEnforcer

# A noun stands in them as the glossary gives it, whatever its place in the sentence. Korean writes particles to it.
_WITHOUT_CASES = frozenset(
    {"en", "es", "pt", "fr", "it", "ca", "gl", "nl", "sv", "da", "nb", "vi", "id", "ms"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRequest:
    """What is asked for a text, and the way back from the answer's marks."""

    ask: EngineAsk
    marked: MaskedText

    @property
    def id(self) -> str:
        """The same for what would be answered alike: the neighbours take no part, lest a change of them cost anew."""
        return short_hash("\0".join((self.ask.text, *("\1".join(pair) for pair in self.ask.terms))))


def question(
    text: str,
    holder: TermEnforcer,
    *,
    text_locale: str,
    knows_terms: bool,
    lacking: Collection[str] = (),
    around: tuple[str, str] = ("", ""),
) -> EngineRequest:
    """The question for a text in a locale, which need not be the project's source.

    For engines that know no glossary, dates are put in as marks like names. lacking: concepts that an answer lacked:
    now they are put in as marks, if ever that is possible. around: the texts before and after it.
    """
    found = [one for one in holder.find(text, text_locale) if not one.alternatives]
    terms: tuple[tuple[str, str], ...] = ()
    kept: list[MaskedSpan] = []
    if knows_terms:
        terms = tuple(dict.fromkeys(_told(text, found, holder)))
    else:
        kept = list(_kept(text, found, holder, lacking))
        kept += [MaskedSpan(*one) for one in written_dates(text, text_locale, holder.locale)]
    form = marked(text, kept)
    ask = EngineAsk(text=form.text, terms=terms, before=around[0], after=around[1])
    return EngineRequest(ask=ask, marked=form)


def _told(text: str, found: Sequence[Occurrence], holder: TermEnforcer) -> Iterator[tuple[str, str]]:
    for one in found:
        target = _target(one, holder)
        if target is not None:
            yield text[one.start : one.end], target[1].text


def _kept(
    text: str, found: Sequence[Occurrence], holder: TermEnforcer, lacking: Collection[str]
) -> Iterator[MaskedSpan]:
    for one in found:
        target = _target(one, holder)
        if target is None:
            continue
        concept, term = target
        if concept.do_not_translate:
            yield MaskedSpan(one.start, one.end, text[one.start : one.end])
        elif _fits(one, term, text, holder.locale, wanted=one.concept in lacking):
            yield MaskedSpan(one.start, one.end, term.text)


def _target(one: Occurrence, holder: TermEnforcer) -> tuple[Concept, Term] | None:
    """What stands for the term: of its own type if possible, an acronym for an acronym."""
    concept = holder.concepts.get(one.concept)
    if concept is None:
        return None
    terms = target_terms(concept, holder.source, holder.locale)
    same = [term for term in terms if term.type is one.term.type]
    return (concept, (same or terms)[0]) if terms else None


def _fits(one: Occurrence, term: Term, text: str, locale: str, *, wanted: bool) -> bool:
    """Whether the term, as the glossary gives it, can stand in a sentence that an engine makes."""
    as_it_is = not spaced(locale) or language(locale) in _WITHOUT_CASES
    if not as_it_is:
        return _is_acronym(term) or _is_foreign(term, locale)
    if wanted:
        # The form of the glossary is the singular: it can't stand for a plural.
        return text[one.start : one.end].lower() == one.term.text.lower()
    return _is_acronym(term) or _is_name(one.term)


def _is_acronym(term: Term) -> bool:
    return term.type is TermType.ACRONYM


def _is_name(term: Term) -> bool:
    """Whether the source's term is a proper name: said so, or each of its longer words has a capital."""
    if term.part_of_speech is not None:
        return term.part_of_speech is PartOfSpeech.PROPER_NOUN
    words = [word for word in term.text.split() if len(word) > 3] or term.text.split()
    return all(word[:1].isupper() for word in words)


def _is_foreign(term: Term, locale: str) -> bool:
    """Whether the term is in Latin letters where the locale writes others: such a word is not declined."""
    return term.text.isascii() and script(locale) != "Latn"
