"""Dates, bylines and doubts of plain releases: data/heads.txt, in the form of shapes/development.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapes import Shape, shapes

from postl10n.model.article import Role

PAGES = list(shapes(Path(__file__).parent / "data" / "heads.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_head(page: Shape) -> None:
    document = page.read()
    bylines = [one.text for one in document.blocks if one.kind is Role.BYLINE]

    assert document.title.text == page.right["title"]
    assert str(document.date or "-") == page.right["date"]
    assert (bylines or ["-"]) == [page.right["byline"]]
    assert [one.text for one in document.blocks if one.kind is Role.HEADING] == page.aside
    wanted = page.right.get("doubt", "")
    assert any(wanted in one for one in document.doubts) if wanted else not document.doubts
