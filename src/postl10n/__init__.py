"""postl10n: a translation and glossary pipeline for the news of postal operators.

`Workspace.open(folder)` is where a script begins; docs/python.md has examples.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from postl10n.version import __version__

if TYPE_CHECKING:
    from postl10n.errors import (
        ArticleError,
        CatalogError,
        EngineError,
        FaultGroup,
        GlossaryError,
        Postl10nError,
        ProjectError,
        SheetError,
        UsageError,
    )
    from postl10n.model.memory import UnitState
    from postl10n.model.scores import Rated
    from postl10n.workspace import (
        BuildOptions,
        KnownResults,
        ScoreOptions,
        Selection,
        Workspace,
        read_article,
    )

__all__ = [
    "ArticleError",
    "BuildOptions",
    "CatalogError",
    "EngineError",
    "FaultGroup",
    "GlossaryError",
    "KnownResults",
    "Postl10nError",
    "ProjectError",
    "Rated",
    "ScoreOptions",
    "Selection",
    "SheetError",
    "UnitState",
    "UsageError",
    "Workspace",
    "__version__",
    "read_article",
]

_ELSEWHERE = {"Rated": "postl10n.model.scores", "UnitState": "postl10n.model.memory"}


if not TYPE_CHECKING:  # a type checker is to see the names alone

    def __getattr__(name: str) -> object:
        """Import what is asked for when it is: `postl10n --help` must not pay for the workspace."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        errors = name.endswith(("Error", "Group"))
        home = _ELSEWHERE.get(name, "postl10n.errors" if errors else "postl10n.workspace")
        return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
