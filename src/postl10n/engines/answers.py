"""Checks that an engine's answer can be a translation at all; others are discarded."""

from __future__ import annotations

import re
from collections import Counter

from postl10n.lang.languages.scripts import in_script
from postl10n.model.project import EngineAsk

_MARK_OR_BRACKET = re.compile(r"⟦\d+⟧|[⟦⟧]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BREAK = re.compile(r"[ \t]*[\t\r\n]+[ \t]*| {2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# Characters: no language needs so many times the space of another; short texts are allowed some more.
_LONGER, _SLACK = 12, 100


def usable(ask: EngineAsk, answer: object, locale: str) -> str | None:
    """Return the answer on one line, trimmed; None if it cannot be a translation of the text.

    Rejected are: no text, an empty text, other marks than the text's, more HTML than the text has, control characters,
    another script than the locale's, and a text that is far too long.
    """
    if not isinstance(answer, str):
        return None
    line = _BREAK.sub(" ", answer).strip()
    if not line or len(line) > _LONGER * len(ask.text) + _SLACK or _CONTROL.search(line):
        return None
    if _marks(line) != _marks(ask.text) or len(_HTML.findall(line)) > len(_HTML.findall(ask.text)):
        return None
    return line if in_script(line, ask.text, locale) else None


def _marks(text: str) -> Counter[str]:
    return Counter(_MARK_OR_BRACKET.findall(text))
