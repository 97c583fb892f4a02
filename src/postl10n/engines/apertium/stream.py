"""Texts on their way through Apertium: its signs kept away from it, its marks read on the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

# `^$/<>[]\` are the stream format's, `{}@` are read as chunks and failures by one tool or another, `*#@` mark words on the
# way back, `~` wakes the post-generator, `+` joins analyses. As characters of the private use area they pass for
# punctuation that nobody knows.
_SIGNS = "^$/<>[]\\{}@*#~+"
_HIDE = MappingProxyType({ord(sign): 0xE000 + ord(sign) for sign in _SIGNS})
_SHOW = MappingProxyType({private: chr(sign) for sign, private in _HIDE.items()})
_HIDDEN = re.compile("[" + "".join(map(chr, _HIDE.values())) + "]")
# A straight apostrophe within a word is what the English and French dictionaries know.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
_STRAIGHT = frozenset({"en", "fr", "ca", "it", "oc"})
_UNKNOWN = re.compile(r"[*@]([^\W\d_](?:[\w'’-]*\w)?)")
_MARKS = re.compile(r"[*@#](?=\w)")


def carriable(text: str) -> bool:
    """Whether the text can be told apart from what is done to it: no NUL, nothing of the private use area in use."""
    return "\0" not in text and not _HIDDEN.search(text) and not any(_surrogates(text))


def wrap(text: str, language: str) -> str:
    """The text as the pipe takes it; `language` is its language subtag."""
    if language in _STRAIGHT:
        text = _APOSTROPHE.sub("'", text)
    return text.translate(_HIDE)


def unwrap(answer: str) -> tuple[str, tuple[str, ...]]:
    """The text of an answer, and the words that were not known, each once in their order.

    `*word` was not in the source's dictionary, `@word` not in the bilingual one; `#word` could not be inflected.
    """
    unknown = tuple(dict.fromkeys(match[1] for match in _UNKNOWN.finditer(answer)))
    return _MARKS.sub("", answer).translate(_SHOW), unknown


def _surrogates(text: str) -> Iterator[bool]:
    return ("\ud800" <= sign <= "\udfff" for sign in text)
