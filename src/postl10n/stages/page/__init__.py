"""The page stage: an article and its catalogs become pages that say what they are."""

from typing import TYPE_CHECKING

__all__ = ["page"]

if TYPE_CHECKING:
    from postl10n.stages.page.resolve import resolve_page as page
else:

    def __getattr__(name: str) -> object:
        if name != "page":
            raise AttributeError(name)
        # What other commands need not wait for.
        from postl10n.stages.page.resolve import resolve_page

        return resolve_page
