"""The page stage: an article and its catalogs become pages that say what they are."""
