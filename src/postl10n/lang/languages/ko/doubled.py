"""Forms that Korean does not double without a space."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HANGUL_TWICE = re.compile(r"([\uac00-\ud7a3]{2,12})\1")
_ENDINGS = "다는을를의에로요고며"


def doubled(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield words doubled by mistake, as (word, start, end) of both."""
    for match in _HANGUL_TWICE.finditer(text):
        if len(match[1]) > 2 or match[1][-1] in _ENDINGS:
            yield match[1], *match.span()
