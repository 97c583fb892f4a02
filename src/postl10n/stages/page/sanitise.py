"""A second defence around inline markup: rendered markup is parsed again and sanitised.

The first is that markup is composed of values (`allowed_markup`, `inline`) and each is escaped when written. A fault
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
    """Return the rendered markup of one sentence, without anything that is not allowed in one."""
    return type(markup)(_cleaner().clean(str(markup)))


@lru_cache(maxsize=1)
def _cleaner() -> Cleaner:
    # Imported when used: only article pages with markup need it.
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
