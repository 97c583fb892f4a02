"""Finding terms in sources."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.normalise import normalise
from postl10n.model.article import Definition, Role, Segment
from postl10n.model.glossary import Concept, Glossary, Term, TermStatus
from postl10n.stages.terms import TermFinder, find_definitions

ARTICLES = Path(__file__).parents[4] / "shared" / "articles"


def _glossary(*terms: Term | str, locale: str = "en") -> Glossary:
    """A concept for each term; its id is the term's text."""
    made = [Term(text=term) if isinstance(term, str) else term for term in terms]
    return Glossary(
        concepts=tuple(
            Concept(id=f"{term.text}#{number}", subject="post", terms={locale: (term,)})
            for number, term in enumerate(made)
        )
    )


def _found(text: str, *terms: Term | str, locale: str = "en") -> list[str]:
    finder = TermFinder(_glossary(*terms, locale=locale), locale)
    return [text[one.start : one.end] for one in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("China Post and China Post Group met.", ["China Post", "China Post Group"]),
        ("China Post Groupie", ["China Post"]),
        ("China Postal", []),
        ("the EMS of SYSTEMS, ems and Ems", ["EMS"]),
        ("EMS’s parcels; Belpost's parcel", ["EMS", "parcels", "Belpost", "parcel"]),
        ("BELPOST and belpost", ["BELPOST", "belpost"]),
        ("offices of exchange, an office of exchange", ["offices of exchange", "office of exchange"]),
        ("postmen deliver for companies", ["postmen", "companies"]),
        ("cross–border and cross‑border", ["cross–border", "cross‑border"]),
        ("ＥＭＳ and China\u00a0Post", ["ＥＭＳ", "China\u00a0Post"]),
        ("China  Post", ["China  Post"]),
        ("see https://www.ems.com/EMS/parcel and parcel@ems.com or www.parcel.com.", []),
        ("{EMS} {parcel} but {1}EMS{/1} {2/}parcel", ["EMS", "parcel"]),
        ("China {1}Post{/1} Group", ["China {1}Post{/1} Group"]),
        ("{{EMS}}", ["EMS"]),
        ("non-EMS (EMS) EMS快递", ["EMS", "EMS", "EMS"]),
        ("", []),
    ],
)
def test_english(text: str, found: list[str]) -> None:
    terms = ("China Post", "China Post Group", "EMS", "Belpost", "office of exchange", "parcel", "postman")
    assert _found(text, *terms, "company", "cross-border") == found


def test_forbidden_terms_are_found_and_say_so() -> None:
    finder = TermFinder(_glossary(Term(text="Hong Kong Post", status=TermStatus.FORBIDDEN)), "en")
    assert [one.term.status for one in finder.find("Hong Kong Post")] == [TermStatus.FORBIDDEN]


def test_case_sensitive_term() -> None:
    assert _found("Opinions and opinions", Term(text="Opinions", case_sensitive=True)) == ["Opinions"]


def test_guards_and_words_around_in_chinese() -> None:
    term = Term(text="小包", not_inside=("小包机",))
    assert _found("国际小包，缩小包裹，小包机，小包", term, locale="zh_Hans") == ["小包", "小包"]


def test_term_of_the_nearest_parent_locale() -> None:
    glossary = Glossary(
        concepts=(
            Concept(
                id="a",
                subject="",
                terms={"zh_Hant": (Term(text="郵件"),), "zh_Hant_HK": (Term(text="郵包"),)},
            ),
            Concept(
                id="b", subject="", terms={"zh_Hant": (Term(text="包裹"),), "zh_Hans": (Term(text="邮件"),)}
            ),
        )
    )
    found = TermFinder(glossary, "zh_Hant_MO").find("郵件、郵包、包裹、邮件")
    assert [one.term.text for one in found] == ["郵包", "包裹"]


def test_korean_particles() -> None:
    assert _found("소포를 소포장", "소포", locale="ko") == ["소포"]


def test_glossary_without_terms() -> None:
    assert TermFinder(Glossary(), "en").find("EMS\0") == []


