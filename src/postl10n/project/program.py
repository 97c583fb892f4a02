"""The digest of the program that computes: of this package, of what it computes with, and of the plug-ins in use."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.machinery import PathFinder
from pathlib import Path

from postl10n.model.ids import texts_hash
from postl10n.registry import cached, installed, is_used, signature

# What takes part in the making of pages and findings, beside Python and this package.
_PACKAGES = (
    "babel",
    "daachorse",
    "jinja2",
    "markdown_it_py",
    "markupsafe",
    "nh3",
    "lxml",
    "pymorphy3",
    "pymorphy3_dicts_ru",
    "pymorphy3_dicts_uk",
    "rapidfuzz",
    "regex",
    "simplemma",
)


def program_digest() -> str:
    """Changes with any file of this package and of the plug-ins in use, and with the versions of what they stand on."""
    return texts_hash([_own_digest(), signature(), _plugins_digest()])


@lru_cache(maxsize=1)
def _own_digest() -> str:
    found = hashlib.sha256(platform.python_version().encode())
    for name in _versions():
        found.update(f"{name}\n".encode())
    _add_files(found, str(Path(__file__).parents[1]))
    return found.hexdigest()[:32]


@cached(1)
def _plugins_digest() -> str:
    """Return a hash of the files of each package that plug-ins in use are from: one under development keeps its version."""
    found = hashlib.sha256()
    for name in sorted(
        {one.target.partition(":")[0].partition(".")[0] for one in installed() if is_used(one)}
    ):
        spec = PathFinder.find_spec(name)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            _add_files(found, folder)
        with contextlib.suppress(OSError):
            found.update(Path(spec.origin or "").read_bytes() if spec else b"")
    return found.hexdigest()


def _add_files(found: hashlib._Hash, folder: str) -> None:
    for path in sorted(_files(folder)):
        with open(path, "rb") as stream:  # noqa: PTH123 - Path takes longer than the reading, over 300 files
            found.update(f"{path.removeprefix(folder)}\n".encode())
            found.update(hashlib.sha256(stream.read()).digest())


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            elif not entry.name.startswith("."):
                yield entry.path


def _versions() -> list[str]:
    """Return the installed versions as the folders of their metadata are named: to import that of Python takes longer."""
    found: set[str] = set()
    for folder in dict.fromkeys(sys.path):
        with contextlib.suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208 - see above
            found.update(
                name
                for name in names
                if name.endswith((".dist-info", ".egg-info"))
                and name.partition("-")[0].lower().replace(".", "_") in _PACKAGES
            )
    return sorted(found)
