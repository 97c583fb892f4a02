"""Whatever a file holds, it is an article or one message, and twice the text is at most twice the work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postl10n.errors import Postl10nError
from postl10n.model.article import Article
from postl10n.workspace import read_article

ENDINGS = ["txt", "html", "md"]
PIECES = [
    *(
        "<b>",
        "</b>",
        "<p>",
        "<div class=a>",
        "</div>",
        "<h1>",
        "<table><tr><td>",
        "<a href=x>",
        "<!--",
        "-->",
        "<![CDATA[",
    ),
    *(
        "<title>",
        "<script>",
        "</script>",
        "<pre>",
        "<ul><li>",
        "<svg>",
        "<object>",
        "&amp;",
        "&#",
        "<time datetime=2025-01-02>",
    ),
    *(
        "**",
        "_",
        "`",
        "```\n",
        "[a](b",
        "![",
        "> ",
        "- ",
        "1. ",
        "# ",
        "---\n",
        "| a |\n|---|\n",
        "\\",
        "~~",
        "[^1]",
        "+++\n",
    ),
    *(
        "a",
        "Word ",
        "A sentence stands here. ",
        "\n",
        "\n\n",
        "2025-01-02\n",
        "12 May 2025 | ",
        "Home > News\n",
        " ",
        "\t",
        "  \n",
    ),
    *(
        "(hereinafter “X”)",
        "（以下简称“邮”）",
        ", ci-après « X »,",
        "(USPS)",
        "「",
        "」",
        "{",
        "}",
        "{1}",
        "\x00",
        "\u200b",
        "\u2028",
        "é",
        "邮",
    ),
]
"""What the readers' rules look at, and ends of lines."""


def _read(folder: Path, data: bytes, ending: str, locale: str | None = None) -> Article | Postl10nError:
    path = folder / f"page.{ending}"
    path.write_bytes(data)
    try:
        return read_article(path, locale)
    except Postl10nError as fault:
        return fault


def _check(outcome: Article | Postl10nError) -> None:
    if isinstance(outcome, Postl10nError):
        assert outcome.message
        assert "\n" not in outcome.message
    else:
        assert outcome.document.title.text


_MANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@_MANY
@given(data=st.binary(max_size=200), ending=st.sampled_from(ENDINGS))
def test_any_bytes(tmp_path: Path, data: bytes, ending: str) -> None:
    _check(_read(tmp_path, data, ending))


@_MANY
@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=40),
    ending=st.sampled_from(ENDINGS),
    locale=st.sampled_from([None, "zh_Hans", "fr", "ar"]),
)
def test_any_pieces(tmp_path: Path, pieces: list[str], ending: str, locale: str | None) -> None:
    _check(_read(tmp_path, "".join(pieces).encode(), ending, locale))


def _work(folder: Path, text: str, ending: str) -> int:
    """Return how many lines of Python run to read a text, and how many functions written in C they call."""
    count = 0

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    def traced(frame: FrameType, event: str, argument: object) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.setprofile(called)
    sys.settrace(traced)
    try:
        _read(folder, text.encode(), ending)
    finally:
        sys.settrace(before)
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.no_cover
def test_twice_the_text_is_twice_the_work(tmp_path: Path, piece: str, ending: str) -> None:
    head = "<h1>A headline</h1><p>" if ending == "html" else "A headline\n\nIt stands above a text.\n\n"
    _read(tmp_path, (head + piece).encode(), ending)

    once, twice = (_work(tmp_path, head + piece * count, ending) for count in (200, 400))

    assert twice <= 2.3 * once, (once, twice)
