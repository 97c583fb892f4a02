"""Digests of all that a site is made of, taken from the bytes: a date of a file says nothing sure."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import Place, UsageError, system_fault
from postl10n.model.ids import content_hash, texts_hash
from postl10n.project.articles import side_file
from postl10n.project.config import FILE_NAME
from postl10n.project.layout import ProjectLayout
from postl10n.project.program import program_digest
from postl10n.project.sentence_rules import FOLDER as SRX
from postl10n.project.site import THEME, image_paths, read_image
from postl10n.project.system import read_regular
from postl10n.project.writes import inside

_NONE = ""
"""The digest of a file that does not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The digests of a project's files, by path relative to it."""

    files: Mapping[str, str]
    whole: str
    """The digest of them all, and of the program."""
    shared: str
    """The digest of what every page depends on: program, settings, glossary, rules, theme."""
    images: Mapping[str, str]
    """The digests of images that pages can show, by path below the folder of articles."""

    def of(self, path: str) -> str:
        return self.files.get(path, _NONE)


def read_inputs(layout: ProjectLayout, sources: Iterable[Path]) -> Inputs:
    """The digests of the sources, and of all else that a site is made of.

    Raises UsageError for a link that leads out of the project, or a file that can't be read, sources left out.
    """
    paths = layout.project.paths
    common = (paths.glossary, SRX, THEME)
    folders = (f"{paths.locales}/templates", *common)
    messages = (f"{paths.locales}/{locale}/LC_MESSAGES" for locale in layout.project.targets)
    files = {FILE_NAME: _digest_of(layout.root / FILE_NAME, layout.root)}
    for folder in (*folders, *messages):
        files.update(_folder(folder, layout.root))
    files.update(_sources(layout, sources))
    images = dict(_images(layout))
    files.update((f"{paths.articles}/{path}", found) for path, found in images.items())
    alone = (FILE_NAME, layout.shown(layout.recurring))
    shared = {
        path: digest for path, digest in files.items() if path.startswith(tuple(f"{one}/" for one in common))
    }
    shared.update((path, files.get(path, _NONE)) for path in alone)
    code = program_digest()
    return Inputs(
        files=files,
        whole=texts_hash([code, *_flat(files)]),
        shared=texts_hash([code, *_flat(shared)]),
        images=images,
    )


def _flat(files: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(files):
        yield path
        yield files[path]


def _folder(folder: str, root: Path) -> Iterator[tuple[str, str]]:
    """The files of one folder, not of those below it; none where it does not exist."""
    path = root / folder
    if not path.is_dir():
        return
    with os.scandir(inside(path, root)) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                inside(Path(entry.path), root)
            if entry.is_file():
                yield f"{folder}/{entry.name}", _digest_of(entry.path, root)


def _sources(layout: ProjectLayout, paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """One that can't be read has no digest: whoever reads it as an article says why."""
    for path in (one for source in paths for one in (source, side_file(source))):
        found = _NONE
        with contextlib.suppress(UsageError):
            found = _digest_of(inside(path, layout.root) if os.path.islink(path) else path, layout.root)  # noqa: PTH114 - raises nothing
        yield layout.shown(path), found


def _images(layout: ProjectLayout) -> Iterator[tuple[str, str]]:
    for path in image_paths(layout):
        try:
            data = read_image(layout.articles / path)
        except OSError as error:
            place = Place(path=layout.shown(layout.articles / path))
            raise system_fault("read", error, place) from error
        if data is not None:
            yield path, content_hash(data)


def _digest_of(path: str | Path, root: Path) -> str:
    try:
        return content_hash(read_regular(path))
    except FileNotFoundError:
        return _NONE
    except OSError as error:
        shown = Path(path).relative_to(root.resolve()) if Path(path).is_relative_to(root.resolve()) else path
        raise system_fault("read", error, Place(path=str(shown))) from error
