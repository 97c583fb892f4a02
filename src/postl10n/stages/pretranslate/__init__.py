"""Filling empty entries with what is known already: always as fuzzy drafts that say where they came from."""
