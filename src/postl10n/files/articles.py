"""The sources: which articles there are, and their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import ArticleError, Faults, Place
from postl10n.files.encodings import decode
from postl10n.files.writes import inside

SUFFIXES = (".txt", ".html", ".htm", ".md")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
RESERVED_IDS = frozenset({"site", "index", "404", "search", "glossary", "about", "feed", "templates"})
"""Names that pages and catalogs of the site itself have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source file: its article's id, its path as references in catalogs have it, and its text."""

    id: str
    path: str
    text: str


def source_paths(folder: Path, *, root: Path, faults: Faults) -> list[Path]:
    """The sources of the folder in the order of their ids; a second one of an id goes to `faults`.

    Raises ArticleError where there is no such folder.
    """
    if not folder.is_dir():
        hint = "Put the articles there, one file each: articles/<id>.txt"
        raise ArticleError("no such folder", place=Place(path=_shown(folder, root)), hint=hint)
    first: dict[str, Path] = {}
    for path in sorted(p for p in folder.iterdir() if not p.name.startswith(".") and p.is_file()):
        earlier = first.setdefault(path.stem, path)
        if earlier is not path:
            faults.add(
                ArticleError(
                    f"a second source of the article {path.stem!r}, which is also {_shown(earlier, root)}",
                    place=Place(path=_shown(path, root)),
                    hint="Rename or remove one of them.",
                )
            )
    return list(first.values())


def read_source(path: Path, *, root: Path, locale: str | None = None) -> Source:
    """One article, in `locale` if that is known.

    Raises ArticleError for a name, a kind or bytes that can't be used.
    """
    place = Place(path=_shown(path, root))
    if not path.is_file():
        raise ArticleError("no such article", place=place)
    _check_name(path, place)
    try:
        data = inside(path, root).read_bytes()
    except OSError as error:
        raise ArticleError(f"can't be read: {error.strerror}", place=place) from error
    return Source(id=path.stem, path=_shown(path, root), text=decode(data, place, locale))


def read_text(path: Path) -> str:
    """Any text file. Raises ArticleError where it is missing or no text."""
    place = Place(path=str(path))
    try:
        return decode(path.read_bytes(), place)
    except OSError as error:
        raise ArticleError(f"can't be read: {error.strerror}", place=place) from error


def _check_name(path: Path, place: Place) -> None:
    if path.suffix not in SUFFIXES:
        hint = f"Articles are files in {', '.join(SUFFIXES)}."
        raise ArticleError("is no article", place=place, hint=hint)
    if not _ID.fullmatch(path.stem):
        hint = "Use small letters, digits and hyphens: postal-summit.txt"
        raise ArticleError(f"{path.stem!r} can't be an article's id", place=place, hint=hint)
    if path.stem in RESERVED_IDS:
        hint = f"These names are taken by pages of the site: {', '.join(sorted(RESERVED_IDS))}."
        raise ArticleError(f"{path.stem!r} can't be an article's id", place=place, hint=hint)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
