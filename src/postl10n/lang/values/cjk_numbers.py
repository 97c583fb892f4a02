# ruff: noqa: E501 - expressions are easier to read when they are not wrapped
"""Numbers in Chinese, Japanese and Korean: figures, Han numerals, and figures with 万, 億, 만."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.values.digits import NO_SPACE_LITERAL, conventions, readings
from postl10n.lang.values.spelled import Number, native
from postl10n.lang.values.value import Certainty
from postl10n.registry import compiled

if TYPE_CHECKING:
    from postl10n.lang.languages.lexicon import Lexicon
    from postl10n.lang.values.digits import Conventions


MONTH_RANGE = compiled(
    r"(?<![\d.])(?P<from>1[0-2]|[1-9])\s?[月월]?\s?(?:부터|から)?\s?(?:至|到|[-–~])\s?(?P<to>1[0-2]|[1-9])\s?[月월](?!\s?\d{1,2}\s?[日일])(?:期|份)?"
)
FIRST_QUARTERS = compiled(
    r"(?:前|头|首)(?:(?P<two>两|兩|二|2)|(?P<three>三|3))(?:个|個)?季度?|(?<!\d)1\s?[-–~]\s?(?:(?P<two2>2)|(?P<three3>3))\s?분기"
)
COUNTERS = (
    "个個箇名人位方件家国國次度倍条條种種类類项項届屆周週年月日天小时時分秒只隻台辆輛枚套座处處所间間层層批期步岁歳者つ社カヶか本冊部票份張张"
    "艘架列趟班宗起封包箱袋公英米吨噸公斤克元港美欧歐日韩韓城市省区區县縣成大多余餘几幾者地回軒店局校路線线点點季代号號级級等卷道场場席"
)
ABOUT = "多余餘여几幾來来"
"""Signs behind a numeral that make it a rough one."""


_DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    "〇": 0, "两": 2, "兩": 2, **{sign: value for value, sign in enumerate("일이삼사오육칠팔구", 1)},
}  # fmt: skip
_TWENTIES = {"廿": 20, "卅": 30}
_PLAIN = str.maketrans("壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟", "一二二三三三四五六六七八九十百千")
_FORMAL = compiled(
    "[壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟零万萬亿億]*[壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟](?=[万萬亿億]*[元圆圓整角])"
)
_TENS = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_MYRIADS = {
    "万": 10**4, "萬": 10**4, "만": 10**4, "亿": 10**8, "億": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12,
}  # fmt: skip
_FIGURE_PART = rf"(?P<literal>{NO_SPACE_LITERAL.pattern})(?:[{ABOUT}])?(?P<scale>\s?[十百千십백천]?(?!兆[字位赫])(?![千吉太][字兆])(?!(?<=[A-Za-z]\d)(?<![A-Za-z]{{3}}\d)만)[万萬만亿億억兆조]+|(?<=\d)\s?[千천백百](?![가-힣]?[년年]|字节|字節|米|瓦|克|卡|赫))?(?![國国](?!家|人))"
_VAGUE = compiled(
    r"(?<![总總人件次多半少基指分个個单單点點函参參系変奇偶复複])(?P<vague>[数數几幾수몇何](?=[十百千万萬亿億십백천만억]))(?P<scale>[十百千십백천]?[万萬亿億만억]?)(?!字|[国國])"
    r"|(?P<phrase>成千上万|成千上萬|成百上千|数以万计|數以萬計|数以千计|數以千計|数以百计|數以百計|上千万?|上万|上萬|上百万?)"
)
_PHRASES = {"成千上万": 1000, "成千上萬": 1000, "成百上千": 100, "数以万计": 10**4, "數以萬計": 10**4, "数以千计": 1000, "數以千計": 1000, "数以百计": 100, "數以百計": 100, "上千": 1000, "上千万": 10**7, "上万": 10**4, "上萬": 10**4, "上百": 100, "上百万": 10**6}  # fmt: skip
_FRACTION = compiled(
    r"(?P<below>\d{1,5}|[一二三四五六七八九十百千万]+|[이삼사오육칠팔구십])\s?(?:分之|分の|분의)\s?(?P<above>\d++(?:[.,]\d+)?|[〇零一二三四五六七八九十百千]+(?:[点點][〇零一二三四五六七八九]+)?|[일이삼사오육칠팔구])"
)
_PARTS = compiled(
    r"(?<![\d.])(?P<part>\d++(?:\.\d+)?|[一二三四五六七八九两兩])(?P<more>[多余餘])?(?:成(?![为為立本功员員长長千百效果都份])|割|할(?!인))(?P<half>半)?(?:(?P<minor>[1-9一二三四五六七八九])分)?"
    r"|(?<![\d.])(?P<tens>[1-9一二三四五六七八九])(?P<ones>[1-9一二三四五六七八九]|\.\d)?折(?![叠疊扣合线線页頁射磨旧舊返])"
)


def plain_numerals(text: str) -> str:
    """Return the text with the numerals of cheques as common ones, of the same length: 贰拾万元, 二十万元."""
    return _FORMAL.sub(lambda match: match[0].translate(_PLAIN), text)


def numbers(text: str, lexicon: Lexicon, locale: str) -> Iterator[Number]:
    """Yield the numbers of a folded text; those of one pass do not overlap."""
    habits = conventions(locale)
    taken = bytearray(len(text))
    for found in (
        *_fractions(text),
        *_vague(text),
        *_parts(text),
        *native(text, lexicon),
        *_plain(text, lexicon, habits),
    ):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"1" * (found.end - found.start)
            yield found


def han_value(signs: str) -> Decimal:
    """Return the value of Han numerals below ten thousand, or read digit by digit: 三百五十, 二〇二五, 五点三."""
    whole, _, part = re.sub("[點・]", "点", signs).partition("点")
    if not any(sign in _TENS or sign in _TWENTIES for sign in whole) and len(whole) > 1:
        value = Decimal("".join(str(_DIGITS.get(sign, 0)) for sign in whole[:40]))
    else:
        value = _sum_of_tens(whole)
    return value + Decimal("0." + "".join(str(_DIGITS.get(sign, 0)) for sign in part[:40])) if part else value


def _sum_of_tens(whole: str) -> Decimal:
    total, digit, empty = 0, 0, True
    for sign in whole:
        if sign in _TWENTIES:
            total += _TWENTIES[sign]
        elif sign in _TENS:
            total += (1 if empty else digit) * _TENS[sign]
            digit, empty = 0, True
        else:
            digit, empty = _DIGITS.get(sign, 0), sign in "零〇"
    return Decimal(total + digit)


def _scale(signs: str) -> Decimal:
    value = Decimal(1)
    for sign in signs.strip():
        value *= _MYRIADS.get(sign) or _TENS.get(sign, 1)
    return value


def _fractions(text: str) -> Iterator[Number]:
    if "分" not in text and "분의" not in text:
        return
    for match in _FRACTION.finditer(text):
        below, above = (_either(match[name]) for name in ("below", "above"))
        if not below:
            continue
        percent = below == 100
        yield Number(
            kind=ValueKind.PERCENT if percent else ValueKind.FRACTION,
            amounts=(above if percent else above / below,),
            start=match.start(),
            end=match.end(),
            certainty=Certainty.FIGURE if match["above"].isdecimal() or percent else Certainty.WORD,
        )


def _either(signs: str) -> Decimal:
    if signs[0].isdecimal() and signs[0].isascii():
        return Decimal(signs[:40].replace(",", "."))
    if signs in ("万", "百", "千"):
        return Decimal({"万": 10**4, "百": 100, "千": 1000}[signs])
    return han_value(signs.replace("万", ""))


def _vague(text: str) -> Iterator[Number]:
    for match in _VAGUE.finditer(text):
        amount = Decimal(_PHRASES[match["phrase"]]) if match["phrase"] else _scale(match["scale"])
        yield Number(
            kind=ValueKind.VAGUE,
            amounts=(amount,),
            start=match.start(),
            end=match.end(),
            certainty=Certainty.WORD,
        )


def _parts(text: str) -> Iterator[Number]:
    """Yield tenths as percentages: 七成, 3割5分."""
    if not any(sign in text for sign in "成割할折"):
        return
    for match in _PARTS.finditer(text):
        if match["tens"]:
            # 八折: eight tenths are left to pay.
            ones = match["ones"] or "0"
            paid = _either(match["tens"]) * 10 + (Decimal(ones) * 10 if ones[0] == "." else _either(ones))
            amount = 100 - paid
        else:
            amount = _either(match["part"]) * 10 + (5 if match["half"] else 0)
        if match["minor"]:
            amount += _either(match["minor"])
        yield Number(
            kind=ValueKind.PERCENT,
            amounts=(amount,),
            start=match.start(),
            end=match.end(),
            certainty=Certainty.WORD,
        )


@lru_cache(maxsize=8)
def _parts_with(numerals: str) -> re.Pattern[str]:
    return compiled(f"{_FIGURE_PART}|{numerals}")


def _plain(text: str, lexicon: Lexicon, habits: Conventions) -> Iterator[Number]:
    """Yield figures and numerals with their scales; parts of decreasing size are one number: 2兆3000億."""
    part = _parts_with(lexicon.numerals)
    at = 0
    while (match := part.search(text, at)) is not None:
        amounts, factor, figure = _part(match, habits)
        start, end, last = match.start(), match.end(), factor
        while last >= 10**4 and (more := _following(text, end, part)) is not None:
            extra, lesser, _ = _part(more, habits)
            if lesser >= last or not extra or extra[0] >= last:
                break
            amounts = tuple(one + extra[0] for one in amounts)
            end, last = more.end(), lesser
        if not figure and (either := _one_or_the_next(match)):
            # 两三天 is two or three days.
            for place, amount in enumerate(either, start):
                yield Number(
                    kind=ValueKind.NUMBER,
                    amounts=(amount,),
                    start=place,
                    end=place + 1,
                    certainty=Certainty.WORD,
                )
            at = end
            continue
        certainty = Certainty.FIGURE if figure else _han_certainty(text, match, amounts, factor)
        yield Number(
            kind=ValueKind.NUMBER, amounts=amounts, start=start, end=end, certainty=certainty, factor=factor
        )
        at = end


def _one_or_the_next(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Return the two numbers of 三四 or 七八, consecutive digits; 一二 is rather a list, 二〇 a year."""
    signs = match["han"]
    if len(signs) != 2 or match["myriads"] or any(sign in _TENS or sign in _TWENTIES for sign in signs):
        return None
    first, second = (_DIGITS[sign] for sign in signs)
    return (Decimal(first), Decimal(second)) if second == first + 1 and first > 1 else None


