"""Each rule of `glossary lint`: what it finds, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.files.glossary_yaml.parse import parse_yaml
from postl10n.model.glossary import Concept, Glossary, GlossaryFinding, Term
from postl10n.project.glossary import read_glossary
from postl10n.stages.terms.lint import lint

ROOT = Path(__file__).parents[3]


def _lint(concepts: str) -> list[GlossaryFinding]:
    glossary = Glossary(
        concepts=tuple(parse_yaml(f"subject: s\nconcepts:\n{concepts}".encode(), path="g.yaml"))
    )
    return lint(glossary, source="en", targets=["ru", "zh_Hant_HK"])


def _concept(id_: str, *lines: str, en: str = "[]", ru: str = "[]", definition: str = "{en: x}") -> str:
    """A concept in six lines and more; the first one begins at line 3."""
    own = "".join(f"    {line}\n" for line in lines)
    return (
        f"  - id: {id_}\n    definition: {definition}\n    do-not-translate: true\n{own}"
        f"    terms:\n      en: {en}\n      ru: {ru}\n"
    )


def _rows(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(
    ("rule", "concepts", "line"),
    [
        ("duplicate-concept", _concept("a", en="[Post]") + _concept("b", en="[post]"), 13),
        (
            "homonym",
            _concept("a", en="[Post, {text: CTT, status: admitted}]") + _concept("b", en="[CTT]"),
            13,
        ),
        ("homonym", _concept("a", en="[x]", ru="[почта]") + _concept("b", en="[y]", ru="[почта]"), 14),
        ("preferred-and-forbidden", _concept("a", en="[Post, {text: post, status: forbidden}]"), 7),
        (
            "preferred-and-forbidden",
            _concept("a", en="[{text: x, forms: [e–mail]}, {text: e-mail, status: forbidden}]"),
            7,
        ),
        ("missing-source", _concept("a", ru="[почта]"), 3),
        ("missing-locale", _concept("a", en="[x]").replace("    do-not-translate: true\n", ""), 3),
        ("guard", _concept("a", en="[{text: parcel, not-inside: [parsel post]}]"), 7),
        ("guard", _concept("a", en="[{text: parcel, not-inside: [Parcel]}]"), 7),
        ("see-also", _concept("a", "see-also: [nothing]", en="[x]"), 3),
        ("see-also", _concept("a", "see-also: [a]", en="[x]"), 3),
        ("look-alike", _concept("a", en="[Ｐost]") + _concept("b", "subject: t", en="[post]"), 14),
        ("look-alike", _concept("a", en="[x]", ru="[Пост, {text: Поcт, status: admitted}]"), 8),
        ("mixed-scripts", _concept("a", en="[x]", ru="[пoчта]"), 8),
        ("acronym-case", _concept("a", en="[{text: IT, type: acronym}]"), 7),
        ("no-definition", _concept("a", en="[x]", definition="{ru: x}"), 3),
        ("preferred", _concept("a", en="[x, y]"), 7),
        ("inside", _concept("a", en="[post office]") + _concept("b", en="[The post-office staff]"), 7),
        ("preferred", _concept("a", en="[{text: x, status: admitted}]"), 7),
    ],
)
def test_a_rule_names_its_line(rule: str, concepts: str, line: int) -> None:
    found = [one for one in _lint(concepts) if one.rule == rule]

    assert [one.place and (one.place.path, one.place.line) for one in found] == [("g.yaml", line)]


@pytest.mark.parametrize(
    "concepts",
    [
        # Homonyms with a subject that tells them apart.
        _concept("a", en="[{text: CTT, case-sensitive: true}]")
        + _concept("b", "subject: t", en="[{text: CTT, case-sensitive: true}]"),
        # Told apart by case, where both stand on it.
        _concept(
            "a",
            en="[{text: Internet, case-sensitive: true}, {text: internet, status: forbidden, case-sensitive: true}]",
        ),
        # A term may list its own spellings.
        _concept("a", en="[{text: e-mail, forms: [e–mail, E-Mail]}]"),
        _concept(
            "a", en="[{text: PYME, case-sensitive: true, type: acronym}, {text: pyme, status: admitted}]"
        ),
        # A guard for a form of the term; a Han acronym has no case.
        _concept("a", en="[{text: parcel, forms: [parcels], not-inside: [parcels post]}]"),
        _concept("a", en="[{text: 万国邮联, type: acronym}]"),
        # All letters look like Latin ones: that is no mixture.
        _concept("a", en="[x]", ru="[СТТ]"),
        # Hong Kong's terms come from Taiwan's and Hong Kong's common parent.
        "  - id: a\n    definition: {en: x}\n    terms: {en: [x], ru: [щ], zh_Hant: [郵]}\n",
    ],
)
def test_what_is_well_is_left_alone(concepts: str) -> None:
    assert _lint(concepts) == []


@pytest.mark.parametrize("row", _rows("inside.tsv"), ids=" in ".join)
def test_a_term_lies_inside_another_in_any_form(row: list[str]) -> None:
    locale, shorter, longer, expected = row
    concepts = tuple(
        Concept(id=text, subject="s", terms={locale: (Term(text=text),)}) for text in (shorter, longer)
    )

    found = lint(Glossary(concepts=concepts), source=locale, targets=[])

    assert any(one.rule == "inside" for one in found) is (expected == "yes")


def test_circles_are_named_once() -> None:
    ring = "".join(_concept(f"c{n}", f"see-also: [c{(n + 1) % 500}]", en=f"[term {n}]") for n in range(500))
    pair = _concept("x", "see-also: [y, c0]", en="[x]") + _concept("y", "see-also: [x]", en="[y]")

    found = [one.message for one in _lint(ring + pair) if one.rule == "see-also-cycle"]

    assert len(found) == 2
    assert found[1].endswith("x → y → x")


def test_a_long_chain_is_no_circle_and_no_recursion() -> None:
    chain = "".join(_concept(f"c{n}", f"see-also: [c{n + 1}]", en=f"[term {n}]") for n in range(3000))

    assert [one.rule for one in _lint(chain + _concept("c3000", en="[end]"))] == []


def test_targets_lose_but_are_not_ambiguous() -> None:
    found = _lint(_concept("a", en="[x]", ru="[почта]") + _concept("b", en="[y]", ru="[почта]"))

    assert [(one.rule, str(one.severity)) for one in found] == [("homonym", "notice")]


def test_the_sample_project_is_clean() -> None:
    glossary = read_glossary(ROOT / "glossary", root=ROOT)
    targets = ["zh_Hans", "zh_Hant_HK", "zh_Hant_MO", "pt_PT", "ru", "be", "fr", "ar", "es"]

    found = [one for one in lint(glossary, source="en", targets=targets) if one.severity != "notice"]

    assert found == []
