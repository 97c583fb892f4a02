"""Matching the messages of a template to the old entries from which they get their translations.

The surest matches first: the same key; the same text with other quotes or white space; the source of a stale
translation; the same text in another context; then fuzzy matches, between unchanged neighbours before anywhere else.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from enum import Enum, auto
from operator import attrgetter
from typing import TYPE_CHECKING

from postl10n.lang.text.typography import typography_key
from postl10n.model.catalog import MERGED, Entry
from postl10n.stages.catalog.fuzzy_match import Pools, near_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence


class EntryMatchKind(Enum):
    """The kind of a match: how sure it is, and how its entry is made."""

    SAME = auto()
    TYPOGRAPHY = auto()
    CLOSE = auto()
    SPLIT_HEAD = auto()
    SPLIT_TAIL = auto()
    JOINED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMatch:
    """The old entries, by index, from which a message gets its translation: one, or the two that it joins."""

    kind: EntryMatchKind
    olds: tuple[int, ...]


class EntryMatcher:
    """Matches the messages of one template to the entries of one catalog; each step uses what is left by the one before."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        self._old, self._new = old, new
        self.found: dict[int, EntryMatch] = {}
        self.used: set[int] = set()
        # Messages and entries left over by equal keys, so that later steps need not examine everything.
        self._free_olds: list[int] = []
        self._free_news: list[int] = []

    def run(self, *, moved: bool) -> dict[int, EntryMatch]:
        """Return the match of each message, by index; a message without a match is new.

        moved: the same text in another context is the same message.
        """
        self._same()
        if moved:
            self._by(attrgetter("msgid"), EntryMatchKind.SAME)
        self._by(_typography, EntryMatchKind.TYPOGRAPHY)
        self._by(attrgetter("key"), EntryMatchKind.CLOSE, _source_before)
        self._by(attrgetter("msgid"), EntryMatchKind.CLOSE)
        self._other_use()
        self._near()
        return self.found

    def _take(self, new: int, kind: EntryMatchKind, *olds: int) -> None:
        self.found[new] = EntryMatch(kind=kind, olds=olds)
        self.used.update(olds)

    def _same(self) -> None:
        active = {entry.key: at for at, entry in enumerate(self._old) if not entry.obsolete}
        obsolete = {entry.key: at for at, entry in enumerate(self._old) if entry.obsolete}
        for at, entry in enumerate(self._new):
            key = entry.key
            old = active.get(key)
            if old is None:
                old = obsolete.get(key)
            if old is None:
                self._free_news.append(at)
            else:
                self._take(at, EntryMatchKind.SAME, old)
        free = [at for at, entry in enumerate(self._old) if at not in self.used and any(entry.msgstr)]
        self._free_olds = sorted(free, key=lambda at: self._old[at].obsolete)

    def _open_news(self) -> list[int]:
        return [at for at in self._free_news if at not in self.found]

    def _open_olds(self) -> Iterator[int]:
        """Yield the translated old entries without a message: active ones before obsolete ones."""
        return (at for at in self._free_olds if at not in self.used)

    def _by(
        self,
        key: Callable[[Entry], Hashable],
        kind: EntryMatchKind,
        old_key: Callable[[Entry], Hashable | None] | None = None,
    ) -> None:
        """Match messages and entries with equal keys, in document order."""
        news = self._open_news()
        if not news:
            return
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for old in self._open_olds():
            waiting[(old_key or key)(self._old[old])].append(old)
        for new in news:
            free = waiting.get(key(self._new[new]))
            if free:
                self._take(new, kind, free.popleft())

    def _other_use(self) -> None:
        """Match a second use of a text with the first: a copy of its translation is a good suggestion."""
        news = self._open_news()
        wanted = {self._new[new].msgid for new in news}
        uses = {
            entry.msgid: at
            for at, entry in enumerate(self._old)
            if entry.msgid in wanted
            and not entry.obsolete
            and any(entry.msgstr)
            and entry.msgstr != (MERGED,)
        }
        for new in news:
            old = uses.get(self._new[new].msgid)
            if old is not None:
                self._take(new, EntryMatchKind.CLOSE, old)

    def _near(self) -> None:
        news = self._open_news()
        if not news:
            return
        anchors = {
            new: match.olds[0] for new, match in self.found.items() if not self._old[match.olds[0]].obsolete
        }
        pools = Pools(
            old=[entry.msgid for entry in self._old],
            new=[entry.msgid for entry in self._new],
            free_old=list(self._open_olds()),
            free_new=news,
            anchors=anchors,
            in_order=[at for at, entry in enumerate(self._old) if not entry.obsolete],
        )
        for pair in near_matches(pools):
            if len(pair.news) > 1:
                self._take(pair.news[0], EntryMatchKind.SPLIT_HEAD, *pair.olds)
                for tail in pair.news[1:]:
                    self._take(tail, EntryMatchKind.SPLIT_TAIL, *pair.olds)
            else:
                self._take(
                    pair.news[0],
                    EntryMatchKind.JOINED if len(pair.olds) > 1 else EntryMatchKind.CLOSE,
                    *pair.olds,
                )


def _typography(entry: Entry) -> Hashable:
    plural = entry.msgid_plural
    return entry.msgctxt, typography_key(entry.msgid), plural if plural is None else typography_key(plural)


def _source_before(entry: Entry) -> Hashable | None:
    """Return the source that a stale translation was made for; it may be restored."""
    previous = entry.previous if entry.fuzzy else None
    return (previous.msgctxt, previous.msgid) if previous and previous.msgid else None
