"""The images of a project: files below the folder of articles that its pages can show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import inside

_SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
"""The first bytes of each kind of file. No SVG: opened by itself, it can run scripts."""
_DEEPEST = 8
"""Folders in folders."""


def image_paths(layout: ProjectLayout) -> Iterator[str]:
    """The paths of files that are named like images, relative to the folder of articles; links are not followed."""
    folder = layout.articles
    if folder.is_dir():
        yield from _images(str(inside(folder, layout.root)), _DEEPEST)


def _images(folder: str, depth: int) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir():
                if depth:
                    yield from (f"{entry.name}/{path}" for path in _images(entry.path, depth - 1))
            elif os.path.splitext(entry.name)[1].lower() in _SIGNATURES:  # noqa: PTH122 - a name, no path
                yield entry.name


def read_image(path: Path) -> bytes | None:
    """The bytes of an image; None for a file that is none, whatever its name says. Raises OSError."""
    data = path.read_bytes()
    return data if data.startswith(_SIGNATURES.get(path.suffix.lower(), ())) else None
