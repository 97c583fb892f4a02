"""The files of a project's translation memory: its catalogs, `memory/*.tmx`, and what `[memory] also` names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from postl10n.errors import Place, Postl10nError, ProjectError
from postl10n.project.config import FILE_NAME
from postl10n.project.layout import ProjectLayout


def memory_files(layout: ProjectLayout, faults: dict[str, Postl10nError]) -> Iterator[tuple[str, Path]]:
    """Yield the path of each file as messages have it, with the file; a pattern that fits nothing is added to `faults`."""
    own = [path for locale in layout.project.targets for path in layout.catalogs(locale)]
    own += sorted((layout.root / "memory").glob("*.tmx"))
    seen = set()
    for path in own:
        seen.add(path.resolve())
        yield layout.shown(path), path
    for pattern in layout.project.memories:
        anchor = Path(pattern).anchor
        base, rest = Path(anchor or layout.root), pattern.removeprefix(anchor)
        found = [path for one in (base.glob(rest) if Path(rest).parts else [base]) for path in _files(one)]
        if not found:
            message = f"[memory] also: {pattern!r} names no TMX file, catalog or folder of them"
            faults[message] = ProjectError(message, place=Place(path=FILE_NAME))
        for path in sorted(found):
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield Path(os.path.relpath(path, layout.root)).as_posix(), path


def _files(path: Path) -> list[Path]:
    return [*path.rglob("*.tmx"), *path.rglob("*.po")] if path.is_dir() else [path]
