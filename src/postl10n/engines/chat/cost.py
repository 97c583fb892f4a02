"""The cost of a chat request: a token count that errs on the high side, and its price."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

# The tokens of a message beside its text, as servers count them.
_FRAME = 16
# The tokens of an answer: its frame, the frame of an item, and a translation three times as long as its text.
_ANSWER, _ITEM, _GROWTH = 40, 24, 3
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Prices per million tokens, in one currency."""

    input: float
    output: float

    def of(self, asked: int, answered: int) -> float:
        return (asked * self.input + answered * self.output) / _MILLION


def tokens(text: str) -> int:
    """Return an upper estimate of the tokens of a text, from experience with several tokenizers.

    English has about four characters a token, of which we count three; we count one token for a Cyrillic or Arabic
    letter and one and a half for a Han character, where current tokenizers need a third to two thirds, and about one.
    """
    plain = sum(sign.isascii() for sign in text)
    return math.ceil(plain / 3 + (len(text.encode("utf-8", "replace")) - plain) / 2)


def question_tokens(messages: Iterable[str]) -> int:
    return sum(tokens(message) + _FRAME for message in messages)


def answer_tokens(texts: Iterable[str]) -> int:
    """Return the maximum number of tokens to allow for the answer."""
    return _ANSWER + sum(_ITEM + _GROWTH * tokens(text) for text in texts)
