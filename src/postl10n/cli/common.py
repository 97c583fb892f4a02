"""Options, progress and JSON shared by several commands."""

from __future__ import annotations

import gc
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from postl10n.cli.groups import lock_timeout_option

if TYPE_CHECKING:
    from postl10n.model.findings import Severity
    from postl10n.model.reports import GateReport
    from postl10n.workspace import Progress, Selection, Workspace

COLOURS = {"error": "red", "warning": "yellow", "notice": "cyan"}
"""Of severities."""

_P = ParamSpec("_P")
_R = TypeVar("_R")
_Decorated = Callable[_P, _R]


@dataclass(frozen=True, slots=True)
class Part:
    """The project that a command is about, and the part of it that its options select."""

    folder: Path
    locales: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    no_cache: bool = False

    @property
    def only(self) -> Selection:
        from postl10n.workspace import Selection

        return Selection(locales=self.locales or None, articles=self.articles or None)

    @contextmanager
    def opened(self) -> Iterator[Workspace]:
        """The project, with progress on stderr as long as somebody looks at it."""
        from postl10n.workspace import Workspace

        with progress() as report:
            yield Workspace.open(self.folder, progress=report, remembered=not self.no_cache)


def project_option(command: Callable[..., _R]) -> Callable[..., _R]:
    """`--project`, which the command gets as a `part`."""
    return _with_part(command, "folder")


def selection_options(command: Callable[..., _R]) -> Callable[..., _R]:
    """The same with `--locale` and `--article`, both repeatable."""
    locale = click.option(
        "--locale", "locales", multiple=True, metavar="CODE", help="Only this locale; repeatable."
    )
    article = click.option(
        "--article", "articles", multiple=True, metavar="ID", help="Only this article; repeatable."
    )
    return _with_part(locale(article(command)), "folder", "locales", "articles")


cache_option = click.option(
    "--no-cache", is_flag=True, help="Use and keep no answer of an earlier command; the answers are the same."
)


def _with_part(command: Callable[..., _R], *names: str) -> Callable[..., _R]:
    @wraps(command)
    def called(*given: object, no_cache: bool = False, **options: Any) -> _R:
        part = Part(**{name: options.pop(name) for name in names}, no_cache=no_cache)
        return command(*given, part=part, **options)

    return lock_timeout_option(hidden=True)(
        click.option(
            "-C",
            "--project",
            "folder",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            default=Path(),
            help="The project folder; by default this one or the nearest above it.",
        )(called)
    )


force_option = click.option(
    "--force",
    is_flag=True,
    help="Replace a file even if this project did not export it, or it was edited since.",
)


def format_option(*others: str) -> Callable[[_Decorated[_P, _R]], _Decorated[_P, _R]]:
    """`--format text|json`, and further formats where a command has them."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", *others]),
        default="text",
        show_default=True,
        help="How to print the result.",
    )


def severity_options(notices: str) -> Callable[[_Decorated[_P, _R]], _Decorated[_P, _R]]:
    """`--severity` and `--notices`, whose help is given."""
    severity = click.option(
        "--severity",
        type=click.Choice(["error", "warning", "notice"]),
        default="error",
        show_default=True,
        help="Exit with 1 if there is a finding at or above it.",
    )
    shown = click.option("--notices/--no-notices", default=False, help=notices)
    return lambda command: severity(shown(command))


strict_option = click.option(
    "--strict", is_flag=True, help="Write nothing where an article or a catalog can't be read."
)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress display on stderr, on a terminal only; it leaves nothing behind."""
    if not sys.stderr.isatty():
        yield _nothing
        return
    # rich takes a tenth of a second to import, which filters and builds in CI need not pay.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        tasks: dict[str, object] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = display.add_task(step, total=total)
            display.update(tasks[step], completed=done, total=total)  # type: ignore[arg-type]

        yield report


def _nothing(step: str, done: int, total: int) -> None:
    """Nobody looks."""


