"""Drafts of the memory and of engines."""
