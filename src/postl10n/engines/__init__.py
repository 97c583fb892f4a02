"""Machine translation engines, one module each, imported when a project uses them.

The module of an engine has its `SETTINGS` and `open_engine`; a package adds one by the entry point `postl10n.engines`.
"""

from __future__ import annotations

from collections.abc import Mapping

from postl10n.engines.settings import ENGINES, NAME, EngineModule, Settings
from postl10n.errors import EngineError, PluginError
from postl10n.lang.locales import cldr
from postl10n.ports import Engine


def known_settings(kind: str) -> frozenset[str]:
    """Return the names of the settings of a kind, without `kind` itself.

    Raises EngineError for an unknown or broken kind.
    """
    return frozenset(setting.name for setting in _module(kind).SETTINGS)


def check_settings(name: str, kind: str, settings: Mapping[str, object]) -> None:
    """Raise EngineSettingsError for values that can't work on any machine."""
    checked = Settings(name, kind, settings)
    if checked.text("url"):
        checked.url()


def open_engine(
    name: str, settings: Mapping[str, object], source_locale: str, locale: str, environ: Mapping[str, str]
) -> Engine:
    """Return the engine that a project calls `name`, for one pair of locales.

    Its kind is the setting `kind`, or the name. Starts no process and makes no connection. Raises EngineError for an
    unknown or wrong setting, a missing key, a package that is not installed, and an unsupported pair.
    """
    kind = settings.get("kind", name)
    module = _module(kind)
    if not NAME.fullmatch(name):
        raise EngineError(f"{name!r} cannot name an engine", hint="Use small letters, digits and hyphens.")
    table = Settings(name, str(kind), settings)
    try:
        with ENGINES.guard(str(kind)):
            return module.open_engine(table, cldr(source_locale), cldr(locale), environ)
    except PluginError as fault:
        raise EngineError(fault.message, hint=fault.hint) from fault


def _module(kind: object) -> EngineModule:
    try:
        if isinstance(kind, str) and kind in ENGINES:
            return ENGINES.load(kind)
    except PluginError as fault:
        raise EngineError(fault.message, hint=fault.hint) from fault
    raise EngineError(f"unknown kind of engine {str(kind)!r}", hint=f"Kinds: {', '.join(ENGINES)}.")
