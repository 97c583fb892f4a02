"""Errors with a place and a hint, and a collector that reports all faults of an input at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where something stands: a path as the user would type it, with line and column counted from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


class Postl10nError(Exception):
    """Something the user can put right: what is wrong, where, and what to do."""

    def __init__(self, message: str, *, place: Place | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # A process of a pool hands its fault to the one that waits for it, place and hint included.
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


class FaultGroup(Postl10nError):
    """Several faults found in one pass; none of them was acted on."""

    def __init__(self, faults: Iterable[Postl10nError]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.faults,)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


_MOST_ALIKE = 5


class Faults:
    """Collects the faults of many inputs so that a user sees all of them in one run.

    >>> faults = Faults()
    >>> with faults.collect():
    ...     raise UsageError("no such locale")
    >>> faults.raise_any()
    Traceback (most recent call last):
    postl10n.errors.UsageError: no such locale
    """

    def __init__(self) -> None:
        self._faults: list[Postl10nError] = []

    def __iter__(self) -> Iterator[Postl10nError]:
        return iter(self._faults)

    def __bool__(self) -> bool:
        return bool(self._faults)

    def add(self, fault: Postl10nError) -> None:
        """Keep one fault; a group is kept as its members."""
        self._faults.extend(fault.faults if isinstance(fault, FaultGroup) else (fault,))

    @contextmanager
    def collect(self) -> Iterator[None]:
        """Keep a fault raised in the block and go on after the block."""
        try:
            yield
        except Postl10nError as fault:
            self.add(fault)

    def raise_any(self) -> None:
        """Raise what was collected: the fault itself if it is alone, else a FaultGroup."""
        if len(self._faults) == 1:
            raise self._faults[0]
        if self._faults:
            raise FaultGroup(self._faults)

    def raise_few(self) -> None:
        """The same, but of faults with one message only the first ones, and how many more there are."""
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
