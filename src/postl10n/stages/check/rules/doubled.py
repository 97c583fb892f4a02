"""Words written twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import eq
from typing import TYPE_CHECKING

from postl10n.lang.locales import spaced
from postl10n.model.findings import Finding, Severity
from postl10n.stages.check.rules.base import Rule, prose, tongue_of

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

# Letters with their combining marks (Arabic vowels, Hebrew points) and apostrophes; possessive, so linear.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}’'ʼ-])*+")
_HAN_TWICE = re.compile(r"([\u4e00-\u9fff])\1(?!\1)")
_HAN_WORD_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_KANA_TWICE = re.compile(r"([\u3040-\u309f\u30a0-\u30ff\u4e00-\u9fff]{2,12})\1")
_HANGUL_TWICE = re.compile(r"([\uac00-\ud7a3]{2,12})\1")
_HAN_NUMERAL = frozenset("〇零一二三四五六七八九十百千万萬亿億兆两兩")

# Chinese characters that neither double for emphasis nor end one word and begin the next.
_HAN_SINGLE = frozenset(
    "的了在和与與及将將是为為於于对對把被从從由向以而但若则則并並且该該此这這那我你您他她它之应應须須需请請"
    "不没沒未再又很更最只才却卻超逾已曾也都就还還到让讓给給使令其至着著可会會能要"
)
# What may follow a doubled character whose second half begins another word: 委员会|会议, 所有|有关.
_HAN_ACROSS = {
    "会": "议员长场费见谈址徽刊旗章期同计标",
    "會": "議員長場費見談址徽刊旗章期同計標",
    "将": "军领",
    "將": "軍領",
    "和": "平谐",
    "及": "时格",
    "及時": "",
    "应": "用对急",
    "應": "用對急",
    "要": "求点素",
    "可": "可以能",
    "都": "市会會",
    "能": "够力夠",
    "需": "求要",
    "使": "用馆館者",
    "向": "导導",
    "由": "于於来來",
    "为": "主",
    "為": "主",
    "不": "不",
    "至": "关關",
    "对": "对",
    "其": "中他",
    "更": "新",
    "以": "及来來",
    "于": "于",
    "到": "到达達",
    "请": "求",
    "請": "求",
    "还": "款",
    "還": "款",
    "令": "",
    "从": "业事",
    "從": "業事",
    "之": "",
    "令人": "",
}
_LEGITIMATE = {
    "fr": frozenset({"nous", "vous"}),
    "ar": frozenset(
        {"خطوة", "رويدا", "رويدًا", "شيئا", "شيئًا", "واحدا", "واحدًا", "يوما", "يومًا", "صفا", "كلا", "جدا"}
    ),
    "ko": frozenset({"한", "더", "또", "두", "하루", "하나", "점점"}),
    "ru": frozenset({"да", "нет", "ой"}),
    "en": frozenset({"that", "had"}),
}
# Adverbs of two kana said twice: ますます, いろいろ. Only these pairs are slips.
_KANA_SLIPS = frozenset(
    {"した", "です", "する", "いる", "ある", "ない", "から", "まで", "より", "など", "って", "れる"}
)
_HANGUL_ENDINGS = "다는을를의에로요고며"


class DoubledWordRule(Rule):
    name = "doubled-word"
    severity = Severity.WARNING
    documentation = (
        "A word stands twice in a row: `de de`. In Chinese a character that does not double (`将将`) or a longer word, "
        "in Japanese and Korean also a doubled verb form without a space."
    )

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        text = prose(pair.target)
        source = prose(pair.source)
        seen = {word.casefold() for word, _, _ in _twice(source, tongue_of(pair.source_locale))}
        for word, start, end in _twice(text, tongue_of(pair.locale)):
            if word.casefold() not in seen and not (len(word) > 1 and word + word in source.replace(" ", "")):
                yield self.finding(f"{word} stands twice", "target", (start, end))


def _twice(text: str, tongue: str) -> Iterator[tuple[str, int, int]]:
    if spaced(tongue):
        yield from _spaced_twice(text, tongue)
    if tongue == "zh":
        yield from _chinese_twice(text)
    elif tongue == "ja":
        yield from _japanese_twice(text)
    elif tongue == "ko":
        for match in _HANGUL_TWICE.finditer(text):
            if len(match[1]) > 2 or match[1][-1] in _HANGUL_ENDINGS:
                yield match[1], *match.span()


def _spaced_twice(text: str, tongue: str) -> Iterator[tuple[str, int, int]]:
    words = _WORD.findall(text.lower())
    if not any(map(eq, words, words[1:])):
        return
    legitimate = _LEGITIMATE.get(tongue, frozenset())
    last, last_start, last_end = "", 0, 0
    for match in _WORD.finditer(text):
        word = match[0]
        if (
            _same(last, word)
            and text[last_end : match.start()].strip(" \u00a0\u202f\u200b\ufeff") == ""
            and last_end < match.start()
            and word.casefold() not in legitimate
        ):
            yield word, last_start, match.end()
        last, last_start, last_end = word, match.start(), match.end()


def _same(first: str, second: str) -> bool:
    """Equal but for the capital of a sentence's first word; single capitals are initials."""
    if first == second:
        return len(second) > 1 or not second.isupper()
    return len(second) > 1 and first[:1].isupper() and first[:1].lower() + first[1:] == second


def _chinese_twice(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _HAN_TWICE.finditer(text):
        character = match[1]
        if character in _HAN_SINGLE and text[match.end() : match.end() + 1] not in tuple(
            _HAN_ACROSS.get(character, "")
        ):
            yield character, *match.span()
    for match in _HAN_WORD_TWICE.finditer(text):
        if not _HAN_NUMERAL.issuperset(match[1]) and len(set(match[1])) > 1:
            yield match[1], *match.span()


def _japanese_twice(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _KANA_TWICE.finditer(text):
        word = match[1]
        kana_only = all("\u3040" <= sign <= "\u30ff" for sign in word)
        if _HAN_NUMERAL.issuperset(word) or len(set(word)) == 1:
            continue
        if not kana_only or len(word) > 2 or word in _KANA_SLIPS:
            yield word, *match.span()
    for particle in ("をを", "がが"):
        at = text.find(particle)
        if at >= 0:
            yield particle[0], at, at + 2
