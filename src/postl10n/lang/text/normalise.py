"""Normalising the text of a msgid: NFC, collapsed white space, literal braces distinct; and what XML can hold."""

from __future__ import annotations

import re
import unicodedata

from postl10n.registry import compiled

_LONG = 1 << 20
"""The length in characters from which on a list of all words costs more memory than it saves time."""
_OTHER_SPACE = re.compile(r"(?:[^\S ]| \s)\s*")
"""Any white space other than a single space."""
NOT_IN_XML = compiled("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML 1.0 can't hold, not even as a reference: https://www.w3.org/TR/xml/#charsets"""


def normalise(text: str) -> str:
    """Return the text in NFC, each run of Unicode white space collapsed to one space, trimmed.

    >>> normalise(" Regional\u2002Comprehensive\\n Economic\u00a0")
    'Regional Comprehensive Economic'
    """
    composed = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    if len(composed) > _LONG:
        return _OTHER_SPACE.sub(" ", composed).strip()
    return " ".join(composed.split())


def escape_braces(text: str) -> str:
    """Return the text with literal braces doubled, so that single ones are placeholders."""
    return text.replace("{", "{{").replace("}", "}}")


def unescape_braces(text: str) -> str:
    """Undo `escape_braces`."""
    return text.replace("{{", "{").replace("}}", "}")
