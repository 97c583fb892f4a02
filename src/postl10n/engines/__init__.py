"""Machine translation engines, one module each, imported when a project uses them.

An engine is a module named after its kind, with a function `open_engine`; its settings are in `engines.settings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol

from postl10n.engines.settings import NAME, SETTINGS, Settings
from postl10n.errors import EngineError
from postl10n.lang.locales import cldr
from postl10n.ports import Engine

KINDS: tuple[str, ...] = tuple(SETTINGS)


def known_settings(kind: str) -> frozenset[str]:
    """Return the names of the settings of a kind, without `kind` itself. Raises EngineError for an unknown kind."""
    if kind not in SETTINGS:
        raise EngineError(f"unknown kind of engine {kind!r}", hint=f"Kinds: {', '.join(KINDS)}.")
    return frozenset(setting.name for setting in SETTINGS[kind])


def open_engine(
    name: str, settings: Mapping[str, object], source_locale: str, locale: str, environ: Mapping[str, str]
) -> Engine:
    """Return the engine that a project calls `name`, for one pair of locales.

    Its kind is the setting `kind`, or the name. Starts no process and makes no connection. Raises EngineError for an
    unknown or wrong setting, a missing key, a package that is not installed, and an unsupported pair.
    """
    kind = settings.get("kind", name)
    if not isinstance(kind, str) or kind not in KINDS:
        raise EngineError(f"unknown kind of engine {str(kind)!r}", hint=f"Kinds: {', '.join(KINDS)}.")
    if not NAME.fullmatch(name):
        raise EngineError(f"{name!r} cannot name an engine", hint="Use small letters, digits and hyphens.")
    opener: _Opener = import_module(f"postl10n.engines.{kind}").open_engine
    table = Settings(name, kind, settings)
    return opener(table, cldr(source_locale), cldr(locale), environ)


class _Opener(Protocol):
    def __call__(
        self, settings: Settings, source_locale: str, locale: str, environ: Mapping[str, str], /
    ) -> Engine: ...
