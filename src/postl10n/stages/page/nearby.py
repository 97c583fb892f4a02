"""Which cards a page shows of other articles."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postl10n.model.site import Card, SiteContext

_MORE = 3
_FRONT = 24
"""Articles on the page of all languages; each locale's index has the others."""


def nearby(site: SiteContext, locale: str, article: str) -> list[Card]:
    """The articles of about the same time: the next newer one, and the older ones.

    Not the newest of all: then every new article would change every page of the site.
    """
    cards, places = site.cards.get(locale, {}), site.places.get(locale, {})
    at = places.get(article, 0)
    first = max(0, min(at - 1, len(cards) - _MORE - 1))
    near = islice(cards.values(), first, first + _MORE + 1)
    return [card for card in near if card.article != article][:_MORE]


def front_cards(site: SiteContext) -> list[Card]:
    """The newest articles, as the page of all languages shows them."""
    return list(islice(site.cards.get(site.source, {}).values(), _FRONT))
