"""Errors with a place and a hint, and a collector that reports all faults of an input at once."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A position: a path as the user would type it, with line and column counted from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


class Postl10nError(Exception):
    """An error that the user can correct: what is wrong, where, and what to do."""

    def __init__(self, message: str, *, place: Place | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # A process of a pool passes its fault on by pickling, place and hint included.
        return _again, (type(self), self.message, self.place, self.hint)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f"\n  {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"


def _again(kind: type[Postl10nError], message: str, place: Place | None, hint: str | None) -> Postl10nError:
    return kind(message, place=place, hint=hint)


class UsageError(Postl10nError):
    """A command or a library call that cannot be carried out as asked."""


class ProjectError(Postl10nError):
    """A fault in `postl10n.toml` or in the layout of the project folder."""


class ArticleError(Postl10nError):
    """An article that cannot be read."""


class GlossaryError(Postl10nError):
    """A glossary file that cannot be read, or that contradicts itself."""


class CatalogError(Postl10nError):
    """A PO or POT file that cannot be read."""


class SheetError(Postl10nError):
    """A spreadsheet that cannot be read."""


class EngineError(Postl10nError):
    """A machine translation engine that cannot be used."""


class EngineSettingsError(EngineError):
    """Settings of an engine that can't work on any machine."""


class PluginError(Postl10nError):
    """A plug-in that cannot be loaded, or that failed."""


class FaultGroup(Postl10nError):
    """Several faults found in one pass; nothing was changed."""

    def __init__(self, faults: Iterable[Postl10nError]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.faults,)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


_SIMPLER = "No file of use is like that: make it simpler, or leave it out."


def system_fault(
    did: str, error: OSError, place: Place | None = None, kind: type[Postl10nError] = UsageError
) -> Postl10nError:
    """Return the fault of a file that can't be read, written …, which `did` says."""
    if place is None and error.filename is not None:
        named = error.filename
        place = Place(path=named.decode("utf-8", "replace") if isinstance(named, bytes) else str(named))
    hints = _table("hints")
    hint = hints.get(errno.errorcode.get(error.errno or 0, ""), hints["other"])
    return kind(f"can't be {did}: {error.strerror or error}", place=place, hint=hint)


def foreign() -> tuple[type[Exception], ...]:
    """Return what the system, a parser, a number or a store raises for what is not as it should be."""
    stores = sys.modules.get("sqlite3")
    known = (OSError, ValueError, OverflowError, RecursionError, MemoryError)
    return (*known, stores.Error) if stores else known


def fault_of(
    error: Exception, place: Place | None = None, kind: type[Postl10nError] = UsageError
) -> Postl10nError:
    """Return one of `foreign` as a fault, which says where in the program it was met if nothing else tells the place."""
    if isinstance(error, OSError):
        return system_fault("read or written", error, place, kind)
    if isinstance(error, RecursionError):
        return kind("is nested too deeply", place=place, hint=_SIMPLER)
    if isinstance(error, MemoryError):
        return kind("takes more memory than there is", place=place, hint=_SIMPLER)
    told = " ".join(str(error).split()) or type(error).__name__
    told = next((plain for part, plain in _table("plainer").items() if part in told), told)
    if isinstance(error, UnicodeError):
        told = f"holds what is no text: {told}"
    hint = "Look at the file or argument that has it."
    if place is None:
        hint += f" If nothing is wrong with it, please report this: {type(error).__name__} in {_met(error)}."
    return kind(told, place=place, hint=hint)


def _met(error: Exception) -> str:
    """The line of ours that an exception passed last."""
    found, trace = "", error.__traceback__
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        found = f"{name}:{trace.tb_lineno}" if name.startswith("postl10n.") else found
        trace = trace.tb_next
    return found


@cache
def _table(name: str) -> dict[str, str]:
    # Imported where something is wrong.
    import tomllib
    from importlib.resources import files

    tables: dict[str, dict[str, str]] = tomllib.loads((files(__package__) / "errors.toml").read_text("utf-8"))
    return tables[name]


@contextmanager
def as_faults(place: Place, kind: type[Postl10nError] = UsageError) -> Iterator[None]:
    """Turn what is foreign into a fault of that place, around what reads or writes it."""
    try:
        yield
    except foreign() as error:
        raise fault_of(error, place, kind) from error


def raise_faults(faults: Iterable[Postl10nError]) -> None:
    """Raise the fault, or a FaultGroup of several; do nothing if there is none."""
    found = [one for fault in faults for one in (fault.faults if isinstance(fault, FaultGroup) else (fault,))]
    if found:
        raise found[0] if len(found) == 1 else FaultGroup(found)


_MOST_ALIKE = 5


class Faults:
    """Collects the faults of many inputs, so that a user sees all of them in one run.

    >>> faults = Faults()
    >>> with faults.collect():
    ...     raise UsageError("no such locale")
    >>> faults.raise_any()
    Traceback (most recent call last):
    postl10n.errors.UsageError: no such locale
    """

    def __init__(self, *, most: int | None = None) -> None:
        """most: raise them as soon as there are so many."""
        self._faults: list[Postl10nError] = []
        self._most = most

    def __iter__(self) -> Iterator[Postl10nError]:
        return iter(self._faults)

    def __bool__(self) -> bool:
        return bool(self._faults)

    def add(self, fault: Postl10nError) -> None:
        """Add a fault; a group is added as its members. Raises FaultGroup once there are as many as may be."""
        self._faults.extend(fault.faults if isinstance(fault, FaultGroup) else (fault,))
        if self._most is not None and len(self._faults) >= self._most:
            raise FaultGroup(self._faults[: self._most])

    @contextmanager
    def collect(self) -> Iterator[None]:
        """Add a fault raised in the block; execution continues after the block."""
        try:
            yield
        except Postl10nError as fault:
            self.add(fault)

    def raise_any(self) -> None:
        """Raise the collected faults as `raise_faults` does."""
        raise_faults(self._faults)

    def raise_few(self) -> None:
        """Raise as `raise_any` does, but only the first five faults with one message, and the number of the others."""
        few = Faults()
        alike: dict[str, list[Postl10nError]] = {}
        for fault in self._faults:
            alike.setdefault(fault.message, []).append(fault)
            if len(alike[fault.message]) <= _MOST_ALIKE:
                few.add(fault)
        for message, faults in alike.items():
            if len(faults) > _MOST_ALIKE:
                more = f"{message}: {len(faults) - _MOST_ALIKE} more, the last one here"
                few.add(type(faults[-1])(more, place=faults[-1].place))
        few.raise_any()
