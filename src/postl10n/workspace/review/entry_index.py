"""Every entry of a locale in memory, as far as lists and searches need it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from threading import RLock
from typing import NamedTuple

from postl10n.errors import Postl10nError
from postl10n.files.glossary_yaml.parse import collector_paused
from postl10n.lang.text.normalise import normalise
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.findings import Waiver, binding, waivers_in
from postl10n.model.ids import segment_id, short_hash, texts_hash
from postl10n.model.states import State, state_of
from postl10n.model.term_usage import CatalogLine
from postl10n.project.layout import SITE
from postl10n.project.stamps import NO_FILE, Stamp
from postl10n.project.store import ProjectStore
from postl10n.stages.catalog.edit import people_comments
from postl10n.stages.check.consistency import INCONSISTENT

_SLUG = re.compile(r"[a-z][0-9a-z]{0,30}")


def refs_of(catalog: Catalog) -> dict[str, Entry]:
    """The active entries by their refs, in the order of the file: `3f9a12c4`, `3f9a12c4-title`, `3f9a12c4-2`."""
    found: dict[str, Entry] = {}
    for entry in catalog.active():
        base = _base(entry)
        ref, number = base, 1
        while ref in found:
            number += 1
            ref = f"{base}-{number}"
        found[ref] = entry
    return found


def _base(entry: Entry) -> str:
    own = segment_id(entry.msgid)
    if entry.msgctxt is None:
        return own
    slug = entry.msgctxt if _SLUG.fullmatch(entry.msgctxt) else f"c{short_hash(entry.msgctxt)}"
    return f"{own}-{slug}"


def entry_hash(entry: Entry) -> str:
    """16 hex digits of what people make of an entry; references and `#.` lines are derived and take no part."""
    was = entry.previous
    previous = (None, None, None) if was is None else (was.msgid, was.msgctxt, was.msgid_plural)
    # repr tells where each text ends.
    parts = (
        entry.msgctxt,
        entry.msgid,
        entry.msgid_plural,
        entry.msgstr,
        entry.comments,
        entry.flags,
        entry.workflow,
        was is not None,
        previous,
    )
    return texts_hash([repr(parts)])


class IndexedEntry(NamedTuple):
    """An entry; a named tuple, since there are ten thousands of them."""

    ref: str
    hash: str
    msgctxt: str | None
    msgid: str
    plural: str | None
    msgstr: tuple[str, ...]
    state: State
    line: int | None
    comments: tuple[str, ...]
    """Those of people."""
    waived: tuple[str, ...] = ()
    """The rules of waivers that were made for these texts."""
    plain: str = ""
    """The translation as the rule `inconsistent` compares it, if it is not the msgstr itself."""

    @property
    def key(self) -> Key:
        return self.msgctxt, self.msgid

    def as_line(self) -> CatalogLine:
        return CatalogLine(self.msgctxt, self.msgid, self.msgstr, self.state, self.line)


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of one catalog, in its order."""

    stamp: Stamp
    rows: tuple[IndexedEntry, ...]
    fault: str = ""


