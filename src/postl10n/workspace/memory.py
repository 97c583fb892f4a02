"""The translation memory of a project: kept in step with its catalogs and its `memory/*.tmx`."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import TypeVar

from postl10n.errors import CatalogError, Place, Postl10nError, UsageError
from postl10n.files.formats import MEMORIES, MemoryReading, ending, joined
from postl10n.files.po import parse_po
from postl10n.files.tmx.parse import read_tmx
from postl10n.files.tmx.serialize import representable, write_tmx
from postl10n.lang.locales import cldr, parents
from postl10n.lang.text.normalise import normalise
from postl10n.memory.sqlite import DamagedMemoryError, KnownFile, SqliteMemory, source_side, target_side
from postl10n.model.ids import content_hash
from postl10n.model.memory import Hit, MemoryMatch, MemoryStats, MemoryUnit, UnitState, Wanted
from postl10n.project.inputs import read_input
from postl10n.project.layout import SITE, ProjectLayout
from postl10n.project.stamps import NO_FILE, settled_stamp_of, stamp_of
from postl10n.project.writes import content_at, inside, lock, make_temporary, write_file
from postl10n.stages.pretranslate.lookup import concordance, lookup, words_of
from postl10n.stages.pretranslate.memory_units import units_of
from postl10n.version import __version__
from postl10n.workspace.arguments import at_least, listed, member, share
from postl10n.workspace.memory_files import memory_files
from postl10n.workspace.selection import Progress, silent

_Answer = TypeVar("_Answer")
_FILE = "memory.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A file that was taken into the memory."""

    path: str
    units: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Counts of what the memory leaves out of the file, by kind."""
    unused: int = 0
    """Units that no look-up of the project can use: of another source language, or of none of its targets."""


class TranslationMemory:
    """Looks up earlier translations; implements `ports.Memory`.

    It is brought up to date with the files when it is first used, and by `refresh`. A store that turns out to be
    damaged is renamed and made anew. Threads may share it: its store answers one after the other.
    """

    def __init__(self, layout: ProjectLayout, progress: Progress = silent) -> None:
        self._layout = layout
        self._progress = progress
        self._store: SqliteMemory | None = None
        self._inode = 0
        self._faults: dict[str, Postl10nError] = {}
        self._turn = RLock()
        """Held by the thread whose question the store answers."""

    def __repr__(self) -> str:
        return f"<TranslationMemory of {self._layout.root}>"

    @property
    def faults(self) -> tuple[Postl10nError, ...]:
        """The faults of files that could not be read, and are missing from the memory."""
        with self._turn:
            return tuple(self._faults.values())

    def lookup(
        self,
        text: str,
        *,
        locale: str,
        source_locale: str | None = None,
        limit: int = 5,
        least: float = 0.7,
        approved_only: bool = True,
    ) -> list[MemoryMatch]:
        """The best matches of a text, the best first; the source locale is the project's if not given.

        least: the least score, above 0 and up to 1. Where the text itself is in the memory, only its own translations
        are given. Raises UsageError for an unknown locale.
        """
        at_least(limit, 1, "limit")
        share(least, "least")
        wanted = Wanted(
            text=normalise(text),
            source_locale=cldr(source_locale or self._layout.project.source),
            locale=cldr(locale),
            approved_only=approved_only,
        )
        return lookup(self, wanted, limit=limit, least=least) if wanted.text else []

    def exact(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        """See `ports.Memory`. What the locale has itself goes before what it inherits, as in all look-ups."""
        return self._inherited(wanted, lambda store, asked: store.exact(asked))

    def normalised(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        """See `ports.Memory`."""
        return self._inherited(wanted, lambda store, asked: store.normalised(asked))

    def near(self, wanted: Wanted, *, least: float, limit: int) -> Sequence[tuple[MemoryUnit, float]]:
        """See `ports.Memory`."""
        found = self._inherited(wanted, lambda store, asked: store.near(asked, least=least, limit=limit))
        texts = dict.fromkeys(unit.source for unit, _ in sorted(found, key=lambda one: -one[1]))
        chosen = set(list(texts)[:limit])
        return sorted((one for one in found if one[0].source in chosen), key=lambda one: -one[1])

    def _inherited(
        self, wanted: Wanted, ask: Callable[[SqliteMemory, Wanted], Sequence[_Answer]]
    ) -> list[_Answer]:
        """Return what the store answers for the locale, then for those that it inherits from."""

        def answers(store: SqliteMemory) -> list[_Answer]:
            return [
                one
                for code in self._chain(wanted.locale)
                for one in ask(store, wanted if code == wanted.locale else replace(wanted, locale=code))
            ]

        return self._sound(answers)

    def _chain(self, locale: str) -> list[str]:
        """Return the locale, those that the project says it inherits from, and CLDR's parents; each side once."""
        inherited = (
            self._layout.project.chain(locale) if locale in self._layout.project.targets else (locale,)
        )
        sides = {target_side(code): code for code in reversed((*inherited, *parents(locale)))}
        return list(reversed(sides.values()))

    def search(
        self, query: str, *, source_locale: str | None = None, locale: str | None = None, limit: int = 20
    ) -> list[Hit]:
        """Concordance: the units that hold the words of the query, on either side, in either case.

        Raises UsageError for an unknown locale.
        """
        at_least(limit, 1, "limit")
        locales = _known(source_locale), _known(locale)
        words = [word for word in words_of(normalise(query)) if word.isascii()]
        return self._sound(
            lambda store: concordance(store.units(*locales, holding=words), normalise(query), limit=limit)
        )

    def stats(self) -> MemoryStats:
        """Return the number of units for each pair of locales."""
        counts, files = self._sound(lambda store: (store.counts(), len(store.files())))
        return MemoryStats(pairs=tuple(counts), files=files, faults=self.faults)

    def refresh(self) -> None:
        """Take in what changed in catalogs and `memory/*.tmx` since."""
        self._sound(self._synchronise)

    def rebuild(self) -> MemoryStats:
        """Forget everything and read all files anew."""
        with self._turn, self._locked():
            if self._store is not None:
                self._store.close()
            self._store = None
            for path in self._files():
                path.unlink(missing_ok=True)
        return self.stats()

    def import_file(
        self,
        path: str | Path,
        *,
        state: UnitState | None = None,
        source_locale: str | None = None,
        locale: str | None = None,
        over: bool = False,
    ) -> Imported:
        """Copy a memory into `memory/`: a TMX file as it is, sheets and PO files as TMX.

        state: what its units count as; approved if neither this nor the file says anything. over: take the place of a
        file of that name. Raises CatalogError for a file that can't be read, UsageError.
        """
        path = Path(path)
        state = None if state is None else member(state, UnitState, "state")
        data = read_input(path)
        source = cldr(source_locale or self._layout.project.source)
        target = self._folder / f"{path.stem}.tmx"
        before = content_at(target)
        kind = ending(path)
        if kind not in MEMORIES:
            raise UsageError(f"is not a {joined(MEMORIES, 'or')} file", place=Place(path=str(path)))
        reading = MemoryReading(
            path=str(path),
            source_locale=source,
            locale=cldr(locale) if locale else None,
            state=state,
            languages=self._layout.project.targets,
        )
        with MEMORIES.guard(kind):
            units = list(MEMORIES.load(kind)(data, reading))
        kept = [unit for unit in units if representable(unit)]
        left_out = reading.left_out + Counter(
            {"units with characters that TMX can't hold": len(units) - len(kept)}
        )
        if not kept:
            hint = "Texts need a source and a translation, and locales that CLDR knows."
            raise CatalogError("holds nothing for a memory", place=Place(path=str(path)), hint=hint)
        if kind != "tmx" or state is not None:
            named = kept[0].source_locale
            data = b"".join(write_tmx(kept, tool_version=__version__, source_locale=named))
        if before not in (None, data) and not over:
            shown = self._layout.shown(target)
            raise UsageError(f"{shown} exists already", hint="To take its place, add --replace.")
        write_file(target, data, root=self._layout.root, durable=True, expected=before)
        self.refresh()
        targets = self._layout.project.targets
        wanted = {source_side(source)}, {target_side(one) for code in targets for one in self._chain(code)}
        unused = sum(
            source_side(unit.source_locale) not in wanted[0] or target_side(unit.locale) not in wanted[1]
            for unit in kept
        )
        return Imported(
            path=self._layout.shown(target), units=len(kept), left_out=dict(left_out), unused=unused
        )

    def export(
        self,
        *,
        source_locale: str | None = None,
        locale: str | None = None,
        states: Iterable[UnitState] = (UnitState.APPROVED,),
        plain: bool = False,
    ) -> tuple[bytes, int]:
        """The units as a TMX file, each different one once; and how many were left out, as TMX can't hold them.

        plain: with tags as text, for tools that read PO files as text, such as OmegaT.
        Raises UsageError for an unknown locale or state.
        """
        wanted = {member(one, UnitState, "state") for one in listed(states, "states")}
        locales = _known(source_locale), _known(locale)
        units = self._sound(lambda store: list(store.units(*locales)))
        distinct = {
            (unit.source, unit.target, unit.source_locale, unit.locale, unit.state): unit
            for unit in reversed(units)
            if unit.state in wanted
        }
        chosen = list(reversed(distinct.values()))
        kept = [unit for unit in chosen if representable(unit)]
        source = cldr(source_locale or self._layout.project.source)
        data = b"".join(write_tmx(kept, tool_version=__version__, source_locale=source, plain=plain))
        return data, len(chosen) - len(kept)

    @property
    def _folder(self) -> Path:
        return self._layout.root / "memory"

    @property
    def _path(self) -> Path:
        return self._layout.cache / _FILE

    def _files(self) -> list[Path]:
        """The store, what SQLite keeps beside it, and the indexes."""
        if not self._layout.cache.is_dir():
            return []
        beside = [self._path.with_name(_FILE + end) for end in ("", "-journal", "-wal", "-shm")]
        return [*beside, *self._layout.cache.glob("memory.*.index")]

    def _locked(self) -> AbstractContextManager[None]:
        return lock("memory", self._layout.cache / "locks")

    def _sound(self, ask: Callable[[SqliteMemory], _Answer]) -> _Answer:
        """Return the store's answer; a damaged store is replaced and asked again."""
        with self._turn:
            try:
                return ask(self._opened())
            except DamagedMemoryError:
                self._rename_damaged()
            try:
                return ask(self._opened())
            except DamagedMemoryError as error:
                place = Place(path=self._layout.shown(self._path))
                raise UsageError(f"the translation memory can't be used: {error}", place=place) from error

    def _opened(self) -> SqliteMemory:
        if self._store is None:
            inside(self._path, self._layout.root)
            self._inode = stamp_of(self._path)[2]
            store = SqliteMemory(self._path, temporary=make_temporary)
            self._inode = stamp_of(self._path)[2]
            self._synchronise(store)
            self._store = store
        return self._store

    def _rename_damaged(self) -> None:
        """Rename the damaged store, unless another process has done so and begun a new one."""
        if self._store is not None:
            self._store.close()
        self._store = None
        with self._locked():
            if stamp_of(self._path)[2] != self._inode:
                return
            names = (self._path.with_name(f"memory.damaged-{number}.sqlite") for number in range(1, 10_000))
            free = next(name for name in names if not name.exists())
            for path in self._files():
                if path == self._path:
                    path.rename(free)
                else:
                    path.unlink(missing_ok=True)

    def _synchronise(self, store: SqliteMemory) -> None:
        self._faults.clear()
        known = store.files()
        present = dict(memory_files(self._layout, self._faults))
        gone = [shown for shown in known if shown not in present]
        changed = {
            shown: path for shown, path in present.items() if self._differs(shown, path, known.get(shown))
        }
        if not changed and not gone:
            return
        with store.changing():
            for shown in gone:
                store.drop(shown)
            for done, (shown, path) in enumerate(changed.items()):
                self._progress("Reading the memory", done, len(changed))
                self._take(store, shown, path, known.get(shown))
        self._progress("Reading the memory", len(changed), len(changed))

    def _differs(self, shown: str, path: Path, known: KnownFile | None) -> bool:
        """Return True if the file must be read or its time noted; one that changed just now is compared by content."""
        if known is None:
            return True
        stamp = _stamp(path)
        if stamp:
            return stamp != known.stamp
        with contextlib.suppress(Postl10nError):
            return self._known_file(shown, path, stamp)[1].digest != known.digest
        return True

    def _take(self, store: SqliteMemory, shown: str, path: Path, known: KnownFile | None) -> None:
        try:
            data, now = self._known_file(shown, path, _stamp(path))
            if known is not None and known.digest == now.digest:
                store.touch(shown, now)
            else:
                store.put(shown, now, self._units(shown, path, data))
        except Postl10nError as fault:
            self._faults[str(fault)] = fault

    def _known_file(self, shown: str, path: Path, stamp: str) -> tuple[bytes, KnownFile]:
        """The file's content, and what tells it; the stamp must have been taken before."""
        beside = shown.startswith("../")
        data = read_input(path, shown=shown, root=None if beside else self._layout.root)
        return data, KnownFile(stamp=stamp, digest=content_hash(data))

    def _units(self, shown: str, path: Path, data: bytes) -> Iterator[MemoryUnit]:
        if ending(path) == "tmx":
            yield from read_tmx(data, path=shown)
            return
        catalog = parse_po(data, path=shown).catalog
        locale = path.parent.parent.name
        if locale not in self._layout.project.targets:
            # A catalog of another project, in a folder of whatever name.
            locale = cldr(catalog.fields.get("Language") or locale)
        yield from units_of(
            catalog,
            source_locale=self._layout.project.source,
            locale=locale,
            article=path.stem if path.stem != SITE else None,
            origin=shown,
        )


def _known(locale: str | None) -> str | None:
    return None if locale is None else cldr(locale)


def _stamp(path: Path) -> str:
    """Return the file's stamp; empty if it was changed so lately that the next change may not show."""
    stamp = settled_stamp_of(path)
    return " ".join(map(str, stamp)) if stamp != NO_FILE else ""
