"""Which text each segment of a page shows, and what the page may claim."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import FIRST, SECOND, THIRD, TITLE, approved, find_terms, make_article, make_catalog, resolve

from postl10n.model.catalog import FUZZY, MERGED, Entry, Previous
from postl10n.model.glossary import Occurrence, Term, TermStatus
from postl10n.model.site import Page, PageStatus, Provenance
from postl10n.model.states import draft_comment
from postl10n.stages.page.resolve import resolve_page

WHOLE = {
    TITLE: "Почта по рельсам",
    FIRST: "Белпочта возит.",
    SECOND: "За десять дней.",
    THIRD: "Таможня быстра.",
}


def texts(page: Page) -> list[str]:
    return [segment.text for segment in page.segments()]


def test_an_article_in_its_own_locale_is_the_source() -> None:
    page = resolve(make_article(), "en")
    assert (page.status, page.coverage) == (PageStatus.SOURCE, 1.0)
    assert texts(page) == [TITLE, FIRST, SECOND, THIRD]


def test_all_approved_is_published() -> None:
    article = make_article()
    page = resolve(article, "ru", ("ru", approved(article, WHOLE)))
    assert (page.status, page.coverage) == (PageStatus.PUBLISHED, 1.0)
    assert texts(page) == list(WHOLE.values())
    assert {segment.provenance for segment in page.segments()} == {Provenance.HUMAN}


def test_without_its_title_no_page_is_published() -> None:
    article = make_article(title="T")
    page = resolve(article, "ru", ("ru", approved(article, WHOLE)))
    assert page.status is PageStatus.PARTIAL
    assert page.coverage > 0.8


@pytest.mark.parametrize(("publish", "status"), [(0.73, PageStatus.PUBLISHED), (0.74, PageStatus.PARTIAL)])
def test_the_threshold_counts_words(publish: float, status: PageStatus) -> None:
    article = make_article()  # 3 + 5 + 4 + 3 words
    catalog = approved(article, {**WHOLE, SECOND: ""})
    page = resolve_page(article, "ru", [("ru", catalog)], publish=publish, find_terms=find_terms)
    assert page.coverage == pytest.approx(11 / 15)
    assert page.status is status


@pytest.mark.parametrize("comments", [(), (draft_comment("memory", FIRST, ("черновик",), 0.9),)])
def test_fuzzy_is_never_shown(comments: tuple[str, ...]) -> None:
    article = make_article()
    entry = Entry(msgid=FIRST, msgstr=("черновик",), flags=(FUZZY,), comments=comments)
    page = resolve(article, "ru", ("ru", make_catalog(entry)))
    assert page.blocks[0].segments[0].text == FIRST
    assert page.blocks[0].segments[0].locale == "en"


def test_a_stale_entry_makes_the_page_stale_and_dates_it() -> None:
    article = make_article()
    stale = Entry(
        msgid=FIRST,
        msgstr=("старое",),
        flags=(FUZZY,),
        previous=Previous(msgid="Old."),
        comments=("postl10n: stale since 2025-05-01", "postl10n: stale since 2025-13-01"),
    )
    page = resolve(article, "ru", ("ru", make_catalog(stale)))
    assert page.status is PageStatus.STALE
    assert page.stale_since == datetime.date(2025, 5, 1)
    assert FIRST in texts(page)


def test_a_parent_fills_in_and_is_named() -> None:
    article = make_article()
    parent = approved(article, {TITLE: "鐵路郵件", FIRST: "白俄羅斯郵政以鐵路運郵。"})
    own = approved(article, {TITLE: "鐵路郵政"})
    page = resolve(article, "zh_Hant_MO", ("zh_Hant_MO", own), ("zh_Hant_HK", parent))
    shown = page.blocks[0].segments[0]
    assert (page.title.text, page.title.provenance) == ("鐵路郵政", Provenance.HUMAN)
    assert (shown.text, shown.provenance, shown.locale) == (
        "白俄羅斯郵政以鐵路運郵。",
        Provenance.PARENT,
        "zh_Hant_HK",
    )


@pytest.mark.parametrize(
    ("origin", "msgstr", "provenance"),
    [
        ("memory", "Белпочта возит.", Provenance.MEMORY),
        ("argos", "Белпочта возит.", Provenance.MACHINE),
        ("memory", "Белпочта перевозит.", Provenance.HUMAN),
    ],
)
def test_provenance_of_an_approved_draft(origin: str, msgstr: str, provenance: Provenance) -> None:
    comment = draft_comment(origin, FIRST, ("Белпочта возит.",), 0.9)
    catalog = make_catalog(Entry(msgid=FIRST, msgstr=(msgstr,), comments=(comment,)))
    assert resolve(make_article(), "ru", ("ru", catalog)).blocks[0].segments[0].provenance is provenance


def test_broken_tags_show_the_source_and_say_where() -> None:
    source = "See {1}the map{/1} {{here}}."
    article = make_article([source])
    page = resolve(article, "ru", ("ru", approved(article, {source: "См. {1}карту."})))
    assert page.blocks[0].segments[0].text == "See the map {here}."
    (notice,) = page.notices
    assert (notice.finding.rule, notice.locale, notice.line) == ("placeholder", "ru", 11)


def test_tags_leave_the_text_and_braces_become_single() -> None:
    source = "See {1}the map{/1} {{here}}."
    article = make_article([source])
    page = resolve(article, "ru", ("ru", approved(article, {source: "{{Тут}} {1}карта{/1}."})))
    assert page.blocks[0].segments[0].text == "{Тут} карта."
    assert page.notices == ()


def test_a_run_is_shown_once() -> None:
    article = make_article()
    page = resolve(article, "ru", ("ru", approved(article, {FIRST: "Всё сразу.", SECOND: MERGED})))
    assert [segment.text for segment in page.blocks[0].segments] == ["Всё сразу."]
    assert page.coverage == pytest.approx(9 / 15)


@pytest.mark.parametrize("fuzzy", [FIRST, SECOND])
def test_a_run_falls_together(fuzzy: str) -> None:
    article = make_article()
    entries = [
        Entry(msgid=FIRST, msgstr=("Всё сразу.",), flags=(FUZZY,) if fuzzy == FIRST else ()),
        Entry(msgid=SECOND, msgstr=(MERGED,), flags=(FUZZY,) if fuzzy == SECOND else ()),
    ]
    page = resolve(article, "ru", ("ru", make_catalog(*entries)))
    assert [segment.text for segment in page.blocks[0].segments] == [FIRST, SECOND]
    assert page.coverage == 0


@pytest.mark.parametrize(
    "blocks",
    [
        [[SECOND, FIRST]],  # first of its block
        [[FIRST, SECOND], [THIRD, SECOND]],  # two different sentences before it
    ],
)
def test_a_misplaced_merge_shows_sources(blocks: list[list[str]]) -> None:
    article = make_article(*blocks)
    page = resolve(article, "ru", ("ru", approved(article, {FIRST: "А.", THIRD: "Б.", SECOND: MERGED})))
    assert MERGED not in texts(page)
    assert SECOND in texts(page)
    assert {notice.finding.rule for notice in page.notices} == {"merged-misplaced"}


def test_terms_are_marked_where_the_source_means_them() -> None:
    article = make_article()
    catalog = approved(article, {FIRST: "Белпочта возит.", SECOND: "Белпочта за десять дней."})
    marked, other = resolve(article, "ru", ("ru", catalog)).blocks[0].segments
    assert [(mark.concept, mark.start, mark.end) for mark in marked.marks] == [("belpost", 0, 8)]
    assert other.marks == ()


def test_a_term_that_could_be_either_of_two_is_left_unmarked() -> None:
    def find(text: str, locale: str) -> list[Occurrence]:
        return [
            Occurrence(concept="macao", term=Term(text="CTT"), start=0, end=3, alternatives=("portugal",))
        ]

    article = make_article(["CTT grows."])
    terms = {"CTT grows.": [Occurrence(concept="portugal", term=Term(text="CTT"), start=0, end=3)]}
    alone = resolve_page(article, "en", (), find_terms=find)
    told = resolve_page(article, "en", (), find_terms=find, terms=terms)
    assert alone.blocks[0].segments[0].marks == ()
    assert [mark.concept for mark in told.blocks[0].segments[0].marks] == ["portugal"]


def test_forbidden_terms_are_not_marked() -> None:
    def find(text: str, locale: str) -> list[Occurrence]:
        return [
            Occurrence(concept="x", term=Term(text="Belpost", status=TermStatus.FORBIDDEN), start=0, end=7)
        ]

    assert resolve_page(make_article(), "en", (), find_terms=find).blocks[0].segments[0].marks == ()


_states = st.sampled_from(["approved", "fuzzy", "merged", "merged fuzzy", "empty"])


@given(st.lists(st.lists(_states, min_size=1, max_size=4), min_size=1, max_size=4))
def test_every_sentence_is_accounted_for(plan: list[list[str]]) -> None:
    """Whatever the states: no `{merged}` and no fuzzy text is shown, and each source is there or translated."""
    blocks = [[f"Sentence {i} {j}." for j in range(len(block))] for i, block in enumerate(plan)]
    article = make_article(*blocks)
    entries = [
        Entry(
            msgid=text,
            msgstr=("" if state == "empty" else MERGED if "merged" in state else f"{state}: {text}",),
            flags=(FUZZY,) if "fuzzy" in state else (),
        )
        for block, states in zip(blocks, plan, strict=True)
        for text, state in zip(block, states, strict=True)
    ]
    page = resolve(article, "ru", ("ru", make_catalog(*entries)))
    for block, states, shown in zip(blocks, plan, page.blocks, strict=True):
        seen = [segment.text for segment in shown.segments]
        assert MERGED not in seen
        assert not [text for text in seen if text.startswith("fuzzy")]
        for text, state in zip(block, states, strict=True):
            if state in ("fuzzy", "merged fuzzy", "empty"):
                assert text in seen
            elif state == "approved":
                assert (text in seen) != (f"approved: {text}" in seen)
