"""Word-level differences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.word_diff import hunks, marked, tokens

texts = st.text(alphabet="ab 邮局.1,{/}\n", max_size=25)

CASES = [
    ("Offices open at 9.", "Offices open at 10.30.", "{-9-} {+10.30+}"),
    ("It costs 1 200 roubles", "It costs 1 300 roubles", "{-200-} {+300+}"),
    ("It costs 1\u00a0200 roubles", "It costs 1\u00a0300 roubles", "{-1 200-} {+1 300+}"),
    ("The post opens", "The small post opens", "{+small+}"),
    ("The small post opens", "The post opens", "{-small-}"),
    ("Don't wait here", "Do wait here", "{-Don't-} {+Do+}"),
    ("邮局上午开门", "邮局下午开门", "{-上-} {+下+}"),
    ("See {1}Belpost{/1} now", "See {1}CTT{/1} now", "{-Belpost-} {+CTT+}"),
    ("a b c d e f", "a x c d y f", "{-b-} {+x+} … {-e-} {+y+}"),
    ("two  blanks", "two blanks", "white space"),
    ("See https://a.by/x now", "See https://a.by/y now", "{-https://a.by/x-} {+https://a.by/y+}"),
    ("one\x1b two", "one\x1b three", "{-two-} {+three+}"),
    ("", "all\x00new", "{+all new+}"),
]


@pytest.mark.parametrize(("old", "new", "shown"), CASES)
def test_the_difference_in_a_line(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


@given(texts, texts)
def test_what_no_hunk_covers_is_equal(old: str, new: str) -> None:
    found = hunks(old, new)
    kept_old = {token for hunk in found for token in hunk.old}
    kept_new = {token for hunk in found for token in hunk.new}
    equal_old = [token.text for token in tokens(old) if token not in kept_old]
    assert equal_old == [token.text for token in tokens(new) if token not in kept_new]


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_line_is_one_line(old: str, new: str) -> None:
    assert len(marked(old, new).splitlines()) == 1


def test_long_differences_are_cut() -> None:
    old, new = " ".join(map(str, range(3000))), " ".join(map(str, range(3000, 9000)))
    assert len(marked(old, new)) < 250
    scattered = " ".join(f"same w{n}" for n in range(500)), " ".join(f"same v{n}" for n in range(500))
    assert len(marked(*scattered)) < 600
