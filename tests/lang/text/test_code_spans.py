from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.code_spans import code_spans, manual_pages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Run `post box` now", ["`post box`"]),
        ("Run ``post box`` now", ["``post box``"]),
        ("Use :func:`open_box` or :py:class:`~post.Box`.", [":func:`open_box`", ":py:class:`~post.Box`"]),
        ("See :ref:`the rules <rules>` first", [":ref:", " <rules>"]),
        ("See the `price list <prices>`_ and `the guide`_", [" <prices>"]),
        ("See <code>post box</code> now", ["<code>post box</code>"]),
        ("Read [the rules](sorting-rules.md) first", ["(sorting-rules.md)"]),
        ("Set html_box_path, pass --dry-run, call send()", ["html_box_path", "--dry-run", "send()"]),
        ("See post(1) and Post::Box(3pm).", ["post(1)", "Post::Box(3pm)"]),
        ("A letter (3 pages) in box (2), letter(s) – and so on", []),
        ("It's the post-box's `left", []),
    ],
)
def test_what_is_code(text: str, code: list[str]) -> None:
    assert [text[start:end] for start, end in code_spans(text)] == code


def test_the_section_of_a_manual_page_is_no_time() -> None:
    text = "page(3pm), sort(1); at 3pm (4pm on Sunday)"
    assert [text[start:end] for start, end in manual_pages(text)] == ["(3pm)", "(1)"]


@given(st.text(alphabet="`<>:_ a(1)[]-.\n", max_size=60))
def test_spans_lie_in_the_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in code_spans(text))
