"""Parts of a text written for a machine: code, roles and targets of reStructuredText, manual page references.

They are not translated, and none of their words counts as untranslated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Lengths are bounded so that scanning a megabyte of one character stays linear.
_TITLED = r"`[^`<>]{1,200}(?P<%s>\s<[^<>`]{1,200}>)`"
_CODE = re.compile(
    r"``[^`]{1,400}``"
    # The title of a role is text, and so is that of a reference, `a place`_ or `a place <target>`_.
    rf"|(?P<role>:[A-Za-z][\w.+:-]{{0,60}}:)(?:{_TITLED % 'of_role'}|`[^`]{{1,200}}`)"
    rf"|{_TITLED % 'of_reference'}_{{0,2}}"
    r"|`[^`]{1,200}`(?!_)"
    r"|<(?P<element>code|kbd|samp|tt)\b[^<>]{0,200}>[^<]{0,400}</(?P=element)>"
    # The address of a link, an option, a name with an underscore, a call.
    r"|(?<=\])\([^()\s]{1,300}\)"
    r"|(?<![\w-])--[A-Za-z][\w-]{1,60}"
    r"|(?<![A-Za-z0-9_.])[A-Za-z][A-Za-z0-9.]{0,60}_[A-Za-z0-9_.]{0,60}[A-Za-z0-9_]"
    r"|(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_.]{0,60}\(\)"
)
_MANUAL_PAGE = re.compile(
    r"(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_.:+-]{0,60}(?P<section>\([1-9][a-z]{0,4}\))(?![A-Za-z0-9_])"
)


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans [start, end) that are code.

    >>> text = "See :ref:`the rules <rules>`, ``a b`` and sort(1)."
    >>> [text[start:end] for start, end in code_spans(text)]
    [':ref:', ' <rules>', '``a b``', 'sort(1)']
    """
    if any(sign in text for sign in "`_(<-"):
        for match in _CODE.finditer(text):
            target = match["of_role"] or match["of_reference"]
            if target is None:
                yield match.span()
                continue
            if match["role"]:
                yield match.span("role")
            yield match.span("of_role" if match["of_role"] else "of_reference")
        yield from (match.span() for match in _MANUAL_PAGE.finditer(text))


def manual_pages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of manual page sections, `(3pm)` after `page`: neither numbers nor times of day."""
    return (match.span("section") for match in _MANUAL_PAGE.finditer(text))
