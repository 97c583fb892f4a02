"""A verb over a whole corpus: its passes in order, what the shards can't know alone, and the manifest at the end."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from postl10n.bulk.folder import ResultFolder
from postl10n.bulk.inputs import Shard, plan
from postl10n.bulk.runners import Runner, runner_of
from postl10n.bulk.similarity import duplicates
from postl10n.bulk.tables import described, is_internal
from postl10n.bulk.worker import BulkOptions, Make, Out, Result, Setup, Task, code_digest, hash_of, result_of
from postl10n.files.json_values import plain
from postl10n.model.glossary import Glossary
from postl10n.model.project import Project
from postl10n.pipeline import Pipeline
from postl10n.reports.pages import text
from postl10n.stages.extract.recurring_lines import added_candidates, decided_lines
from postl10n.version import __version__
from postl10n.workspace import Progress, Workspace

VERBS = ("extract", "terms", "check", "score", "consistency")
"""The first two are about articles, the others about translations."""
_Sites = dict[str, list[list[str]]]
"""By site (a host, in one language): headlines, lines near the edges, lines anywhere."""


def run(
    verb: str,
    inputs: Sequence[str],
    options: BulkOptions,
    progress: Progress = lambda step, done, total: None,
    tell: Callable[[str], None] = lambda text: None,
) -> tuple[dict[str, Any], int]:
    """Write the tables of a verb; return their manifest, and how many results were made, not found.

    tell: gets sentences for the user. Raises UsageError and what is wrong with a project.
    """
    setup, folder = _setup(options), ResultFolder(options.to)
    shards = plan(inputs, options.shard_size)
    with runner_of(setup, tell) as runner:
        corpus = _Corpus(setup.digest, folder, runner, progress)
        results = (corpus.articles if verb in VERBS[:2] else corpus.pairs)(verb, shards)
    return _finish(folder, setup, verb, inputs, results)


def _setup(options: BulkOptions) -> Setup:
    pipeline = Pipeline(Project(name="", source="en", targets=()), Glossary())
    if options.project is not None:
        pipeline = Workspace.open(options.project).pipeline
    pipeline = pipeline.of(options.locale or pipeline.project.source)
    # Where results are written, and how long a row may take, makes no other result.
    about = plain((pipeline.project, pipeline.glossary, pipeline.rules))
    digest = hash_of([code_digest(), described(), about, options.largest])
    return Setup(pipeline=pipeline, options=options, digest=digest, code=code_digest())


class _Corpus:
    """The passes of one run."""

    def __init__(self, setup: str, folder: ResultFolder, runner: Runner, progress: Progress) -> None:
        self._setup, self._folder, self._runner, self._progress = setup, folder, runner, progress

    def articles(self, verb: str, shards: Sequence[Shard]) -> list[Result]:
        """Return the results that hold tables: those of the first pass have faults alone."""
        read = self._pass("Reading", "read", [{"shard": shard} for shard in shards])
        sites = self._sites(read)
        repeated = _repeated(self._folder, read)
        known = [{"sites": _of(sites, one), "repeated": repeated.get(one.address, {})} for one in read]
        finished = self._pass("Dividing", verb, _after(read, known))
        if verb == "terms":
            return [*read, *finished]

        def alike(out: Out) -> None:
            for row in sorted(duplicates(self._folder, finished)):
                out.add("duplicates", *row)

        return [*read, *finished, self._of_all("duplicates", finished, alike)]

    def _sites(self, read: Sequence[Result]) -> _Sites:
        """Return the lines that articles of each site lose, with those that are no headlines in the first place."""
        counts, may = added_candidates(one.known["lines"] for one in read)
        for result in self._pass("Counting", "count", _after(read, [_of(may, one) for one in read])):
            for site, kinds in result.known["counts"].items():
                counts[site].update(kinds)
        sites = {site: lines for site, one in sorted(counts.items()) if any(lines := one.recurring())}
        taken = self._pass("Looking", "take", _after(read, [_of(sites, one) for one in read]))
        return decided_lines(sites, [one.known for one in taken])

    def pairs(self, verb: str, shards: Sequence[Shard]) -> list[Result]:
        """Return the results of the only pass, and what was made of all together."""
        done = self._pass("Judging", verb, [{"shard": shard} for shard in shards])
        if verb != "consistency":
            return done

        def added(out: Out) -> None:
            counts: Counter[tuple[Any, ...]] = Counter()
            for result in done:
                for *key, number in result.known["renderings"]:
                    counts[tuple(key)] += number
            for key, number in sorted(counts.items(), key=str):
                out.add("renderings", *key, number)

        return [*done, self._of_all("renderings", done, added)]

    def _of_all(self, table: str, results: Sequence[Result], make: Make) -> Result:
        return result_of(self._folder, table, sorted(one.address for one in results), make)

    def _pass(self, step: str, stage: str, tasks: Sequence[Mapping[str, Any]]) -> list[Result]:
        results: dict[int, Result] = {}
        self._progress(step, 0, len(tasks))
        for number, result in self._runner([Task(setup=self._setup, stage=stage, **one) for one in tasks]):
            results[number] = result
            self._progress(step, len(results), len(tasks))
        return [results[number] for number in sorted(results)]


def _after(read: Sequence[Result], known: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"read": one.address, "known": of} for one, of in zip(read, known, strict=True)]


def _of(sites: _Sites, read: Result) -> _Sites:
    """Return the sites of which a shard has articles."""
    return {site: sites[site] for site in read.known["lines"] if site in sites}


def _repeated(folder: ResultFolder, read: Sequence[Result]) -> dict[str, dict[str, str]]:
    """Return, by shard, the ids that several rows have, each with the place of the row that keeps it.

    That is the first by its content, wherever it is.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    names = {one.address: name for one in read if (name := one.name("lines"))}
    columns = {address: folder.column(name, "id") for address, name in names.items()}
    every = pa.chunked_array([one for column in columns.values() for one in column.chunks], pa.string())
    counted = pc.value_counts(every)
    several = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for address, column in columns.items():
        if pc.any(pc.is_in(column, several)).as_py():
            wanted = set(several.to_pylist())
            for row in folder.rows(names[address]):
                if row["id"] in wanted:
                    found[row["id"]].append((row["digest"], row["place"], address))
    repeated: dict[str, dict[str, str]] = defaultdict(dict)
    for id_, rows in found.items():
        for _, _, address in rows:
            repeated[address][id_] = min(rows)[1]
    return repeated


