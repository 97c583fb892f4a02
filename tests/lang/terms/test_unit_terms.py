"""What one translation makes of a concept: an acronym that is left as in the source."""

from __future__ import annotations

import pytest

from postl10n.lang.terms.usage import Named, UnitTerms
from postl10n.model.findings import Severity, Span
from postl10n.model.glossary import Concept, Term

UPU = Concept(
    id="upu",
    subject="organizations",
    terms={
        "en": (Term(text="Universal Postal Union"), Term(text="UPU")),
        "ru": (Term(text="Всемирный почтовый союз"), Term(text="ВПС")),
    },
)
ACRONYM = Named("UPU", "UPU", Span(side="source", start=4, end=7))
FULL = Named("Universal Postal Union", "Universal Postal Union", Span(side="source", start=4, end=26))


def rules(target: str, *named: Named, concept: Concept = UPU) -> list[str]:
    made = UnitTerms(concept, named, target, source="en", locale="ru")
    return [one.rule for one in made.findings()]


def test_an_acronym_left_as_in_the_source_is_told_with_what_there_is() -> None:
    (found,) = UnitTerms(UPU, [ACRONYM], "Совет UPU собрался.", source="en", locale="ru").findings()
    assert (found.rule, found.severity) == ("term-untranslated-acronym", Severity.WARNING)
    assert found.span == ACRONYM.span
    assert found.message == "'UPU' is left as in the source; this locale has Всемирный почтовый союз or ВПС"


@pytest.mark.parametrize(
    ("target", "named", "expected"),
    [
        ("Совет ВПС собрался.", [ACRONYM], []),
        ("Совет собрался.", [ACRONYM], ["term-missing"]),
        ("Совет Upu собрался.", [ACRONYM], ["term-missing"]),
        ("Совет SUPUR собрался.", [ACRONYM], ["term-missing"]),
        # Words that are no acronym may stand in a translation for other reasons.
        ("Совет Universal Postal Union собрался.", [FULL], ["term-missing"]),
        # The second of the uses is the acronym that was left.
        ("Совет UPU собрался.", [FULL, ACRONYM], ["term-untranslated-acronym"]),
    ],
)
def test_only_an_acronym_that_stands_there_was_left(
    target: str, named: list[Named], expected: list[str]
) -> None:
    assert rules(target, *named) == expected


def test_what_is_not_to_be_translated_is_left_rightly() -> None:
    kept = Concept(
        id="ems",
        subject="services",
        do_not_translate=True,
        terms={"en": (Term(text="UPU"),)},
    )
    assert rules("Совет UPU собрался.", ACRONYM, concept=kept) == []
    assert rules("Совет собрался.", ACRONYM, concept=kept) == ["term-missing"]
