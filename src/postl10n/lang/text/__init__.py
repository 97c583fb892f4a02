"""Text independent of languages: normalisation, placeholders, word counts, differences."""
