"""The glossary page as passed to its template: concepts by subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.model.ids import short_hash
from postl10n.stages.page.views import (
    ShownText,
    anchor,
    codes,
    concept_definition,
    concept_name,
    own_text,
    usable_terms,
)

if TYPE_CHECKING:
    from postl10n.model.glossary import Concept, Glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    anchor: str
    name: ShownText
    others: tuple[ShownText, ...]
    """Further usable terms of the locale, and the source's term if it differs."""
    definition: ShownText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectView:
    anchor: str
    name: ShownText
    concepts: tuple[GlossaryEntry, ...]


def subject_views(glossary: Glossary, locale: str, source: str) -> tuple[SubjectView, ...]:
    """Return the subjects with their concepts, in the order of the glossary's files."""
    subjects: dict[str, list[GlossaryEntry]] = {}
    for concept in glossary:
        subjects.setdefault(concept.subject, []).append(_concept_view(concept, locale, source))
    return tuple(
        SubjectView(
            anchor=f"subject-{short_hash(name)}",
            name=_subject_name(glossary, name, locale, source),
            concepts=tuple(concepts),
        )
        for name, concepts in subjects.items()
    )


def _concept_view(concept: Concept, locale: str, source: str) -> GlossaryEntry:
    name = concept_name(concept, locale, source)
    texts = [own_text(term.text, locale, locale) for term in usable_terms(concept, locale)]
    if locale != source:
        texts += [own_text(term.text, source, locale) for term in usable_terms(concept, source)]
    seen = {name.text}
    others: list[ShownText] = []
    for text in texts:
        if text.text not in seen:
            seen.add(text.text)
            others.append(text)
    return GlossaryEntry(
        anchor=anchor(concept.id),
        name=name,
        others=tuple(others),
        definition=concept_definition(concept, locale, source),
    )


def _subject_name(glossary: Glossary, subject: str, locale: str, source: str) -> ShownText:
    """Return the subject's name in the locale or its parents; else one made from its id, in the source's language."""
    names = glossary.subjects.get(subject, {})
    found = next((code for code in codes(locale, source) if names.get(code)), None)
    return own_text(names[found], found, locale) if found else own_text(_title(subject), source, locale)


def _title(subject: str) -> str:
    """Return a subject's id as a heading: `postal-services` gives `Postal services`."""
    words = subject.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
