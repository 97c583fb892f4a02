"""The one function of a shard, the same on every runner, and what it does in each pass over a corpus of articles."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import partial

from postl10n.bulk.folder import ResultFolder
from postl10n.bulk.inputs import digest, rows
from postl10n.bulk.pairs import PAIRS
from postl10n.bulk.similarity import signature_of
from postl10n.bulk.worker import (
    Add,
    Make,
    Out,
    Result,
    Setup,
    Task,
    code_digest,
    pipeline_of,
    result_of,
    setups,
    table_name,
)
from postl10n.errors import UsageError
from postl10n.files.dataset_rows import Row, article_of, row_digest
from postl10n.files.json_values import plain, reader
from postl10n.model.article import Document
from postl10n.model.ids import article_id, texts_hash
from postl10n.stages.extract.evidence import is_running
from postl10n.stages.extract.recurring_lines import (
    LineCounts,
    SiteLines,
    headline_of,
    lines_of,
    outline_of,
    taken_lines,
    without_recurring,
)


def _read(setup: Setup, folder: ResultFolder, task: Task) -> tuple[object, Make]:
    """Read each article by itself; tell which of its lines may recur."""

    def make(out: Out) -> None:
        seen: dict[str, LineCounts] = defaultdict(LineCounts)

        def read(place: str, row: Row | str, add: Add) -> None:
            article = article_of(row, setup.pipeline.project.source, setup.options.largest)
            document = _document(setup, article)
            site, lines = f"{article['host']} {article['locale']}", lines_of(outline_of(document))
            text = json.dumps(plain(document), ensure_ascii=True, separators=(",", ":"))
            add("lines", article["id"], place, row_digest(row), site, *map(sorted, lines))
            add("documents", article.pop("id"), place, site, *article.values(), text)
            seen[site].add(lines)

        for place, row in rows(task.shard):
            out.row(place, row, partial(read, place, row))
        out.known["lines"] = {site: one.candidates() for site, one in sorted(seen.items())}

    return digest(task.shard), make


def _document(setup: Setup, article: Row, none: frozenset[str] = frozenset()) -> Document:
    """Return an article as it is read by itself; `none` are lines that are no headlines."""
    pipeline = pipeline_of(setup.digest, article["locale"])
    name, host = article_id(article["id"]), article["host"].removeprefix("www.")
    sites = (one for one in pipeline.project.sites if host and one.host.removeprefix("www.") == host)
    path = f"{name}.{article['ending']}"
    return pipeline.extract(
        article["text"], article_id=name, path=path, rules=next(sites, None), recurring=none
    )


def _count(setup: Setup, folder: ResultFolder, task: Task) -> tuple[object, Make]:
    """Count the lines that may recur, exactly."""

    def make(out: Out) -> None:
        counts: dict[str, list[Counter[str]]] = {
            site: [Counter() for _ in of] for site, of in task.known.items()
        }
        wanted = {site: [frozenset(lines) for lines in of] for site, of in task.known.items()}
        for row in folder.rows(table_name("lines", "read", task.read)):
            kinds = (row["titles"], row["edges"], row["short"])
            for count, lines, of in zip(
                counts.get(row["site"], ()), kinds, wanted.get(row["site"], ()), strict=False
            ):
                count.update(of.intersection(lines))
        out.known["counts"] = counts

    return task.read, make


def _take(setup: Setup, folder: ResultFolder, task: Task) -> tuple[object, Make]:
    """Count the articles that would lose each line, and look for the headlines below those that many have."""

    def make(out: Out) -> None:
        taken: dict[str, Counter[str]] = {site: Counter() for site in task.known}
        others: dict[str, dict[str, list[str]]] = {site: defaultdict(list) for site in task.known}

        def look(row: Row, add: Add) -> None:
            titles, edges, anywhere = task.known[row["site"]]
            outline = outline_of(_decoded(row))
            taken[row["site"]].update(taken_lines(outline, edges, anywhere))
            title = outline.title
            if title in titles:
                other = _document(setup, row, frozenset(titles)).title.text
                # Running text in the place of a headline is none, and tells no article from others.
                others[row["site"]][title].append("" if is_running(other) else texts_hash([other]))

        anew = any(titles for titles, _, _ in task.known.values())
        columns = None if anew else ["id", "place", "site", "document"]
        for row in folder.rows(table_name("documents", "read", task.read), columns):
            if row["site"] in task.known:
                out.row(row["place"], row, partial(look, row))
        out.known.update(taken=taken, titles=others)

    return task.read, make


def _finish(setup: Setup, folder: ResultFolder, task: Task) -> tuple[object, Make]:
    """Take what recurs from each article, divide it, and look for the glossary's terms."""
    sites = {
        site: SiteLines(lines=tuple(lines), anywhere=tuple(anywhere), no_headlines=frozenset(none))
        for site, (none, lines, anywhere) in task.known["sites"].items()
    }
    write = _write_terms if task.stage == "terms" else _write

    def finish(row: Row, add: Add) -> None:
        first = task.known["repeated"].get(row["id"], row["place"])
        if first != row["place"]:
            raise UsageError(f"has the id of {first}")
        site, document = sites.get(row["site"], SiteLines()), _decoded(row)
        if headline_of(document) in site.no_headlines:
            document = _document(setup, row, site.no_headlines)
        write(setup, add, row, without_recurring(document, site))

    def make(out: Out) -> None:
        for row in folder.rows(table_name("documents", "read", task.read)):
            out.row(row["place"], row, partial(finish, row))

    return task.read, make


