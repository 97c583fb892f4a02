"""Characters and words that Chinese does not double."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN_TWICE = re.compile(r"([\u4e00-\u9fff])\1(?!\1)")
_HAN_WORD_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
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
# What may stand before a doubled character whose first half ends another word: 因此|此信, 就是|是否.
_HAN_BEHIND = {
    "此": "因如从從由故至就对對为為据據以于於",
    "该": "应應",
    "了": "为為除得明知罢罷终終",
    "为": "因认認作成称稱视視以",
    "為": "因認作成稱視以",
    "会": "协協大社机機委员員工集峰商教展年宴晚聚",
    "會": "協大社機委員工集峰商教展年宴晚聚",
    "和": "共饱平总總温溫柔",
    "将": "即必名大上中少",
    "將": "即必名大上中少",
    "能": "可功性只职職智技机機节節核",
    "要": "只主重需必将將摘",
    "可": "许許认認宁寧尚",
    "都": "首成京古故国國",
    "其": "尤极極与與土",
    "对": "针針面相反绝絕",
    "對": "針面相反絕",
    "向": "方定走意倾傾导導",
    "由": "自理缘緣",
    "于": "由对對关關终終属屬等位处處基至",
    "於": "由對關終屬等位處基至",
    "之": "",
    "到": "得受看达達感收直",
    "应": "反适適对對相响響供",
    "應": "反適對相響供",
    "则": "规規原准準否法",
    "則": "規原準否法",
    "使": "即大天行促",
    "至": "甚以直乃",
    "令": "命指法",
    "给": "供补",
    "給": "供補",
    "被": "",
}


def doubled(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield characters and words doubled by mistake, as (text, start, end) of both."""
    for match in _HAN_TWICE.finditer(text):
        character = match[1]
        before, behind = text[: match.start()][-1:], text[match.end() : match.end() + 1]
        if (
            character in _HAN_SINGLE
            and behind not in tuple(_HAN_ACROSS.get(character, ""))
            and before not in tuple(_HAN_BEHIND.get(character, ""))
        ):
            yield character, *match.span()
    for match in _HAN_WORD_TWICE.finditer(text):
        if not _HAN_NUMERAL.issuperset(match[1]) and len(set(match[1])) > 1:
            yield match[1], *match.span()
