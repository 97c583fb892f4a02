"""The settings of each kind of engine, and reading an engine's table."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast
from urllib.parse import SplitResult, urlsplit

from postl10n.errors import EngineError, EngineSettingsError
from postl10n.ports import Engine
from postl10n.registry import Registry

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSetting:
    """One key of an engine's table. A setting without a default may be left out, unless it is needed."""

    name: str
    default: str | float | None = None
    """A default of the setting's type: text, a number, a whole number."""
    type: type[str] | type[float] | type[int] = str
    needed: bool = False
    least: float = 0.0
    most: float = 1e9
    choices: tuple[str, ...] = ()
    several_lines: bool = False

    def check(self, value: object) -> str | float:
        """Return the value in the setting's type. Raises ValueError with a message that continues the setting's name."""
        if self.type is str:
            return self._text(value)
        return self._number(value)

    def _text(self, value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("must be a text in quotes")
        if not self.several_lines and _CONTROL.search(value):
            raise ValueError("must be one line without control characters")
        if self.needed and not value.strip():
            raise ValueError("is empty")
        if self.choices and value not in self.choices:
            raise ValueError(f"must be one of {', '.join(map(repr, self.choices))}")
        return value

    def _number(self, value: object) -> float:
        whole = self.type is int
        kinds = (int,) if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not math.isfinite(value):
            raise ValueError("must be a whole number" if whole else "must be a number")
        if not self.least <= value <= self.most:
            raise ValueError(f"must be from {self.least:g} to {self.most:g}")
        return value


HTTP = (
    EngineSetting(name="url", needed=True),
    EngineSetting(name="key_from"),
    # Seconds for one request, from its first byte to the last of the answer.
    EngineSetting(name="timeout", type=float, default=60.0, least=0.1, most=3600),
    # The number of times a request is sent again after 429, 5xx or no connection.
    EngineSetting(name="retries", type=int, default=3, most=10),
)
"""The settings that every engine behind HTTP has."""


class EngineModule(Protocol):
    """The interface of an engine's module."""

    SETTINGS: Sequence[EngineSetting]

    def open_engine(
        self, settings: Settings, source_locale: str, locale: str, environ: Mapping[str, str], /
    ) -> Engine: ...


def _module(thing: object) -> EngineModule | None:
    known = getattr(thing, "SETTINGS", None)
    whole = callable(getattr(thing, "open_engine", None)) and isinstance(known, Sequence)
    return cast("EngineModule", thing) if whole else None


_KINDS = ("apertium", "opencc", "libretranslate", "apy", "chat")
ENGINES = Registry("engines", {kind: f"postl10n.engines.{kind}" for kind in _KINDS}, _module)


class Settings:
    """The checked table of one engine; settings left out have their defaults."""

    def __init__(self, name: str, kind: str, table: Mapping[str, object]) -> None:
        """Check the table. Raises EngineSettingsError with the name of the wrong setting."""
        self.name = name
        self.kind = kind
        known = {setting.name: setting for setting in ENGINES.load(kind).SETTINGS}
        if unknown := sorted(set(table) - {"kind", *known}):
            raise EngineSettingsError(
                f"engine {name} has no setting {', '.join(map(repr, unknown))}",
                hint=f"Settings of {kind}: {', '.join(sorted(known)) or 'none'}.",
            )
        self._values: dict[str, str | float] = {}
        for setting in known.values():
            if setting.name in table:
                try:
                    self._values[setting.name] = setting.check(table[setting.name])
                except ValueError as wrong:
                    raise self.fault(setting.name, str(wrong)) from None
            elif setting.needed:
                raise EngineSettingsError(
                    f"engine {name} lacks the setting {setting.name}",
                    hint=f"Add {setting.name} to [engines.{name}]; docs/engines.md has examples.",
                )
            elif setting.default is not None:
                self._values[setting.name] = setting.default

    def text(self, setting: str) -> str:
        """Return a setting's text, or "" if the table has none."""
        return str(self._values.get(setting, ""))

    def number(self, setting: str) -> float:
        return float(self._values[setting])

    def limit(self, setting: str) -> float | None:
        """Return a setting's number, or None if the table has none."""
        return float(self._values[setting]) if setting in self._values else None

    def count(self, setting: str) -> int:
        return int(self._values[setting])

    def fault(self, setting: str, wrong: str, hint: str | None = None) -> EngineSettingsError:
        """Return an error about a value that can't work on any machine."""
        return EngineSettingsError(f"engine {self.name}: {setting} {wrong}", hint=hint)

    def lack(self, setting: str, wrong: str, hint: str | None = None) -> EngineError:
        """Return an error about something that this machine lacks."""
        return EngineError(f"engine {self.name}: {setting} {wrong}", hint=hint)

    def url(self) -> str:
        """Return the server's address without a final slash; http or https, without query, fragment and password."""
        try:
            parts = urlsplit(self.text("url"))
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise self.fault("url", "must be an address that starts with http:// or https://")
        if parts.username is not None or parts.password is not None:
            raise self.fault("url", "must not hold a name or password", _KEY_HINT)
        if parts.query or parts.fragment:
            raise self.fault(
                "url", "must end before ? and #", "Write the address that the paths are added to."
            )
        return parts.geturl().rstrip("/")

    def key(self, environ: Mapping[str, str]) -> str | None:
        """Return the key for the host of `url`, None if the table names no variable.

        A project's file may come from a stranger, who could name any variable and a host of their own. Therefore the
        environment must state, in a second variable, which host may receive the key.
        """
        variable = self.text("key_from")
        if not variable:
            return None
        if not _VARIABLE.fullmatch(variable):
            raise self.fault("key_from", "must be the name of an environment variable", _KEY_HINT)
        parts = urlsplit(self.url())
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise self.fault("url", "must start with https:// where a key is sent")
        key = environ.get(variable, "").strip()
        if not key:
            raise self.lack("key_from", f"names {variable}, which the environment does not have", _KEY_HINT)
        if not key.isascii() or not key.isprintable():
            raise self.lack("key_from", f"names {variable}, which holds characters that no key has")
        self._require_host(variable, parts, environ)
        return key

    def _require_host(self, variable: str, parts: SplitResult, environ: Mapping[str, str]) -> None:
        host = (parts.hostname or "").lower()
        allowed = environ.get(f"{variable}_HOST", "").strip().lower()
        if allowed not in (host, parts.netloc.lower()):
            raise self.lack(
                "key_from",
                f"names {variable}, which the environment does not give to {host}",
                f"If {host} may see it: export {variable}_HOST={host}",
            )


_KEY_HINT = "Put the key into an environment variable and name it: key_from = 'MY_KEY'."


def is_loopback(host: str) -> bool:
    """Return True if the host is this machine: `localhost`, `::1`, or an address that starts with 127."""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None
