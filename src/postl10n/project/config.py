"""`postl10n.toml`: read with every fault named at its line."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import cast

from postl10n.errors import Faults, Place, Postl10nError, ProjectError, system_fault
from postl10n.lang.locales import cldr, parents
from postl10n.model.project import (
    EDITOR_DEFAULT,
    EDITOR_HINT,
    PUBLISH_DEFAULT,
    Gate,
    LocaleSettings,
    Paths,
    Project,
    ReadingRules,
    is_editor,
)
from postl10n.project.config_check import read_check
from postl10n.project.config_engines import read_engines
from postl10n.project.config_styles import STYLES, site_styles
from postl10n.project.inputs import load_toml
from postl10n.project.system import read_regular
from postl10n.registry import normalised

FILE_NAME = "postl10n.toml"
MOST_SETTINGS = 1024**2
"""Bytes of the file."""
_MOST_FAULTS = 20
"""As many are told at once, each with a line that is looked for."""
_MOST_DAYS = 3650
_DAYS = f"a whole number of days, 0 to {_MOST_DAYS}"
_SHARE = "a share between 0 and 1"

_SETTINGS = {"name", "source", "targets", "publish", "plugins", "memory", "extract", "check", "engines"}
_TABLES = {
    "paths",
    "site",
    "locale",
    "gate",
    "segmentation",
    "preview",
    "spelling",
    "pretranslate",
    "catalog",
}
_Table = Mapping[str, object]


def find_project(start: Path) -> Path:
    """The nearest folder upward that holds a `postl10n.toml`. Raises ProjectError if there is none."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise ProjectError(
        f"no {FILE_NAME} here or in a folder above",
        place=Place(path=str(start)),
        hint="Make a project with: postl10n init DIR",
    )


def read_config(folder: Path) -> Project:
    """The settings of the project in the folder. Raises ProjectError, or FaultGroup for several faults."""
    path = folder / FILE_NAME
    try:
        text = read_regular(path, MOST_SETTINGS).decode()
    except FileNotFoundError:
        hint = "Make a project with: postl10n init DIR"
        raise ProjectError("no such file", place=Place(path=str(path)), hint=hint) from None
    except OSError as error:
        raise system_fault("read", error, Place(path=str(path)), ProjectError) from error
    except UnicodeDecodeError as error:
        raise ProjectError("is not in UTF-8", place=Place(path=str(path))) from error
    return parse_config(text, path=str(path), default_name=folder.resolve().name)


def parse_config(text: str, *, path: str, default_name: str) -> Project:
    """The settings in a text. Raises ProjectError, or FaultGroup for several faults."""
    return _Reader(path, text).project(load_toml(text, path), default_name=default_name)


