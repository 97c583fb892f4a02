"""Plug-ins: packages that add rules, formats, engines, languages or commands by entry points."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from postl10n import registry
from postl10n.registry import KINDS, Plugin, Registry, normalised

if TYPE_CHECKING:
    from postl10n.model.project import Project
    from postl10n.project.expressions import CompiledExpressions

OFF = "POSTL10N_NO_PLUGINS"
"""The environment variable that switches plug-ins off, so that processes which we start are without them too."""
_GROUP = "postl10n."


def connect() -> None:
    """Let the registries of this process find what is installed, dictionaries and compiled expressions when asked for."""
    registry.connect(
        find,
        lambda code: import_module("postl10n.project.word_tables").open_table(code),
        lambda pattern, flags: _expressions()(pattern, flags),
    )
    registry.choose(not os.environ.get(OFF))


@cache
def _expressions() -> CompiledExpressions:
    from postl10n.project.expressions import CompiledExpressions

    return CompiledExpressions()


def switch_off() -> None:
    """Go without plug-ins in this process, and those that it starts."""
    os.environ[OFF] = "1"
    registry.choose(False)


def use(project: Project) -> None:
    """Use the plug-ins that the project's settings leave on; a process has one choice, that of the last project."""
    registry.choose(False if os.environ.get(OFF) else project.plugins)


def find() -> tuple[Plugin, ...]:
    """Return the plug-ins of installed packages; of packages with one name, the first on `sys.path` counts."""
    if not _any_installed():
        return ()
    # A twentieth of a second to import, which nobody without plug-ins need pay.
    from importlib.metadata import distributions

    found: dict[str, list[Plugin]] = {}
    for distribution in distributions():
        package = normalised(distribution.metadata["Name"] or "")
        if package not in found:
            found[package] = [
                Plugin(
                    kind=point.group.removeprefix(_GROUP),
                    name=point.name,
                    target=point.value,
                    package=package,
                    version=distribution.version,
                )
                for point in distribution.entry_points
                if point.group in {_GROUP + kind for kind in KINDS}
            ]
    return tuple(plugin for those in found.values() for plugin in those)


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginState:
    """A plug-in that is installed, and whether it can be used."""

    plugin: Plugin
    status: str
    """`used`, `off` or `broken`."""
    problem: str = ""
    """Why it can't be used; empty if it can, or is switched off."""


def listing(commands: Registry[Any]) -> list[PluginState]:
    """All plug-ins in order, each loaded to see whether it can be."""
    from postl10n.engines.settings import ENGINES
    from postl10n.files.formats import EXCHANGE, EXCHANGE_WRITERS, MEMORIES, SCORED, TERM_WRITERS, TERMS
    from postl10n.lang.languages.language import LANGUAGES
    from postl10n.stages.check.registry import RULES
    from postl10n.stages.extract import ARTICLES

    formats = (ARTICLES, MEMORIES, TERMS, TERM_WRITERS, EXCHANGE, EXCHANGE_WRITERS, SCORED)
    registries = (RULES, *formats, ENGINES, LANGUAGES, commands)
    return [_state(plugin, registries) for plugin in registry.installed()]


def _state(plugin: Plugin, registries: Sequence[Registry[Any]]) -> PluginState:
    own = next((one for one in registries if one.is_own_kind(plugin)), None)
    problem = (
        own.problem(plugin) if own else "the name must begin with what it reads: article., memory., terms. …"
    )
    status = "broken" if problem else "used" if registry.is_used(plugin) else "off"
    return PluginState(plugin=plugin, status=status, problem=problem)


def _any_installed() -> bool:
    """A quick look at the folders of `sys.path`; a path that is no folder (a ZIP file) counts as one that may have some."""
    return any(_mentioned(folder) for folder in dict.fromkeys(sys.path))


def _mentioned(folder: str) -> bool:
    try:
        names = os.listdir(folder or ".")  # noqa: PTH208 - Path takes longer, and each command pays for it
    except NotADirectoryError:
        return True
    except OSError:
        return False
    return any(f"[{_GROUP}".encode() in points for points in _entry_points(folder, names))


def _entry_points(folder: str, names: list[str]) -> Iterator[bytes]:
    for name in names:
        if name.endswith((".dist-info", ".egg-info")):
            try:
                with open(f"{folder}/{name}/entry_points.txt", "rb") as stream:  # noqa: PTH123 - see above
                    yield stream.read()
            except OSError:
                continue
