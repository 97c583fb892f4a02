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
    from postl10n.files.po import parse_po, serialize_po
    from postl10n.model.catalog import Entry, Key
    from postl10n.model.findings import EntryFinding, RuleInfo, Severity, Waiver
    from postl10n.model.glossary import Concept, Occurrence, Term
    from postl10n.model.memory import MatchKind, MemoryMatch, UnitState
    from postl10n.model.scores import Rated
    from postl10n.model.states import State, state_of
    from postl10n.stages.catalog.edit import edited
    from postl10n.workspace import (
        BuildOptions,
        KnownResults,
        ScoreOptions,
        Selection,
        Workspace,
        read_article,
    )
    from postl10n.workspace.editing import Editing, TextProblem
    from postl10n.workspace.terms.renaming import TermRenaming

__all__ = [
    "ArticleError",
    "BuildOptions",
    "CatalogError",
    "Concept",
    "Editing",
    "EngineError",
    "Entry",
    "EntryFinding",
    "FaultGroup",
    "GlossaryError",
    "Key",
    "KnownResults",
    "MatchKind",
    "MemoryMatch",
    "Occurrence",
    "Postl10nError",
    "ProjectError",
    "Rated",
    "RuleInfo",
    "ScoreOptions",
    "Selection",
    "Severity",
    "SheetError",
    "State",
    "Term",
    "TermRenaming",
    "TextProblem",
    "UnitState",
    "UsageError",
    "Waiver",
    "Workspace",
    "__version__",
    "edited",
    "parse_po",
    "read_article",
    "serialize_po",
    "state_of",
]

_ELSEWHERE = {
    name: home
    for home, names in {
        "postl10n.files.po": "parse_po serialize_po",
        "postl10n.model.catalog": "Entry Key",
        "postl10n.model.findings": "EntryFinding RuleInfo Severity Waiver",
        "postl10n.model.glossary": "Concept Occurrence Term",
        "postl10n.model.memory": "MatchKind MemoryMatch UnitState",
        "postl10n.model.scores": "Rated",
        "postl10n.model.states": "State state_of",
        "postl10n.stages.catalog.edit": "edited",
        "postl10n.workspace.editing": "Editing TextProblem",
        "postl10n.workspace.terms.renaming": "TermRenaming",
    }.items()
    for name in names.split()
}


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
