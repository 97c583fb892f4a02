"""Reports as JSON documents, which `docs/schemas/` describes and `check --baseline` reads."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, singledispatch
from importlib.resources import files
from operator import attrgetter, methodcaller
from typing import Any

from postl10n.errors import Place, UsageError
from postl10n.model.article import Article, Segment
from postl10n.model.findings import EntryFinding
from postl10n.model.glossary import GlossaryFinding
from postl10n.model.memory import CatalogLeverage, MemoryMatch
from postl10n.model.reports import CheckReport
from postl10n.model.scores import RunReport
from postl10n.model.term_usage import ConceptUses, ImpactedEntry, TermOccurrence
from postl10n.stages.catalog.diff import EntryChange

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
    """A value of the model as JSON has it: as its schema says, by `json_fields.toml` or a function below."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _pick(value, _shapes().get(type(value).__name__, "*"))
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


@cache
def _shapes() -> Mapping[str, str]:
    return tomllib.loads((files(__package__) / "json_fields.toml").read_text("utf-8"))


def _pick(value: Any, shape: str) -> Document:
    """The members of a value that a shape names; `json_fields.toml` says how."""
    found: Document = {}
    for name, get in _members(value.__class__, shape):
        if name == "*":
            found.update(document(get(value)))
        else:
            found[name] = document(get(value))
    return found


@cache
def _members(kind: type[Any], shape: str) -> list[tuple[str, Callable[[Any], Any]]]:
    """Return the names of a shape's members, each with the way to it."""
    found: list[tuple[str, Callable[[Any], Any]]] = []
    for word in shape.split():
        own = [one.name for one in dataclasses.fields(kind) if one.name != "place"] if word == "*" else [word]
        for name, _, path in (one.rpartition("=") for one in own):
            way = methodcaller(path[:-2]) if path.endswith("()") else attrgetter(path.removesuffix(".*"))
            found.append((name or path.rpartition(".")[2], way))
    return found


@document.register
def _article(article: Article) -> Document:
    read = article.document
    return {
        **_pick(read, "id locale date"),
        "title": _head(article.title, read.title.line),
        "subtitle": _head(article.subtitle, read.subtitle.line)
        if article.subtitle and read.subtitle
        else None,
        "dateline": _pick(read.dateline, "text line") if read.dateline else None,
        "blocks": [
            {
                **_pick(block.block, "kind lines"),
                "segments": [_pick(one, "id text") for one in block.segments if not one.wordless],
            }
            for block in article.blocks
        ],
        "definitions": document(article.definitions),
        "boilerplate": [_pick(one, "line text rule") for one in read.boilerplate],
    }


def _head(segment: Segment, line: int) -> Document:
    return {**_pick(segment, "id text"), "line": line}


@document.register
def _check(report: CheckReport) -> Document:
    waived = [{**document(one), **_waiver(one)} for one in report.waived]
    return {
        **_pick(report, "catalogs findings"),
        "waived": waived,
        **_pick(report, "repaired known not_spelled not_measured"),
    }


def _waiver(one: EntryFinding) -> Document:
    return _pick(one.waiver, "reason until") if one.waiver else {"reason": "", "until": None}


@document.register
def _leverage(one: CatalogLeverage) -> Document:
    drafts = {"drafts": len(one.drafts)}
    return {**_pick(one, "locale article path written"), **drafts, **_pick(one, "bands discarded unknown")}


@document.register
def _run(report: RunReport) -> Document:
    updated = _pick(report.update, "templates catalogs taken_over moved orphans")
    others = "check score=score.cards stats build misses=gates.misses gate_notices=gates.notices faults"
    return {"update": updated, **_pick(report, others)}


@document.register
def _glossary_finding(one: GlossaryFinding) -> Document:
    return {
        **_pick(one, "*"),
        **(_pick(one.place, "path line") if one.place else {"path": None, "line": None}),
    }


@document.register
def _impacted(one: ImpactedEntry) -> Document:
    return {
        **_pick(one, "effect=made concepts=effects locale article place.path place.line"),
        "msgctxt": one.key[0],
        "msgid": one.key[1],
        **_pick(one, "source msgstr=targets state inherited suggestion applicable reason proposal"),
    }


@document.register
def _concept_uses(one: ConceptUses) -> Document:
    return {
        **_pick(one, "concept subject names expected variants unlisted"),
        "findings": [_pick(finding, _USE) for finding in one.findings],
        "waived": [{**_pick(finding, _USE), "reason": _waiver(finding)["reason"]} for finding in one.waived],
        "occurrences": document(one.occurrences),
    }


_USE = "finding.rule finding.severity finding.message article place.path place.line"


@document.register
def _occurrence(use: TermOccurrence) -> Document:
    span = {"span": [use.start, use.end]}
    return {**_pick(use, "article place.path place.line source target"), **span, **_pick(use, "rendering")}


@document.register
def _entry_change(one: EntryChange) -> Document:
    side = "line msgstr fuzzy obsolete comments"
    sides = {name: _pick(entry, side) if (entry := getattr(one, name)) else None for name in ("old", "new")}
    return {**_pick(one, "change entry.msgctxt entry.msgid fields"), **sides}


@document.register
def _match(one: MemoryMatch) -> Document:
    score = {"score": round(one.score, 4)}
    return {**_pick(one, "source target"), **score, **_pick(one, "kind unit.origin unit.article")}
