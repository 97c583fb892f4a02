"""The dictionaries of words as files that are mapped: made once on a computer, at the first word of a language.

simplemma unpacks a dictionary into memory, which takes a second and 100 MB a language, and most commands ask for a
few hundred words.
"""

from __future__ import annotations

import contextlib
import mmap
import struct
import sys
from array import array
from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

from postl10n.model.ids import content_hash
from postl10n.project.system import cache_folder, regular
from postl10n.project.writes import keep

_MAGIC = f"words 1 {sys.byteorder}".encode().ljust(16)
_HEADER = struct.Struct("=16sQQ")
"""The magic number, the number of slots, a power of two, and the size of the file."""


class MappedWords:
    """The lemma of each word of a language, both in UTF-8; read-only, and nothing is read before it is asked for."""

    def __init__(self, path: Path) -> None:
        """Raises OSError or ValueError for a file that is missing or damaged."""
        with open(path, "rb", opener=regular) as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, slots, size = _HEADER.unpack_from(self._data)
        if magic != _MAGIC or size != len(self._data):
            raise ValueError(f"{path} is no table of words")
        self._last = slots - 1
        self._slots = memoryview(self._data)[_HEADER.size : _HEADER.size + 4 * slots].cast("I")

    def get(self, word: bytes) -> bytes | None:
        """Return the lemma; None for an unknown word."""
        slot, length = crc32(word) & self._last, len(word)
        while at := self._slots[slot]:
            begin = at + 2
            if self._data[at] == length and self._data[begin : begin + length] == word:
                return self._data[begin + length : begin + length + self._data[at + 1]]
            slot = (slot + 1) & self._last
        return None


def open_table(code: str) -> MappedWords | None:
    """Return the table of a language, made where there is none yet; None where it can't be kept, or has no dictionary."""
    from simplemma.strategies.dictionaries.dictionary_factory import DATA_FOLDER

    packed, folder = DATA_FOLDER / f"{code}.plzma", cache_folder()
    if folder is None or not packed.is_file():
        return None
    path = folder / f"{code}-{content_hash(packed.read_bytes())}.words"
    for made in (False, True):
        with contextlib.suppress(OSError, ValueError, struct.error):
            return MappedWords(path)
        with contextlib.suppress(OSError, OverflowError):
            if not made:
                _make(code, path)
    return None


def _make(code: str, path: Path) -> None:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    words = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(code)
    for old in path.parent.glob(f"{code}-*.words"):
        old.unlink(missing_ok=True)
    keep(path, _table(words))


def _table(words: Mapping[str, str]) -> bytes:
    """Return header, places by hash, words with lemmas. Raises OverflowError for a word that is too long."""
    slots = array("I", bytes(4 << (4 * len(words) // 3).bit_length()))
    last = len(slots) - 1
    body, begin = bytearray(), _HEADER.size + 4 * len(slots)
    for word, lemma in words.items():
        own, other = word.encode(), lemma.encode()
        slot = crc32(own) & last
        while slots[slot]:
            slot = (slot + 1) & last
        slots[slot] = begin + len(body)
        body += b"%c%c%b%b" % (len(own), len(other), own, other)
    return b"".join((_HEADER.pack(_MAGIC, len(slots), begin + len(body)), slots.tobytes(), body))
