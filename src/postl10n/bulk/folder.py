"""A folder for results, on a disk or an object store: whole files appear, or none."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from postl10n.errors import Place, UsageError

KEPT = "What was finished is kept: the same command goes on from there."


class ResultFolder:
    """Any address that fsspec knows. Names in it have forward slashes, and are made by us alone."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._fs, self._root = file_system(address)
        self._disk = Path(self._root) if "file" in self._fs.protocol else None

    def read(self, name: str) -> bytes | None:
        """Return a file's content; None if there is none."""
        with self._faults(name), contextlib.suppress(FileNotFoundError):
            data: bytes = self._fs.cat_file(f"{self._root}/{name}")
            return data
        return None

    def json(self, name: str) -> dict[str, Any] | None:
        """Return a file of JSON; None where there is none, or only a part of one."""
        with contextlib.suppress(ValueError):
            value = json.loads(self.read(name) or b"")
            return value if isinstance(value, dict) else None
        return None

    def write(self, name: str, data: bytes) -> None:
        """Put a small file in the place of an earlier one."""
        with self.temporary() as path:
            with self._faults(name):
                path.write_bytes(data)
            self.put(path, name)

    @contextlib.contextmanager
    def temporary(self) -> Iterator[Path]:
        """A new file of this machine, beside the results if they are on its disks; it is gone at the end."""
        beside = self._disk / "_work" if self._disk else None
        with self._faults("_work"):
            if beside:
                beside.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=beside, prefix=".", suffix=".tmp")
            os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def put(self, path: Path, name: str) -> None:
        """Give a finished file its name: by renaming it, or by uploading it whole."""
        with self._faults(name):
            if self._disk is None:
                self._fs.put_file(str(path), f"{self._root}/{name}")
                return
            path.chmod(0o644)
            (self._disk / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(self._disk / name)

    def size(self, name: str) -> int | None:
        """Return the size of a file in bytes; None if there is none."""
        with self._faults(name), contextlib.suppress(FileNotFoundError):
            size: int = self._fs.info(f"{self._root}/{name}")["size"]
            return size
        return None

    def names(self, below: str) -> list[str]:
        """Return the names of the files in a folder below this one."""
        with self._faults(below), contextlib.suppress(FileNotFoundError):
            found = self._fs.ls(f"{self._root}/{below}", detail=False)
            return [f"{below}/{one.rpartition('/')[2]}" for one in found]
        return []

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with self._faults(name), contextlib.suppress(FileNotFoundError):
            self._fs.rm_file(f"{self._root}/{name}")

    def rows(self, name: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, few of them in memory at a time; none where there is no file."""
        import pyarrow.parquet as pq

        if self.size(name) is None:
            return
        with self._faults(name), self._fs.open(f"{self._root}/{name}", "rb") as stream:
            for batch in pq.ParquetFile(stream).iter_batches(batch_size=64, columns=columns):
                yield from batch.to_pylist()

    def column(self, name: str, column: str) -> Any:
        """Return one column of a file, as pyarrow has it."""
        import pyarrow.parquet as pq

        with self._faults(name), self._fs.open(f"{self._root}/{name}", "rb") as stream:
            return pq.read_table(stream, columns=[column])[column]

    def _faults(self, name: str) -> contextlib.AbstractContextManager[None]:
        return faults_of(f"{self.address}/{name}")


def file_system(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path in it. Raises UsageError for one that can't be used."""
    from fsspec.core import url_to_fs

    # Other processes write there too: what a store listed a minute ago is no answer.
    more = {"use_listings_cache": False} if "://" in address and not address.startswith("file:") else {}
    try:
        with faults_of(address):
            fs, path = url_to_fs(address, **more)
    except (ValueError, ImportError) as error:
        raise UsageError(f"can't be used: {error}", place=Place(path=address)) from error
    return fs, path.rstrip("/")


@contextlib.contextmanager
def faults_of(shown: str) -> Iterator[None]:
    """Raise what a file system or a damaged file says as UsageError."""
    try:
        yield
    except OSError as error:
        said = error.strerror or str(error) or type(error).__name__
        raise UsageError(f"can't be read or written: {said}", place=Place(path=shown), hint=KEPT) from error
    except Exception as error:
        # Arrow and the clients of stores have exceptions of their own.
        package = type(error).__module__.partition(".")[0]
        if package in ("builtins", "postl10n") and type(error) is not EOFError:
            raise
        said = (str(error).splitlines() or [""])[0] or type(error).__name__
        raise UsageError(f"can't be read: {said}", place=Place(path=shown), hint=KEPT) from error
