"""Segmentation of blocks into sentences; boundaries of a committed template are kept."""

from postl10n.stages.segment.article import segment
from postl10n.stages.segment.splitter import segment_text, sentences

__all__ = ["segment", "segment_text", "sentences"]
