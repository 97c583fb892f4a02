"""Encoding texts for Apertium: its special characters are hidden from it, its marks read from the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from postl10n.lang.languages.language import language

# `^$/<>[]\` are the stream format's, `{}@` are read as chunks and failures by one tool or another, `*#@` mark words on the
# way back, `~` wakes the post-generator, `+` joins analyses. As characters of the private use area they pass for
# punctuation that nobody knows.
_SIGNS = "^$/<>[]\\{}@*#~+"
_HIDE = MappingProxyType({ord(sign): 0xE000 + ord(sign) for sign in _SIGNS})
_SHOW = MappingProxyType({private: chr(sign) for sign, private in _HIDE.items()})
_HIDDEN = re.compile("[" + "".join(map(chr, _HIDE.values())) + "]")
# A straight apostrophe within a word is what the English and French dictionaries know.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
_UNKNOWN = re.compile(r"[*@]([^\W\d_](?:[\w'’-]*\w)?)")
_MARKS = re.compile(r"[*@#](?=\w)")


def carriable(text: str) -> bool:
    """Return True if the text can be restored from an answer: no NUL, and none of our private use characters."""
    return "\0" not in text and not _HIDDEN.search(text) and not any(_surrogates(text))


def wrap(text: str, code: str) -> str:
    """The text as the pipe takes it; `code` is its language subtag."""
    if language(code).elides:
        text = _APOSTROPHE.sub("'", text)
    return text.translate(_HIDE)


def unwrap(answer: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of an answer, and the unknown words in order, without repeats.

    `*word` was not in the source dictionary, `@word` not in the bilingual one; `#word` could not be inflected.
    """
    unknown = tuple(dict.fromkeys(match[1] for match in _UNKNOWN.finditer(answer)))
    return _MARKS.sub("", answer).translate(_SHOW), unknown


def _surrogates(text: str) -> Iterator[bool]:
    return ("\ud800" <= sign <= "\udfff" for sign in text)
