from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.markup import PlaceholderKind, placeholders
from postl10n.lang.text.markup_faults import balanced, comparable


def faults(source: str, target: str) -> list[tuple[str, str]]:
    return [(one.problem, one.placeholder.text) for one in comparable(source, target)]


def test_every_kind_is_found_with_its_offsets() -> None:
    text = "{1}a{/1} {2/} {name} %(count)s {{x}} ｛1｝ <b>"
    found = placeholders(text)
    assert [one.text for one in found] == [
        "{1}",
        "{/1}",
        "{2/}",
        "{name}",
        "%(count)s",
        "{{",
        "}}",
        "｛1｝",
        "<b>",
    ]
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert [one.kind for one in found][5:8] == [
        PlaceholderKind.LITERAL,
        PlaceholderKind.LITERAL,
        PlaceholderKind.WIDE,
    ]


def test_doubled_braces_around_a_tag_are_literal() -> None:
    assert [one.text for one in placeholders("{{{1}}}")] == ["{{", "{1}", "}}"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("{1}EMS{/1} within {2/}48 hours", "{2/}48小时 {1}EMS{/1}"),
        ("{1}a{/1} {3}b{/3}", "{3}b{/3} {1}a{/1}"),
        ("{1}a {2}b{/2}{/1}", "{2}a {1}b{/1}{/2}"),
        ("up 4 percent", "на 4 %"),
        ("5 percent said so", "5 %d’entre eux"),
        ("a {{literal}} brace", "une accolade {{littérale}}"),
        ("ends with {/1}", "{/1} à la fin"),
        ("Sort by %s", "%s별 정렬"),
        ("%d letters", "%d封信"),
        ("%s from %s", "%2$sから%1$s"),
        ("%2$s from %1$s", "%s, %s"),
        ("See :term:`stamp`", "Veja :term:`selo <stamp>`"),
    ],
)
def test_right_translations(source: str, target: str) -> None:
    assert faults(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("%s from %s", "%2$sから%2$s", [("missing", "%s"), ("added", "%2$s")]),
        ("%d letters in %s", "%d封信", [("missing", "%s")]),
        ("see <b>the box</b>", "voir <b>la boîte", [("missing", "</b>")]),
        ("Click {1}here{/1}", "点击{1}此处", [("missing", "{/1}")]),
        ("Dear {name}", "亲爱的{姓名}", [("missing", "{name}"), ("added", "{姓名}")]),
        ("%(count)s items", "%(count)件", [("missing", "%(count)s")]),
        (
            "Click {1}here{/1}",
            "｛1｝こちら｛/1｝",
            [("missing", "{1}"), ("missing", "{/1}"), ("wide", "｛1｝"), ("wide", "｛/1｝")],
        ),
        ("{1}a{/1}", "{/1}a{1}", [("unbalanced", "{/1}"), ("unbalanced", "{1}")]),
        ("%s of %s", "%s", [("missing", "%s")]),
        ("nothing", "{0.__class__}", [("added", "{0.__class__}")]),
        ("one", "{1/}", [("added", "{1/}")]),
    ],
)
def test_faults(source: str, target: str, expected: list[tuple[str, str]]) -> None:
    assert faults(source, target) == expected


@given(st.text(alphabet="{}/12ab%()s｛｝<> ", max_size=60))
def test_offsets_hold_and_a_text_has_no_faults_against_itself(text: str) -> None:
    found = placeholders(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    plain = [one for one in found if one.kind not in (PlaceholderKind.MARKUP, PlaceholderKind.WIDE)]
    assert all(one.end <= other.start for one, other in pairwise(plain))
    assert comparable(text, text) == []
    assert set(balanced(found)) <= set(found)
