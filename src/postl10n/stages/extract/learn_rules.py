"""Proposing how the pages of a site are read, from what recurs on them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from postl10n.lang.text.normalise import unescape_braces
from postl10n.model.article import Document, Line
from postl10n.model.project import ReadingRules
from postl10n.stages.extract.dates import find_date
from postl10n.stages.extract.reading_rules import headline_at, lines_of

_LEAST = 2
_SHARE = 0.3
"""The pages on which a line of furniture stands, at least."""
_MOST = 0.6
"""The share of pages that agree on where headline and date stand, at least."""
_LONGEST = 160
_LONGEST_DATE = 80
_TOKEN = re.compile(r"\d+|[^\W\d_]+|\s+|.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    lines: list[Line]
    headline: int
    date: int | None


def propose(documents: Sequence[Document]) -> ReadingRules:
    """Return the lines that recur, and where headline and date stand, as patterns; those that hold on these pages."""
    texts = [sorted(lines_of(one), key=lambda line: line.line) for one in documents]
    furniture = _recurring(texts, documents)
    pages = [_page(lines, one, furniture) for lines, one in zip(texts, documents, strict=True)]
    below = _most(
        (_pattern([page.lines[page.headline - 1].text]) for page in pages if page.headline), len(pages)
    )
    dated = [page.lines[page.date].text for page in pages if page.date is not None]
    date = _common(dated, len(pages))
    above = date if sum(page.date == page.headline + 1 for page in pages) >= _MOST * len(pages) else ""
    rules = ReadingRules(date=date, furniture=tuple(furniture))
    for one in (replace(rules, headline_below=below), replace(rules, headline_above=above)):
        if sum(headline_at(page.lines, one) == page.headline for page in pages) >= _MOST * len(pages):
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


def _page(lines: list[Line], document: Document, furniture: dict[str, None]) -> _Page:
    title = unescape_braces(document.title.text)
    at = next((n for n, one in enumerate(lines) if one.line == document.title.line and one.text == title), 0)
    while at + 1 < len(lines) and _pattern([lines[at].text]) in furniture:
        at += 1
    dated = (n for n, one in enumerate(lines) if n != at and _is_dated(one.text, document.locale))
    own = document.dateline
    date = next((n for n, one in enumerate(lines) if own and one.line == own.line), None)
    return _Page(lines=lines, headline=at, date=next(dated, None) if date is None else date)


def _is_dated(text: str, locale: str) -> bool:
    return len(text) <= _LONGEST_DATE and find_date(text, locale) is not None


def _recurring(texts: Iterable[Sequence[Line]], documents: Sequence[Document]) -> dict[str, None]:
    """Return the patterns of lines that recur, in the order in which they stand."""
    counts: Counter[str] = Counter()
    order: dict[str, None] = {}
    for lines, document in zip(texts, documents, strict=True):
        own = {
            _pattern([one.text]): None
            for one in lines
            if len(one.text) <= _LONGEST and not _is_dated(one.text, document.locale)
        }
        order |= own
        counts.update(own.keys())
    least = max(_LEAST, _SHARE * len(documents))
    return {one: None for one in order if counts[one] >= least}


def _most(found: Iterable[str], pages: int) -> str:
    counts = Counter(found).most_common(1)
    return counts[0][0] if counts and counts[0][1] >= max(_LEAST, _MOST * pages) else ""


def _common(texts: Sequence[str], pages: int) -> str:
    """Return the pattern of the lines of the commonest shape, if most pages have one of it."""
    shapes: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for text in texts:
        shapes[tuple(_kind(one) for one in _TOKEN.findall(text))].append(text)
    alike = max(shapes.values(), key=len, default=[])
    return _pattern(alike) if len(alike) >= max(_LEAST, _MOST * pages) else ""


def _pattern(texts: Sequence[str]) -> str:
    """Return the pattern of lines of one shape: figures may differ, words where they do."""
    parts = []
    for same in zip(*(_TOKEN.findall(text) for text in texts), strict=True):
        kind = _kind(same[0])
        varied = kind == "word" and len(set(same)) > 1
        parts.append(
            {"figure": r"\d+", "space": " "}.get(kind) or (r"\p{L}+" if varied else re.escape(same[0]))
        )
    return f"^{''.join(parts)}$"


def _kind(token: str) -> str:
    return (
        "figure"
        if token.isdecimal()
        else "space"
        if token.isspace()
        else "word"
        if token.isalpha()
        else token
    )