class _Reader:
    """Turns the tables into values, collecting faults with the line of their key."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._faults = Faults(most=_MOST_FAULTS)

    def project(self, table: _Table, *, default_name: str) -> Project:
        self._refuse_unknown(table, _SETTINGS | _TABLES, "")
        source = self._locale(self._text(table, "source", "en"), "source")
        targets = tuple(self._locale(code, "targets") for code in self._texts(table, "targets"))
        counts = Counter((*targets, source))
        for repeated in sorted(code for code, count in counts.items() if count > 1):
            self._fault("targets", f"locale {repeated} is named twice, or is the source")
        site = self._table(table, "site", {"url", "title", "tagline", "region", "grace_days", *STYLES})
        project = Project(
            name=self._text(table, "name", default_name),
            source=source,
            targets=targets,
            paths=self._paths(table),
            site_url=self._url(site),
            site_title=self._text(site, "title", ""),
            site_tagline=self._text(site, "tagline", ""),
            site_styles=site_styles(site, self._path, self._lines, self._faults),
            site_region=self._region(site),
            grace_days=int(
                self._number(site, "grace_days", _DAYS, most=_MOST_DAYS, whole=True, default=0) or 0
            ),
            publish=self._number(table, "publish", _SHARE, default=PUBLISH_DEFAULT) or 0.0,
            locales=self._locales(table, (source, *targets)),
            editor=self._editor(table),
            rules=read_check(table.get("check", {}), targets, self._path, self._lines, self._faults),
            sites=self._sites(table),
            plugins=self._plugins(table),
            memories=tuple(self._texts(self._table(table, "memory", {"also"}), "also")),
            dictionaries=tuple(self._texts(self._table(table, "spelling", {"dictionaries"}), "dictionaries")),
            approve_values=self._truth(table, "pretranslate", "approve_values"),
            page_links=self._truth(table, "catalog", "links"),
            engines=read_engines(table.get("engines", {}), targets, self._path, self._lines, self._faults),
        )
        self._check_inheritance(project)
        self._faults.raise_any()
        return project

    def _sites(self, table: _Table) -> tuple[ReadingRules, ...]:
        if "extract" not in table:
            return ()
        from postl10n.project.config_extract import read_sites

        return read_sites(table["extract"], self._path, self._lines, self._faults)

    def _plugins(self, table: _Table) -> bool | frozenset[str]:
        given = self._table(table, "plugins", {"enabled"}).get("enabled", True)
        if isinstance(given, bool):
            return given
        if isinstance(given, list) and all(isinstance(one, str) for one in given):
            return frozenset(map(normalised, given))
        hint = 'Write: enabled = false, or the packages: enabled = ["postl10n-extras"].'
        self._fault("enabled", "enabled must be true, false, or a list of packages", hint=hint)
        return True

    def _truth(self, table: _Table, name: str, key: str) -> bool:
        """Return the one setting of a table that has no other; false if it is not there."""
        given = self._table(table, name, {key}).get(key, False)
        if not isinstance(given, bool):
            self._fault(key, f"{key} must be true or false")
        return given is True

    def _paths(self, table: _Table) -> Paths:
        known = set(Paths.__dataclass_fields__)
        given = self._table(table, "paths", known)
        paths = {name: self._text(given, name, "") for name in known & given.keys() - {"exclude"}}
        for name, value in paths.items():
            path = PurePosixPath(value)
            if not value or path.is_absolute() or ".." in path.parts:
                self._fault(name, f"{value!r} is not a folder inside the project")
        exclude = tuple(self._texts(given, "exclude"))
        if not all(one.strip("/") for one in exclude):
            self._fault(
                "exclude", "a pattern of exclude is empty", hint='Write it as ["drafts/", "*.bak.txt"].'
            )
        return Paths(exclude=exclude, **{name: str(PurePosixPath(value)) for name, value in paths.items()})

    def _locales(self, table: _Table, all_locales: tuple[str, ...]) -> dict[str, LocaleSettings]:
        gates = self._table(table, "gate", None)
        own = self._table(table, "locale", None)
        settings: dict[str, LocaleSettings] = {}
        for code in {*gates, *own}:
            locale = self._locale(code, code)
            if locale not in all_locales:
                self._fault(code, f"{code} is not among the targets")
            given = self._table(own, code, {"inherits", "publish"})
            parent = self._text(given, "inherits", "")
            settings[locale] = LocaleSettings(
                inherits=self._locale(parent, "inherits") if parent else None,
                publish=self._number(given, "publish", _SHARE),
                gate=self._gate(gates, code),
            )
        return settings

    def _gate(self, gates: _Table, code: str) -> Gate | None:
        if code not in gates:
            return None
        given = self._table(gates, code, {"completion", "errors", "chrf", "term_accuracy", "no_regression"})
        errors = self._number(given, "errors", "a whole number, 0 or more", most=math.inf, whole=True)
        return Gate(
            completion=self._number(given, "completion", _SHARE),
            errors=None if errors is None else int(errors),
            chrf=self._number(given, "chrf", "a number between 0 and 100", most=100),
            term_accuracy=self._number(given, "term_accuracy", _SHARE),
            no_regression=self._text(given, "no_regression", "") or None,
            line=self._line(f"gate.{code}"),
        )

    def _check_inheritance(self, project: Project) -> None:
        for locale, settings in project.locales.items():
            parent = settings.inherits
            if parent is None:
                continue
            if parent not in project.targets:
                self._fault("inherits", f"{locale} inherits from {parent}, which is not among the targets")
            elif parent not in parents(locale):
                self._fault("inherits", f"{parent} is not a parent of {locale} in CLDR")

    def _url(self, site: _Table) -> str | None:
        url = self._text(site, "url", "")
        if url and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", url):
            self._fault("url", f"{url!r} is not the http(s) address of a site")
        return url.rstrip("/") or None

    def _region(self, site: _Table) -> str:
        region = self._text(site, "region", "")
        if region and not re.fullmatch("[A-Z]{2}|[0-9]{3}", region):
            self._fault("region", f"{region!r} is no region", hint='Write it as "GB" or "HK".')
        return region

    def _editor(self, table: _Table) -> str:
        given = self._table(table, "preview", {"editor"})
        address = self._text(given, "editor", EDITOR_DEFAULT)
        if not is_editor(address):
            self._fault("editor", f"{address!r} is not an editor's address", hint=EDITOR_HINT)
        return address

    def _locale(self, code: str, key: str) -> str:
        try:
            return cldr(code)
        except Postl10nError as error:
            self._fault(key, error.message, hint=error.hint, find=code)
            return code

    def _number(
        self,
        table: _Table,
        key: str,
        wanted: str,
        *,
        most: float = 1,
        whole: bool = False,
        default: float | None = None,
    ) -> float | None:
        """A number from 0 to `most`, as `wanted` says in words; the default for any other."""
        value = table.get(key, default)
        if value is None:
            return None
        good = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
        if good and 0 <= cast("float", value) <= most:
            return float(cast("float", value))
        self._fault(key, f"{key} must be {wanted}")
        return default

    def _text(self, table: _Table, key: str, default: str) -> str:
        value = table.get(key, default)
        if isinstance(value, str):
            return value
        self._fault(key, f"{key} must be a text")
        return default

    def _texts(self, table: _Table, key: str) -> list[str]:
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return cast("list[str]", value)
        self._fault(key, f"{key} must be a list of texts")
        return []

    def _table(self, table: _Table, key: str, known: Collection[str] | None) -> _Table:
        value = table.get(key, {})
        if not isinstance(value, dict):
            self._fault(key, f"{key} must be a table")
            return {}
        if known is not None:
            self._refuse_unknown(value, known, key)
        return value

    def _refuse_unknown(self, table: _Table, known: Collection[str], where: str) -> None:
        for key in table:
            if key not in known:
                inside = f" in [{where}]" if where else ""
                hint = "Known here: " + ", ".join(sorted(known)) + "."
                self._fault(key, f"unknown setting {key!r}{inside}", hint=hint)

    def _fault(self, key: str, message: str, *, hint: str | None = None, find: str | None = None) -> None:
        place = Place(path=self._path, line=self._line(find, key))
        self._faults.add(ProjectError(message, place=place, hint=hint))

    def _line(self, *wanted: str | None) -> int | None:
        """The first line that holds the value or, failing that, the key; tomllib keeps no lines itself."""
        for text in wanted:
            for number, line in enumerate(self._lines, start=1):
                if text and re.search(rf"(?<![\w-]){re.escape(text)}(?![\w-])", line.partition("#")[0]):
                    return number
        return None
