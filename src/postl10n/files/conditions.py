"""Conditions on the columns of a row, with a fixed grammar: nothing in them is evaluated but this.

condition   = conjunction { "or" conjunction }
conjunction = negation { "and" negation }
negation    = "not" negation | "(" condition ")" | comparison
comparison  = column ( "=" | "!=" | "<" | ">" ) text | column "in" "(" text { "," text } ")"
text        = "'" { any character, "''" for "'" } "'" | digits
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from postl10n.errors import Place, UsageError

Condition = Callable[[Mapping[str, str]], bool]
_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*'|\d+)|([A-Za-z]+|!=|[=<>(),])|(.))", re.DOTALL)
_COMPARE: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: "" < one < other,
    ">": lambda one, other: one > other,
}
_DEEPEST = 50
"""Parentheses and negations in one another."""


def parse_condition(text: str, columns: Sequence[str]) -> Condition:
    """Return a condition on rows with these columns. Raises UsageError with the column of what is no part of one.

    >>> holds = parse_condition("host = 'post.example' and not year < 2020", ["host", "year"])
    >>> holds({"host": "post.example", "year": "2021"})
    True
    """
    parser = _Parser(text.rstrip(), columns)
    found = parser.any()
    parser.end()
    return found


class _Parser:
    """Reads a condition from left to right, a method for each rule of the grammar."""

    def __init__(self, text: str, columns: Sequence[str]) -> None:
        self._columns, self._tokens = columns, [*_TOKEN.finditer(text)]
        self._at = self._depth = 0

    def any(self) -> Condition:
        every = [self._all()]
        while self._takes("or"):
            every.append(self._all())
        return lambda row: any(one(row) for one in every)

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise self._fault("and, or, or the end")

    def _all(self) -> Condition:
        every = [self._negation()]
        while self._takes("and"):
            every.append(self._negation())
        return lambda row: all(one(row) for one in every)

    def _negation(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._fault("fewer parentheses")
        wanted = not self._takes("not")
        if not wanted:
            found = self._negation()
        elif self._takes("("):
            found = self.any()
            self._needs(")")
        else:
            found = self._comparison()
        self._depth -= 1
        return lambda row: found(row) is wanted

    def _comparison(self) -> Condition:
        column, sign = self._needs(*self._columns), self._needs(*_COMPARE, "in")
        if sign != "in":
            text = self._text()
            return lambda row: _COMPARE[sign](row[column], text)
        self._needs("(")
        texts = [self._text()]
        while self._takes(","):
            texts.append(self._text())
        self._needs(")")
        return lambda row: row[column] in texts

    def _text(self) -> str:
        if self._at == len(self._tokens) or not (found := self._tokens[self._at][1]):
            raise self._fault("a text in '…'")
        self._at += 1
        return found[1:-1].replace("''", "'") if found[0] == "'" else found

    def _takes(self, *wanted: str) -> str | None:
        found = (self._tokens[self._at][2] or "").lower() if self._at < len(self._tokens) else ""
        self._at += found in wanted
        return found if found in wanted else None

    def _needs(self, *wanted: str) -> str:
        found = self._takes(*wanted)
        if found is None:
            raise self._fault(" ".join(wanted) if len(wanted) == 1 else f"one of {' '.join(wanted)}")
        return found

    def _fault(self, expected: str) -> UsageError:
        column = 1 + sum(len(one[0]) for one in self._tokens[: self._at])
        if self._at < len(self._tokens):
            column += len(self._tokens[self._at][0]) - len(self._tokens[self._at][0].lstrip())
        hint = "For example: host = 'post.example' and year > 2023"
        place = Place(path="condition", line=1, column=column)
        return UsageError(f"expected {expected}", place=place, hint=hint)
