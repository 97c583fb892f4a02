"""Blocks to sentences; boundaries of a committed template stay as they are."""

from postl10n.stages.segment.article import segment
from postl10n.stages.segment.frozen import Frozen, cover
from postl10n.stages.segment.splitter import segment_text, sentences

__all__ = ["Frozen", "cover", "segment", "segment_text", "sentences"]
