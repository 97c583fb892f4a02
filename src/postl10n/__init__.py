"""postl10n: a translation and glossary pipeline for the news of postal operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postl10n.version import __version__

if TYPE_CHECKING:
    from postl10n.workspace import Workspace as Workspace

__all__ = ["Workspace", "__version__"]


def __getattr__(name: str) -> object:
    """Import the workspace when it is first asked for: `postl10n --help` must not pay for it."""
    if name == "Workspace":
        from postl10n.workspace import Workspace

        return Workspace
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
