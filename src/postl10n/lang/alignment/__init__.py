"""Alignment of a text with its translation, sentence by sentence: no model, no dictionary.

What the sentences of both show (figures, dates, names, terms) and their lengths make links probable; words that occur
together in what was linked are learnt and used.
"""

from postl10n.lang.alignment.lattice import Bead
from postl10n.lang.alignment.signs import Passage, signature
from postl10n.lang.alignment.texts import TextPair, align_texts, links_between
from postl10n.lang.alignment.vocabulary import Link

__all__ = ["Bead", "Link", "Passage", "TextPair", "align_texts", "links_between", "signature"]
