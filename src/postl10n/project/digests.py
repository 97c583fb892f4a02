"""Digests of all that a site is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from postl10n.errors import Place, system_fault
from postl10n.model.ids import texts_hash
from postl10n.project.articles import side_file
from postl10n.project.cache import Cache
from postl10n.project.config import FILE_NAME
from postl10n.project.folder_hashes import FolderHashes
from postl10n.project.layout import THEME, ProjectLayout
from postl10n.project.program import program_digest
from postl10n.project.sentence_rules import FOLDER as SRX
from postl10n.project.site import image_paths, is_image

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
    """The digests of the sources, and of all else that a site is made of; empty for what can't be read.

    Raises UsageError for a link that leads out of the project, or a folder that can't be read.
    """
    paths, cache = layout.project.paths, Cache(layout.cache)
    hashes = FolderHashes(layout, cache, follow=True)
    common = (paths.glossary, SRX, THEME)
    messages = (f"{paths.locales}/{locale}/LC_MESSAGES" for locale in layout.project.targets)
    files = {FILE_NAME: hashes.of(FILE_NAME)}
    try:
        for folder in (f"{paths.locales}/templates", *common, *messages):
            files.update(_shown(hashes.below(folder), most=1))
        below = dict(_shown(hashes.below(paths.articles)))
        images = {one: below.get(layout.shown(layout.articles / one), _NONE) for one in _images(layout)}
    except OSError as error:
        raise system_fault("read", error, Place(path=layout.shown(Path(error.filename or "")))) from error
    finally:
        cache.close()
    for path in (layout.shown(one) for source in sources for one in (source, side_file(source))):
        files[path] = below.get(path, _NONE)
    files.update((f"{paths.articles}/{path}", found) for path, found in images.items())
    alone = (FILE_NAME, layout.shown(layout.recurring))
    shared = {
        path: digest
        for path, digest in files.items()
        if path.startswith(tuple(f"{one}/".removeprefix("./") for one in common))
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


def _shown(
    folders: Iterable[tuple[str, dict[str, str]]], most: int | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the files of folders that are not hidden, by their paths relative to the project."""
    for start, found in islice(folders, most):
        yield from ((f"{start}{name}", digest) for name, digest in found.items() if name[0] != ".")


def _images(layout: ProjectLayout) -> Iterator[str]:
    for path in image_paths(layout):
        if is_image(layout.articles / path):
            yield path
