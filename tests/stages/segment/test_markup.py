"""Sentences with inline markup: pairs balanced in each, numbered from 1, boundaries frozen whatever the markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.inline_tags import bare
from postl10n.lang.text.markup import placeholders
from postl10n.lang.text.markup_faults import balanced
from postl10n.model.article import Block, Document, Line, Role, Tag
from postl10n.stages.segment import divide, segment, sentences


def tags_of(text: str) -> tuple[Tag, ...]:
    numbers = sorted({int(number) for number in re.findall(r"(?<!\{)\{/?(\d+)", text)})
    return tuple(Tag(number=number, name=f"t{number}") for number in numbers)


def split(text: str) -> list[str]:
    return sentences(text, "en") or [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{1}One here. Two here.{/1} Three.", ["{1}One here.{/1}", "{1}Two here.{/1}", "Three."]),
        ("See {1}this{/1}. And {2}that{/2} too.", ["See {1}this{/1}.", "And {1}that{/1} too."]),
        ("It ends.{1}[12]{/1} Next one.", ["It ends.{1}[12]{/1}", "Next one."]),
        ("It ends. {1/}Next one.", ["It ends.", "{1/}Next one."]),
        ("It ends.{1/} Next one.", ["It ends.{1/}", "Next one."]),
        ("{1}A {2}one. Then{/2} two.{/1}", ["{1}A {2}one.{/2}{/1}", "{1}{2}Then{/2} two.{/1}"]),
        ("{1/}", ["{1/}"]),
        ("Doubled {{1}} stays. So.", ["Doubled {{1}} stays.", "So."]),
    ],
)
def test_divided(text: str, expected: list[str]) -> None:
    assert [one for one, _ in divide(text, tags_of(text), split)] == expected


def test_tags_follow_their_numbers() -> None:
    text = "See {1}this{/1}. And {2}that{/2} too {3/}."

    units = divide(text, tags_of(text), split)

    assert [[(tag.number, tag.name) for tag in tags] for _, tags in units] == [
        [(1, "t1")],
        [(1, "t2"), (2, "t3")],
    ]


PIECES = st.sampled_from(["Word", "word", ". ", "! ", " ", "{{", "}}", "OPEN", "CLOSE", "VOID"])


@given(st.lists(PIECES, max_size=30))
def test_units_are_balanced_and_keep_every_word_and_tag(pieces: list[str]) -> None:
    parts, opened, number = [], [], 0
    for piece in pieces:
        if piece in ("OPEN", "VOID"):
            number += 1
            parts.append(f"{{{number}}}" if piece == "OPEN" else f"{{{number}/}}")
            opened += [number] if piece == "OPEN" else []
        elif piece == "CLOSE":
            parts += [f"{{/{opened.pop()}}}"] if opened else []
        else:
            parts.append(piece)
    text = " ".join("".join((*parts, *(f"{{/{one}}}" for one in reversed(opened)))).split())

    units = divide(text, tags_of(text), split)

    assert not any(balanced(placeholders(one)) for one, _ in units)
    assert " ".join(bare(one) for one, _ in units).split() == bare(text).split()
    assert {tag.name for _, tags in units for tag in tags} == {tag.name for tag in tags_of(text)}


def document(text: str) -> Document:
    block = Block(kind=Role.PARAGRAPH, lines=(2, 2), text=text, tags=tags_of(text))
    return Document(
        id="x",
        path="articles/x.html",
        locale="en",
        date=None,
        title=Line(text="T", line=1),
        subtitle=None,
        dateline=None,
        blocks=(block,),
        boilerplate=(),
    )


def test_boundaries_are_frozen_though_markup_came() -> None:
    frozen = ["One here. Two here.", "Three."]

    article = segment(document("One {1}here{/1}. Two here. Three."), frozen)

    assert [segment.text for segment in article.blocks[0].segments] == [
        "One {1}here{/1}. Two here.",
        "Three.",
    ]
