"""Numbers in languages with alphabets: figures, words, and figures with words (`1,75 mil milhões`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import pos
from typing import TYPE_CHECKING

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.lexicon import Word
from postl10n.lang.values.digits import LITERALS, conventions, readings
from postl10n.lang.values.spelled_tokens import NumberToken, tokens, without_numbers
from postl10n.lang.values.value import Certainty

if TYPE_CHECKING:
    from postl10n.lang.languages.lexicon import Lexicon

_GAP = " \u00a0\u202f\u2009-\t"
HALF = Decimal("0.5")
_LONGEST_RUN = 24
_THOUSAND = 1000


@dataclass(slots=True, kw_only=True)
class Number:
    """A parsed number; `factor` is that of its scale words, for the other end of a range."""

    kind: ValueKind
    amounts: tuple[Decimal, ...]
    start: int
    end: int
    certainty: Certainty
    factor: Decimal = Decimal(1)


def numbers(text: str, lexicon: Lexicon, locale: str, first: int = 0) -> Iterator[Number]:
    """Yield the numbers of a folded text, those within a word (пятиэтажный) first; its digits begin at `first`."""
    yield from native(text, lexicon)
    if without_numbers(text, lexicon, locale):  # Conjunctions and the like make no number.
        yield from figures(text, locale, first)
        return
    run: list[NumberToken] = []
    for token in tokens(text, lexicon, locale):
        if run and (text[run[-1].end : token.start].strip(_GAP) or len(run) > _LONGEST_RUN):
            yield from _read_run(run, lexicon)
            run = []
        run.append(token)
    if run:
        yield from _read_run(run, lexicon)


def figures(text: str, locale: str, first: int) -> Iterator[Number]:
    """Yield the figures of a folded text, whose digits begin at `first`."""
    habits = conventions(locale)
    for match in LITERALS[habits.decimal == ","].finditer(text, first):
        read = readings(match[0], habits.decimal, habits.group, habits.group_is_usual)
        amounts, (start, end) = tuple(map(pos, read)), match.span()  # Rounded as sums are.
        yield Number(kind=ValueKind.NUMBER, amounts=amounts, start=start, end=end, certainty=Certainty.FIGURE)


def native(text: str, lexicon: Lexicon) -> Iterator[Number]:
    """Yield the numerals that a language has beside its number words."""
    for expression, amounts in lexicon.native:
        for match in expression.finditer(text):
            yield _native_number(match, Decimal(amounts[match["native"]]))


def _native_number(match: re.Match[str], amount: Decimal) -> Number:
    return Number(
        kind=ValueKind.NUMBER,
        amounts=(amount,),
        start=match.start(),
        end=match.end(),
        certainty=Certainty.DOUBTFUL if amount == 1 else Certainty.WORD,
    )


def _read_run(run: list[NumberToken], lexicon: Lexicon) -> Iterator[Number]:
    at = 0
    while at < len(run):
        token = run[at]
        if token.joint:
            at += 1
            continue
        number, at = _Reader(run, at, lexicon).read()
        yield number


class _Reader:
    """Parses one number from a run of tokens."""

    def __init__(self, run: list[NumberToken], at: int, lexicon: Lexicon) -> None:
        self.run = run
        self.lexicon = lexicon
        self.first = at
        self.at = at

    def read(self) -> tuple[Number, int]:
        token = self.run[self.at]
        if token.literal is not None:
            return self._figure(token.literal)
        if token.word is None:
            raise ValueError("a run is read from a number on")
        reader = {
            "half": self._half,
            "vague": self._vague,
            "ordinal": self._ordinal,
            "denominator": self._denominator,
        }.get(token.word.role, self._cardinal)
        return reader()

    def _made(
        self,
        kind: ValueKind,
        amounts: tuple[Decimal, ...],
        certainty: Certainty,
        factor: Decimal = Decimal(1),
    ) -> tuple[Number, int]:
        number = Number(
            kind=kind,
            amounts=amounts,
            start=self.run[self.first].start,
            end=self.run[self.at - 1].end,
            certainty=certainty,
            factor=factor,
        )
        return number, self.at

    def _peek(self, offset: int = 0) -> NumberToken | None:
        where = self.at + offset
        return self.run[where] if where < len(self.run) else None

    def _word(self, offset: int = 0) -> Word | None:
        token = self._peek(offset)
        return token.word if token is not None else None

    def _figure(self, amounts: tuple[Decimal, ...]) -> tuple[Number, int]:
        self.at += 1
        factor = self._scales()
        word = self._word()
        if factor == 1 and word is not None and word.role == "ordinal" and word.amount >= _THOUSAND:
            self.at += 1  # 25-тысячная
            factor = word.amount
        amounts = tuple(one * factor for one in amounts)
        if factor > 1:
            more = self._half_more(factor) or self._smaller_part(factor)
            amounts = tuple(one + more for one in amounts)
        else:
            word = self._word()
            if word is not None and word.role == "denominator" and amounts:
                self.at += 1
                return self._made(ValueKind.FRACTION, (amounts[0] / word.amount,), Certainty.FIGURE)
        return self._made(ValueKind.NUMBER, amounts, Certainty.FIGURE, factor)

    def _scales(self) -> Decimal:
        factor = Decimal(1)
        while True:
            word, skipped = self._word(), 0
            if word is None and factor > 1 and self._is_filler():
                word, skipped = self._word(1), 1
            if word is None or not (word.counted or word.role in ("scale", "hundred")):
                return factor
            if word.role == "hundred" and (factor > 1 or self.lexicon.hundreds_as_cents):
                return factor
            factor *= word.counted or word.amount
            self.at += 1 + skipped

    def _is_filler(self) -> bool:
        token = self._peek()
        return token is not None and token.joint == "filler"

    def _half_more(self, factor: Decimal) -> Decimal:
        """Return the amount added by the half in `million and a half`."""
        offset = 0
        token = self._peek()
        if token is not None and token.joint == "and":
            offset = 1
        elif token is None or not token.joined:
            return Decimal(0)
        while (token := self._peek(offset)) is not None and token.joint == "filler":
            offset += 1
        word = self._word(offset)
        if word is None or word.role != "half":
            return Decimal(0)
        self.at += offset + 1
        again = self._word()
        if again is not None and again.role == "scale" and again.amount == factor:
            self.at += 1
        return factor * HALF

    def _smaller_part(self, factor: Decimal) -> Decimal:
        """Return the amount added by the second figure in `1 млрд 750 млн`."""
        token = self._peek()
        offset = 1 if token is not None and token.joint == "and" else 0
        token = self._peek(offset)
        if token is None or not token.literal:
            return Decimal(0)
        word = self._word(offset + 1)
        if word is None or word.role != "scale" or word.amount >= factor:
            return Decimal(0)
        self.at += offset + 2
        return token.literal[0] * word.amount

    def _half(self) -> tuple[Number, int]:
        word = self._word()
        self.at += 1
        offset = 0
        while (token := self._peek(offset)) is not None and token.joint == "filler":
            offset += 1
        scale = self._word(offset)
        if scale is not None and (scale.role == "scale" or (scale.role == "unit" and scale.amount == 12)):
            self.at += offset + 1
            return self._made(ValueKind.NUMBER, (HALF * scale.amount,), Certainty.WORD, scale.amount)
        doubtful = word is None or word.doubtful
        return self._made(ValueKind.FRACTION, (HALF,), Certainty.DOUBTFUL if doubtful else Certainty.WORD)

    def _vague(self) -> tuple[Number, int]:
        word = self._word()
        amount = Decimal(1) if word is None else word.amount
        self.at += 1
        while True:
            offset = 1 if self._is_filler() else 0
            scale = self._word(offset)
            # `hundreds hundreds of` is a slip of the pen, not ten thousand.
            again = scale is not None and scale.role == "vague" and scale == word
            if scale is None or scale.role not in ("scale", "vague", "hundred"):
                return self._made(ValueKind.VAGUE, (amount,), Certainty.WORD)
            if again:
                self.at += offset + 1
                continue
            amount *= scale.amount
            self.at += offset + 1

    def _ordinal(self) -> tuple[Number, int]:
        word = self._word()
        amount = Decimal(0) if word is None else word.amount
        doubtful = word is None or word.doubtful
        self.at += 1
        following = self._word()
        token = self._peek()
        tens = following is not None and following.role == "unit" and 20 <= following.amount < 100
        if amount == 11 and self.lexicon.ordinal_teens and tens and token is not None and token.joined:
            amount = Decimal(1)  # الحادي والعشرون is the 21st, though الحادي alone begins the 11th.
        if following is not None and self._joins_ordinal(amount, following):
            amount += following.amount
            doubtful = False
            self.at += 1
        return self._made(ValueKind.ORDINAL, (amount,), Certainty.DOUBTFUL if doubtful else Certainty.WORD)

    def _joins_ordinal(self, amount: Decimal, following: Word) -> bool:
        token = self._peek()
        if following.role == "ordinal":
            return amount >= 10 and following.amount < 10
        # The eleventh has a word of its own: أول عشرة are the first ten.
        ten = self.lexicon.ordinal_teens and following.amount == 10 and amount > 1
        teen = ten or (token is not None and token.joined and following.amount < 100)
        return following.role == "unit" and amount < 10 <= following.amount and teen

    def _denominator(self) -> tuple[Number, int]:
        word = self._word()
        self.at += 1
        amount = Decimal(1) if word is None else word.amount
        certainty = Certainty.DOUBTFUL if word is None or word.doubtful else Certainty.WORD
        return self._made(ValueKind.FRACTION, (1 / amount,), certainty)

    def _cardinal(self) -> tuple[Number, int]:
        first = self._word()
        parts: list[tuple[Decimal, Decimal]] = []
        group: Decimal | None = None
        while (step := self._step(group, parts)) is not None:
            group = step[0]
        amount = (group or Decimal(0)) + sum((value for _, value in parts), Decimal(0))
        single = self.at - self.first == 1
        last = parts[-1][0] if parts else Decimal(1)
        if single and first is not None and first.role == "scale" and first.plural:
            return self._made(ValueKind.VAGUE, (amount,), Certainty.WORD)
        following = self._word()
        if following is not None and following.role in ("denominator", "ordinal"):
            return self._with_ordinal(amount, following)
        token, last_word = self._peek(), self._word(1)
        if token is not None and token.joint == "and" and _ends_ordinal(amount, last_word):
            self.at += 2
            whole = amount + (last_word.amount if last_word else 0)
            return self._made(ValueKind.ORDINAL, (whole,), Certainty.WORD)
        doubtful = (single and first is not None and first.doubtful) or amount == 1
        return self._made(
            ValueKind.NUMBER, (amount,), Certainty.DOUBTFUL if doubtful else Certainty.WORD, last
        )

    def _with_ordinal(self, amount: Decimal, following: Word) -> tuple[Number, int]:
        """Return the number of `two thirds` or `twenty-first`."""
        self.at += 1
        if _ends_ordinal(amount, following):
            return self._made(ValueKind.ORDINAL, (amount + following.amount,), Certainty.WORD)
        if following.amount < 3 and following.role == "ordinal":
            # `the three first quarters` of Romance languages is no fraction.
            return self._made(ValueKind.NUMBER, (amount,), Certainty.WORD)
        return self._made(ValueKind.FRACTION, (amount / following.amount,), Certainty.WORD)

    def _step(
        self, group: Decimal | None, parts: list[tuple[Decimal, Decimal]]
    ) -> tuple[Decimal | None] | None:
        """Take one more word; return the new group, or None if the number ends."""
        token = self._peek()
        if token is None or token.literal is not None:
            return None
        offset = 0
        if token.joint == "and":
            if self.at == self.first:
                return None
            offset = 1
        word = self._word(offset)
        if parts and group is None and (more := self._half_more(parts[-1][0])):
            scale, value = parts[-1]
            parts[-1] = (scale, value + more)
            return (None,)
        if word is None:
            return self._and_a_half(group, parts)
        joined = offset == 1 or token.joined
        return self._take(word, group, parts, offset, joined)

    def _and_a_half(
        self, group: Decimal | None, parts: list[tuple[Decimal, Decimal]]
    ) -> tuple[Decimal | None] | None:
        """Take the half in `one and a half million`, `dois e meio milhões`."""
        token = self._peek()
        if group is None or parts or token is None or token.joint != "and":
            return None
        offset = 1
        while (token := self._peek(offset)) is not None and token.joint == "filler":
            offset += 1
        word = self._word(offset)
        if word is None or word.role != "half":
            return None
        self.at += offset + 1
        return (group + HALF,)

    def _take(
        self,
        word: Word,
        group: Decimal | None,
        parts: list[tuple[Decimal, Decimal]],
        offset: int,
        joined: bool,
    ) -> tuple[Decimal | None] | None:
        if word.counted and group is not None and not joined:
            return self._scaled(word.counted, group, parts, offset)
        if word.role == "half" and joined and group is not None and not parts:
            return self._and_a_half(group, parts) if offset else self._advance(offset, group + HALF)
        if word.role == "unit":
            added = _added(group, word.amount, joined)
            return None if added is None else self._advance(offset, added)
        if word.role == "hundred":
            base = Decimal(1) if group is None else group
            return self._advance(offset, base * 100) if base < 100 and not joined else None
        if word.role != "scale":
            return None
        return self._scaled(word.amount, group, parts, offset)

    def _scaled(
        self, size: Decimal, group: Decimal | None, parts: list[tuple[Decimal, Decimal]], offset: int
    ) -> tuple[Decimal | None] | None:
        lower = [value for scale, value in parts if scale < size]
        if group is None and parts and not lower:
            return None
        amount = (group or Decimal(0)) + sum(lower, Decimal(0)) or Decimal(1)
        parts[:] = [(scale, value) for scale, value in parts if scale >= size]
        parts.append((size, amount * size))
        return self._advance(offset, None)

    def _advance(self, offset: int, group: Decimal | None) -> tuple[Decimal | None]:
        self.at += offset + 1
        return (group,)


def _ends_ordinal(amount: Decimal, last: Word | None) -> bool:
    """Return True if an ordinal fits into the free places of the number before it: 20 and 5th, 100 and 50th."""
    if last is None or last.role != "ordinal" or amount < 20:
        return False
    free = Decimal(10) ** len(str(int(last.amount)))
    return amount % free == 0


def _added(group: Decimal | None, amount: Decimal, joined: bool) -> Decimal | None:
    """Return the sum if the language allows the two in sequence: `twenty-five`, `soixante-dix`, `خمسة وعشرون`."""
    if group is None:
        return amount
    rest = group % 100
    if amount == 20 and rest == 4:
        return group + 76
    after_tens = amount < 10 and rest >= 20 and rest % 10 == 0
    after_hundreds = amount < 100 and rest == 0
    french = (10 <= amount < 20 and rest in (60, 80)) or (rest == 10 and amount in (7, 8, 9))
    arabic = (
        rest < 10 and rest > 0 and (amount == 10 or (joined and amount in (20, 30, 40, 50, 60, 70, 80, 90)))
    )
    return group + amount if after_tens or after_hundreds or french or arabic else None
