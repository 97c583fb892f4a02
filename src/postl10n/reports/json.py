"""Reports as JSON documents, which `docs/schemas/` describes and `check --baseline` reads."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from typing import Any

from postl10n.errors import Place, UsageError
from postl10n.model.article import Article, Segment
from postl10n.model.findings import EntryFinding, Finding
from postl10n.model.glossary import GlossaryFinding
from postl10n.model.memory import CatalogLeverage, Hit, MemoryMatch, PairCount, PretranslateReport
from postl10n.model.reports import BuildReport, CatalogStats, CheckReport, Counts, ProjectStats, RunReport
from postl10n.model.scores import Comparison, ScoreCard, Skipped, SuccessRate, TermAccuracy
from postl10n.model.term_usage import ConceptUses, ConsistencyReport, ImpactedEntry, TermOccurrence
from postl10n.stages.catalog.diff import EntryChange

_SIDE = ("line", "msgstr", "fuzzy", "obsolete", "comments")
# In the order of `EntryFinding.identity`.
_FIELDS = ("rule", "locale", "article", "source", "target", "message")


def parse_baseline(data: bytes, *, path: str) -> Counter[tuple[str, ...]]:
    """Return how often each finding is in the report, by its identity: line numbers don't count.

    Raises UsageError for a file that is no report of `check --format json`.
    """
    place = Place(path=path)
    try:
        loaded = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"is not JSON: {error}", place=place) from error
    findings = loaded.get("findings") if isinstance(loaded, dict) else None
    if not isinstance(findings, list):
        hint = "Make it with `postl10n check --format json > FILE`."
        raise UsageError('is not a report of a check: it has no "findings"', place=place, hint=hint)
    return Counter(_identity(one, number, place) for number, one in enumerate(findings, start=1))


def _identity(one: object, number: int, place: Place) -> tuple[str, ...]:
    values = [one.get(name) for name in _FIELDS] if isinstance(one, dict) else [None]
    texts = tuple(value for value in values if isinstance(value, str))
    if len(texts) < len(_FIELDS):
        raise UsageError(f"finding {number} lacks one of {', '.join(_FIELDS)}", place=place)
    return texts


Document = dict[str, object]


def dumps(value: object) -> str:
    """The document of a value as text: keys as in our files, non-ASCII as it is."""
    return escaped(_indented(document(value), "\n"))


def dump_parts(value: object) -> Iterator[str]:
    """Yield the same in parts, so that the text of a long document is never in memory as a whole."""
    mark = "{"
    for key, member in document(value).items():
        yield f"{mark}\n  {_encoded(key)}: "
        mark = ","
        if isinstance(member, list) and member:
            for at, item in enumerate(member):
                yield escaped(f"{',' if at else '['}\n    " + _indented(item, "\n    "))
            yield "\n  ]"
        else:
            yield escaped(_indented(member, "\n  "))
    yield "\n}"


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _indented(value: object, margin: str) -> str:
    """Return what `json.dumps` does with `indent=2`, which takes three times as long."""
    inner = f"{margin}  "
    if value and isinstance(value, dict):
        members = [f"{_encoded(key)}: {_indented(member, inner)}" for key, member in value.items()]
        return f"{{{inner}{f',{inner}'.join(members)}{margin}}}"
    if value and isinstance(value, (list, tuple)):
        return f"[{inner}{f',{inner}'.join([_indented(item, inner) for item in value])}{margin}]"
    return _encoded(value)


_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def escaped(text: str) -> str:
    """Return JSON with escapes for what would steer a terminal or turn a line around, and for halves of pairs."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@singledispatch
