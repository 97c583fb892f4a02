"""A project folder opened: joins the files to the pipeline. What the command line and library users call.

The names are imported when they are first asked for: tools that work on single catalogs stand in this package
too, and must not wait for the whole pipeline.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postl10n.workspace.workspace import (
        BuildOptions,
        KnownResults,
        Progress,
        Quality,
        ScoreOptions,
        Selection,
        Workspace,
        read_article,
    )

__all__ = [
    "BuildOptions",
    "KnownResults",
    "Progress",
    "Quality",
    "ScoreOptions",
    "Selection",
    "Workspace",
    "read_article",
]


def __getattr__(name: str) -> object:
    """Import the project's side of the package when one of its names is used."""
    if name in __all__:
        return getattr(import_module("postl10n.workspace.workspace"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
