"""The built site on the disk: written where it changed, and swept of pages that are no longer ours."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from postl10n.errors import Place, ProjectError
from postl10n.model.ids import content_hash
from postl10n.model.site import EXTRA_STYLES
from postl10n.project.build_record import Output
from postl10n.project.inputs import read_input
from postl10n.project.layout import THEME, ProjectLayout
from postl10n.project.stamps import NO_FILE, Stamp, stamp_of
from postl10n.project.system import opened_regular, read_regular
from postl10n.project.writes import OURS, inside, write_file

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


def is_image(path: Path) -> bool:
    """Return True if a file begins as an image does. Raises OSError."""
    with opened_regular(path) as stream:
        return stream.read(16).startswith(_SIGNATURES.get(path.suffix.lower(), ()))


def read_image(path: Path) -> bytes | None:
    """The bytes of an image; None for a file that is none, whatever its name says. Raises OSError."""
    data = read_regular(path)
    return data if data.startswith(_SIGNATURES.get(path.suffix.lower(), ())) else None


def read_theme(root: Path, styles: str = "") -> dict[str, str]:
    """The texts by file name; the `styles` of the settings are before those of the theme. Raises ProjectError."""
    folder = root / THEME
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    parts = (path for path in files if path.is_file() and not path.name.startswith("."))
    theme = {path.name: _text(path, root) for path in parts}
    return theme | {EXTRA_STYLES: styles + theme.get(EXTRA_STYLES, "")} if styles else theme


def _text(path: Path, root: Path) -> str:
    place = Place(path=path.relative_to(root).as_posix())
    try:
        return read_input(path, shown=place.path, root=root, fault=ProjectError).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProjectError("is not in UTF-8", place=place, hint="Save it as UTF-8.") from error


class SiteFiles:
    """The files of a site, named by their paths in it."""

    def __init__(self, layout: ProjectLayout) -> None:
        self._layout = layout
        self._folder = str(layout.site)

    def write(self, path: str, data: bytes, key: str) -> tuple[bool, Output]:
        """Write a file of the site; whether it changed, and what the record says of it."""
        target = self._layout.site / path
        changed = write_file(target, data, root=self._layout.root, durable=False, expected=OURS)
        mtime, size, _ = stamp_of(target)
        return changed, Output(key=key, digest=content_hash(data), size=size, mtime=mtime)

    def differs(self, path: str, data: bytes) -> bool:
        """Return True if a file of the site is missing or has other content."""
        return self.read(path) != data

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the site; None where there is none in the project that can be read."""
        with contextlib.suppress(OSError):
            return read_regular(inside(self._layout.site / path, self._layout.root))
        return None

    def as_written(self, files: Mapping[str, Output]) -> dict[str, Output]:
        """Those that are on the disk as the record says, by size and date, or by their bytes where the date differs.

        The dates of files change when a site is copied, or taken from the cache of a CI.
        """
        found = {}
        for path, output in files.items():
            mtime, size, _ = stamp = self._stamp(path)
            if stamp == NO_FILE or size != output.size:
                continue
            if mtime == output.mtime:
                found[path] = output
            elif (data := self.read(path)) is not None and content_hash(data) == output.digest:
                found[path] = replace(output, mtime=mtime)
        return found

    def new_among(self, paths: Iterable[str]) -> list[str]:
        """Those that do not exist yet."""
        return [path for path in paths if self._stamp(path) == NO_FILE]

    def remove(self, paths: Collection[str]) -> list[str]:
        """Remove files that we wrote; the paths of those that were there. Folders left empty go too."""
        removed = []
        for path in sorted(paths):
            target = self._layout.site / path
            # The link itself would not be ours: we write files.
            if target.is_symlink() or not inside(target, self._layout.site).is_file():
                continue
            target.unlink()
            removed.append(path)
            with contextlib.suppress(OSError):
                if target.parent != self._layout.site:
                    target.parent.rmdir()
        return removed

    def _stamp(self, path: str) -> Stamp:
        # No Path: that costs four times as much, and there are ten thousands of files.
        return stamp_of(f"{self._folder}/{path}")