class EntryIndex:
    """The rows of a locale's catalogs; read again where a file changed."""

    def __init__(self, store: ProjectStore, locale: str) -> None:
        self._store = store
        self._locale = locale
        self._lock = RLock()
        self._same: dict[Key, dict[str, IndexedEntry]] = {}
        self._counts: dict[Key, Counter[str]] = {}
        """The number of uses of each translation of a source."""
        self._disagreements: tuple[int, dict[str, int]] = (-1, {})
        self.listed: dict[str, Listed] = {}
        self.version = 0
        """Grows whenever something changed."""

    def refresh(self) -> None:
        """Take in what changed on the disk."""
        with self._lock, collector_paused():
            now = {article: stamps[0] for article, stamps in self._store.all_stamps(self._locale)}
            for article in [one for one in self.listed if one not in now]:
                self._forget(article)
            for article, stamp in now.items():
                self._renew(article, stamp)

    def warm(self, pause: Callable[[], bool]) -> None:
        """The same for somebody who lets others go first: `pause` is asked between catalogs, and may say to stop."""
        for article, stamps in list(self._store.all_stamps(self._locale)):
            with self._lock:
                self._renew(article, stamps[0])
            if not pause():
                return

    def _renew(self, article: str, stamp: Stamp) -> None:
        known = self.listed.get(article)
        if known is None or known.stamp != stamp:
            self._forget(article)
            self._take(article, stamp)

    def rows(self, article: str) -> tuple[IndexedEntry, ...]:
        known = self.listed.get(article)
        return known.rows if known else ()

    def all(self) -> Iterator[tuple[str, IndexedEntry]]:
        """Every row with its article, in the order of the articles."""
        for article in self._store.articles:
            for row in self.rows(article):
                yield article, row

    def elsewhere(self, key: Key) -> dict[str, IndexedEntry]:
        """The approved entries of one source, by their articles; those of runs are left out."""
        return self._same.get(key, {})

    def renderings(self, key: Key) -> dict[str, tuple[str, ...]]:
        """Return the locale's translations of a source, each with its articles."""
        found: dict[str, list[str]] = {}
        for article, row in sorted(self.elsewhere(key).items()):
            found.setdefault(text_of(row), []).append(article)
        return {text: tuple(articles) for text, articles in found.items()}

    def disagreeing(self, article: str, row: IndexedEntry) -> bool:
        """Return True if the rule `inconsistent` reports an entry."""
        counts = self._counts.get(row.key)
        if counts is None or len(counts) < 2 or self.elsewhere(row.key).get(article) is not row:
            return False
        return 2 * counts[text_of(row)] <= counts.total()

    def disagreements(self) -> dict[str, int]:
        """Return the number of entries in each article that differ from others, waived ones left out."""
        if self._disagreements[0] != self.version:
            version, found = self.version, Counter[str]()
            for key in [key for key, counts in list(self._counts.items()) if len(counts) > 1]:
                counts = self._counts[key]
                few = {text for text, count in counts.items() if 2 * count <= counts.total()}
                for article, row in list(self.elsewhere(key).items()):
                    if text_of(row) in few and INCONSISTENT not in row.waived:
                        found[article] += 1
            self._disagreements = (version, dict(found))
        return self._disagreements[1]

    def _forget(self, article: str) -> None:
        listed = self.listed.pop(article, None)
        if listed is None:
            return
        self.version += 1
        for row in listed.rows:
            if self._same.get(row.key, {}).pop(article, None) is not None:
                counts = self._counts[row.key]
                counts[text_of(row)] -= 1
                self._counts[row.key] = +counts

    def _take(self, article: str, stamp: Stamp) -> None:
        self.version += 1
        rows: tuple[IndexedEntry, ...] = ()
        fault = ""
        if stamp != NO_FILE:
            try:
                rows = tuple(self._read(article))
            except Postl10nError as error:
                fault = str(error)
        self.listed[article] = Listed(stamp, rows, fault)
        if article != SITE:
            for row in _alone(rows):
                self._same.setdefault(row.key, {})[article] = row
                self._counts.setdefault(row.key, Counter())[text_of(row)] += 1

    def _read(self, article: str) -> Iterator[IndexedEntry]:
        catalog = self._store.files.values(self._store.layout.catalog(self._locale, article))
        # Sources are the same in every locale: each is kept once.
        for ref, entry in refs_of(catalog).items() if catalog else ():
            yield IndexedEntry(
                ref=ref,
                hash=entry_hash(entry),
                msgctxt=intern(entry.msgctxt) if entry.msgctxt is not None else None,
                msgid=intern(entry.msgid),
                plural=intern(entry.msgid_plural) if entry.msgid_plural is not None else None,
                msgstr=entry.msgstr,
                state=state_of(entry),
                line=entry.line,
                comments=people_comments(entry),
                waived=_waived(entry),
                plain=_plain(entry.msgstr),
            )


def _waived(entry: Entry) -> tuple[str, ...]:
    if not any("waive" in comment for comment in entry.comments):
        return ()
    sources = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)
    bound = binding(sources, entry.msgstr)
    return tuple(
        one.rule for one in waivers_in(entry.comments) if isinstance(one, Waiver) and one.bound == bound
    )


def _plain(msgstr: tuple[str, ...]) -> str:
    text = "\0".join(map(normalise, msgstr))
    return "" if msgstr == (text,) else text


def text_of(row: IndexedEntry) -> str:
    """A translation as the rule `inconsistent` compares it."""
    return row.plain or row.msgstr[0]


def _alone(rows: Sequence[IndexedEntry]) -> Iterator[IndexedEntry]:
    """The approved entries that are no part of a run."""
    for at, row in enumerate(rows):
        heads = at + 1 < len(rows) and MERGED in rows[at + 1].msgstr
        if not heads and MERGED not in row.msgstr and row.state is State.APPROVED:
            yield row
