"""`postl10n bulk`"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from postl10n.cli.common import counted, echo, format_option, print_json, progress

_NEEDED = ("dask", "distributed", "fsspec", "pyarrow", "rensa", "warcio")
_POSITIVE = click.FloatRange(0.001, 1e6)
_INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
_OPTIONS = (
    _INPUTS,
    click.option("--to", required=True, metavar="FOLDER", help="The folder for the tables, or its address."),
    click.option(
        "-C",
        "--project",
        type=click.Path(path_type=Path),
        help="The project whose glossary and rules are used.",
    ),
    click.option("--locale", metavar="CODE", help="The language of rows that name none."),
    click.option(
        "--runner", type=click.Choice(["local", "processes", "dask"]), default="local", help="Where to work."
    ),
    click.option("--workers", type=click.IntRange(1, 1000), default=2, help="Processes, or workers of Dask."),
    click.option("--scheduler", metavar="ADDRESS", help="Of Dask, tcp://…; else a cluster is made here."),
    click.option("--shard-mb", type=_POSITIVE, default=8, help="The size of what is worked on at a time."),
    click.option("--seconds", type=_POSITIVE, default=60, help="The time that one row may take."),
    click.option("--largest-mb", type=_POSITIVE, default=10, help="The size that one row's text may have."),
    format_option(),
)
_VERBS = {
    "extract": (
        "Build: articles, as read and divided.\n\nTables of articles, segments, definitions, boilerplate, duplicates.",
        "articles --to build/corpus --runner processes",
    ),
    "terms": ("Reviewer: the glossary's terms in articles.", "articles --to build/corpus -C ."),
    "check": (
        "Reviewer: findings in translations.\n\nRows have source, target, source_locale, locale.",
        "examples/pairs.jsonl --to build/corpus -C .",
    ),
    "score": (
        "Reviewer: translations against their column reference.",
        "examples/pairs.jsonl --to build/corpus",
    ),
    "consistency": (
        "Reviewer: renderings of concepts, by host and year.",
        "examples/pairs.jsonl --to build/corpus -C .",
    ),
}


@click.group(
    context_settings={"show_default": True},
    epilog="Example: postl10n bulk extract articles --to build/corpus && ls build/corpus/segments",
)
def bulk() -> None:
    """Build: corpora of millions of articles, on this machine or a Dask cluster.

    INPUT is Parquet, JSON Lines, WARC or a folder of articles, on this machine or at any address that fsspec knows.
    Tables in Parquet come out, with a manifest and a report (docs/bulk.md). What was finished is not made again.
    Needs the extra: pip install 'postl10n[cluster]'
    """
    from postl10n.errors import UsageError

    if not all(map(find_spec, _NEEDED)):
        raise UsageError("bulk needs more packages", hint="Install them: pip install 'postl10n[cluster]'")


def _verb(name: str, about: str, example: str) -> None:
    def command(**options: Any) -> None:
        _run(name, options)

    for option in reversed(_OPTIONS):
        command = option(command)
    bulk.command(name, help=about, epilog=f"Example: postl10n bulk {name} {example}")(command)


for _name, _said in _VERBS.items():
    _verb(_name, *_said)


def _run(verb: str, options: dict[str, Any]) -> None:
    from postl10n.bulk.run import run
    from postl10n.bulk.worker import BulkOptions

    inputs, form = options.pop("inputs"), options.pop("form")
    shard, largest = (int(options.pop(name) * 1e6) for name in ("shard_mb", "largest_mb"))
    asked = BulkOptions(**options, shard_size=shard, largest=largest)
    with progress() as shown:
        manifest, made = run(verb, inputs, asked, shown, lambda said: echo(said, err=True))
    if form == "json":
        print_json(manifest)
        return
    for table, number in manifest["rows"].items():
        echo(f"{number:10,} {table}")
    echo(f"Made anew: {counted(made, 'part')}. Report: {asked.to}/report-{verb}.html")


@bulk.command(
    epilog="Example: postl10n bulk select articles --where \"id > 'p' and not id in ('x')\" --to build/some"
)
@_INPUTS
@click.option(
    "--where",
    required=True,
    metavar="CONDITION",
    help="Columns id, url, host, locale, date, year; = != < > in; and, or, not; texts in '…'.",
)
@click.option("--to", type=click.Path(path_type=Path), required=True, help="The folder for the articles.")
@click.option("--locale", default="en", metavar="CODE", help="The language of rows that name none.")
def select(inputs: tuple[str, ...], where: str, to: Path, locale: str) -> None:
    """Build: chosen articles, as files for a project.

    No file is replaced.
    """
    from postl10n.bulk.select import select

    written, there = select(inputs, where, to, locale)
    echo(f"{counted(written, 'article')} written" + (f", {there} were there already" if there else ""))
