"""What a chat request may cost: a token count that errs on the high side, and prices by it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

# What a message costs beside its text, as the peers count.
_FRAME = 16
# Tokens of an answer: its frame, that of an item, and a translation three times its text.
_ANSWER, _ITEM, _GROWTH = 40, 24, 3
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Prices of a million tokens, in one currency."""

    input: float
    output: float

    def of(self, asked: int, answered: int) -> float:
        return (asked * self.input + answered * self.output) / _MILLION


def tokens(text: str) -> int:
    """No fewer than the tokens of a text, by experience and not by any one tokenizer.

    English has about four characters a token, three are counted; a Cyrillic or Arabic letter counts one, a Han
    character one and a half, where tokenizers of these years need a third to two thirds and about one.
    """
    plain = sum(sign.isascii() for sign in text)
    return math.ceil(plain / 3 + (len(text.encode("utf-8", "replace")) - plain) / 2)


def question_tokens(messages: Iterable[str]) -> int:
    return sum(tokens(message) + _FRAME for message in messages)


def answer_tokens(texts: Iterable[str]) -> int:
    """The most tokens that the answer is given."""
    return _ANSWER + sum(_ITEM + _GROWTH * tokens(text) for text in texts)
