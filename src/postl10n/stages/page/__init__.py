"""The page stage: an article and its catalogs become pages that say what they are."""

from postl10n.stages.page.resolve import resolve_page as page

__all__ = ["page"]
