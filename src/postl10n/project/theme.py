"""A project's own page templates and style sheet: files in `theme/` that replace ours of the same name."""

from __future__ import annotations

from pathlib import Path

from postl10n.errors import Place, ProjectError
from postl10n.project.writes import inside

THEME = "theme"


def read_theme(root: Path) -> dict[str, str]:
    """The texts by file name; empty where there is no such folder. Raises ProjectError."""
    folder = root / THEME
    if not folder.is_dir():
        return {}
    return {path.name: _text(path, root) for path in sorted(folder.iterdir()) if _is_part(path)}


def _is_part(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _text(path: Path, root: Path) -> str:
    place = Place(path=path.relative_to(root).as_posix())
    try:
        return inside(path, root).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProjectError("is not in UTF-8", place=place, hint="Save it as UTF-8.") from error
    except OSError as error:
        raise ProjectError(f"can't be read: {error.strerror}", place=place) from error
