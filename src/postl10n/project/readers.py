"""Which version of the reader reads an article: the one that its template was made with, until told otherwise."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from postl10n.project.articles import Sources
from postl10n.project.layout import SITE, ProjectLayout
from postl10n.project.system import opened_regular
from postl10n.stages.catalog.template import reader_of
from postl10n.stages.extract import READER

_HEADER = 8192
"""Bytes of a template that hold its header."""


def committed_reader(template: Path) -> int | None:
    """Return the version that a template was made with, today's at most; None if there is no template."""
    try:
        with opened_regular(template) as file:
            header = file.read(_HEADER)
    except OSError:
        return None
    return min(READER, reader_of(header.decode("utf-8", "replace")))


class Readers:
    """The versions by which a command reads the articles of a project."""

    def __init__(self, layout: ProjectLayout, sources: Sources, *, newest: bool) -> None:
        """newest: read all with today's reader."""
        self._layout = layout
        self.sources = sources
        self._newest = newest
        self.earlier: dict[str, int] = {}
        """The articles that were read as an earlier version does."""

    def of(self, article: str) -> int:
        if self._newest:
            return READER
        reader = committed_reader(self._layout.template(article)) or self._of_new
        if reader < READER:
            self.earlier[article] = reader
        return reader

    @cached_property
    def _of_new(self) -> int:
        """The oldest of templates without an article: a new article may be one of those under another name."""
        known = {SITE, *self.sources.ids}
        gone = (path for path in self._layout.templates() if path.stem not in known)
        return min((committed_reader(path) or READER for path in gone), default=READER)
