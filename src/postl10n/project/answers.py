"""Answers about a whole project, remembered as long as nothing that they were made from has changed.

That is decided by the bytes of every file that a project is made of, and by the program and its plug-ins: dates say
nothing sure.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import TypeVar

from postl10n.files.json_values import decoded, plain
from postl10n.model.ids import texts_hash
from postl10n.project.cache import Cache
from postl10n.project.config import FILE_NAME
from postl10n.project.layout import ProjectLayout
from postl10n.project.system import read_regular

_KIND = "answer"
_RULES = "srx"
_Answer = TypeVar("_Answer")


class Answers:
    """The answers that commands gave, in the project's cache."""

    def __init__(self, layout: ProjectLayout, *, remembered: bool = True) -> None:
        """remembered: False for one that has everything made anew, and keeps nothing."""
        self._layout = layout
        self._remembered = remembered
        self._state: str | None = None

    def get(
        self,
        question: tuple[object, ...],
        kind: type[_Answer],
        make: Callable[[], _Answer],
        keep: Callable[[_Answer], bool],
        *beside: str,
    ) -> _Answer:
        """Return the answer of a question as it was kept for the same files and what is `beside`, else made now.

        keep: says which answers may be given again. What `make` raises is not kept; files that change meanwhile are noticed.
        """
        if not self._remembered:
            return make()
        name, before = repr(question), self._state or self._digest()
        cache = Cache(self._layout.cache)
        try:
            known = decoded(kind, cache.get(_KIND, name, texts_hash([before, *beside]))) if before else None
            self._state = before
            if known is not None:
                return known
            made = make()
            self._state = self._digest()
            if before and self._state == before and keep(made):
                cache.put(_KIND, name, texts_hash([before, *beside]), plain(made))
            return made
        finally:
            cache.close()

    def _digest(self) -> str:
        """Return a hash of all files that answers are made from; empty where one can't be read, or links lead elsewhere."""
        paths, root = self._layout.project.paths, str(self._layout.root)
        folders = (paths.articles, paths.glossary, paths.locales, paths.references, _RULES)
        found = blake2b(digest_size=16)
        try:
            for path in (
                f"{root}/{FILE_NAME}",
                *(one for name in folders for one in _files(f"{root}/{name}")),
            ):
                data = read_regular(path)
                found.update(f"{len(path)}:{len(data)}:{path}".encode("utf-8", "surrogateescape"))
                found.update(data)
        except OSError:
            return ""
        return found.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Yield the files of a folder and of those below it, in an order of their own; hidden folders are left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_symlink():
            raise OSError("where a link leads decides whether it is read, not its content alone")
        if not entry.is_dir():
            yield entry.path
        elif not entry.name.startswith("."):
            yield from _files(entry.path)
