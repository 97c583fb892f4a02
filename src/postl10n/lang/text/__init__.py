"""Text as such: normalisation, placeholders, word counts, differences."""
