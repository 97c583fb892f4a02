"""Names by look and place."""

from __future__ import annotations

import pytest

from postl10n.lang.terms.proper_names import Names
from postl10n.lang.text.word_diff import tokens


@pytest.mark.parametrize(
    ("language", "text", "word", "name"),
    [
        ("en", "He met Petrov.", "Petrov", True),
        ("en", "Delivery is late.", "Delivery", False),
        ("en", "Late. Delivery is late.", "Delivery", False),
        ("en", "Belpost is early.", "Belpost", True),
        ("en", "Portugal is early.", "Portugal", True),
        ("en", "The UPU meets.", "UPU", True),
        ("en", "The form CN22 is new.", "CN22", True),
        ("en", "It is late.", "late", False),
        ("de", "Das Paket kommt.", "Paket", False),
        ("de", "Das ist Evropochta heute.", "Evropochta", True),
        ("ja", "ブラジルで使える", "ブ", True),
        ("zh", "由CTT提供", "CTT", True),
        ("zh", "由邮局提供", "邮", False),
    ],
)
def test_names_are_told_from_common_words(language: str, text: str, word: str, name: bool) -> None:
    (token,) = (token for token in tokens(text) if token.text == word)
    assert Names(text, language).are_names((token,)) is name


def test_particles_belong_to_a_name_only_inside_it() -> None:
    text = "They saw the Bank of Slovenia of old."
    words = tokens(text)
    assert Names(text, "en").are_names(words[3:6])
    assert not Names(text, "en").are_names(words[3:7])
    assert not Names(text, "en").are_names(())


def test_the_words_of_a_term_are_told_whatever_their_case() -> None:
    text = "A Registered letter arrives."
    names = Names(text, "en", ["registered letter"])
    assert names.are_term(tokens(text)[1:3])
    assert not names.are_term(tokens(text)[1:4])
    assert not names.are_term(())