def _write(setup: Setup, add: Add, row: Row, document: Document) -> None:
    article = pipeline_of(setup.digest, document.locale).segment(document)
    date, id_, segments = document.date or row["date"], row["id"], list(article.segments())
    subtitle = document.subtitle.text if document.subtitle else None
    sizes = len(document.blocks), len(segments), len(document.boilerplate)
    about = id_, row["url"], row["host"] or None, document.locale, date, document.title.text, subtitle
    add("articles", *about, *sizes, document.doubts)
    for number, one in enumerate(segments, start=1):
        add("segments", id_, number, one.id, str(one.role), one.text)
    for defined in article.definitions:
        add("definitions", id_, defined.short, defined.full, defined.segment)
    for number, line in enumerate(document.boilerplate, start=1):
        add("boilerplate", id_, number, line.line, line.rule, line.text)
    add("signatures", id_, *signature_of(" ".join(one.text for one in segments)))
    for what, many in (("articles", 1), ("segments", len(segments)), ("bytes", len(row["text"].encode()))):
        add("counts", row["host"], document.locale, date and date.year, what, many)


def _write_terms(setup: Setup, add: Add, row: Row, document: Document) -> None:
    pipeline = pipeline_of(setup.digest, document.locale)
    article = pipeline.segment(document)
    found, date = pipeline.terms(article), document.date or row["date"]
    for number, one in enumerate(article.segments(), start=1):
        for use in found.get(one.text, ()):
            span = one.text[use.start : use.end], use.start, use.end, use.alternatives
            add("terms", row["id"], number, one.id, use.concept, use.term.text, str(use.term.status), *span)
            add("counts", row["host"], document.locale, date and date.year, "terms", 1)


def _decoded(row: Row) -> Document:
    document: Document = reader(Document)(json.loads(row["document"]))
    return document


STAGES: Mapping[str, Callable[[Setup, ResultFolder, Task], tuple[object, Make]]] = {
    "read": _read,
    "count": _count,
    "take": _take,
    "extract": _finish,
    "terms": _finish,
    **PAIRS,
}
"""Each returns what its result is made from, setup and knowledge apart, and how it is made."""


def perform(task: Task) -> Result:
    """Return the result of a shard, found or made. Raises a Postl10nError for what stops the whole run."""
    setup = setups[task.setup]
    if setup.code != code_digest():
        raise UsageError("a worker has another version of postl10n", hint="Install the same one everywhere.")
    folder = ResultFolder(setup.options.to)
    made_from, make = STAGES[task.stage](setup, folder, task)
    return result_of(folder, task.stage, [setup.digest, made_from, task.known], make, setup.options.seconds)
