"""An index of character trigrams that finds the most similar of a million texts.

A table of numpy arrays, saved as one file and mapped into memory. The texts are numbered by length, and the postings
of each trigram are divided into classes of length, so that a look-up only touches texts of a length that can reach the
wanted similarity. The rarest trigrams of the text looked up are counted first; texts that share most of them are
measured exactly. An edit destroys at most three trigrams, which shows when nothing better can be left; only if
something can, more trigrams are counted.
"""

from __future__ import annotations

import json
import mmap
import os
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from postl10n.memory.trigram_postings import CLASSES, Ints, class_of, codes, hashes, postings

_MAGIC = b"postl10n trigrams 1\n"
_ALIGNED = 64
_EDIT = 3
"""The maximum number of trigrams destroyed by one edit."""
_FEWEST_GRAMS = 6
_MORE_GRAMS = 12
"""Trigrams counted beyond those that a better text may lack: it shares so many, and hardly any other does."""
_MOST_CHARACTERS = 80_000
"""The approximate number of characters of the texts measured in one round."""
_MOST_WEIGHED = 6000
_STANDS_OUT = 0.3
"""Of the postings, where all texts that share a part of what the likest shares could be measured already."""
_FRACTION = 0.2
"""Of the promise of the likeliest text: one with less is not measured."""
_MODE = 0o644
_MARGIN = 1e-5
_ROUNDING = 1e-9
"""The tolerance between two computations of a similarity."""


@dataclass(frozen=True, slots=True)
class _Round:
    """The limits of a round of a look-up: postings counted, and texts measured."""

    places: int
    texts: int


_Found = tuple[float, str, int]
"""Negative similarity, so that the best sorts first; the text; its key."""


Temporary = Callable[[Path], tuple[int, Path]]
"""Creates a new file next to the one that it will replace, open for writing; returns its handle and path."""


def measured(text: str, texts: Sequence[str], *, least: float) -> list[tuple[str, float, int]]:
    """Return the texts that are at least so similar, each with its score and index, the best first.

    RapidFuzz is asked for a little less: of scores equal to its cutoff it loses some.
    """
    cutoff = max(0.0, least - _MARGIN)
    scored = process.extract(
        text, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=cutoff, limit=None
    )
    return [one for one in scored if one[1] >= least - _ROUNDING]


def beside(path: Path) -> tuple[int, Path]:
    """Create a temporary file in the folder of `path` (the default `Temporary`)."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    return handle, Path(name)


class DamagedIndexError(Exception):
    """The file is not an index, or is incomplete."""


@dataclass(frozen=True, slots=True)
class _Arrays:
    starts: npt.NDArray[np.uint32]
    """The start of the postings of each trigram and class of length."""
    places: npt.NDArray[np.uint32]
    """Postings: numbers of texts, ascending for each trigram and class."""
    keys: Ints
    """The caller's key of each text."""
    lengths: npt.NDArray[np.uint32]
    """Lengths in characters, ascending."""
    offsets: Ints
    """The start of each text in `texts`."""
    texts: npt.NDArray[np.uint8]
    """The texts in UTF-8, one after the other."""


_TYPES: dict[str, type[np.generic]] = {
    "starts": np.uint32,
    "places": np.uint32,
    "keys": np.int64,
    "lengths": np.uint32,
    "offsets": np.int64,
    "texts": np.uint8,
}


