"""Precision and recall of definitions in `announced*.tsv`; the figures of each first run are in the header."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from postl10n.lang.locales import language_subtag
from postl10n.model.article import Role, Segment
from postl10n.stages.terms import find_definitions

Case = tuple[str, str, set[tuple[str, str]]]


def _halves(name: str) -> tuple[list[Case], list[Case]]:
    """The odd rows of each language, and the even ones."""
    rows: dict[str, list[Case]] = defaultdict(list)
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            locale, text, *pairs = line.split("\t")
            wanted = set(zip(pairs[::2], pairs[1::2], strict=True))
            rows[language_subtag(locale)].append((locale, text, wanted))
    return [c for own in rows.values() for c in own[::2]], [c for own in rows.values() for c in own[1::2]]


def figures(cases: list[Case]) -> tuple[float, float, list[str]]:
    """Precision, recall, and what differs."""
    right = said = asked = 0
    wrong = []
    for locale, text, wanted in cases:
        segment = Segment(id="s", text=text, role=Role.PARAGRAPH)
        found = {(one.short, one.full) for one in find_definitions([segment], locale)}
        right, said, asked = right + len(found & wanted), said + len(found), asked + len(wanted)
        if found != wanted:
            wrong.append(f"{locale} {text} {sorted(found)}")
    return right / said if said else 1.0, right / asked, wrong


@pytest.mark.parametrize("bank", ["announced.tsv", "announced_again.tsv"])
@pytest.mark.parametrize("half", [0, 1], ids=["odd", "even"])
def test_bank(bank: str, half: int) -> None:
    precision, recall, wrong = figures(_halves(bank)[half])
    assert precision >= 0.98, wrong
    assert recall >= 0.95, wrong
