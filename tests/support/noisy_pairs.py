"""Texts with translations that are not in step: sentences joined, left out, added, and a page's own lines around them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from postl10n.files.po import parse_po
from postl10n.lang.locales import spaced
from postl10n.lang.text.inline_tags import bare
from postl10n.model.catalog import MERGED
from postl10n.model.states import State, state_of

ROOT = Path(__file__).parents[2]
Numbered = tuple[str, frozenset[int]]
"""A text and the numbers of the sentences in it."""


@dataclass(frozen=True)
class NoisyPair:
    """Two texts, and which of their sentences belong together."""

    source: list[str]
    target: list[str]
    gold: frozenset[tuple[int, int]]
    starts: tuple[list[bool], list[bool]] | None = None
    """Where paragraphs begin, on each side; None if that is unknown."""


def parallel_texts(locale: str, part: str = "") -> list[NoisyPair]:
    """The news texts of `tests/lang/parallel`, or of a folder in it, that are in a locale, with their English ones."""
    folder = ROOT / "tests" / "lang" / "parallel" / part
    english, others = (_read_texts(folder / f"{name}.txt") for name in ("en", locale))
    made = []
    for name, (target, labels, starts) in others.items():
        source, _, source_starts = english[name]
        gold = frozenset((int(i) - 1, j) for j, of in enumerate(labels) for i in of.split("+") if i != "-")
        made.append(NoisyPair(source, target, gold, (source_starts, starts)))
    return made


def _read_texts(path: Path) -> dict[str, tuple[list[str], list[str], list[bool]]]:
    """Return the texts of a file by name: lines, their labels, and where paragraphs begin."""
    texts: dict[str, tuple[list[str], list[str], list[bool]]] = {}
    lines = path.read_text("utf-8").splitlines()
    name, begins = "", True
    for line in lines:
        if line.startswith("== "):
            name = line[3:]
            texts[name] = [], [], []
        elif name and line:
            label, _, text = line.partition(" ") if path.stem != "en" else ("", "", line)
            texts[name][0].append(text)
            texts[name][1].append(label)
            texts[name][2].append(begins)
        begins = not line or line.startswith("== ")
    return texts


def sample_texts(locale: str) -> list[list[tuple[str, str]]]:
    """The approved translations of the sample's articles, sentence by sentence."""
    texts = []
    for path in sorted((ROOT / "locales" / locale / "LC_MESSAGES").glob("*.po")):
        if path.stem != "site":
            entries = parse_po(path.read_bytes(), path=path.name).catalog.active()
            approved = [one for one in entries if one.msgid and state_of(one) is State.APPROVED]
            texts.append(
                [(bare(one.msgid), bare(one.msgstr[0])) for one in approved if one.msgstr[0] != MERGED]
            )
    return [text for text in texts if len(text) > 4]


def noisy_pairs(
    texts: Sequence[Sequence[tuple[str, str]]], locale: str, *, seed: int, noise: float, moved: float = 0
) -> list[NoisyPair]:
    """Put noise into texts: 0 for none; at 1, a tenth of the sentences is on one side alone, a seventh joined.

    moved: the share of translations in which a paragraph has another place.
    """
    chance = random.Random(f"{locale} {seed}")  # noqa: S311 - the same noise each time
    everything = [pair for text in texts for pair in text]
    made = []
    for text in texts:
        sides: tuple[list[Numbered], list[Numbered]] = ([], [])
        for number, pair in enumerate(text):
            lost = chance.random()
            for side in (0, 1):
                if not 0.05 * side * noise <= lost < 0.05 * (side + 1) * noise:
                    sides[side].append((pair[side], frozenset([number])))
        if moved and chance.random() < moved:
            _move(sides[1], chance)
        joined = [
            _around(
                _joined(side, " " if not at or spaced(locale) else "", chance, noise),
                at,
                everything,
                chance,
                noise,
            )
            for at, side in enumerate(sides)
        ]
        source, target = joined
        gold = frozenset(
            (i, j) for i, (_, one) in enumerate(source) for j, (_, other) in enumerate(target) if one & other
        )
        made.append(NoisyPair([one for one, _ in source], [one for one, _ in target], gold))
    return made


def _move(side: list[Numbered], chance: random.Random) -> None:
    """Put two to four sentences elsewhere."""
    size = chance.randint(2, 4)
    start = chance.randrange(max(1, len(side) - size))
    taken = side[start : start + size]
    del side[start : start + size]
    where = chance.randrange(len(side) + 1)
    side[where:where] = taken


def _joined(side: Sequence[Numbered], joint: str, chance: random.Random, noise: float) -> list[Numbered]:
    found: list[Numbered] = []
    for text, numbers in side:
        if found and chance.random() < 0.07 * noise and len(found[-1][1]) == 1:
            before, others = found.pop()
            found.append((before + joint + text, others | numbers))
        else:
            found.append((text, numbers))
    return found


def _around(
    side: list[Numbered], at: int, others: Sequence[tuple[str, str]], chance: random.Random, noise: float
) -> list[Numbered]:
    """Put lines that belong to other texts before, behind and between the sentences."""
    for _ in range(chance.choice([0, 0, 1, 2, 3, 5]) if noise else 0):
        line: Numbered = (chance.choice(others)[at], frozenset())
        where = chance.random()
        side.insert(0 if where < 0.4 else len(side) if where < 0.7 else chance.randrange(len(side) + 1), line)
    return side


def rates(
    pairs: Sequence[tuple[frozenset[tuple[int, int]], set[tuple[int, int]]]],
) -> tuple[float, float, float]:
    """Precision, recall and F1 of links: the true ones and those found, for each text."""
    right = sum(len(gold & found) for gold, found in pairs)
    precision = right / max(1, sum(len(found) for _, found in pairs))
    recall = right / max(1, sum(len(gold) for gold, _ in pairs))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
