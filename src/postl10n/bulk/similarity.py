"""Articles that nearly are another one: MinHash of word triples, compared where bands of it are the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
_AT_A_TIME = 4
"""Bands that are in memory together: 32 bytes an article."""
# One sign is a token in scripts without spaces between words.
_TOKENS = re.compile(r"[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\w")


def signature_of(text: str) -> tuple[bytes, bytes]:
    """Return the MinHash of a text, and the hashes of its bands; both of zeros for a text without words."""
    from rensa import RMinHash

    tokens = _TOKENS.findall(text.lower())
    if not tokens:
        return bytes(_NUMBERS * 4), bytes(_BANDS * 8)
    made = RMinHash(num_perm=_NUMBERS, seed=1)
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

    A few bands of all articles are in memory at a time; signatures are in a file, and are read where a band is shared.
    """
    sizes = {name: one.rows["signatures"] for one in finished if (name := one.name("signatures"))}
    with folder.temporary() as path, path.open("w+b", buffering=0) as kept:
        for name in sizes:
            kept.write(_fixed(folder.column(name, "signature"), "<u4").tobytes())

        def signatures(places: Sequence[int]) -> Any:
            rows = np.empty((len(places), _NUMBERS), "<u4")
            for row, at in zip(rows, places, strict=True):
                kept.seek(at * row.nbytes)
                kept.readinto(row.data)
            return rows

        alike = _components(signatures, _sharing(folder, sizes))
        ids = _ids(folder, sizes, sorted(at for component in alike for at in component))
        for component in alike:
            component.sort(key=lambda at: ids[at])
            numbers = signatures(component)
            for at, own in zip(component[1:], numbers[1:], strict=True):
                yield ids[at], ids[component[0]], float((own == numbers[0]).mean())


def _fixed(column: Any, kind: str) -> Any:
    """Return bytes of one length as numbers, a row for each article."""
    width, whole = column.type.byte_width // np.dtype(kind).itemsize, column.combine_chunks()
    return np.frombuffer(whole.buffers()[1], dtype=kind)[: len(whole) * width].reshape(-1, width)


def _sharing(folder: ResultFolder, sizes: Mapping[str, int]) -> Iterator[list[int]]:
    """Yield groups of articles that have a band in common, each by its place among all."""
    some = np.empty((_AT_A_TIME, sum(sizes.values())), "<u8")
    for first in range(0, _BANDS if sizes else 0, _AT_A_TIME):
        begin = 0
        for name, size in sizes.items():
            bands = _fixed(folder.column(name, "bands"), "<u8")
            some[:, begin : begin + size] = bands[:, first : first + _AT_A_TIME].T
            begin += size
        for values in some:
            order = np.argsort(values, kind="stable")
            held = values[order]
            edges = np.flatnonzero(np.concatenate(([True], held[1:] != held[:-1], [True])))
            for at in np.flatnonzero((np.diff(edges) > 1) & (held[edges[:-1]] != 0)):
                yield order[edges[at] : edges[at + 1]].tolist()


def _components(
    signatures: Callable[[Sequence[int]], Any], groups: Iterable[Sequence[int]]
) -> list[list[int]]:
    """Return the articles that are alike, one by one or through others; the order of the groups is no matter."""
    root: dict[int, int] = {}

    def top(at: int) -> int:
        while root.setdefault(at, at) != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for group in groups:
        numbers, last = signatures(group), None
        if len(group) > _MANY:
            order = sorted(range(len(group)), key=lambda at: numbers[at].tobytes())
            group, numbers, last = [group[at] for at in order], numbers[order], 1
        for number, at in enumerate(group, start=1):
            others = numbers[number : last and number + last]
            for other in np.flatnonzero((others == numbers[number - 1]).mean(axis=1) >= _LEAST).tolist():
                root[top(group[number + other])] = top(at)
    found: dict[int, list[int]] = defaultdict(list)
    for at in root:
        found[top(at)].append(at)
    return list(found.values())


def _ids(folder: ResultFolder, sizes: Mapping[str, int], wanted: Sequence[int]) -> dict[int, str]:
    """Return ids of some articles, which are in order, by their places among all."""
    ids: dict[int, str] = {}
    begin = 0
    for name, size in sizes.items():
        if mine := wanted[bisect_left(wanted, begin) : bisect_left(wanted, begin + size)]:
            column = folder.column(name, "id")
            ids.update({at: column[at - begin].as_py() for at in mine})
        begin += size
    return ids
