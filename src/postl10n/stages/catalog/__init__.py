"""Templates and catalogs: translations carried over the edits of their sources."""

from postl10n.stages.catalog.merge import merge as catalog

__all__ = ["catalog"]
