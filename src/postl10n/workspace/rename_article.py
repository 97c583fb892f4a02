"""Giving an article another id.

The two ids are recorded before the first file is renamed, and the record is removed after the last one: whatever
interrupts the work, the next command that writes goes on with it. What was renamed already is passed over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postl10n.errors import Place, UsageError
from postl10n.model.ids import article_id, is_article_id
from postl10n.project import journal
from postl10n.project.articles import RESERVED_IDS, find_sources, side_file
from postl10n.project.catalogs import CatalogFiles
from postl10n.project.clock import today
from postl10n.project.layout import ProjectLayout
from postl10n.project.system import read_regular, sync_folder
from postl10n.project.writes import inside, lock, write_file


def rename_article(layout: ProjectLayout, old: str, new: str) -> list[str]:
    """Rename source, template, catalogs and references of an article; the new paths.

    Nothing is renamed over another file, but for catalogs and templates that nobody worked on. Raises UsageError
    where one is in the way, where there is nothing to rename, or for an id that no article can have.
    """
    if not _is_id(new):
        raise UsageError(f"{new!r} can't be an article's id", hint="Use small letters, digits and hyphens.")
    interrupted = _recorded(layout) == (old, new)
    with locked(layout):
        if interrupted:
            return [layout.shown(path) for path, _ in _pairs(layout, new, new)]
        pairs = _pairs(layout, old, new) if _is_id(old) else []
        if not pairs:
            raise UsageError(f"there is no article {old!r}, and no catalog of that name")
        sources, files = find_sources(layout), CatalogFiles(layout)
        if old in sources.left_out:
            raise sources.left_out[old]
        if old in sources.paths and new in sources.ids:
            raise UsageError(f"there is an article {new!r} already", hint="Rename or remove one of the two.")
        for before, after in pairs:
            if before == after or (os.path.lexists(after) and not files.untouched(after)):
                raise UsageError("is in the way", place=Place(path=layout.shown(after)))
        record = json.dumps({"old": old, "new": new}).encode() + b"\n"
        write_file(layout.renaming, record, root=layout.root, durable=True, expected=None)
        _carry_out(layout, old, new)
    return [layout.shown(after) for _, after in pairs]


@contextmanager
def locked(layout: ProjectLayout) -> Iterator[None]:
    """While articles are renamed or their catalogs made: other processes that would do so wait.

    A rename that was interrupted is finished first. Raises UsageError, CatalogError.
    """
    with lock("articles", layout.cache / "locks"):
        pending = _recorded(layout)
        if pending is not None:
            _carry_out(layout, *pending)
        yield


def finish_rename(layout: ProjectLayout) -> None:
    """Finish a rename that was interrupted, if there is one. Raises UsageError, CatalogError."""
    if layout.renaming.exists():
        with locked(layout):
            pass


def _is_id(text: str) -> bool:
    return is_article_id(text) and text not in RESERVED_IDS


def _recorded(layout: ProjectLayout) -> tuple[str, str] | None:
    """The old and the new id of a rename that was interrupted. Raises UsageError for a record that is none."""
    try:
        record = json.loads(read_regular(inside(layout.renaming, layout.root)))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        record = None
    if isinstance(record, dict):
        old, new = record.get("old"), record.get("new")
        if isinstance(old, str) and isinstance(new, str) and _is_id(old) and _is_id(new):
            return old, new
    hint = "It is the record of an interrupted rename. Remove it, and run `postl10n article rename OLD NEW` again."
    raise UsageError("can't be read", place=Place(path=layout.shown(layout.renaming)), hint=hint)


def _carry_out(layout: ProjectLayout, old: str, new: str) -> None:
    """Rename what is not renamed yet, and remove the record."""
    for locale in layout.locales:
        journal.rename(layout, locale, old, new, today())
    files = CatalogFiles(layout)
    for before, after in _pairs(layout, old, new):
        files.move(before, after)
    layout.renaming.unlink(missing_ok=True)
    sync_folder(layout.renaming.parent)


def _pairs(layout: ProjectLayout, old: str, new: str) -> list[tuple[Path, Path]]:
    """The files of an article with their new paths: the source last, so that its catalogs are never without it."""
    pairs = [(layout.reference(one, old), layout.reference(one, new)) for one in layout.reference_locales]
    pairs += [(layout.catalog(one, old), layout.catalog(one, new)) for one in layout.locales]
    pairs.append((layout.template(old), layout.template(new)))
    source = find_sources(layout).paths.get(old)
    if source is not None:
        renamed = _renamed(layout, source, new)
        pairs += [(side_file(source), side_file(renamed)), (source, renamed)]
    return [(before, after) for before, after in pairs if os.path.lexists(before)]


def _renamed(layout: ProjectLayout, source: Path, new: str) -> Path:
    """The source's path under its new id: if that fits, in its folder, so that its links lead where they did."""
    folder = source.parent.relative_to(layout.articles).as_posix()
    beginning = "" if folder == "." else f"{article_id(folder)}-"
    if new.startswith(beginning) and is_article_id(new.removeprefix(beginning)):
        path = source.with_name(new.removeprefix(beginning) + source.suffix)
        if article_id(path.relative_to(layout.articles).with_suffix("").as_posix()) == new:
            return path
    return layout.articles / f"{new}{source.suffix}"
