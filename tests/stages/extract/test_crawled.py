"""Crawled text: goldens beside their inputs, and the promise that no line is lost."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.errors import ArticleError
from postl10n.model.article import Document, Role
from postl10n.stages.extract.crawled import extract_crawled

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[3].parent / "shared" / "articles"


def read(text: str) -> Document:
    return extract_crawled(text, article_id="x", path="articles/x.txt", locale="en")


def summary(document: Document) -> dict[str, object]:
    """The document as the goldens have it."""
    return {
        "title": [document.title.line, document.title.text],
        "subtitle": [document.subtitle.line, document.subtitle.text] if document.subtitle else None,
        "dateline": [document.dateline.line, document.dateline.agency] if document.dateline else None,
        "date": str(document.date) if document.date else None,
        "blocks": [[*block.lines, block.kind, block.text] for block in document.blocks],
        "boilerplate": [[one.line, one.rule] for one in document.boilerplate],
    }


def lines_held(document: Document) -> list[int]:
    """The number of every line that the document holds, in order."""
    heads = (document.title, document.subtitle, document.dateline)
    held = [line.line for line in heads if line is not None]
    held += [line.line for line in document.boilerplate]
    for block in document.blocks:
        held += range(block.lines[0], block.lines[1] + 1)
    return sorted(held)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    assert summary(read(path.read_text(encoding="utf-8"))) == golden


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real articles are not part of the repository")
@pytest.mark.parametrize(
    ("name", "title", "subtitle", "date", "paragraphs"),
    [
        (
            "belt-and-road",
            "A bridge and bond for interconnectivity",
            "Overview on China Post’s contributions to high-quality Belt and Road cooperation",
            None,
            9,
        ),
        (
            "postal-summit",
            "The 4th Chinese mainland, Hong Kong and Macao postal summit held successfully",
            None,
            datetime.date(2021, 12, 8),
            8,
        ),
    ],
)
def test_real_articles(
    name: str, title: str, subtitle: str | None, date: datetime.date | None, paragraphs: int
) -> None:
    text = (SHARED / f"{name}.txt").read_text(encoding="utf-8")

    document = read(text)

    assert document.title.text == title
    assert (document.subtitle.text if document.subtitle else None) == subtitle
    assert document.date == date
    assert [block.kind for block in document.blocks] == [Role.PARAGRAPH] * paragraphs
    non_blank = [number for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    assert lines_held(document) == non_blank


SENTENCE = st.text(st.characters(codec="utf-8", exclude_characters="\n\x00"), max_size=80)
BOILERPLATE = st.sampled_from(["• Menu", "Mail: 8610 11185", "Powered by X", "Register number: 1", "", "  "])


@given(st.lists(st.one_of(SENTENCE, BOILERPLATE), max_size=30))
def test_every_non_blank_line_is_held_once(lines: list[str]) -> None:
    try:
        document = read("\n".join(lines))
    except ArticleError:
        return

    held = lines_held(document)
    non_blank = [number for number, line in enumerate(lines, start=1) if line.split()]
    # A headline with `——` is title and subtitle at once: two heads of one line.
    assert sorted(set(held)) == non_blank
    assert len(held) - len(set(held)) <= 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no headline"),
        ("\n \n", "no headline"),
        ("• Menu\nMail: 8610 11185\nPowered by X\n", "no headline"),
        ("A headline alone\n", "no text below the headline"),
    ],
)
def test_an_article_needs_headline_and_body(text: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message) as raised:
        read(text)

    assert raised.value.place is not None
    assert raised.value.place.path == "articles/x.txt"


@pytest.mark.parametrize(
    ("dateline", "date", "agency"),
    [
        ("| China Post News |2021-12-08", "2021-12-08", "China Post News"),
        ("Sample Post News | 8 December 2021", "2021-12-08", "Sample Post News"),
        ("Dec. 8th, 2021", "2021-12-08", None),
        ("2021/12/8", "2021-12-08", None),
        ("新华社 2021年12月8日", "2021-12-08", "新华社"),
    ],
)
def test_datelines(dateline: str, date: str, agency: str | None) -> None:
    document = read(f"A headline\n{dateline}\n\nA paragraph follows here.")

    assert str(document.date) == date
    assert document.dateline is not None
    assert document.dateline.agency == agency


def test_a_sentence_with_a_date_is_no_dateline() -> None:
    document = read("A headline\n\nOn 8 December 2021 the summit was held.\n\nIt went well.")

    assert document.date is None
    assert len(document.blocks) == 2


def test_on_a_small_page_a_body_goes_on_through_its_sentences() -> None:
    text = (
        "Night trains to the north\n12 May 2024\nThe night train carries letters to the north again, after forty years.\n"
        "Two sorters work in it until three in the morning.\nPowered by wind\n"
    )

    document = extract_crawled(text, article_id="x", path="x.txt", locale="en")

    assert document.blocks[-1].text.endswith("three in the morning.")
    assert [one.text for one in document.boilerplate] == ["Powered by wind"]


def test_details_with_their_names_do_not_hide_that_labels_begin_a_page() -> None:
    text = (
        "Le Hibou\nClassified in: Transportation\nSubjects: ABC, DEF\n\n"
        "Norvia Post Ready to Carry the Letters of the Winter Holidays\n\n\n"
        "VADU, Dec. 18, 2025 /Wire/ -- As the holidays come near, Norvia Post has put a second night train on the line.\n\n"
        "For more about the trains, visit the pages of the post.\n\n"
        "Unheard-of Preparations for the Winter\n\n"
        "Bigger Teams of Sorters Stand Ready to Help Them\n\n"
        '"Our letters are faster by rail, and we mean to keep them so," said the director of the line, Ana Brice.\n'
    )
    assert read(text).title.text == "Norvia Post Ready to Carry the Letters of the Winter Holidays"


def test_short_lines_in_a_row_are_no_headings() -> None:
    rows = ["22–23 December: 8:00–18:00", "24 December: 8:00–12:00", "25–26 December: closed"]
    intro = "The ministry says that its offices have other opening hours from 22 to 26 December."
    end = "Parcel machines can be used at all hours on these days."
    text = "\n".join(["Opening hours during the holidays", "", intro, "", *rows, "", "Machines", end])
    blocks = read(text).blocks
    assert [(block.kind, block.text) for block in blocks[1:]] == [
        *((Role.PARAGRAPH, row) for row in rows),
        (Role.HEADING, "Machines"),
        (Role.PARAGRAPH, end),
    ]


def test_an_item_goes_on_in_a_line_that_begins_small() -> None:
    intro = "The stamp of the island shows the old tower, and what stands beside it:"
    text = "\n".join(
        ["A stamp for the lighthouse", "", intro, "- white walls;", "- the house, which", "a storm took."]
    )
    blocks = read(text).blocks
    assert [block.text for block in blocks[1:]] == ["white walls;", "the house, which a storm took."]
