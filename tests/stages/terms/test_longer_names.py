"""Which concepts of a source a translation uses, where terms lie inside longer ones, or other words are like them.

`longer/glossary.tsv` has one term a locale, with its broken plurals behind `+`, and no guards; `longer/pairs.tsv` has
sentences, and the concepts of the source that the translation does not use. Both are for linguists to correct.
"""

from __future__ import annotations

from pathlib import Path

from postl10n.model.glossary import Concept, Glossary, Term
from postl10n.stages.check.project import TermChecker
from postl10n.stages.terms import TermFinder

FOLDER = Path(__file__).parent / "longer"


def _lines(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _glossary() -> Glossary:
    (_, *locales), *rows = _lines("glossary.tsv")
    return Glossary(
        concepts=tuple(
            Concept(
                id=id_,
                subject="test",
                terms={
                    locale: (Term(text=text, forms=tuple(forms)),)
                    for locale, (text, *forms) in zip(
                        locales, (cell.split("+") for cell in cells), strict=True
                    )
                },
            )
            for id_, *cells in rows
        )
    )


def test_bank() -> None:
    glossary = _glossary()
    finder = TermFinder(glossary, "en")
    accepted: list[str] = []
    missed: list[str] = []
    used = missing = 0
    for locale, source, target, lost in _lines("pairs.tsv"):
        named = finder.find(source)
        checker = TermChecker(source="en", locale=locale, concepts=glossary.by_id())
        places = {(one.start, one.end): one.concept for one in named}
        found = {
            places[one.span.start, one.span.end]
            for one in checker.findings(named, source, target)
            if one.rule == "term-missing" and one.span is not None
        }
        expected = set() if lost == "-" else {lost}
        used += len(set(places.values()) - expected)
        missing += len(expected)
        accepted += [f"{locale}\t{one}\t{target}" for one in expected - found]
        missed += [f"{locale}\t{one}\t{target}" for one in found - expected]
    assert (used, missing) == (151, 88)
    assert accepted == []
    assert missed == []
