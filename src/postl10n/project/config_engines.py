"""`[engines]` of `postl10n.toml`: which engine drafts which target, and the settings of each.

    [engines.locale]
    es = "apertium"
    pt_PT = { engine = "apertium", from = "es" }

    [engines.apertium]
    timeout = 20

What settings a kind of engine has is the affair of `engines`, which this layer does not know.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence

from postl10n.errors import Faults
from postl10n.model.project import Engines, EngineSettings, Route, SettingValue
from postl10n.project.config_check import KeyLines, TableReader

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LOCALE = "locale"


def read_engines(
    table: object, targets: Collection[str], path: str, lines: Sequence[str], faults: Faults
) -> Engines:
    """The engines of a project; what is wrong is added to the faults, with its line."""
    return _Reader(targets, path, KeyLines(lines, "engines"), faults).engines(table)


class _Reader(TableReader):
    def engines(self, table: object) -> Engines:
        if not isinstance(table, Mapping):
            self._fault(None, "engines must be a table")
            return Engines()
        routes = self._routes(table.get(_LOCALE, {}))
        named: dict[str, EngineSettings] = {}
        for name, given in table.items():
            if name != _LOCALE and (one := self._engine(name, given)) is not None:
                named[name] = one
        for route in routes.values():
            named.setdefault(
                route.engine, EngineSettings(name=route.engine, kind=route.engine, line=route.line)
            )
        self._refuse_cycles(routes)
        return Engines(named=named, routes=routes)

    def _routes(self, table: object) -> dict[str, Route]:
        if not isinstance(table, Mapping):
            self._fault(self._lines.of(_LOCALE), "engines.locale must be a table of targets")
            return {}
        routes: dict[str, Route] = {}
        for code, given in table.items():
            line = self._lines.of(_LOCALE, code)
            locale = self._target(code, line)
            route = self._route(code, given, line)
            if locale is None or route is None:
                continue
            if locale in routes:
                self._fault(line, f"{locale} is named twice in [engines.locale]")
            routes[locale] = route
        return routes

    def _route(self, code: str, given: object, line: int | None) -> Route | None:
        if isinstance(given, str):
            given = {"engine": given}
        if not isinstance(given, Mapping):
            self._fault(line, f"{code} must be the name of an engine, or a table", hint=_ROUTE_HINT)
            return None
        for key in given:
            if key not in ("engine", "from"):
                self._fault(line, f"unknown setting {key!r} for {code} in [engines.locale]", hint=_ROUTE_HINT)
        engine, source = given.get("engine"), given.get("from")
        if not isinstance(engine, str) or not _NAME.fullmatch(engine) or engine == _LOCALE:
            self._fault(line, f"{code} needs the name of an engine", hint=_ROUTE_HINT)
            return None
        if source is not None and not isinstance(source, str):
            self._fault(line, "from must be a locale", hint=_ROUTE_HINT)
            return None
        neighbour = self._target(source, line) if source is not None else None
        return Route(engine=engine, source=neighbour, line=line)

    def _engine(self, name: str, given: object) -> EngineSettings | None:
        line = self._lines.of(name)
        if not _NAME.fullmatch(name):
            hint = "Names are small letters, figures and hyphens: apertium, my-engine."
            self._fault(line, f"{name!r} is not the name of an engine", hint=hint)
            return None
        if not isinstance(given, Mapping):
            self._fault(line, f"engines.{name} must be a table")
            return None
        kind = given.get("kind", name)
        if not isinstance(kind, str):
            self._fault(self._lines.of(name, "kind"), "kind must be a text")
            return None
        settings: dict[str, SettingValue] = {}
        lines: dict[str, int] = {}
        for key, value in given.items():
            where = self._lines.of(name, key)
            if where is not None:
                lines[key] = where
            if key != "kind" and (read := self._value(name, key, value, where)) is not None:
                settings[key] = read
        return EngineSettings(name=name, kind=kind, settings=settings, lines=lines, line=line)

    def _value(self, name: str, key: str, value: object, line: int | None) -> SettingValue | None:
        if isinstance(value, (str, bool, int)) or (isinstance(value, float) and math.isfinite(value)):
            return value
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(str(one) for one in value)
        self._fault(
            line, f"{key} in [engines.{name}] must be a text, a number, true or false, or a list of texts"
        )
        return None

    def _refuse_cycles(self, routes: Mapping[str, Route]) -> None:
        known: set[frozenset[str]] = set()
        for locale in routes:
            chain = [locale]
            while (route := routes.get(chain[-1])) is not None and route.source is not None:
                if route.source in chain:
                    ring = chain[chain.index(route.source) :]
                    if frozenset(ring) not in known:
                        told = " from ".join([*ring, ring[0]])
                        self._fault(routes[ring[0]].line, f"engines form a cycle: {told}")
                    known.add(frozenset(ring))
                    break
                chain.append(route.source)


_ROUTE_HINT = 'Write: es = "apertium", or: pt_PT = { engine = "apertium", from = "es" }.'
