"""Messages and exit codes of commands that can't go on."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

import click

from postl10n.errors import FaultGroup, Postl10nError, fault_of, foreign

if TYPE_CHECKING:
    from postl10n.model.article import Document

EXIT_FINDINGS = 1
EXIT_FAULT = 2
_EXIT_INTERRUPTED = 130


def guarded(command: click.Command) -> NoReturn:
    """Run a command; print a fault as one message each, and leave with its exit code."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            # Whoever started us closed it; the next file that is opened must not take its place.
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r+", encoding="utf-8"))
    try:
        code = command.main(standalone_mode=False)
        sys.stdout.flush()
    except Postl10nError as fault:
        show_faults([fault])
        code = EXIT_FAULT
    except click.ClickException as error:
        error.show()
        code = EXIT_FAULT
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        code = _EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as in `postl10n stats | head`: nothing is wrong.
        _say_no_more()
        code = 0
    except foreign() as error:
        met = fault_of(error)
        show_faults([met])
        if met.place is None:
            _say_no_more()
        code = EXIT_FAULT
    sys.exit(code if isinstance(code, int) else 0)


def _say_no_more() -> None:
    """Let Python find nothing wrong when it flushes the output at its end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_faults(faults: Iterable[Postl10nError]) -> None:
    """Each fault on stderr, the members of a group one by one."""
    for fault in faults:
        for one in fault.faults if isinstance(fault, FaultGroup) else (fault,):
            click.echo(f"{click.style('error:', fg='red')} {printable(str(one))}", err=True)


def warn_of_doubts(document: Document) -> None:
    """Say on stderr what was a close decision when an article was read."""
    for doubt in document.doubts:
        click.echo(
            f"{click.style('warning:', fg='yellow')} {printable(f'{document.path}: {doubt}')}", err=True
        )


def end_with_faults(faults: Iterable[Postl10nError]) -> None:
    """Show what a command had to leave out, and end it with exit code 2 if there is anything."""
    faults = tuple(faults)
    show_faults(faults)
    if faults:
        click.get_current_context().exit(EXIT_FAULT)


def end_with_findings(found: object) -> None:
    """End a command with exit code 1 if it found what it looks for."""
    if found:
        click.get_current_context().exit(EXIT_FINDINGS)


def printable(text: str) -> str:
    """The text without what would steer a terminal: control and bidirectional characters are escaped."""
    return "".join(
        char if char == "\n" or (char.isprintable() and char not in _BIDI) else _escape(char) for char in text
    )


_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _escape(char: str) -> str:
    if char in "\t\u00a0\u202f\u3000":
        return char
    return char.encode("unicode_escape").decode("ascii")