WORDS = (
    st.text(st.sampled_from("ab "), min_size=1, max_size=6)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@given(st.lists(WORDS, min_size=1, max_size=6, unique=True), st.text(st.sampled_from("ab -"), max_size=30))
def test_as_trying_each_place_from_the_left(terms: list[str], text: str) -> None:
    text = normalise(text)
    assert _found(text, *terms, locale="vi") == list(_by_trying(terms, text))


def _by_trying(terms: list[str], text: str) -> list[str]:
    # A hyphen joins words as a space does, but not a letter with what is next to it.
    words = re.sub(r"(?<=[ab]{2})-(?=[ab]{2})", " ", text)
    found: list[str] = []
    at = 0
    while at < len(text):
        here = [term for term in terms if re.compile(rf"(?<![ab]){term}(?![ab])").match(words, at)]
        if here:
            found.append(text[at : at + len(max(here, key=len))])
            at += len(found[-1])
        else:
            at += 1
    return found


MACAO = Concept(
    id="ctt-macao",
    subject="Macao",
    terms={"en": (Term(text="CTT"), Term(text="Macao Post and Telecommunications Bureau"))},
)
PORTUGAL = Concept(
    id="ctt-portugal", subject="Portugal", terms={"en": (Term(text="CTT"), Term(text="CTT Correios"))}
)
LISBON = Concept(id="lisbon", subject="Portugal", terms={"en": (Term(text="Lisbon"),)})
HOMONYMS = Glossary(concepts=(PORTUGAL, MACAO, LISBON))


@pytest.mark.parametrize(
    ("texts", "concepts"),
    [
        (["CTT said so."], {"ctt-portugal|ctt-macao"}),
        (["CTT said so.", "Macao Post and Telecommunications Bureau"], {"ctt-macao"}),
        (["In Lisbon CTT said so."], {"ctt-portugal", "lisbon"}),
        (["CTT said so.", "CTT Correios met the Macao Post and Telecommunications Bureau."], None),
    ],
)
def test_homonyms_by_their_neighbours(texts: list[str], concepts: set[str] | None) -> None:
    found = TermFinder(HOMONYMS, "en").find_in(texts, ())
    if concepts is None:
        assert [one.alternatives for line in found.occurrences for one in line if one.alternatives] == [
            ("ctt-macao",)
        ]
        return
    named = {"|".join((one.concept, *one.alternatives)) for one in found.occurrences[0]}
    assert named == concepts


def test_a_concept_without_a_term_in_the_language_is_not_looked_for() -> None:
    there = Concept(id="parcel", subject="post", terms={"ru": (Term(text="parcel"),)})
    here = Concept(id="letter", subject="post", terms={"en": (Term(text="letter"),)})
    finder = TermFinder(Glossary(concepts=(there, here)), "en")
    assert [one.concept for one in finder.find("A parcel and a letter")] == ["letter"]


def test_homonym_by_definition_before_all_else() -> None:
    own = Definition(short="CTT", full="Macao Post and Telecommunications Bureau", segment="0")
    found = TermFinder(HOMONYMS, "en").find_in(["CTT of Lisbon"], [own])
    assert [one.concept for one in found.occurrences[0]] == ["ctt-macao", "lisbon"]
    assert not any(one.alternatives for one in found.occurrences[0])


def test_short_form_of_a_known_concept_is_an_occurrence() -> None:
    own = Definition(short="the Bureau", full="Macao Post and Telecommunications Bureau", segment="0")
    found = TermFinder(HOMONYMS, "en").find_in(["Today the Bureau met."], [own])
    assert [(one.concept, one.term.text) for one in found.occurrences[0]] == [("ctt-macao", "the Bureau")]
    assert found.defined == ((),)


def test_short_form_of_an_unknown_concept_hides_terms_inside_it() -> None:
    own = Definition(short="China Post Group", full="China Post Group Corporation Limited", segment="0")
    found = TermFinder(_glossary("China Post"), "en").find_in(["China Post Group and China Post"], [own])
    assert [(one.start, one.end) for one in found.occurrences[0]] == [(21, 31)]
    assert [(one.start, one.end) for one in found.defined[0]] == [(0, 16)]


NAMES = ("Belpost", "CTT", "RCEP", "EMS", "BRI", "Hongkong Post", "Universal Postal Congress", "UPU")


@pytest.mark.skipif(not ARTICLES.exists(), reason="the shared articles are not beside this repository")
@pytest.mark.parametrize("name", ["belt-and-road", "postal-summit"])
def test_articles(name: str) -> None:
    texts = [normalise(line) for line in (ARTICLES / f"{name}.txt").read_text("utf-8").splitlines()]
    found = TermFinder(_glossary(*NAMES), "en").find_in(texts, ())
    for text, occurrences in zip(texts, found.occurrences, strict=True):
        expected = [match.span() for match in re.finditer(rf"\b(?:{'|'.join(NAMES)})\b", text)]
        assert [(one.start, one.end) for one in occurrences] == expected


@pytest.mark.skipif(not ARTICLES.exists(), reason="the shared articles are not beside this repository")
def test_opinions_of_2021() -> None:
    lines = (ARTICLES / "postal-summit.txt").read_text("utf-8").splitlines()
    segments = [
        Segment(id=str(number), text=normalise(line), role=Role.PARAGRAPH)
        for number, line in enumerate(lines)
    ]
    found = TermFinder(_glossary(*NAMES), "en").find_in(
        [one.text for one in segments], find_definitions(segments, "en")
    )
    uses = [
        (one.definition.full, segments[number].text[one.start : one.end])
        for number, line in enumerate(found.defined)
        for one in line
        if one.definition.short == "Opinions"
    ]
    full = (
        "Opinions on Promoting Postal Industry Development in the Guangdong-Hong Kong-Macao Greater Bay Area"
    )
    assert uses == [(full, full), (full, "Opinions"), (full, "Opinions")]