def _following(text: str, at: int, part: re.Pattern[str]) -> re.Match[str] | None:
    where = at + 1 if text[at : at + 1] in (" ", "\u00a0") else at
    if text[where : where + 1] == "零":
        where += 1
    return part.match(text, where)


def _part(match: re.Match[str], habits: Conventions) -> tuple[tuple[Decimal, ...], Decimal, bool]:
    scale = _scale(match["scale"] or match["myriads"] or "")
    literal = match["literal"]
    if literal:
        read = readings(literal, habits.decimal, habits.group, habits.group_is_usual)
        return tuple(one * scale for one in read), scale, True
    return (han_value(match["han"]) * scale,), scale, False


def _han_certainty(
    text: str, match: re.Match[str], amounts: tuple[Decimal, ...], factor: Decimal
) -> Certainty:
    """Return the certainty: a numeral only counts before a counter, or with 第: 四 in 四川 is part of a name."""
    if amounts[0] == 1:
        return Certainty.DOUBTFUL
    counted = text[match.end() : match.end() + 1] in COUNTERS and match.end() < len(text)
    ranked = match.start() > 0 and text[match.start() - 1] == "第"
    spoken = "点" in match["han"] or factor > 1
    return Certainty.WORD if counted or ranked or spoken else Certainty.DOUBTFUL
