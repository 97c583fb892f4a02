"""Finding the terms of the glossary, and the definitions that an article makes itself."""

from postl10n.stages.terms.definitions import find_definitions
from postl10n.stages.terms.finder import TermFinder, terms

__all__ = ["TermFinder", "find_definitions", "terms"]