def _finish(
    folder: ResultFolder, setup: Setup, verb: str, inputs: Sequence[str], results: Sequence[Result]
) -> tuple[dict[str, Any], int]:
    """Write manifest and report, and remove tables of earlier runs of the verb that are no longer part of it."""
    files: dict[str, list[str]] = defaultdict(list)
    rows: Counter[str] = Counter()
    counts: Counter[tuple[Any, ...]] = Counter()
    for result in {(one.stage, one.address): one for one in results}.values():
        for table, number in result.rows.items():
            if not is_internal(table):
                files[table].append(str(result.name(table)))
                rows[table] += number
        for *key, number in result.counts:
            counts[tuple(key)] += number
    manifest = {
        "verb": verb,
        "version": __version__,
        "code": code_digest(),
        "tables_version": described()["version"],
        "glossary": hash_of(plain(setup.pipeline.glossary)),
        "locale": setup.pipeline.project.source,
        "inputs": list(inputs),
        "shards": [one.address for one in results if one.stage in ("read", verb)],
        "rows": dict(sorted(rows.items())),
        "files": {table: sorted(names) for table, names in sorted(files.items())},
        "counts": sorted(([*key, number] for key, number in counts.items()), key=str),
    }
    folder.write(f"manifest-{verb}.json", (json.dumps(manifest, indent=1) + "\n").encode())
    folder.write(f"report-{verb}.html", report_page(manifest).encode())
    _sweep(folder, verb)
    return manifest, sum(one.made for one in results)


def _sweep(folder: ResultFolder, verb: str) -> None:
    manifests = [folder.json(f"manifest-{one}.json") or {} for one in VERBS]
    named = {name for one in manifests for names in one.get("files", {}).values() for name in names}
    for table in described().keys() - {"version"}:
        own = re.compile(rf"{table}/{table}-(?:read|{verb}|{table})-[0-9a-f]{{24}}\.parquet")
        for name in folder.names(table):
            if own.fullmatch(name) and name not in named:
                folder.remove(name)


_MOST = 30
"""Bars of a picture."""
_BY = ("host", "locale", "year")


def report_page(manifest: Mapping[str, Any]) -> str:
    """Return the page; everything in it that comes from articles is escaped."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: value if hasattr(value, "__html__") else text(str(value)),
    )
    template = environment.from_string((files(__package__) / "report.html").read_text("utf-8"))
    return template.render(manifest=manifest, pictures=list(_pictures(manifest["counts"])))


def _pictures(counts: list[list[Any]]) -> Iterator[tuple[str, str, list[tuple[str, int]], int]]:
    """Yield what is counted, by what, the bars with their names, and how many bars are left out."""
    for what in dict.fromkeys(row[3] for row in counts if row[3] not in ("bytes", "faults")):
        for at, by in enumerate(_BY):
            total: Counter[str] = Counter()
            for row in counts:
                if row[3] == what:
                    total["–" if row[at] in ("", None) else str(row[at])] += row[4]
            order = sorted(total.items(), key=lambda one: (-one[1], one[0]))[:_MOST]
            yield what, by, sorted(order) if by == "year" else order, len(total) - len(order)
