"""Answers about a whole project, remembered as long as nothing that they were made from has changed.

That is decided by the bytes of every file that a project is made of, and by the program and its plug-ins.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import TypeVar

from postl10n.files.json_values import decoded, plain
from postl10n.model.ids import texts_hash
from postl10n.project.cache import Cache
from postl10n.project.config import FILE_NAME
from postl10n.project.folder_hashes import FolderHashes
from postl10n.project.layout import ProjectLayout

_KIND = "answer"
_OTHERS = ("srx", "theme")
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
        cache = Cache(self._layout.cache)
        name, before = repr(question), self._state or self._digest(cache)
        try:
            known = decoded(kind, cache.get(_KIND, name, texts_hash([before, *beside]))) if before else None
            self._state = before
            if known is not None:
                return known
            made = make()
            self._state = self._digest(cache)
            if before and self._state == before and keep(made):
                cache.put(_KIND, name, texts_hash([before, *beside]), plain(made))
            return made
        finally:
            cache.close()

    def _digest(self, cache: Cache) -> str:
        """Return a hash of all files that answers are made from; empty where one can't be read, or links lead elsewhere."""
        paths, hashes = self._layout.project.paths, FolderHashes(self._layout, cache)
        try:
            found = blake2b(hashes.of(FILE_NAME).encode(), digest_size=16)
            for top in (paths.articles, paths.glossary, paths.locales, paths.references, *_OTHERS):
                for folder, files in hashes.below(top):
                    found.update(repr([folder, *files.items()]).encode("utf-8", "surrogateescape"))
        except OSError:
            return ""
        return found.hexdigest()
