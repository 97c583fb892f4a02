"""The index of a locale's search page: its articles' texts, which the script searches.

It contains whole texts and no word list: Chinese has no words that a small program could separate, and a text is not
much larger than the list of its character pairs.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postl10n.model.site import SiteContext


def search_index(locale: str, site: SiteContext, bodies: Mapping[str, str]) -> bytes:
    """Return rows of (article, title, ISO date, text), the newest first, as JSON."""
    cards = site.cards.get(locale, {}).values()
    rows = [
        [
            card.article,
            card.title.text,
            card.date.isoformat() if card.date else "",
            bodies.get(card.article, ""),
        ]
        for card in cards
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f"[{lines}]\n".encode("utf-8", "replace")


def indexed_bodies(data: bytes) -> dict[str, str]:
    """Return the texts of an index by article. Raises ValueError for data that is no index of ours."""
    rows = json.loads(data)
    if not isinstance(rows, list):
        raise ValueError("no list")
    return {str(row[0]): str(row[3]) for row in rows if isinstance(row, list) and len(row) == 4}
