"""Negation and quantity by language."""

from __future__ import annotations

import pytest

from postl10n.lang.languages.language import codes
from postl10n.lang.languages.negation import guess_language, negates, negation, weighty_words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "You can’t, won't and cannot.", ["not", "not", "not"]),
        ("en", "Another nothingness: a note, smaller", []),
        ("fr", "L'agence n’ouvre pas.", ["n'", "ne"]),
        ("cs", "Pošta nepracuje v neděli.", ["ne"]),
        ("zh", "非常欢迎，不收费", ["不"]),
        ("ko", "우체국은 이용할 수 없습니다", ["없"]),
        ("xx", "not all", []),
    ],
)
def test_the_words_are_found(language: str, text: str, words: list[str]) -> None:
    assert sorted(weighty_words(text, language).elements()) == sorted(words)


def test_a_prefix_turns_a_word_round() -> None:
    assert negates("possible", "Impossible", "en")
    assert negates("невозможна", "возможна", "ru")
    assert not negates("able", "capable", "en")
    assert not negates("possible", "impossible", "xx")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The post office is open for all of us", "en"),
        ("A encomenda não foi entregue ao destinatário", "pt"),
        ("Пошта працює щодня, крім неділі", "uk"),
        ("Ён сказаў так", "be"),
        ("郵便局は開いています", "ja"),
        ("邮局开门", "zh"),
        ("우체국", "ko"),
        ("12345", None),
    ],
)
def test_a_language_is_guessed(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def test_every_language_of_the_list_has_both_kinds_of_words_and_common_ones() -> None:
    listed = [(code, words) for code in codes() if (words := negation(code)) is not None]
    assert len(listed) > 17
    for language, lexicon in listed:
        assert len(lexicon.frequent) > 20, language
        assert lexicon.scale, language
