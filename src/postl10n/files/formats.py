"""The formats of files beside articles and catalogs, by the endings of their names. Plug-ins add to each registry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from postl10n.errors import Postl10nError
from postl10n.lang.locales import cldr
from postl10n.registry import Registry

if TYPE_CHECKING:
    from postl10n.files.glossary_import import Incoming
    from postl10n.model.catalog import Entry
    from postl10n.model.exchange import ExchangeCatalog, ExchangeUnit
    from postl10n.model.glossary import Concept
    from postl10n.model.memory import MemoryUnit, UnitState


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryReading:
    """The way in which a file is read as a translation memory."""

    path: str
    """For messages, and the origin of its units."""
    source_locale: str
    """The project's, or what the user named."""
    locale: str | None = None
    """Of the translations, if the user named it."""
    state: UnitState | None = None
    """The state of the units, if the user named it."""
    languages: Collection[str] = ()
    """Other locales of the project: where a name may mean something else, only these are locales."""
    left_out: Counter[str] = field(default_factory=Counter)
    """The reader counts here what it passes over: `entries with plural forms`."""


class MemoryReader(Protocol):
    """Read the units of a translation memory. Raises CatalogError, SheetError, UsageError or FaultGroup."""

    def __call__(self, data: bytes, reading: MemoryReading) -> Iterable[MemoryUnit]: ...


class TermReader(Protocol):
    """Read the concepts of a glossary. Raises GlossaryError or FaultGroup, each with the line."""

    def __call__(self, data: bytes, *, path: str, locales: tuple[str, str] | None) -> Incoming:
        """locales: source and target of a file that does not say."""


class TermWriter(Protocol):
    """Write a glossary."""

    def __call__(
        self, concepts: Sequence[Concept], *, name: str, source: str, locales: Sequence[str], safe: bool
    ) -> WrittenTerms:
        """locales: what was asked for, none for all. safe: no cell may be run by a spreadsheet."""


class ScoredReader(Protocol):
    """Read segments to be scored. Raises UsageError, CatalogError or FaultGroup."""

    def __call__(self, data: bytes, *, path: str, locale: str | None) -> ScoredFile:
        """locale: which translations are wanted, if the user said it."""


class ExchangeReader(Protocol):
    """Yield the units of a file that translation tools exchange. Raises CatalogError with the line."""

    def __call__(self, stream: BinaryIO, *, path: str) -> Iterator[ExchangeUnit]: ...


class ExchangeWriter(Protocol):
    """Yield such a file in pieces."""

    def __call__(
        self, catalogs: Iterable[ExchangeCatalog], *, source: str, locale: str
    ) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTerms:
    """A glossary as a file."""

    data: bytes
    concepts: int
    unsupported: Mapping[str, int] = field(default_factory=dict)
    """Fields that the format does not support, with their counts."""


TermPairs = Mapping[str, tuple[str, ...]]
"""A bilingual dictionary: the target terms, any of which will do, by source term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredFile:
    """A file's segments, with what identifies them."""

    path: str
    entries: tuple[Entry, ...]
    keyed: bool
    """True if each segment has its source; else its number is used as the msgid."""
    contexts: bool
    """True if the msgctxt is part of the key, as in PO files."""
    said: str | None
    """The locale declared in the file, as written there."""
    source: str | None = None
    """The locale of the sources, if the file tells."""
    sources: tuple[str, ...] = ()
    """The source of each entry as written, if it is not its msgid."""
    documents: tuple[str | None, ...] = ()
    """The document of each entry, if the file tells."""
    dictionaries: tuple[Mapping[str, TermPairs], ...] = ()
    """The dictionaries given with each entry, by name; empty if the file has none."""

    @property
    def locale(self) -> str | None:
        """The declared locale as a CLDR identifier; None if it is not a valid one."""
        try:
            return cldr(self.said) if self.said else None
        except Postl10nError:
            return None


def _callable(thing: object) -> Any:
    return thing if callable(thing) else None


_TABLES = "postl10n.files.tables.glossary"
_SCORED = "postl10n.files.score_inputs"
MEMORIES: Registry[MemoryReader] = Registry(
    "formats",
    {
        "tmx": "postl10n.files.memory_units:from_tmx",
        "csv": "postl10n.files.tables.units:read_csv",
        "tsv": "postl10n.files.tables.units:read_csv",
        "xlsx": "postl10n.files.tables.units:read_xlsx",
        "po": "postl10n.files.memory_units:from_po",
        "xlf": "postl10n.files.memory_units:from_xliff",
        "xliff": "postl10n.files.memory_units:from_xliff",
    },
    _callable,
    "memory.",
)
TERMS: Registry[TermReader] = Registry(
    "formats",
    {
        "tbx": "postl10n.files.tbx.parse:read_terms",
        "xml": "postl10n.files.tbx.multiterm:read_terms",
        "csv": f"{_TABLES}:from_csv",
        "tsv": f"{_TABLES}:from_csv",
        "xlsx": f"{_TABLES}:from_xlsx",
    },
    _callable,
    "terms.",
)
TERM_WRITERS: Registry[TermWriter] = Registry(
    "formats",
    {
        "tbx": "postl10n.files.tbx.serialize:write_terms",
        "csv": f"{_TABLES}:to_csv",
        "xlsx": f"{_TABLES}:to_xlsx",
    },
    _callable,
    "terms-export.",
)
EXCHANGE: Registry[ExchangeReader] = Registry(
    "formats",
    dict.fromkeys(("xlf", "xliff", "sdlxliff", "mqxliff", "mxliff"), "postl10n.files.xliff.read:read_xliff"),
    _callable,
    "exchange.",
)
EXCHANGE_WRITERS: Registry[ExchangeWriter] = Registry(
    "formats",
    {
        "xliff12": "postl10n.files.xliff.write:write_12",
        "xliff21": "postl10n.files.xliff.write:write_21",
    },
    _callable,
    "exchange-export.",
)
SCORED: Registry[ScoredReader] = Registry(
    "formats",
    {
        "po": f"{_SCORED}:read_po",
        "pot": f"{_SCORED}:read_po",
        "tmx": f"{_SCORED}:read_tmx_segments",
        "jsonl": f"{_SCORED}:read_json_lines",
        "ndjson": f"{_SCORED}:read_json_lines",
        "txt": f"{_SCORED}:read_plain",
    },
    _callable,
    "scored.",
)


def ending(path: PurePath) -> str:
    """The ending of a file's name, as registries have it.

    >>> ending(PurePath("memory/Old.TMX"))
    'tmx'
    """
    return path.suffix[1:].lower()


def joined(endings: Iterable[str], joint: str) -> str:
    """Endings for a message.

    >>> joined(["tmx", "csv", "po"], "or")
    '.tmx, .csv or .po'
    """
    *first, last = (f".{one}" for one in endings)
    return f"{', '.join(first)} {joint} {last}" if first else last
