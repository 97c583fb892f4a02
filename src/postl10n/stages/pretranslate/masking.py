"""Masking: parts that an engine must not change are replaced by marks `⟦0⟧`, `⟦1⟧` …, and restored in its answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from postl10n.lang.text.markup import placeholders

_LITERAL = re.compile("[⟦⟧]")
# Engines may put spaces into a mark, or write its number in digits of their script.
_MARK = re.compile(r"⟦\s*(\d{1,4})\s*⟧")
_BLANKS = re.compile(" {2,}")
# Addresses, whose parts an engine takes for words (`/a?b` became `/un?b`), and an author's braces, doubled in a
# catalog: `{{city}}`. Punctuation that ends a sentence is not part of an address.
_VERBATIM = re.compile(
    r"(?:https?://|www\.)[\w\-.~:/?#@!$&'()*+,;=%]*[\w/#=&%]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}"
    r"|(?<![\w.@/-])(?:[a-z0-9-]+\.)+(?:com|edu|gov|info|int|net|org|post|[a-z]{2})(?:/[\w\-.~/?#&=%]*[\w/#=&%])?(?![\w-])"
    r"|\{\{[\w.-]+\}\}",
    re.ASCII,
)


class MaskedSpan(NamedTuple):
    """A stretch of a text, code points `[start, end)`, and its replacement in the translation."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text with marks, and the text that each of them stands for."""

    text: str
    kept: tuple[str, ...]

    def restored(self, answer: str) -> str | None:
        """Return the answer with its marks replaced; None if it lost, doubled or invented one."""
        numbers = [int(found[1]) for found in _MARK.finditer(answer)]
        if sorted(numbers) != list(range(len(self.kept))):
            return None
        if _LITERAL.search(_MARK.sub("", answer)):
            return None
        text = _MARK.sub(lambda found: self.kept[int(found[1])], answer)
        return _BLANKS.sub(" ", text).strip()


def marked(text: str, terms: Iterable[MaskedSpan] = ()) -> MaskedText:
    """Return the text with parts masked: placeholders, `⟦` and `⟧`, addresses, and terms that cross none of them.

    >>> marked("See {1}CTT{/1} ⟦a⟧")
    MaskedText(text='See ⟦0⟧CTT⟦1⟧ ⟦2⟧a⟦3⟧', kept=('{1}', '{/1}', '⟦', '⟧'))
    """
    verbatim = [MaskedSpan(one.start(), one.end(), one[0]) for one in _VERBATIM.finditer(text)]
    fixed = [MaskedSpan(one.start, one.end, one.text) for one in placeholders(text)]
    fixed += [MaskedSpan(one.start(), one.end(), one[0]) for one in _LITERAL.finditer(text)]
    # Anything inside an address or such braces is masked with them; if a tag begins in one, the tag is kept instead.
    verbatim = [one for one in verbatim if all(_apart(one, own) or _inside(own, one) for own in fixed)]
    fixed = [own for own in fixed if not any(_inside(own, one) for one in verbatim)] + verbatim
    free = [one for one in terms if all(_apart(one, own) for own in fixed)]
    parts: list[str] = []
    kept: list[str] = []
    at = 0
    for one in sorted((*fixed, *free)):
        if one.start < at:
            continue
        parts += (text[at : one.start], f"⟦{len(kept)}⟧")
        kept.append(one.text)
        at = one.end
    return MaskedText("".join((*parts, text[at:])), tuple(kept))


def _apart(one: MaskedSpan, other: MaskedSpan) -> bool:
    return one.end <= other.start or other.end <= one.start


def _inside(one: MaskedSpan, other: MaskedSpan) -> bool:
    return other.start <= one.start and one.end <= other.end
