"""Regular expressions as this computer has compiled them before: to compile a thousand takes most of a second.

Python keeps the code of an expression to itself, and what is used of its insides here may change: where they are
not as they were, and where nothing can be kept, each expression is compiled as ever.
"""

from __future__ import annotations

import atexit
import contextlib
import marshal
import re
import sys
from array import array
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, AnyStr
from zlib import crc32

from postl10n.project.system import cache_folder, read_regular

_MOST = 32 * 1024**2
"""Bytes of a file; what doesn't fit starts it anew."""
_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, code, the number of groups, their numbers by name, their names by number."""
_CHANGED = (ImportError, AttributeError, TypeError, ValueError, LookupError, OverflowError, RuntimeError)
"""The errors of a Python whose insides are others."""


class CompiledExpressions:
    """Compiles expressions; their code is kept in a file when the process ends."""

    def __init__(self) -> None:
        folder = cache_folder()
        self._path = folder / f"expressions-{sys.implementation.cache_tag}" if folder else None
        self._known = _read(self._path) if self._path else {}
        self._new: dict[bytes, bytes] = {}

    def __call__(self, pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """Raises re.error."""
        if self._path is None:
            return re.compile(pattern, flags)
        digest = blake2b(
            f"{int(flags)} {pattern!r}".encode("utf-8", "surrogatepass"), digest_size=16
        ).digest()
        with contextlib.suppress(*_CHANGED):
            if digest not in self._known:
                self._add(digest, marshal.dumps(_code_of(pattern, int(flags))))
            found, steps, *rest = marshal.loads(self._known[digest])  # noqa: S302 - as trusted as .pyc files
            made: re.Pattern[AnyStr] = import_module("_sre").compile(
                pattern, found, array("I", steps).tolist(), *rest
            )
            return made
        return re.compile(pattern, flags)

    def _add(self, digest: bytes, code: bytes) -> None:
        if not self._new:
            atexit.register(self.keep)
        self._known[digest] = self._new[digest] = code

    def keep(self) -> None:
        """Write what is new, beside what others have written meanwhile."""
        # At the end of a process that compiled something.
        from postl10n.project.writes import keep

        if self._path is None:
            return
        body = marshal.dumps({**_read(self._path), **self._new})
        if len(body) > _MOST:
            body = marshal.dumps(self._new)
        keep(self._path, _head(body) + body)
        self._new = {}


def _head(body: bytes) -> bytes:
    """Return what begins a file: it is of this very Python, and whole."""
    return f"{sys.version} {sys.byteorder} by one {crc32(body)}\0".encode()


def _read(path: Path) -> dict[bytes, bytes]:
    """Return the code of each expression by its digest, packed: of thousands few are used by one command."""
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        head, _, body = read_regular(path).partition(b"\0")
        if head + b"\0" == _head(body):
            found: dict[bytes, bytes] = marshal.loads(body)  # noqa: S302 - as trusted as .pyc files
            return found
    return {}


def _code_of(pattern: str | bytes, flags: int) -> _Code:
    parsed: Any = import_module("re._parser").parse(pattern, flags)
    code = import_module("re._compiler")._code(parsed, flags)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in parsed.state.groupdict.items():
        names[number] = name
    flags, groups = flags | parsed.state.flags, parsed.state.groups - 1
    return flags, array("I", map(int, code)).tobytes(), groups, dict(parsed.state.groupdict), tuple(names)
