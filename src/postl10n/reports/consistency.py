"""The consistency of a locale as one HTML file that needs nothing else: to be read, filtered, sent, printed."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from postl10n.lang.locales import bcp47, direction
from postl10n.lang.terms.usage import TERM_RULES
from postl10n.model.findings import EntryFinding
from postl10n.model.term_usage import ConceptUses, LocaleConsistency, TermOccurrence, Variant

if TYPE_CHECKING:
    from jinja2 import Template

# What HTML can't hold, and what would turn the direction of the text around it.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

_Parts = tuple[str, str, str]
"""A text before, in and after what is marked in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    article: str
    line: int | None
    source: _Parts
    target: _Parts
    term: str
    verdict: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Concept:
    concept: str
    subject: str
    name: str
    expected: tuple[str, ...]
    variants: tuple[Variant, ...]
    findings: tuple[EntryFinding, ...]
    rules: str
    rows: tuple[_Row, ...]


def consistency_page(report: LocaleConsistency, source: str) -> bytes:
    """The page of one locale, in UTF-8. Every text of the project is escaped, and no script but ours runs."""
    concepts = [_concept(one) for one in report.concepts]
    script = _data("consistency.js")
    digest = hashlib.sha256(script.encode()).digest()
    from markupsafe import Markup

    text = _template().render(
        report=report,
        concepts=concepts,
        occurrences=sum(len(one.rows) for one in concepts),
        findings=sum(len(one.findings) for one in concepts),
        articles=sorted({row.article for one in concepts for row in one.rows}),
        rules=TERM_RULES,
        tag=bcp47(report.locale),
        direction=direction(report.locale),
        source_tag=bcp47(source),
        source_direction=direction(source),
        # Our own file, not a text of the project.
        script=Markup(script),  # noqa: S704
        script_hash=base64.b64encode(digest).decode(),
    )
    return text.encode()


def _concept(one: ConceptUses) -> _Concept:
    return _Concept(
        concept=one.concept,
        subject=one.subject,
        name=one.names[0] if one.names else one.concept,
        expected=one.expected,
        variants=one.variants,
        findings=one.findings,
        rules=" ".join(dict.fromkeys(finding.finding.rule for finding in one.findings)),
        rows=tuple(_row(occurrence) for occurrence in one.occurrences),
    )


def _row(one: TermOccurrence) -> _Row:
    used = one.rendering
    start, end = (used.start or 0, used.end or 0) if used.start is not None else (0, 0)
    return _Row(
        article=one.article,
        line=one.place.line,
        source=(one.source[: one.start], one.source[one.start : one.end], one.source[one.end :]),
        target=(one.target[:start], one.target[start:end], one.target[end:]),
        term=used.term or "",
        verdict=used.verdict,
        status=str(used.status or ""),
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    # Jinja2 takes a tenth of a second to import, and most commands make no page.
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_finalize, trim_blocks=True
    )
    return environment.from_string(_data("consistency.html"))


def _finalize(value: object) -> object:
    # Markup is our script, the one value that is no text of the project.
    return value if hasattr(value, "__html__") else _NO_TEXT.sub("", str(value))


def _data(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
