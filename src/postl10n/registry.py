"""Registries of what packages can add by name: rules, formats, engines, languages, commands.

A registry has names, each with the "module:object" that is imported when it is used. `workspace.plugins` finds the
plug-ins of installed packages, and passes its finder down here at the start of a process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, AnyStr, ClassVar, Generic, NamedTuple, Protocol, TypeVar, cast

from postl10n.errors import PluginError, Postl10nError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from functools import _lru_cache_wrapper

KINDS = ("rules", "formats", "engines", "languages", "commands")
"""The entry points `postl10n.<kind>`."""
_HINT = "Fix or uninstall the package, or go on without plug-ins: --no-plugins."

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")


class Plugin(NamedTuple):
    """A thing that an installed package adds."""

    kind: str
    name: str
    target: str
    """`module:object`, or a module."""
    package: str
    version: str

    def __str__(self) -> str:
        return f"plug-in {self.name} ({self.kind}) of {self.package} {self.version}"

    @contextmanager
    def guarded(self, failed: str = "failed") -> Iterator[None]:
        """Turn whatever its code raises into one PluginError; what says itself what is wrong passes."""
        try:
            yield
        except Postl10nError:
            raise
        except Exception as error:
            told = " ".join(f"{type(error).__name__}: {error}".split())
            raise PluginError(f"{self} {failed}: {told}", hint=_HINT) from error

    def load(self) -> object:
        """Import it. Raises PluginError."""
        with self.guarded("can't be loaded"):
            return _imported(self.target)

    def stand_in(self, own: _Thing) -> _Thing:
        """Return what answers like an object of the plug-in, but turns faults in its methods into a PluginError."""
        return cast("_Thing", _StandIn(self, own))

    def fault(self, wrong: str) -> PluginError:
        """Return an error about the plug-in, to be raised."""
        return PluginError(f"{self} {wrong}", hint=_HINT)


class _StandIn:
    def __init__(self, plugin: Plugin, own: object) -> None:
        self._plugin, self._own = plugin, own

    def __getattr__(self, name: str) -> object:
        with self._plugin.guarded():
            found = getattr(self._own, name)
        return self._guarded(found) if callable(found) else found

    def _guarded(self, method: Callable[..., object]) -> Callable[..., object]:
        def ask(*arguments: object, **named: object) -> object:
            with self._plugin.guarded():
                answer = method(*arguments, **named)
                # A generator runs while it is iterated, which happens elsewhere.
                return iter(list(answer)) if isinstance(answer, Iterator) else answer

        return ask


class WordTable(Protocol):
    """The lemmas of a language's words, both in UTF-8."""

    def get(self, word: bytes, /) -> bytes | None:
        """Return the lemma; None for an unknown word."""


class _Added:
    """The plug-ins of this process: how to find them, and which of them are used."""

    find: ClassVar[Callable[[], Sequence[Plugin]]] = tuple
    chosen: ClassVar[bool | frozenset[str]] = True
    listeners: ClassVar[list[Callable[[], None]]] = []
    tables: ClassVar[Callable[[str], WordTable | None] | None] = None
    compile: ClassVar[Callable[..., re.Pattern[Any]]] = re.compile


def connect(
    find: Callable[[], Sequence[Plugin]],
    tables: Callable[[str], WordTable | None] | None = None,
    compile: Callable[..., re.Pattern[Any]] | None = None,  # noqa: A002 - as in `re`
) -> None:
    """Say how plug-ins are found, the mapped words of languages, and how expressions are compiled: asked when needed."""
    _Added.find, _Added.tables = find, tables or _Added.tables
    _Added.compile = compile or _Added.compile
    installed.cache_clear()
    _changed()


