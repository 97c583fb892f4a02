"""The text of a msgid: NFC, white space folded, literal braces told from placeholders."""

from __future__ import annotations

import re
import unicodedata

_BRACE = re.compile(r"[{}]")
_DOUBLED_BRACE = re.compile(r"\{\{|\}\}")


def normalise(text: str) -> str:
    """NFC, every run of Unicode white space one space, trimmed.

    >>> normalise(" Regional\u2002Comprehensive\\n Economic\u00a0")
    'Regional Comprehensive Economic'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def escape_braces(text: str) -> str:
    """Double literal braces, so that what is left single is a placeholder."""
    return _BRACE.sub(lambda brace: brace[0] * 2, text)


def unescape_braces(text: str) -> str:
    """Undo `escape_braces`."""
    return _DOUBLED_BRACE.sub(lambda pair: pair[0][0], text)
