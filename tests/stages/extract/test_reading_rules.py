"""What a user says of how an article is read."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postl10n.errors import Postl10nError, ProjectError, UsageError
from postl10n.lang.text import user_patterns
from postl10n.lang.text.inline_tags import bare
from postl10n.model.article import Document, Line
from postl10n.model.project import ReadingRules
from postl10n.stages.extract import extract
from postl10n.stages.extract.reading_rules import RULE, page_host, xpath

TEXT = """\
Southern Post
Print this page
New sorting hall opens in Porto Sul
Lisbon office, 4 May 2025
The hall handles nine thousand parcels an hour.
Follow Southern Post on three networks
Its doors open on Monday.
Most read today
Stamps of the year
"""
PAGE = """<html lang="en"><head><link rel="canonical" href="https://www.south.example/a"></head><body>
<div class="kicker main"><h1>Press</h1></div><h2 id="real">New hall opens</h2>
<p>The hall handles nine thousand parcels an hour, and its doors open on Monday.</p>
<p class="stamp" data-when="x">4 May 2025</p><p>Follow us on three networks</p></body></html>"""


def _read(text: str, path: str = "a.txt", **rules: object) -> Document:
    made = ReadingRules(**rules)  # type: ignore[arg-type]
    return extract(text, article_id="a", path=path, locale="en", rules=made)


def _texts(document: Document) -> list[str]:
    return [bare(block.text) for block in document.blocks]


@pytest.mark.parametrize(
    "rules",
    [
        {"headline": "^New sorting"},
        {"headline_below": "^Print this page$"},
        {"headline_above": r"\d May \d{4}$"},
        {"title": "New sorting hall opens in Porto Sul"},
    ],
)
def test_headline(rules: dict[str, str]) -> None:
    assert _read(TEXT, **rules).title.text == "New sorting hall opens in Porto Sul"


def test_date_body_and_furniture() -> None:
    document = _read(
        TEXT, headline="^New sorting", date="^Lisbon office", furniture=("^Follow",), end="^Most read"
    )

    assert (document.date, document.dateline and document.dateline.line) == (datetime.date(2025, 5, 4), 4)
    assert _texts(document) == [
        "The hall handles nine thousand parcels an hour.",
        "Its doors open on Monday.",
    ]
    assert [(one.line, one.rule) for one in document.boilerplate] == [(n, RULE) for n in (1, 2, 6, 8, 9)]


def test_body_begins_where_the_rules_say() -> None:
    document = _read(TEXT, headline="^New sorting", begin="^Its doors", end="^Most")

    assert (document.title.line, _texts(document)) == (3, ["Its doors open on Monday."])


def test_lines_that_are_kept() -> None:
    text = "A headline of some length\n\nThe text says something.\n\nPowered by SOUTH\n"

    assert "Powered by SOUTH" not in _texts(_read(text, furniture=("^Nothing",)))
    assert _texts(_read(text, keep=("^Powered",)))[-1] == "Powered by SOUTH"
    assert "The text" in _texts(_read(text, keep=("^The",), furniture=("^The",)))[0]


def test_selectors() -> None:
    document = _read(PAGE, "a.html", headline_css="body > #real", date_css='p.stamp[data-when="x"]')

    assert (document.title.text, document.date) == ("New hall opens", datetime.date(2025, 5, 4))
    assert "New hall opens" not in _texts(document)
    assert "4 May 2025" not in _texts(document)


def test_lines_of_a_page() -> None:
    document = _read(PAGE, "a.html", headline="^New hall", furniture=("^Follow us",))

    assert document.title.text == "New hall opens"
    assert [one.text for one in document.boilerplate if one.rule == RULE][-1] == "Follow us on three networks"


def test_a_page_of_one_line_keeps_its_body() -> None:
    page = PAGE.replace("\n", "")
    document = _read(
        page.replace("<h2", "<nav><h2").replace("</h2>", "</h2></nav>"), "a.html", headline="^New hall"
    )

    assert document.title.text == "New hall opens"
    assert any(text.startswith("The hall handles") for text in _texts(document))


def test_running_text_goes_back_to_the_body() -> None:
    text = "The office opens again today.\n\nIt was closed for a week.\n"

    document = _read(text, title="Office opens")

    assert _texts(document) == ["The office opens again today.", "It was closed for a week."]


def test_a_day_and_a_title_of_ones_own() -> None:
    document = _read(TEXT, title="Porto Sul sorts faster", day=datetime.date(2024, 1, 2))

    assert (document.title.text, document.date) == ("Porto Sul sorts faster", datetime.date(2024, 1, 2))


@pytest.mark.parametrize("selector", ["", "p:first-child", "a, b", "p[", "> ", "p >"])
def test_selectors_that_are_none(selector: str) -> None:
    with pytest.raises(UsageError):
        xpath(selector)


def test_patterns_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_patterns, "TIME_LIMIT", 0.01)
    slow = "(?:a|b|ab)+[cd]"

    with pytest.raises(ProjectError, match="takes more than"):
        _read("A headline\n\n" + "ab" * 18 + " end.\n", furniture=(slow,))
    with pytest.raises(ProjectError, match="repeats a repetition"):
        _read(TEXT, furniture=("(a+){1}",))
    with pytest.raises(ProjectError, match=r"'aaa.*…' is longer than 10,000 characters"):
        _read(TEXT, furniture=("a" * 10_001,))
    for nested in ("(" * 400 + "a" + ")" * 400, "a{99999999999999999999}"):
        with pytest.raises(ProjectError, match="is no regular expression"):
            _read(TEXT, furniture=(nested,))


@given(
    text=st.text(st.sampled_from("Aab1 .\n{}<p>"), max_size=80),
    path=st.sampled_from(["a.txt", "a.html", "a.md"]),
    headline=st.sampled_from(["", "A", "^b", "1"]),
    furniture=st.sampled_from([(), ("a",), ("^A",)]),
)
@example(text="1\n\na\n1", path="a.md", headline="", furniture=("a",))
@example(text="11<p>1\na", path="a.html", headline="", furniture=("a",))
@example(text=f"{35 * '1'}. 1\nA", path="a.html", headline="A", furniture=())
def test_no_line_is_lost(text: str, path: str, headline: str, furniture: tuple[str, ...]) -> None:
    try:
        plain = extract(text, article_id="a", path=path, locale="en")
        ruled = _read(text, path, headline=headline, furniture=furniture)
    except Postl10nError:
        return

    lines = text.split("\n")

    def letters(written: str) -> str:
        return re.sub(r"[\s{}<>]+", "", written)

    def of_line(one: Line) -> Iterator[int]:
        """What is set aside, and a headline, may be a block of several lines: its text has them.

        Its first line may hold the end of another.
        """
        yield one.line
        text, first = letters(one.text), letters(lines[one.line - 1])
        begun = next(first[at:] for at in range(len(first) + 1) if text.startswith(first[at:]))
        rest = range(one.line + 1, len(lines) + 1)
        yield from itertools.takewhile(
            lambda last: text.startswith(begun + letters("".join(lines[one.line : last]))), rest
        )

    def held(document: Document) -> set[int]:
        heads = (document.title, document.subtitle, document.dateline, *document.boilerplate)
        of_blocks = (n for one in document.blocks for n in range(one.lines[0], one.lines[1] + 1))
        return {*(n for one in heads if one for n in of_line(one)), *of_blocks}

    assert held(plain) <= held(ruled)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        (PAGE, "south.example"),
        ("See http://a.example/x and https://b.example/1 https://b.example/2", "b.example"),
        ("none", ""),
    ],
)
def test_host(text: str, host: str) -> None:
    assert page_host(text) == host
