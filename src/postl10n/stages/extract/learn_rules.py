"""Proposing how the pages of a site are read, from what recurs on them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from postl10n.lang.text.normalise import unescape_braces
from postl10n.model.article import Document, Line
from postl10n.model.project import ReadingRules
from postl10n.stages.extract.dates import find_date
from postl10n.stages.extract.evidence import is_running
from postl10n.stages.extract.reading_rules import headline_at, lines_of

_LEAST = 2
_SHARE = 0.3
"""The pages on which a line of furniture stands, at least."""
_MOST = 0.6
"""The share of pages that agree on where headline and date stand, at least."""
_LONGEST = 160
_LONGEST_DATE = 80


def propose(documents: Sequence[Document]) -> ReadingRules:
    """Return the lines that recur, and where headline and date stand, as patterns; those that hold on these pages."""
    most = max(_LEAST, _MOST * len(documents))
    texts = [sorted(lines_of(one), key=lambda line: line.line) for one in documents]
    dated = [_date_in(lines, one) for lines, one in zip(texts, documents, strict=True)]
    plain = (
        dict.fromkeys(
            _furniture(page, line) for line in lines if len(line.text) <= _LONGEST and line is not date
        )
        for page, lines, date in zip(documents, texts, dated, strict=True)
    )
    furniture = tuple(_often((one for page in plain for one in page), max(_LEAST, _SHARE * len(documents))))
    heads = [_headline(lines, one, furniture) for lines, one in zip(texts, documents, strict=True)]
    pages = list(zip(texts, heads, strict=True))
    above = _often((_pattern(lines[at - 1].text) for lines, at in pages if at), most)
    dates = _often((_pattern(one.text, words=True) for one in dated if one), most)
    rules = ReadingRules(date=next(iter(dates), ""), furniture=furniture)
    below = replace(rules, headline_below=next(iter(above), ""))
    for one in (below, replace(rules, headline_above=rules.date)):
        if sum(headline_at(lines, one) == at for lines, at in pages) >= most:
            return one
    return rules


def as_toml(rules: ReadingRules, where: ReadingRules, pages: int) -> str:
    """Return a block for `postl10n.toml`; `where` has the paths or the host."""
    lines = ["[[extract.site]]", f"# Proposed from {pages} pages."]
    lines += [f"paths = [{', '.join(map(_text, where.paths))}]"] if where.paths else []
    lines += [f"host = {_text(where.host)}"] if where.host else []
    names = ("headline_below", "headline_above", "date")
    lines += [f"{name} = {_text(value)}" for name in names if (value := getattr(rules, name))]
    if rules.furniture:
        lines += ["furniture = [", *(f"    {_text(one)}," for one in rules.furniture), "]"]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    plain = "'" not in value and value.isprintable()
    return f"'{value}'" if plain else json.dumps(value, ensure_ascii=False)


def _date_in(lines: Sequence[Line], document: Document) -> Line | None:
    """Return the line with the date: the one that was read as such, else the first that holds one."""
    if document.dateline is not None:
        return document.dateline
    short = (one for one in lines if len(one.text) <= _LONGEST_DATE)
    return next((one for one in short if find_date(one.text, document.locale)), None)


def _headline(lines: Sequence[Line], document: Document, furniture: Sequence[str]) -> int:
    title = unescape_braces(document.title.text)
    at = next((n for n, one in enumerate(lines) if one.line == document.title.line and one.text == title), 0)
    while at + 1 < len(lines) and _furniture(document, lines[at]) in furniture:
        at += 1
    return at


def _furniture(document: Document, line: Line) -> str:
    """Return a line's pattern; headlines and running text recur only with their figures: tender 12 is not tender 13."""
    exact = line.line == document.title.line or is_running(line.text)
    return f"^{re.escape(line.text)}$".replace("\\ ", " ") if exact else _pattern(line.text)


def _often(found: Iterable[str], least: float) -> list[str]:
    """Return what is found so often, the most frequent first, else in the order in which it comes."""
    return [one for one, count in Counter(found).most_common() if count >= least]


def _pattern(text: str, *, words: bool = False) -> str:
    """Return the pattern of lines that are alike but for figures, and for words if these may differ."""
    parts = re.findall(r"\d+|[^\W\d_]+|\W|_", text)
    either = ("\\d+" if one.isdecimal() else "\\p{L}+" if words and one.isalpha() else None for one in parts)
    return f"^{''.join(new or (' ' if old == ' ' else re.escape(old)) for new, old in zip(either, parts, strict=True))}$"
