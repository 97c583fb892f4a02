"""The pass over translations: findings, scores, and how concepts are rendered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from postl10n.bulk.folder import ResultFolder
from postl10n.bulk.inputs import digest, rows
from postl10n.bulk.worker import Add, Make, Out, Setup, Task, pipeline_of
from postl10n.files.dataset_rows import Row, pair_of
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.scores import Rated
from postl10n.stages.score.inputs import Rating, ScoreRequest
from postl10n.stages.terms.consistency import ArticleUnits, locale_consistency
from postl10n.stages.terms.occurrences import lines_of, located_of, occurrences_in, units_of

_TOGETHER = 256
"""Translations that are judged together."""


def _check(setup: Setup, out: Out, task: Task) -> None:
    """Look at each translation by itself, with the glossary in view."""

    def judge(row: Row | str, add: Add) -> None:
        pair = pair_of(row, setup.pipeline.project.source, setup.options.largest)
        source, locale = pair["source_locale"], pair["locale"]
        entry = Entry(msgid=pair["source"], msgstr=(pair["target"],))
        found = pipeline_of(setup.digest, source).check_entry(entry, source_locale=source, locale=locale)
        for number, one in enumerate(found, start=1):
            span = (one.span.side, one.span.start, one.span.end) if one.span else (None, None, None)
            about = pair["id"], source, locale, number
            add("findings", *about, one.rule, str(one.severity), one.message, *span)
        _count(add, pair, "translations", 1)
        _count(add, pair, "findings", len(found))

    for place, row in rows(task.shard):
        out.row(place, row, partial(judge, row))


def _score(setup: Setup, out: Out, task: Task) -> None:
    """Compare translations with their references."""
    for source, locale, pairs in _together(setup, out, task, needed="reference"):
        catalog, reference = (_catalog(pairs, name) for name in ("target", "reference"))
        rating = Rating(article="", catalog=catalog, reference=reference)
        request = ScoreRequest(locale=locale, rated=Rated.ALL, segments=True)
        scores = iter(pipeline_of(setup.digest, source).score([rating], request)[0].scores)
        one = next(scores, None)
        for pair in pairs:
            # What is too long to compare has no score.
            if one is not None and (one.target, one.reference) == (pair["target"], pair["reference"]):
                out.add("scores", pair["id"], source, locale, one.bleu, one.chrf, one.ter)
                one = next(scores, None)


def _catalog(pairs: list[Row], name: str) -> Catalog:
    """Return translations as a catalog; the context numbers them, since sources repeat."""
    texts = [[pair[one].replace("{", "{{").replace("}", "}}") for one in ("source", name)] for pair in pairs]
    entries = (
        Entry(msgctxt=str(at), msgid=source, msgstr=(text,)) for at, (source, text) in enumerate(texts)
    )
    return Catalog(entries=tuple(entries))


def _consistency(setup: Setup, out: Out, task: Task) -> None:
    """Count how each concept is rendered, by host and year."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for source, locale, pairs in _together(setup, out, task):
        pipeline = pipeline_of(setup.digest, source)
        articles = []
        for at, pair in enumerate(pairs):
            located = located_of(occurrences_in([pair["source"]], pipeline.finder(source), source))
            catalog = Catalog(entries=(Entry(msgid=pair["source"], msgstr=(pair["target"],)),))
            if located:
                units = tuple(units_of(lines_of(catalog)))
                articles.append(ArticleUnits(article=str(at), path="", units=units, located=located))
        report = locale_consistency(articles, pipeline.glossary, source=source, locale=locale)
        for use in (use for concept in report.concepts for use in concept.occurrences):
            pair, how = pairs[int(use.article)], use.rendering
            where = use.concept, source, locale, pair["host"], pair["date"] and pair["date"].year
            counts[*where, how.term, str(how.status) if how.status else None] += 1
    out.known["renderings"] = sorted(([*key, number] for key, number in counts.items()), key=str)


def _together(
    setup: Setup, out: Out, task: Task, needed: str = "target"
) -> Iterator[tuple[str, str, list[Row]]]:
    """Yield translations by their languages, some at a time; those without what is needed are left out."""
    waiting: dict[tuple[str, str], list[Row]] = defaultdict(list)

    def keep(row: Row | str, add: Add) -> None:
        pair = pair_of(row, setup.pipeline.project.source, setup.options.largest)
        _count(add, pair, "translations", 1)
        if pair[needed]:
            waiting[pair["source_locale"], pair["locale"]].append(pair)

    for place, row in rows(task.shard):
        out.row(place, row, partial(keep, row))
        for key in [key for key, held in waiting.items() if len(held) == _TOGETHER]:
            yield *key, waiting.pop(key)
    yield from ((*key, pairs) for key, pairs in waiting.items())


def _count(add: Add, pair: Row, what: str, number: int) -> None:
    add("counts", pair["host"], pair["locale"], pair["date"] and pair["date"].year, what, number)


def _stage(judge: Callable[[Setup, Out, Task], None]) -> Callable[..., tuple[object, Make]]:
    def opened(setup: Setup, folder: ResultFolder, task: Task) -> tuple[object, Make]:
        return digest(task.shard), lambda out: judge(setup, out, task)

    return opened


PAIRS = {"check": _stage(_check), "score": _stage(_score), "consistency": _stage(_consistency)}
