"""Which Han characters a standard does not write: Simplified and Traditional Chinese, and Japanese."""

from __future__ import annotations

import re
from itertools import islice, product

from postl10n.lang.languages.language import data
from postl10n.registry import cached, compiled

_CHINESE = "zh"
_MOST = 64
"""Of readings to try."""
# Simplified forms that Big5 has as rare characters of their own; in running text they are the simplified ones.
_SIMPLIFIED_IN_BIG5 = frozenset(
    "机价体胜种适据听党坏怜优儿厂圣异惊扑扰极离网腊触赶虫构岭帘复怀洁么气宁愿确苹柜万与吨蚕茧荐"
)
# Names hold these, or Hong Kong writes them, although no Traditional (or GB 2312) standard does.
_NAME_CHARACTERS = frozenset("昇喆堃淼祐甯鑫囍咗嘅喺着啰嘞煲啫喱咁啲")


@cached(None)
def foreign_characters(standard: str) -> frozenset[str]:
    """Return the characters that a script (`Hant`, `Hans`, `Jpan`) does not write; empty for any other.

    GB 2312 lists what Simplified Chinese uses, Big5 what Traditional uses, JIS X 0208 what Japanese uses. What they do
    not share is foreign only where the one is the other's form: 酶 is in no Big5, and Traditional all the same.
    """
    if standard == "Hant":
        simplified = frozenset(pair[1] for pair in _pairs().items())
        return ((_han("gb2312") - _han("big5")) & simplified | _SIMPLIFIED_IN_BIG5) - _NAME_CHARACTERS
    if standard == "Hans":
        traditional = frozenset(pair[0] for pair in _pairs().items())
        return (_common_traditional() - _han("gb2312")) & traditional - _NAME_CHARACTERS
    if standard == "Jpan":
        return _han("gb2312") - _han("shift_jisx0213") - _NAME_CHARACTERS
    return frozenset()


def strangers(text: str, standard: str) -> list[tuple[int, int]]:
    """Return the spans of what the standard does not write: characters, and words in characters of other words.

    >>> strangers("皇後的頭髮", "Hant"), strangers("瞭望塔", "Hans"), strangers("秦始皇後來", "Hant")
    ([(0, 2)], [], [])
    """
    foreign = foreign_characters(standard)
    if not foreign:
        return []
    words, right = _words(f"wrong_{standard}"), _words(f"right_{standard}")
    kept = {at for match in right.finditer(text) for at in range(*match.span())} if right else set()
    found = (
        []
        if foreign.isdisjoint(text)
        else [(at, at + 1) for at, sign in enumerate(text) if sign in foreign and at not in kept]
    )
    return sorted([*found, *(match.span() for match in words.finditer(text))] if words else found)


def standard_form(text: str, standard: str) -> tuple[str | None, bool]:
    """Return a text in the characters of a standard of Chinese, and True if each could be no other; None if several fit.

    >>> standard_form("邮局", "Hant"), standard_form("皇後", "Hant"), standard_form("头面", "Hant")
    (('郵局', True), ('皇后', False), ('頭面', True))
    """
    simplified = _pairs()
    if standard == "Hans":
        return "".join(simplified.get(sign, sign) for sign in text), True
    forms = _traditional()
    each: list[tuple[str, ...]] = [(sign,) for sign in text]
    for start, end in strangers(text, standard):
        for at in range(start, end):
            # Of a word any character may be the wrong one.
            plain = simplified.get(text[at], text[at])
            each[at] = forms.get(plain, each[at]) if end - start > 1 or plain == text[at] else each[at]
    fitting = [
        tried for tried in map("".join, islice(product(*each), _MOST)) if not strangers(tried, standard)
    ]
    return (fitting[0] if len(fitting) == 1 else None), all(len(one) == 1 for one in each)


@cached(None)
def _traditional() -> dict[str, tuple[str, ...]]:
    """The Traditional characters that a simplified one stands for, itself among them where it is one of both."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in _pairs().items():
        own = () if pair[1] in foreign_characters("Hant") else (pair[1],)
        found[pair[1]] = (*found.get(pair[1], own), pair[0])
    return found


@cached(None)
def _words(kind: str) -> re.Pattern[str] | None:
    """The expressions of one list of `script_words.txt`."""
    lines = (data(_CHINESE, "script_words.txt") or "").splitlines()
    found = [line.partition(":")[2] for line in lines if line.startswith(f"{kind} :")]
    return compiled("|".join(" ".join(found).split())) if found else None


def simplified_pairs() -> str:
    """Return every Traditional character that has another simplified form, each followed by that."""
    return "".join(map("".join, _pairs().items()))


@cached(None)
def _pairs() -> dict[str, str]:
    """Traditional characters, each with its simplified form."""
    lines = (data(_CHINESE, "simplified.txt") or "").splitlines()
    return {pair[0]: pair[1] for line in lines if not line.startswith("#") for pair in line.split()}


def _han(codec: str) -> frozenset[str]:
    return frozenset("".join(map(chr, range(0x4E00, 0x9FA6))).encode(codec, "ignore").decode(codec))


def _common_traditional() -> frozenset[str]:
    """The first level of Big5, its 5,401 frequent characters: rows A4 to C6."""
    encoded = ((sign, sign.encode("big5", "ignore")) for sign in _han("big5"))
    return frozenset(sign for sign, code in encoded if 0xA4 <= code[0] <= 0xC6)
