"""Templates and catalogs: translations carried over the edits of their sources."""

from typing import TYPE_CHECKING

__all__ = ["catalog"]

if TYPE_CHECKING:
    from postl10n.stages.catalog.merge import merge as catalog
else:

    def __getattr__(name: str) -> object:
        if name != "catalog":
            raise AttributeError(name)
        # What other commands need not wait for.
        from postl10n.stages.catalog.merge import merge

        return merge
