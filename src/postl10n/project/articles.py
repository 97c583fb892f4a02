"""The sources: which articles there are, and their text."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatchcase
from pathlib import Path

from postl10n.errors import ArticleError, Place, system_fault
from postl10n.files.encodings import decode
from postl10n.model.ids import article_id
from postl10n.model.project import ReadingRules
from postl10n.project.inputs import read_input
from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import inside
from postl10n.stages.extract import ARTICLES
from postl10n.stages.extract.reading_rules import page_host

RESERVED_IDS = frozenset({"site", "index", "404", "search", "glossary", "about", "feed", "templates"})
"""Names that pages and catalogs of the site itself have."""
_LEFT_OUT = ("_*", ".*", "*_files/")
"""Drafts, hidden files, and what browsers save beside a page; see `Paths.exclude`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source file as it was read."""

    id: str
    """Of its article."""
    path: str
    """As messages have it."""
    folder: str
    """Its folder below that of articles, with forward slashes; empty for that folder itself."""
    text: str
    rules: ReadingRules | None = None
    """The user's rules for reading it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The articles that a project's folder holds."""

    paths: Mapping[str, Path]
    """The source of each, by its id, in the order of ids."""
    left_out: Mapping[str, ArticleError]
    """The ids of sources that can't be used, with what is wrong: they count as present."""
    files: tuple[Path, ...]
    """Every source, those left out too."""
    folders: tuple[Path, ...]
    """The folders that may contain them: the date of one changes when a source comes, goes or is renamed."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Of all articles, those left out too, in order."""
        return tuple(sorted({*self.paths, *self.left_out}))


def find_sources(layout: ProjectLayout) -> Sources:
    """Look for articles in their folder and all below it.

    Raises ArticleError where there is no such folder, or one in it can't be read: nobody knows then what is gone.
    """
    if not layout.articles.is_dir():
        hint = "Put the articles there, one file each."
        raise ArticleError("no such folder", place=Place(path=layout.shown(layout.articles)), hint=hint)
    files: list[Path] = []
    folders: list[Path] = []
    found: dict[str, list[Path]] = {}
    for folder, names in _walk(layout):
        folders.append(folder)
        for path in (folder / name for name in names):
            files.append(path)
            named = path.relative_to(layout.articles).with_suffix("").as_posix()
            found.setdefault(article_id(named), []).append(path)
    left_out = {}
    for article, paths in sorted(found.items()):
        fault = _fault(article, [layout.shown(path) for path in paths])
        if fault is not None:
            left_out[article] = fault
    return Sources(
        paths={article: found[article][0] for article in sorted(found.keys() - left_out.keys())},
        left_out=left_out,
        files=tuple(files),
        folders=tuple(folders),
    )


def read_source(layout: ProjectLayout, article: str, path: Path) -> Source:
    """The source of one of the project's articles. Raises ArticleError or UsageError where it can't be read."""
    shown = layout.shown(path)
    folder = path.parent.relative_to(layout.articles).as_posix()
    text = _text(inside(path, layout.root), Place(path=shown), layout.project.source)
    return Source(
        id=article,
        path=shown,
        folder="" if folder == "." else folder,
        text=text,
        rules=rules_for(layout, path, text),
    )


def side_file(path: Path) -> Path:
    """Return where the rules for a single article are, if it has any."""
    return path.with_name(f"{path.name}.toml")


def rules_for(layout: ProjectLayout, path: Path, text: str) -> ReadingRules | None:
    """Return the rules of an article's site, with those of its side file in their place."""
    parts = path.relative_to(layout.articles).parts
    host = page_host(text) if any(one.host for one in layout.project.sites) else ""
    fitting = (
        one
        for one in layout.project.sites
        if _is_excluded(parts, one.paths, folder=False) or (host and host == one.host.removeprefix("www."))
    )
    rules, side = next(fitting, None), side_file(path)
    if os.path.isfile(side):  # noqa: PTH113 - a name that is too long is no fault: no such file can be there
        from postl10n.project.config_extract import read_side_file

        own = read_side_file(
            _text(inside(side, layout.root), Place(path=layout.shown(side)), None), layout.shown(side)
        )
        changed = {one.name: value for one in fields(own) if (value := getattr(own, one.name))}
        rules = replace(rules or ReadingRules(), **changed)
    return rules


