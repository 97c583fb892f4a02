"""The second wall around inline markup: what is rendered is read again, and only what is known to be harmless is left.

The first is that markup is put together from values (`safety`, `inline`) and each is escaped where it is written. A fault
there, or in a template, must still not become a script on a page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.stages.page.allowed_markup import ELEMENTS, SCHEMES

if TYPE_CHECKING:
    from markupsafe import Markup
    from nh3 import Cleaner


def checked(markup: Markup) -> Markup:
    """The rendered markup of one sentence, without anything that a sentence may not hold."""
    return type(markup)(_cleaner().clean(str(markup)))


@lru_cache(maxsize=1)
def _cleaner() -> Cleaner:
    # Only pages of articles with markup need it.
    from nh3 import Cleaner

    return Cleaner(
        tags=set(ELEMENTS),
        attributes={
            "*": {"lang", "dir", "title"},
            "a": {"href", "aria-describedby", "data-definition"},
            "img": {"src", "alt", "width", "height"},
        },
        allowed_classes={"a": {"term", "image"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