def word_table(code: str) -> WordTable | None:
    """Return the words of a language as a file that is not read into memory, if there can be one."""
    return _Added.tables(code) if _Added.tables is not None else None


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, for long expressions and those with thousands of characters: this computer remembers them.

    Raises re.error.
    """
    made: re.Pattern[AnyStr] = _Added.compile(pattern, flags)
    return made


def on_change(forget: Callable[[], None]) -> None:
    """Call it when other plug-ins are used from now on: for a cache of what one may answer."""
    _Added.listeners.append(forget)


def cached(maxsize: int | None) -> Callable[[Callable[..., _Thing]], _lru_cache_wrapper[_Thing]]:
    """As `lru_cache`, for what a plug-in may answer: dropped when other plug-ins are used from now on."""

    def caching(function: Callable[..., _Thing]) -> _lru_cache_wrapper[_Thing]:
        kept = lru_cache(maxsize)(function)
        on_change(kept.cache_clear)
        return kept

    return caching


def choose(enabled: bool | Collection[str]) -> None:
    """Say which plug-ins this process uses: all, none, or those of some packages."""
    chosen = enabled if isinstance(enabled, bool) else frozenset(enabled)
    if chosen != _Added.chosen:
        _Added.chosen = chosen
        _changed()


@lru_cache(maxsize=1)
def installed() -> tuple[Plugin, ...]:
    """All plug-ins, those that are switched off too, in order."""
    return tuple(sorted(_Added.find()))


def is_used(plugin: Plugin) -> bool:
    """Return True if the plug-in is not switched off."""
    return _Added.chosen if isinstance(_Added.chosen, bool) else plugin.package in _Added.chosen


def added(kind: str) -> Collection[str]:
    """The names that the plug-ins in use add to a kind, parts included."""
    return _used(kind, "")


def signature() -> str:
    """The plug-ins in use with their versions, for the keys of caches; empty without any."""
    return " ".join(
        f"{one.kind}.{one.name}={one.package}-{one.version}" for one in installed() if is_used(one)
    )


def normalised(package: str) -> str:
    """A package's name in one spelling.

    >>> normalised("Postl10n_Extras")
    'postl10n-extras'
    """
    return re.sub(r"[-_.]+", "-", package).lower()


class Registry(Generic[_Thing]):
    """The names of one kind: ours, then those of plug-ins, which can't take the place of ours."""

    def __init__(
        self, kind: str, own: Mapping[str, str], fits: Callable[[object], _Thing | None], part: str = ""
    ) -> None:
        """fits: the thing that was imported, None where it is of another kind. part: begins the names of plug-ins."""
        self.own = own
        self._kind = kind
        self._fits = fits
        self._part = part

    def __contains__(self, name: str) -> bool:
        return name in self.own or name in self._added()

    def __iter__(self) -> Iterator[str]:
        yield from self.own
        yield from self._added()

    def plugin(self, name: str) -> Plugin | None:
        """The plug-in of the name; None for what is ours, or unknown. Raises PluginError where two packages have it."""
        if name in self.own:
            return None
        found = self._added().get(name, ())
        if len(found) > 1:
            packages = ", ".join(one.package for one in found)
            raise PluginError(f"several packages add {name} to the {self._kind}: {packages}", hint=_HINT)
        return found[0] if found else None

    def load(self, name: str) -> _Thing:
        """Import the thing of that name. Raises PluginError for a broken plug-in, KeyError for an unknown name."""
        plugin = self.plugin(name)
        thing = plugin.load() if plugin else _imported(self.own[name])
        if plugin is None:
            fitting = self._fits(thing)
        else:
            with plugin.guarded("can't be used"):
                fitting = self._fits(thing)
        if fitting is None:
            raise plugin.fault(f"is none of the {self._kind}") if plugin else TypeError(name)
        return fitting

    def stand_in(self, name: str, made: _Made) -> _Made:
        """Return an object of what has the name; that of a plug-in is guarded as long as it is used."""
        plugin = self.plugin(name)
        return plugin.stand_in(made) if plugin else made

    def guard(self, name: str) -> AbstractContextManager[None]:
        """Around calls of what has the name: a fault in a plug-in becomes a PluginError."""
        plugin = self.plugin(name)
        return plugin.guarded() if plugin else nullcontext()

    def problem(self, plugin: Plugin) -> str:
        """Why a plug-in of this registry is not used as it should be; empty if it is, or is switched off."""
        name = plugin.name.removeprefix(self._part)
        if name in self.own:
            return "the name is taken: a plug-in can't replace what is built in"
        try:
            if is_used(plugin):
                self.load(name)
        except PluginError as fault:
            return fault.message.removeprefix(f"{plugin} ")
        return ""

    def is_own_kind(self, plugin: Plugin) -> bool:
        """Return True if the plug-in is meant for this registry."""
        return plugin.kind == self._kind and plugin.name.startswith(self._part)

    def _added(self) -> Mapping[str, tuple[Plugin, ...]]:
        found = _used(self._kind, self._part)
        return {name: those for name, those in found.items() if name not in self.own} if found else found


def _imported(target: str) -> object:
    module, _, path = target.partition(":")
    thing: object = import_module(module)
    for name in path.split(".") if path else ():
        thing = getattr(thing, name)
    return thing


def _changed() -> None:
    _used.cache_clear()
    for forget in _Added.listeners:
        forget()


@lru_cache(maxsize=32)
def _used(kind: str, part: str) -> Mapping[str, tuple[Plugin, ...]]:
    found: dict[str, tuple[Plugin, ...]] = {}
    for plugin in installed():
        if plugin.kind == kind and plugin.name.startswith(part) and is_used(plugin):
            name = plugin.name.removeprefix(part)
            found[name] = (*found.get(name, ()), plugin)
    return found
