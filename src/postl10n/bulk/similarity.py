"""Articles that nearly are another one: MinHash of word triples, compared where bands of it are the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from postl10n.bulk.folder import ResultFolder
from postl10n.bulk.worker import Result

_NUMBERS = 128
_BANDS = 32
"""Of four numbers: two texts that share 80 % of their triples miss one another in one of 10 million cases."""
_LEAST = 0.8
_MANY = 64
"""Texts with a band in common that are all compared with one another; of more, each with the next."""
_AT_A_TIME = 8
"""Bands that are in memory together: 64 bytes an article."""
_SEED = 1
# One sign is a token in scripts without spaces between words.
_TOKENS = re.compile(r"[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\w")


def signature_of(text: str) -> tuple[bytes, bytes]:
    """Return the MinHash of a text, and the hashes of its bands; both of zeros for a text without words."""
    from rensa import RMinHash

    tokens = _TOKENS.findall(text.lower())
    if not tokens:
        return bytes(_NUMBERS * 4), bytes(_BANDS * 8)
    made = RMinHash(num_perm=_NUMBERS, seed=_SEED)
    made.update([" ".join(tokens[at : at + 3]) for at in range(max(1, len(tokens) - 2))])
    numbers = np.array(made.digest(), dtype="<u4")
    # A band is folded into one number: two different ones that are taken for the same are compared in vain.
    factors = np.array(
        [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], "<u8"
    )
    bands = (numbers.reshape(_BANDS, -1).astype("<u8") * factors).sum(axis=1, dtype="<u8")
    return numbers.tobytes(), bands.tobytes()


def duplicates(folder: ResultFolder, finished: Sequence[Result]) -> Iterator[tuple[str, str, float]]:
    """Yield the rows of the table: every article that is like another, but the one with the smallest id.

    A few bands of all articles are in memory at a time, and signatures only of those that share one.
    """
    names = [name for one in finished if (name := one.name("signatures"))]
    groups = list(_sharing(folder, names))
    sizes = [one.rows["signatures"] for one in finished if "signatures" in one.rows]
    ids, signatures = _at(folder, names, sizes, sorted({at for group in groups for at in group}))
    yield from _components(groups, ids, signatures)


def _fixed(column: Any, kind: str) -> Any:
    """Return bytes of one length as numbers, a row for each article."""
    width = column.type.byte_width // np.dtype(kind).itemsize
    buffers = [np.frombuffer(one.buffers()[1], dtype=kind)[: len(one) * width] for one in column.chunks]
    return np.concatenate(buffers).reshape(-1, width)


def _sharing(folder: ResultFolder, names: list[str]) -> Iterator[tuple[int, ...]]:
    """Yield groups of articles that have a band in common, each by its place among all."""
    seen: set[tuple[int, ...]] = set()
    for first in range(0, _BANDS if names else 0, _AT_A_TIME):
        some = [
            _fixed(folder.column(name, "bands"), "<u8")[:, first : first + _AT_A_TIME].copy()
            for name in names
        ]
        for values in np.concatenate(some).T:
            order = np.argsort(values, kind="stable")
            held = values[order]
            starts = np.flatnonzero(np.concatenate(([True], held[1:] != held[:-1])))
            ends = np.append(starts[1:], len(held))
            several = (ends - starts > 1) & (held[starts] != 0)
            for start, end in zip(starts[several], ends[several], strict=True):
                group = tuple(sorted(int(at) for at in order[start:end]))
                if group not in seen:
                    seen.add(group)
                    yield group


def _at(
    folder: ResultFolder, names: list[str], sizes: list[int], wanted: list[int]
) -> tuple[dict[int, str], dict[int, Any]]:
    """Return ids and signatures of some articles, by their places among all."""
    ids: dict[int, str] = {}
    signatures: dict[int, Any] = {}
    begin = 0
    for name, size in zip(names, sizes, strict=True):
        mine = wanted[bisect_left(wanted, begin) : bisect_left(wanted, begin + size)]
        if mine:
            id_column, numbers = folder.column(name, "id"), _fixed(folder.column(name, "signature"), "<u4")
            ids.update({at: id_column[at - begin].as_py() for at in mine})
            signatures.update({at: numbers[at - begin].copy() for at in mine})
        begin += size
    return ids, signatures


def _components(
    groups: list[tuple[int, ...]], ids: Mapping[int, str], signatures: Mapping[int, Any]
) -> Iterator[tuple[str, str, float]]:
    """Yield the articles of each component but its smallest; pairs are compared in an order that no shard decides."""
    root: dict[int, int] = {}

    def top(at: int) -> int:
        while root.setdefault(at, at) != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for group in groups:
        order = sorted(group, key=lambda at: (signatures[at].tobytes(), ids[at]))
        numbers = np.stack([signatures[at] for at in order])
        for number, one in enumerate(order):
            last = None if len(order) <= _MANY else number + 2
            alike = (numbers[number + 1 : last] == numbers[number]).mean(axis=1) >= _LEAST
            for other in np.flatnonzero(alike):
                first, second = sorted((top(one), top(order[number + 1 + other])), key=lambda at: ids[at])
                root[second] = first
    for at in sorted(root, key=lambda at: ids[at]):
        if (first := top(at)) != at:
            yield ids[at], ids[first], float((signatures[at] == signatures[first]).mean())