def read_file(path: Path, locale: str | None = None) -> Source:
    """Any file as an article, in `locale` if that is known. Raises ArticleError where it can't be read."""
    if not path.exists():
        raise ArticleError("no such article", place=Place(path=str(path)))
    name = path.stem if path.suffix[1:].lower() in ARTICLES else path.name
    text = _text(path, Place(path=str(path)), locale)
    return Source(id=article_id(name), path=str(path), folder="", text=text)


def read_text(path: Path) -> str:
    """Any text file. Raises ArticleError where it is missing or no text."""
    return _text(path, Place(path=str(path)), None)


def _text(path: Path, place: Place, locale: str | None) -> str:
    return decode(read_input(path, shown=place.path, fault=ArticleError), place, locale)


def _fault(article: str, shown: Sequence[str]) -> ArticleError | None:
    """Why the sources of an id can't be used, if so."""
    place = Place(path=shown[0])
    if article in RESERVED_IDS:
        hint = (
            f"These ids are taken by pages of the site: {', '.join(sorted(RESERVED_IDS))}. Rename the file."
        )
        return ArticleError(f"{article!r} can't be an article's id", place=place, hint=hint)
    if len(shown) > 1:
        hint = "All of them are left out. Rename or remove one, or leave it out with [paths] exclude."
        return ArticleError(f"has the id {article!r}, as has {', '.join(shown[1:])}", place=place, hint=hint)
    return None


def _walk(layout: ProjectLayout) -> Iterator[tuple[Path, list[str]]]:
    """Each folder that may hold sources, with their names; links to folders are not followed."""

    def refuse(error: OSError) -> None:
        place = Place(path=layout.shown(Path(error.filename)))
        raise system_fault("read", error, place, ArticleError) from error

    top = layout.articles
    patterns = (*_LEFT_OUT, *layout.project.paths.exclude)
    for here, folders, names in os.walk(top, onerror=refuse):
        folder = Path(here)
        parts = folder.relative_to(top).parts
        folders[:] = sorted(one for one in folders if not _is_excluded((*parts, one), patterns, folder=True))
        yield (
            folder,
            [
                name
                for name in sorted(names)
                if os.path.splitext(name)[1][1:].lower() in ARTICLES  # noqa: PTH122 - a name, no path
                and not _is_excluded((*parts, name), patterns, folder=False)
                and _is_there(folder / name)
            ],
        )


def _is_there(path: Path) -> bool:
    """Return True if it is a file, or can't be examined: then reading it reports the fault."""
    try:
        return path.is_file()
    except OSError:
        return True


def _is_excluded(parts: Sequence[str], patterns: Sequence[str], *, folder: bool) -> bool:
    """Return True if a pattern matches a file or folder, given by its path's parts below the folder of articles."""
    named = [unicodedata.normalize("NFC", part) for part in parts]
    return any(_matches(named, pattern, folder=folder) for pattern in patterns)


def _matches(parts: Sequence[str], pattern: str, *, folder: bool) -> bool:
    if pattern.endswith("/") and not folder:
        return False
    wanted = unicodedata.normalize("NFC", pattern).strip("/").split("/")
    anchored = "/" in pattern.rstrip("/")
    return _fits(parts, wanted if anchored else ["**", *wanted])


def _fits(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Return True if the parts of a path match the pattern's; `**` matches any number of them."""
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return any(_fits(parts[at:], wanted[1:]) for at in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], wanted[0]) and _fits(parts[1:], wanted[1:])
