"""The basis of the review page: reading a locale as a reviewer does, changing its files as a translator would.

`Review` is imported when it is first asked for: the modules beside it are of use without it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postl10n.workspace.review.review import Review

__all__ = ["Review"]


def __getattr__(name: str) -> object:
    """Import the façade when it is used."""
    if name in __all__:
        return getattr(import_module("postl10n.workspace.review.review"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
