"""The postings of character trigrams: which texts have each, by classes of the texts' lengths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

CLASSES = 16
_SHORTEST = 8
"""In characters: the first class has the texts up to this length, each further one those a quarter longer."""
_GROWTH = 1.25
_PART = 200_000
"""The number of characters sorted at a time while an index is built, which bounds its memory use."""


def codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def hashes(points: npt.NDArray[np.uint32], bits: int) -> npt.NDArray[np.int64]:
    """Return the hash of each trigram, below 2 ** bits; collisions only cost time.

    Multiplications modulo 2 ** 32 by odd constants, in the manner of xxHash.
    """
    mixed = points[:-2] * np.uint32(0x9E3779B1)
    mixed ^= points[1:-1] * np.uint32(0x85EBCA77)
    mixed *= np.uint32(0xC2B2AE3D)
    mixed ^= mixed >> np.uint32(15)
    mixed += points[2:]
    mixed *= np.uint32(0x85EBCA77)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0x9E3779B1)
    return (mixed >> np.uint32(32 - bits)).astype(np.int64)


_BOUNDS = np.array([_SHORTEST * _GROWTH**step for step in range(CLASSES - 1)])


def class_of(length: float) -> int:
    return int(np.searchsorted(_BOUNDS, length, "left"))


def postings(texts: Sequence[str], bits: int) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Return the start of the postings of each trigram and class of length, and the postings: numbers of texts.

    The texts are processed twice, since keeping their trigrams would double the memory needed.
    """
    counts = np.zeros((CLASSES << bits) + 1, np.uint32)
    for held in _parts(texts, bits):
        cells, firsts = _runs(held)
        counts[cells + 1] += np.diff(firsts, append=len(held)).astype(np.uint32)
    starts = np.cumsum(counts, out=counts)
    places = np.empty(int(starts[-1]), np.uint32)
    for held in _parts(texts, bits):
        cells, firsts = _runs(held)
        sizes = np.diff(firsts, append=len(held))
        within = np.arange(len(held)) - np.repeat(firsts, sizes)
        places[np.repeat(starts[cells], sizes) + within] = (held & 0xFFFFFFFF).astype(np.uint32)
        starts[cells] += sizes.astype(np.uint32)
    # Each start has moved to that of the next cell.
    starts[1:] = starts[:-1].copy()
    starts[0] = 0
    return starts, places


def _parts(texts: Sequence[str], bits: int) -> Iterator[Ints]:
    """Yield the postings of the texts, for about `_PART` characters at a time."""
    first = 0
    while first < len(texts):
        size, after = 0, first
        while after < len(texts) and (size < _PART or after == first):
            size += len(texts[after])
            after += 1
        yield _held(texts[first:after], first, bits)
        first = after


def _runs(held: Ints) -> tuple[Ints, Ints]:
    """Return the cells that occur in a part, and the start of each there."""
    cell = held >> 32
    firsts = np.flatnonzero(np.concatenate(([True], cell[1:] != cell[:-1])))
    return cell[firsts], firsts


def _held(texts: Sequence[str], first: int, bits: int) -> Ints:
    """Return the postings of the texts: cell of the table in the upper half, number of the text in the lower; sorted."""
    padded = [f" {text.lower()} " for text in texts]
    lengths = np.array([len(text) for text in padded])
    # The class is that of the text itself, whose length in lower case may differ.
    classes = np.searchsorted(_BOUNDS, np.array([len(text) for text in texts]), "left")
    hashed = hashes(codes("".join(padded)), bits)
    ends = np.cumsum(lengths)
    inside = np.ones(int(ends[-1]), bool)
    inside[ends - 1] = inside[ends - 2] = False
    number = np.repeat(np.arange(len(padded)), lengths)[inside]
    held = ((hashed[inside[:-2]] * CLASSES + classes[number]) << 32) | (number + first)
    held.sort()
    new = np.ones(len(held), bool)
    np.not_equal(held[1:], held[:-1], out=new[1:])
    return held[new]