def print_gates(gates: GateReport, *, err: bool = False) -> None:
    """The gates that were missed, and those that nothing can be said of; to stderr beside another format's data."""
    for miss in gates.misses:
        echo(f"gate missed: {miss}", err=err)
    for notice in gates.notices:
        echo(f"gate not judged: {notice}", err=err)


def print_json(value: object, **more: object) -> None:
    """One JSON document on stdout: a report, with further members if there are any."""
    from postl10n.reports.json import document, dumps

    click.echo(dumps({**more, **document(value)} if more else value))


def json_lines(handle: Callable[[Mapping[str, object]], object]) -> None:
    """A filter: one JSON object a line from stdin, one answer a line to stdout, in order.

    A line with half of a character is answered with an `"error"`. Raises UsageError with the line's number for a line
    that is no JSON object, or longer than one may be.
    """
    from postl10n.errors import Place, UsageError, fault_of
    from postl10n.reports.json import escaped

    out = sys.stdout
    for number, line in enumerate(iter(partial(sys.stdin.buffer.readline, _LONGEST + 1), b""), start=1):
        if not line.strip():
            continue
        if len(line) > _LONGEST:
            said = f"longer than {_LONGEST:,} bytes"
            raise UsageError(said, place=Place(path="<stdin>", line=number), hint="Give one text a line.")
        try:
            question = json.loads(line)
        except ValueError as error:
            raise UsageError(f"not JSON: {error}", place=Place(path="<stdin>", line=number)) from error
        except RecursionError as error:
            raise fault_of(error, Place(path="<stdin>", line=number)) from error
        if not isinstance(question, dict):
            raise UsageError("expected a JSON object", place=Place(path="<stdin>", line=number))
        if _HALVES.search(line) and not _is_text(question):
            told = {"error": f"line {number} holds half of a character, which is no text"}
            out.write(json.dumps(told) + "\n")
            continue
        try:
            answer = handle(question)
        except UsageError as error:
            raise UsageError(
                error.message, place=Place(path="<stdin>", line=number), hint=error.hint
            ) from error
        out.write(escaped(json.dumps(answer, ensure_ascii=False, separators=(",", ":"))) + "\n")
    out.flush()


_LONGEST = 4_000_000
"""Bytes of a line."""
_HALVES = re.compile(rb"\\u[dD]|\xed")
"""Of characters beyond U+FFFF, as JSON and as bytes; also whole characters, which are looked at then."""


def _is_text(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def field(question: Mapping[str, object], name: str) -> str:
    """A text of a question. Raises UsageError if it is missing or no text."""
    from postl10n.errors import UsageError

    value = question.get(name)
    if not isinstance(value, str):
        raise UsageError(f'"{name}" must be given as a text')
    return value


def echo(text: str = "", *, err: bool = False) -> None:
    """Print a text that may come from strangers: nothing in it steers the terminal."""
    from postl10n.cli.faults import printable

    click.echo(printable(text), err=err)


def without_gc() -> None:
    """Look for no cycles until the command ends: catalogs and pages are many small values without, a tenth of the time."""
    if gc.isenabled():
        gc.disable()
        click.get_current_context().call_on_close(gc.enable)


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "catalog"), counted(2, "entry", "entries")
    ('1 catalog', '2 entries')
    """
    return f"{number} {noun if number == 1 else nouns or f'{noun}s'}"


def severities(found: Iterable[Severity]) -> str:
    """The number of findings of each severity: `1 error, 0 warnings, 2 notices`."""
    counts = Counter(map(str, found))
    return ", ".join(counted(counts[name], name) for name in COLOURS)


def write_page(path: Path, page: str) -> None:
    """Write a report that a person asked for by its path. Raises UsageError."""
    from postl10n.project.writes import OURS, write_file

    write_file(path, page.encode(), root=path.resolve().parent, durable=False, expected=OURS)