def document(value: object) -> Any:
    """A value of the model as JSON has it: by its fields, or for those registered below as its schema says."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    return value


@document.register(str)
def _str(value: str) -> str:
    return value


@document.register(Iterable)
def _list(value: Iterable[object]) -> list[object]:
    return [document(item) for item in value]


@document.register(Mapping)
def _mapping(value: Mapping[object, object]) -> Document:
    return {str(key): document(item) for key, item in value.items()}


@document.register(BaseException)
def _fault(value: BaseException) -> str:
    return str(value)


@document.register(datetime.date)
def _date(value: datetime.date) -> str:
    return value.isoformat()


def _fields(value: Any) -> Document:
    """Every field but `place`, which is where we read a value, no part of it."""
    return _pick(value, *(field.name for field in dataclasses.fields(value) if field.name != "place"))


def _pick(value: object, *names: str) -> Document:
    """The fields and properties of these names."""
    return {name: document(getattr(value, name)) for name in names}


@document.register
def _article(article: Article) -> Document:
    read = article.document
    return {
        **_pick(read, "id", "locale", "date"),
        "title": _head(article.title, read.title.line),
        "subtitle": _head(article.subtitle, read.subtitle.line)
        if article.subtitle and read.subtitle
        else None,
        "dateline": _pick(read.dateline, "text", "line") if read.dateline else None,
        "blocks": [
            {
                **_pick(block.block, "kind", "lines"),
                "segments": [{"id": one.id, "text": one.text} for one in block.segments if not one.wordless],
            }
            for block in article.blocks
        ],
        "definitions": document(article.definitions),
        "boilerplate": [{"line": one.line, "text": one.text, "rule": one.rule} for one in read.boilerplate],
    }


def _head(segment: Segment, line: int) -> Document:
    return {**_pick(segment, "id", "text"), "line": line}


@document.register
def _check(report: CheckReport) -> Document:
    return {
        "catalogs": report.catalogs,
        "findings": document(report.findings),
        "waived": [{**document(one), **_waiver(one)} for one in report.waived],
        "repaired": [{**document(one), **_pick(one.place, "path", "line")} for one in report.repaired],
        **_pick(report, "known", "not_spelled"),
        "not_measured": document(report.not_measured),
    }


@document.register
def _finding(one: Finding) -> Document:
    return _pick(one, "rule", "severity", "message", "span", "repair")


@document.register
def _entry_finding(one: EntryFinding) -> Document:
    where = _pick(one.place, "path", "line")
    return {
        **_finding(one.finding),
        **_pick(one, "locale", "article"),
        **where,
        **_pick(one, "source", "target"),
    }


def _waiver(one: EntryFinding) -> Document:
    waiver = one.waiver
    return _pick(waiver, "reason", "until") if waiver else {"reason": "", "until": None}


@document.register
def _project_stats(report: ProjectStats) -> Document:
    return {"locales": document(report.by_locale()), **_pick(report, "site", "catalogs", "orphans")}


@document.register
def _catalog_stats(one: CatalogStats) -> Document:
    return {**_pick(one, "locale", "article"), **_counts(one.counts)}


@document.register
def _counts(counts: Counts) -> Document:
    return {**_fields(counts), "completion": counts.completion}


@document.register
def _score_card(card: ScoreCard) -> Document:
    """All but `scores`, which are added where segments were asked for."""
    return {
        **_pick(card, "locale", "article"),
        "state": card.rated,
        **_pick(card, "segments", "compared", "oversized", "skipped", "metrics", "baselines"),
        **_pick(card, "terms", "missed_terms", "compared_terms", "reference_terms", "term_match"),
        **_pick(card, "by_term", "by_document", "success_rates", "reference_success_rates"),
        **_pick(card, "effort", "reference_hash", "notes"),
    }


@document.register
def _skipped(skipped: Skipped) -> Document:
    return {**_fields(skipped), "total": skipped.total}


@document.register
def _comparison(comparison: Comparison) -> Document:
    return {**_fields(comparison), "significant": comparison.significant}


@document.register
def _terms(terms: TermAccuracy) -> Document:
    shares = _pick(terms, "share", "exact_share", "occurrence_rate", "consistency")
    return {**_pick(terms, "used", "exact", "expected", "repeated", "agreeing"), **shares}


@document.register
def _success_rate(one: SuccessRate) -> Document:
    return _pick(one, "unit", "terms", "rate")


@document.register
def _pretranslation(report: PretranslateReport) -> Document:
    return {
        "locales": document(report.by_locale()),
        "cost": document(report.cost),
        "discarded": document(report.discarded()),
        "unknown": document(report.unknown()),
        **_pick(report, "notices", "catalogs"),
    }


@document.register
def _leverage(one: CatalogLeverage) -> Document:
    drafts = {"drafts": len(one.drafts)}
    return {
        **_pick(one, "locale", "article", "path", "written"),
        **drafts,
        **_pick(one, "bands", "discarded", "unknown"),
    }


@document.register
def _build(report: BuildReport) -> Document:
    """All but `links`, which the command adds."""
    return _pick(report, "index", "as_of", "written", "unchanged", "removed")


@document.register
def _run(report: RunReport) -> Document:
    return {
        "update": _pick(report.update, "templates", "catalogs", "taken_over", "moved", "orphans"),
        "check": document(report.check),
        "score": document(report.score.cards),
        "stats": document(report.stats),
        "build": document(report.build),
        "misses": document(report.gates.misses),
        "gate_notices": document(report.gates.notices),
        "faults": document(report.faults),
    }


@document.register
def _glossary_finding(one: GlossaryFinding) -> Document:
    where = {"path": one.place.path if one.place else None, "line": one.place.line if one.place else None}
    return {**_fields(one), **where}


@document.register
def _consistency(report: ConsistencyReport) -> Document:
    return _pick(report, "locales")


@document.register
def _concept_uses(one: ConceptUses) -> Document:
    return {
        **_pick(one, "concept", "subject", "names", "expected", "variants", "unlisted"),
        "findings": [_use_finding(finding) for finding in one.findings],
        "waived": [{**_use_finding(finding), "reason": _waiver(finding)["reason"]} for finding in one.waived],
        "occurrences": document(one.occurrences),
    }


def _use_finding(one: EntryFinding) -> Document:
    finding = _pick(one.finding, "rule", "severity", "message")
    return {**finding, "article": one.article, **_pick(one.place, "path", "line")}


@document.register
def _occurrence(use: TermOccurrence) -> Document:
    return {
        "article": use.article,
        **_pick(use.place, "path", "line"),
        **_pick(use, "source", "target"),
        "span": [use.start, use.end],
        "rendering": document(use.rendering),
    }


@document.register
def _impacted(one: ImpactedEntry) -> Document:
    return {
        "effect": one.made,
        "concepts": document(one.effects),
        **_pick(one, "locale", "article"),
        **_pick(one.place, "path", "line"),
        "msgctxt": one.key[0],
        "msgid": one.key[1],
        "source": one.source,
        "msgstr": document(one.targets),
        **_pick(one, "state", "inherited", "suggestion", "applicable", "reason", "proposal"),
    }


@document.register
def _entry_change(one: EntryChange) -> Document:
    sides = {name: _pick(entry, *_SIDE) if (entry := getattr(one, name)) else None for name in ("old", "new")}
    return {"change": one.change, **_pick(one.entry, "msgctxt", "msgid"), **_pick(one, "fields"), **sides}


@document.register
def _match(one: MemoryMatch) -> Document:
    score = {"score": round(one.score, 4)}
    return {
        **_pick(one, "source", "target"),
        **score,
        "kind": one.kind,
        **_pick(one.unit, "origin", "article"),
    }


@document.register
def _hit(one: Hit) -> Document:
    unit = _pick(one.unit, "source", "target", "source_locale", "locale", "state", "origin", "article")
    return {**unit, **_pick(one, "source_spans", "target_spans")}


@document.register
def _pair(one: PairCount) -> Document:
    return _pick(one, "source_locale", "locale", "units", "approved", "fuzzy", "machine")
