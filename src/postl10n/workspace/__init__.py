"""A project folder opened: joins the files to the pipeline. What the command line and library users call.

The names are imported when they are first asked for: tools that work on single catalogs stand in this package
too, and must not wait for the whole pipeline.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from postl10n.workspace.plugins import connect

if TYPE_CHECKING:
    from postl10n.model.scores import KnownResults as KnownResults
    from postl10n.model.scores import Quality as Quality
    from postl10n.workspace.adopt import AdoptOptions as AdoptOptions
    from postl10n.workspace.build.plan import BuildOptions as BuildOptions
    from postl10n.workspace.one_article import read_article as read_article
    from postl10n.workspace.score import ScoreOptions as ScoreOptions
    from postl10n.workspace.selection import Progress as Progress
    from postl10n.workspace.selection import Selection as Selection
    from postl10n.workspace.workspace import Workspace as Workspace

_MODULES = {
    "AdoptOptions": "postl10n.workspace.adopt",
    "BuildOptions": "postl10n.workspace.build.plan",
    "KnownResults": "postl10n.model.scores",
    "Progress": "postl10n.workspace.selection",
    "Quality": "postl10n.model.scores",
    "ScoreOptions": "postl10n.workspace.score",
    "Selection": "postl10n.workspace.selection",
    "Workspace": "postl10n.workspace.workspace",
    "read_article": "postl10n.workspace.one_article",
}
connect()


if not TYPE_CHECKING:  # a type checker is to see the names alone

    def __getattr__(name: str) -> object:
        """Import the module of a name when it is used."""
        if name in _MODULES:
            return getattr(import_module(_MODULES[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
