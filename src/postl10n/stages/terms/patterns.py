"""Which spellings of a glossary term are looked for in sources."""

from __future__ import annotations

from dataclasses import dataclass

from postl10n.lang.languages import morphology
from postl10n.lang.languages.word_boundaries import Contexts, contexts
from postl10n.lang.locales import spaced
from postl10n.lang.terms.concept_terms import terms_for
from postl10n.lang.terms.verify import has_conditions
from postl10n.lang.text.folding import fold, is_acronym
from postl10n.model.glossary import Glossary, Term
from postl10n.registry import compiled

# Scripts whose words are not separated by spaces.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
UNSPACED = compiled(f"[{_UNSPACED}]")
_HAN = compiled("[\u3400-\u9fff]")
_JOINT = compiled(r"(?<=\w\w)-(?=\w\w)")
_SINGLE_WORD = compiled(f"[^\\W{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that a spelling may mean, with the conditions on its place."""

    concept: str
    term: Term
    cased: str | None
    """The spelling with its case, where the case must be this one."""
    conditional: bool
    """The glossary says where it is not meant."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One folded spelling with the terms it may mean."""

    text: str
    candidates: tuple[Candidate, ...]
    words: bool
    """It begins and ends with letters or digits of a script that separates words by spaces."""
    single_word: bool
    """No other term can begin or end inside it."""
    around: Contexts | None
    """Contexts in which its characters belong to other words; for scripts without spaces."""

    @property
    def doubtful_after(self) -> frozenset[str] | None:
        """For a term that begins and ends with Han: after which characters it may be none; else None."""
        if not (_HAN.match(self.text[0]) and _HAN.match(self.text[-1])):
            return None
        return self.around.doubtful_after if self.around else frozenset()

    @property
    def plain(self) -> bool:
        """True if only its edges need checking: one candidate, any case, no conditions."""
        first = self.candidates[0]
        return len(self.candidates) == 1 and not first.conditional and first.cased is None


def compile_patterns(glossary: Glossary, locale: str) -> list[Pattern]:
    """The patterns of all terms, whatever their status."""
    rules, joins = morphology(locale), spaced(locale)
    found: dict[str, list[Candidate]] = {}
    for concept in glossary:
        for term in terms_for(concept, locale):
            for text in (term.text, *term.forms):
                for spelling in (text, *rules.plurals(text)):
                    _add(found, concept.id, term, spelling, joins)
    return [_pattern(text, candidates, locale) for text, candidates in found.items()]


def unhyphened(text: str) -> str:
    """The text with spaces for the hyphens between words: before a noun it is the post-office staff. E-mail is one word."""
    return _JOINT.sub(" ", text) if "-" in text else text


def _add(found: dict[str, list[Candidate]], concept: str, term: Term, spelling: str, joins: bool) -> None:
    text = fold(spelling.strip()).cased
    if not text.strip():
        return
    text = unhyphened(text) if joins else text
    candidates = found.setdefault(text.lower(), [])
    cased = text if term.case_sensitive or is_acronym(term.text) else None
    for one in candidates:
        # The same text twice in a concept (as an own term and as a form of another): the first counts.
        if one.concept == concept and one.cased == cased:
            return
    candidates.append(Candidate(concept, term, cased, has_conditions(term)))


def _pattern(text: str, candidates: list[Candidate], locale: str) -> Pattern:
    single_word = _SINGLE_WORD.fullmatch(text) is not None
    return Pattern(
        text,
        tuple(candidates),
        words=single_word or (is_word_character(text[0]) and is_word_character(text[-1])),
        single_word=single_word,
        around=None if single_word else contexts(text, locale),
    )


def is_word_character(character: str) -> bool:
    """Return True if the character is part of words that are delimited by others: no Han, kana or Thai."""
    return character.isalnum() and not UNSPACED.match(character)
