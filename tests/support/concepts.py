"""Concepts as hypothesis draws them: every field, in several locales."""

from __future__ import annotations

from hypothesis import strategies as st

from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import (
    Concept,
    FirstMention,
    Gender,
    PartOfSpeech,
    ReviewState,
    Term,
    TermStatus,
    TermType,
)

LOCALES = ("en", "ru", "zh_Hant_HK", "no")

# Texts that YAML, CSV, spreadsheets and XML have their own ideas about.
_AWKWARD = (
    "null",
    "~",
    "no",
    "1918",
    "a: b",
    "# x",
    "- x",
    "'",
    '"',
    "=1+1",
    "'=1",
    "@x",
    "a|b",
    "a\\",
    "<a&b>",
)
_LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters=" ")


def _normal(text: str) -> str:
    return normalise(text)


line = st.one_of(st.sampled_from(_AWKWARD), st.text(_LETTERS, min_size=1, max_size=12).map(_normal)).filter(
    bool
)
several = st.lists(line, max_size=2).map(tuple)


@st.composite
def terms(draw: st.DrawFn) -> tuple[Term, ...]:
    texts = draw(st.lists(line, max_size=3, unique=True))
    return tuple(
        Term(
            text=text,
            status=draw(st.sampled_from(TermStatus)),
            type=draw(st.sampled_from(TermType)),
            case_sensitive=draw(st.booleans()),
            forms=draw(several),
            not_inside=draw(several),
            note=draw(st.one_of(st.just(""), line)),
            source=draw(st.one_of(st.just(""), line)),
            part_of_speech=draw(st.sampled_from([None, *PartOfSpeech])),
            gender=draw(st.sampled_from([None, *Gender])),
            examples=draw(several),
            review=draw(st.sampled_from([None, *ReviewState])),
        )
        for text in texts
    )


@st.composite
def concepts(draw: st.DrawFn, id_: str = "c") -> Concept:
    by_locale = st.dictionaries(st.sampled_from(LOCALES), line, max_size=2)
    named = draw(st.dictionaries(st.sampled_from(LOCALES), terms(), max_size=3))
    definition = draw(by_locale)
    return Concept(
        id=id_,
        subject=draw(line),
        definition=definition,
        definition_source={code: draw(line) for code in definition if draw(st.booleans())},
        note=draw(st.one_of(st.just(""), line)),
        do_not_translate=draw(st.booleans()),
        first_mention=draw(st.sampled_from(FirstMention)),
        see_also=draw(st.lists(st.sampled_from(["other", "1918-flu"]), max_size=2, unique=True).map(tuple)),
        review=draw(st.sampled_from([None, *ReviewState])),
        terms={code: those for code, those in named.items() if those},
    )
