"""Templates and catalogs: translations carried over the edits of their sources."""
