"""Banks of page shapes: headlines, dates and bodies that were once read right stay right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from shapes import faults, shapes

BANKS = Path(__file__).parent / "data" / "shapes"


@pytest.mark.parametrize(
    ("bank", "let_in"),
    [
        ("development", 1),
        ("held-out", 1),
        ("headlines", 0),
        ("furniture", 3),
        ("mixed", 2),
        ("world", 6),
        ("lists", 0),
        ("lists-late", 0),
        ("marked", 5),
    ],
)
def test_headlines_dates_and_bodies_are_right(bank: str, let_in: int) -> None:
    wrong = {shape.name: found for shape in shapes(BANKS / f"{bank}.txt") if (found := faults(shape))}

    told = "\n".join(f"{name}: {found}" for name, found in wrong.items())
    kinds = Counter(kind for found in wrong.values() for kind in found)
    hard = int(bank == "furniture")
    assert kinds["title"] <= hard, told
    assert kinds["date"] <= (bank == "world"), told
    assert kinds["body"] <= {"held-out": 1, "marked": 3}.get(bank, hard), told
    assert kinds["aside"] <= let_in, told
    assert kinds["doubt"] <= hard, told
