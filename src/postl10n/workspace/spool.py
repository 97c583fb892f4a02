"""Values by name, however many there are: only few are in memory at a time."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

_Value = TypeVar("_Value")
_IN_MEMORY = 2 << 20
"""Bytes up to which no file is made."""
_PROMISED = -1


class Spool(Mapping[str, _Value]):
    """Values by name in the order in which they came; each is made anew whenever it is asked for.

    The file has no name that another program could open, and is gone with the process.
    """

    def __init__(self, make: Callable[[str], _Value] | None = None) -> None:
        """make: of the values that are promised, which may never be asked for."""
        self._make = make
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - open as long as this is
        self._places: dict[str, int] = {}
        self._end = 0
        weakref.finalize(self, self._file.close)

    def add(self, name: str, value: _Value) -> None:
        """Keep a value under a name, in the place of an earlier one."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(data)
        self._places[name] = self._end
        self._end += len(data)

    def promise(self, name: str) -> None:
        """Have a value made when it is first asked for."""
        self._places[name] = _PROMISED

    def __getitem__(self, name: str) -> _Value:
        if self._places[name] == _PROMISED and self._make is not None:
            self.add(name, self._make(name))
        self._file.seek(self._places[name])
        value: _Value = pickle.load(self._file)  # noqa: S301 - only what this process wrote itself
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places
