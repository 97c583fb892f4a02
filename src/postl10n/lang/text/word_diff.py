"""The difference between two texts word by word, short enough for a comment line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.text.similarity import differing
from postl10n.registry import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A placeholder; a number with its separators; an address; one character of a script without spaces; a word with
# inner apostrophes, digits and underscores; or any single other character.
WIDE = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
TOKEN = compiled(
    r"\{/?\w+/?\}"
    rf"|(?>\d+(?:[.,:/'\u2019\u00a0\u202f-]\d+){{0,15}})(?![^\W\d{WIDE}])"
    r"|(?:https?://|www\.)[^\s<>\"{}]*[^\s<>\"{}.,;:!?)\]]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    rf"|[{WIDE}]|[^\W{WIDE}]+(?:['\u2019][^\W{WIDE}]+)*|\S"
)
_MOST_TOKENS = 4000
"""Longer texts are shown as one change: the alignment takes memory proportional to the product of their lengths."""
_LONGEST_HUNK = 80
"""In characters; the middle of a longer hunk is left out."""
_LONGEST_LINE = 400
"""In characters; no further hunk is begun after them."""
_CONTROL = compiled(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SPACE = compiled(r"[ \t\n]")
_FARTHEST_SPACE = 200
"""In characters; texts without spaces, and longer words, are cut there."""


@dataclass(frozen=True, slots=True)
class DiffToken:
    """A word, number, placeholder or other character, with its offsets `[start, end)` in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hunk:
    """A replaced stretch: from the tokens `old` to the tokens `new`; one of them may be empty."""

    old: tuple[DiffToken, ...]
    new: tuple[DiffToken, ...]


def tokens(text: str, start: int = 0, end: int | None = None) -> list[DiffToken]:
    """Return the tokens of a text, or of a part of it.

    >>> [token.text for token in tokens("Don't pay 1,200 {1}yen{/1}.")]
    ["Don't", 'pay', '1,200', '{1}', 'yen', '{/1}', '.']
    """
    return _as_tokens(TOKEN.finditer(text, start, len(text) if end is None else end))


def _as_tokens(found: Iterable[re.Match[str]]) -> list[DiffToken]:
    return [DiffToken(hit[0], hit.start(), hit.end()) for hit in found]


@lru_cache(maxsize=1)
def changed_region(old: str, new: str) -> tuple[int, int, int]:
    """Return the bounds of the difference of two texts: the start in both, the end in the old, the end in the new.

    Extended to white space on either side, so that no word or number is cut.
    """
    start, end_old, _ = differing(old, new)
    end = len(old) - end_old
    before = max(old.rfind(space, max(0, start - _FARTHEST_SPACE), start) for space in " \t\n")
    start = before + 1 if before >= 0 else max(0, start - _FARTHEST_SPACE)
    after = _SPACE.search(old, len(old) - end, len(old) - end + _FARTHEST_SPACE)
    kept = len(old) - after.start() if after else max(0, end - _FARTHEST_SPACE)
    return start, len(old) - kept, len(new) - kept


# A change is first classified, then shown.
@lru_cache(maxsize=1)
def hunks(old: str, new: str) -> tuple[Hunk, ...]:
    """Return the replaced, removed and inserted stretches between two texts, in reading order."""
    start, end_old, end_new = changed_region(old, new)
    found_old = list(TOKEN.finditer(old, start, end_old))
    found_new = list(TOKEN.finditer(new, start, end_new))
    texts_old, texts_new = [hit[0] for hit in found_old], [hit[0] for hit in found_new]
    head = common_start(texts_old, texts_new)
    rest = min(len(texts_old), len(texts_new)) - head
    tail = min(rest, common_start(texts_old[::-1], texts_new[::-1]))
    before = _as_tokens(found_old[head : len(found_old) - tail])
    after = _as_tokens(found_new[head : len(found_new) - tail])
    if not before and not after:
        return ()
    nothing_shared = {token.text for token in before}.isdisjoint(token.text for token in after)
    if nothing_shared or max(len(before), len(after)) > _MOST_TOKENS:
        return (Hunk(tuple(before), tuple(after)),)
    return tuple(_aligned(before, after))


def common_start(one: Sequence[object], other: Sequence[object]) -> int:
    """Return the number of equal items at the beginning of both."""
    same = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        same += 1
    return same


def _aligned(before: list[DiffToken], after: list[DiffToken]) -> list[Hunk]:
    # Imported when used: a compiled library that most commands never need.
    from rapidfuzz.distance import Indel

    found = []
    start_old = start_new = 0
    steps = Indel.opcodes([t.text for t in before], [t.text for t in after])
    for step in steps:
        if step.tag != "equal":
            continue
        if step.src_start > start_old or step.dest_start > start_new:
            hunk = Hunk(tuple(before[start_old : step.src_start]), tuple(after[start_new : step.dest_start]))
            found.append(hunk)
        start_old, start_new = step.src_end, step.dest_end
    if start_old < len(before) or start_new < len(after):
        found.append(Hunk(tuple(before[start_old:]), tuple(after[start_new:])))
    return found


def marked(old: str, new: str) -> str:
    """Return the difference on one line: `{-old-} {+new+}` for each hunk, separated by ` … `.

    Long hunks are cut in their middle, a long line at its end; control characters are shown as blanks.

    >>> marked("Post offices open at 9.", "Post offices close at 10.")
    '{-open-} {+close+} … {-9-} {+10+}'
    """
    shown: list[str] = []
    length = 0
    for hunk in hunks(old, new):
        if length > _LONGEST_LINE:
            shown.append("")
            break
        shown.append(_marked_hunk(old, new, hunk))
        length += len(shown[-1])
    return _CONTROL.sub(" ", " … ".join(shown)).rstrip() or "white space"


def _marked_hunk(old: str, new: str, hunk: Hunk) -> str:
    left, right = _span(old, hunk.old), _span(new, hunk.new)
    return " ".join([*([f"{{-{left}-}}"] if left else []), *([f"{{+{right}+}}"] if right else [])])


def _span(text: str, stretch: tuple[DiffToken, ...]) -> str:
    if not stretch:
        return ""
    one_line = " ".join(text[stretch[0].start : stretch[-1].end].split())
    if len(one_line) <= _LONGEST_HUNK:
        return one_line
    half = _LONGEST_HUNK // 2
    return f"{one_line[:half].rstrip()} … {one_line[-half:].lstrip()}"