class TrigramIndex:
    """Finds texts by similarity. `stamp` is set by the caller, to check that a saved index is up to date."""

    def __init__(self, arrays: _Arrays, stamp: str) -> None:
        """Created by `build` and `load`."""
        self.stamp = stamp
        self._arrays = arrays
        self._bits = (len(arrays.starts) // CLASSES).bit_length() - 1
        self._texts = arrays.texts.data
        count = len(arrays.keys)
        more = min(500_000, max(100_000, count // 2))
        self._rounds = (_Round(8000, 100), _Round(more, 800))

    def __len__(self) -> int:
        return len(self._arrays.keys)

    @classmethod
    def build(cls, texts: Sequence[str], keys: Sequence[int], *, stamp: str = "") -> TrigramIndex:
        """Return an index of the texts; empty texts are left out."""
        order = sorted((at for at, text in enumerate(texts) if text), key=lambda at: len(texts[at]))
        ordered = [texts[at] for at in order]
        size = sum(map(len, ordered))
        bits = max(6, min(18, (size // 8).bit_length()))
        starts, places = postings(ordered, bits)
        encoded = [text.encode("utf-8", "surrogatepass") for text in ordered]
        offsets = np.zeros(len(ordered) + 1, np.int64)
        np.cumsum([len(text) for text in encoded], out=offsets[1:])
        arrays = _Arrays(
            starts=starts,
            places=places,
            keys=np.array([keys[at] for at in order], np.int64),
            lengths=np.array([len(text) for text in ordered], np.uint32),
            offsets=offsets,
            texts=np.frombuffer(b"".join(encoded), np.uint8),
        )
        return cls(arrays, stamp)

    def near(self, text: str, *, least: float, limit: int) -> list[tuple[int, float]]:
        """Return the keys of the most similar texts with their similarity, the best first; ties in order of the texts.

        The very best is always found if its similarity is high enough to show in its trigrams; those after it are
        the best of the texts measured.
        """
        grams = np.unique(hashes(codes(f" {text.lower()} "), self._bits))
        if not len(grams) or not len(self):
            return []
        low, high = class_of(len(text) * least), class_of(len(text) / max(least, 0.01))
        begin = self._arrays.starts[grams * CLASSES + low].astype(np.int64)
        size = self._arrays.starts[grams * CLASSES + high + 1] - begin
        order = np.argsort(size, kind="stable")
        begin, size = begin[order], size[order]
        return self._search(text, begin, size, least=least, limit=limit)

    def _search(
        self, text: str, begin: Ints, size: Ints, *, least: float, limit: int
    ) -> list[tuple[int, float]]:
        total = np.cumsum(size)
        found: set[_Found] = set()
        best, cutoff, counted, stands_out = least, least, 0, False
        for one in self._rounds:
            # Nothing longer can be as similar as the best, nor can anything with more trigrams destroyed.
            destroyed = int(_EDIT * (1 - best) * len(text) / best + 1)
            grams = int(np.searchsorted(total, one.places * (_STANDS_OUT if stands_out else 1), "right"))
            if counted:
                grams = min(grams, max(counted, destroyed) + _MORE_GRAMS)
            grams = min(len(size), max(grams, _FEWEST_GRAMS))
            if grams == counted:
                break
            counted = grams
            fewest = grams - destroyed
            numbers, shared = self._counted(begin[:grams], size[:grams], fewest)
            most = _affordable(one, text)
            chosen = self._promising(text, numbers, shared, grams=grams, best=best - _ROUNDING, most=most)
            found.update(self._measured(text, chosen, least=cutoff, limit=limit))
            likest = sorted(found)[:limit]
            stands_out = bool(likest) and len(chosen) < most
            best = -likest[0][0] if likest else least
            cutoff = -likest[-1][0] if len(likest) == limit else least
            if best >= 1 or grams > _EDIT * (1 - best) * len(text) / best:
                break
        return [(key, -score) for score, _, key in sorted(found)[:limit]]

    def _counted(self, begin: Ints, size: Ints, fewest: int) -> tuple[Ints, Ints]:
        """Return the texts with at least `fewest` of the trigrams, and the number in each."""
        nothing = np.zeros(0, np.int64), np.zeros(0, np.int64)
        bounds = zip(begin.tolist(), (begin + size).tolist(), strict=True)
        lists = [self._arrays.places[start:end] for start, end in bounds if end > start]
        places = np.concatenate(lists) if lists else np.zeros(0, np.uint32)
        if not len(places):
            return nothing
        first, last = places.min(), int(places.max())
        if last >= len(self):
            return nothing  # the file was damaged after it was opened
        if last - int(first) < 16 * len(places):
            counts = np.bincount(places - first)
            numbers = np.flatnonzero(counts >= max(1, fewest))
            shared = counts[numbers]
            numbers += int(first)
        else:
            places.sort()
            firsts = np.flatnonzero(np.concatenate(([True], places[1:] != places[:-1])))
            numbers, shared = places[firsts].astype(np.int64), np.diff(firsts, append=len(places))
        if len(numbers) <= _MOST_WEIGHED:
            return numbers, shared
        enough = shared >= _frequent(shared)
        return numbers[enough], shared[enough]

    def _promising(
        self, text: str, numbers: Ints, shared: Ints, *, grams: int, best: float, most: int
    ) -> Ints:
        """Return the texts similar enough by length and shared trigrams, the most likely ones if too many."""
        lengths = self._arrays.lengths[numbers].astype(np.int64)
        shorter, longer = np.minimum(lengths, len(text)), np.maximum(lengths, len(text))
        possible = (shorter >= best * longer) & (_EDIT * (1 - best) * longer >= grams - shared)
        numbers = numbers[possible]
        if not len(numbers):
            return numbers
        # Of all weightings tried, the count scaled by the ratio of lengths lost the fewest best matches.
        promise = shared[possible] * shorter[possible] / longer[possible]
        likely = promise >= promise.max() * _FRACTION
        numbers, promise = numbers[likely], promise[likely]
        return numbers if len(numbers) <= most else numbers[np.argpartition(-promise, most)[:most]]

    def _measured(self, text: str, numbers: Ints, *, least: float, limit: int) -> list[_Found]:
        texts, raw = [], self._texts
        starts, ends = self._arrays.offsets[numbers], self._arrays.offsets[numbers + 1]
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            texts.append(str(raw[start:end], "utf-8", "replace"))
        scored = measured(text, texts, least=least)
        if len(scored) > limit:
            # Ties are broken by the order of the texts, so all that tie with the last are kept.
            worst = scored[limit - 1][1]
            scored = scored[: bisect_right(scored, -worst, key=lambda one: -one[1])]
        keys = self._arrays.keys
        return [(-score, found, int(keys[numbers[at]])) for found, score, at in scored]

    def save(self, path: Path, temporary: Temporary) -> None:
        """Write the index to a file; another process may do so at the same time. Raises OSError."""
        arrays = {name: np.ascontiguousarray(getattr(self._arrays, name)) for name in _TYPES}
        sizes = {name: len(array) for name, array in arrays.items()}
        head = json.dumps({"stamp": self.stamp, "sizes": sizes}).encode()
        handle, waiting = temporary(path)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_MAGIC + len(head).to_bytes(8, "little") + head)
                for array in arrays.values():
                    stream.write(b"\0" * (-stream.tell() % _ALIGNED))
                    stream.write(array.data)
            waiting.chmod(_MODE)
            waiting.replace(path)
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise

    @classmethod
    def load(cls, path: Path) -> TrigramIndex:
        """Map a saved index into memory. Raises OSError, DamagedIndexError."""
        if not path.is_file():
            # A pipe would be waited for.
            raise DamagedIndexError("is not a file")
        with path.open("rb") as stream:
            try:
                data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:  # an empty file can't be mapped
                raise DamagedIndexError(str(error)) from error
        at = len(_MAGIC) + 8
        if data[: len(_MAGIC)] != _MAGIC:
            raise DamagedIndexError("is not an index")
        end = at + int.from_bytes(data[len(_MAGIC) : at], "little")
        try:
            head = json.loads(data[at:end])
            return cls(_sections(data, end, head["sizes"]), str(head["stamp"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise DamagedIndexError(str(error)) from error


def _sections(data: mmap.mmap, at: int, sizes: dict[str, int]) -> _Arrays:
    sections: dict[str, npt.NDArray[np.generic]] = {}
    for name, kind in _TYPES.items():
        at += -at % _ALIGNED
        sections[name] = np.frombuffer(data, kind, sizes[name], at)
        at += sections[name].nbytes
    whole = sizes["keys"] == sizes["lengths"] == sizes["offsets"] - 1
    if at != len(data) or not whole or (sizes["starts"] - 1) % CLASSES:
        raise ValueError("is not whole")
    return _Arrays(
        starts=sections["starts"].view(np.uint32),
        places=sections["places"].view(np.uint32),
        keys=sections["keys"].view(np.int64),
        lengths=sections["lengths"].view(np.uint32),
        offsets=sections["offsets"].view(np.int64),
        texts=sections["texts"].view(np.uint8),
    )


def _frequent(shared: Ints) -> int:
    """Return the least count of shared trigrams for which few enough texts are left to be weighed one by one."""
    totals = np.cumsum(np.bincount(shared)[::-1])[::-1]
    enough = np.flatnonzero(totals <= _MOST_WEIGHED)
    return int(enough[0]) if len(enough) else len(totals) - 1


def _affordable(one: _Round, text: str) -> int:
    """Return the number of texts that a round may measure: fewer long ones, whose comparison takes longer."""
    return max(100, min(one.texts, _MOST_CHARACTERS // len(text)))
