"""Plural rules of catalogs: an own reader of `Plural-Forms` expressions, and the header of each locale.

Expressions come from strangers' files, so they are parsed and walked here, never evaluated as code.
Grammar: the gettext manual, "Plural forms": C's integer expressions in one unsigned variable, n.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

MOST_FORMS = 6
"""More plural forms than Arabic has are a fault of the header."""

_LONGEST = 1000
"""Characters of an expression; the longest in use (Breton) has about 300."""
_DEEPEST = 60
_WORD_BITS = (1 << 64) - 1
"""gettext computes in unsigned long."""

_TOKEN = re.compile(r"\s*(?:(\d+)|(n)|(&&|\|\||==|!=|<=|>=|[-+*/%<>!?:()]))")
_FIELDS = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.*?)\s*;?\s*", re.DOTALL)

_Node = Callable[[int], int]
_Joined = Callable[[_Node, _Node], _Node]


def _either(left: _Node, right: _Node) -> _Node:
    return lambda n: int(bool(left(n)) or bool(right(n)))


def _both(left: _Node, right: _Node) -> _Node:
    return lambda n: int(bool(left(n)) and bool(right(n)))


def _of(function: Callable[[int, int], int]) -> _Joined:
    return lambda left, right: lambda n: function(left(n), right(n)) & _WORD_BITS


# From the loosest to the tightest, as in C.
_LEVELS: tuple[Mapping[str, _Joined], ...] = (
    {"||": _either},
    {"&&": _both},
    {"==": _of(operator.eq), "!=": _of(operator.ne)},
    {"<": _of(operator.lt), ">": _of(operator.gt), "<=": _of(operator.le), ">=": _of(operator.ge)},
    {"+": _of(operator.add), "-": _of(operator.sub)},
    {"*": _of(operator.mul), "/": _of(operator.floordiv), "%": _of(operator.mod)},
)


class PluralError(ValueError):
    """A plural expression or header field that cannot be read or computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralRule:
    """A parsed expression; call it with a number to get the index of its plural form."""

    expression: str
    _node: _Node = field(compare=False, repr=False)

    def __call__(self, n: int) -> int:
        """The index for a number >= 0. Raises PluralError where the expression divides by zero."""
        try:
            return self._node(n)
        except ZeroDivisionError as error:
            raise PluralError(f"{self.expression!r} divides by zero for n = {n}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralForms:
    """A `Plural-Forms` field."""

    nplurals: int
    rule: PluralRule

    def check(self) -> None:
        """Raise PluralError where the rule gives an index that does not exist (n to 1000, as msgfmt looks)."""
        if not 1 <= self.nplurals <= MOST_FORMS:
            raise PluralError(f"nplurals={self.nplurals}: a language has 1 to {MOST_FORMS} plural forms")
        if fault := _fault(self):
            raise PluralError(fault)

    def order_from(self, other: PluralForms) -> tuple[int, ...]:
        """Return for each of these forms which of the other rule's forms has its smallest number, 0 last.

        The smallest number is what CLDR's categories are about: 1 is "one" in Lithuanian as in English.

        >>> lithuanian = parse_plural_forms("nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 ? 1 : 2;")
        >>> lithuanian.order_from(parse_plural_forms("nplurals=2; plural=n != 1;"))
        (0, 1, 1)
        """
        first: dict[int, int] = {}
        for n in (*range(1, 1001), 0):
            first.setdefault(self.rule(n), other.rule(n))
        return tuple(first.get(at, other.nplurals - 1) for at in range(self.nplurals))

    def chooses_like(self, other: PluralForms) -> bool:
        """Return True if both rules choose alike for every number to 1000."""
        return self.nplurals == other.nplurals and all(self.rule(n) == other.rule(n) for n in range(1001))


@lru_cache(maxsize=64)
def _fault(forms: PluralForms) -> str:
    """Return what is wrong with a rule, which all catalogs of a locale share; empty if nothing is."""
    try:
        found = ((n, forms.rule(n)) for n in range(1001))
        wrong = next(((n, index) for n, index in found if index >= forms.nplurals), None)
    except PluralError as error:
        return str(error)
    return (
        f"the plural rule gives form {wrong[1]} for {wrong[0]}, nplurals is {forms.nplurals}" if wrong else ""
    )


def parse_plural(expression: str) -> PluralRule:
    """Read a plural expression. Raises PluralError.

    >>> parse_plural("n%10==1 && n%100!=11 ? 0 : 1")(21)
    0
    """
    if len(expression) > _LONGEST:
        raise PluralError(f"a plural expression of {len(expression)} characters; {_LONGEST} are allowed")
    return PluralRule(expression=expression, _node=_Parser(expression).parse())


def parse_plural_forms(value: str) -> PluralForms:
    """Read the value of a `Plural-Forms` field. Raises PluralError."""
    found = _FIELDS.fullmatch(value)
    if not found:
        raise PluralError(f"Plural-Forms is not of the form nplurals=2; plural=(n != 1); but {value[:80]!r}")
    if len(found[1]) > 3:
        raise PluralError(f"nplurals={found[1][:20]}: a language has 1 to {MOST_FORMS} plural forms")
    return PluralForms(nplurals=int(found[1]), rule=parse_plural(found[2]))


class _Parser:
    """Recursive descent; each method returns a function of n."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._tokens = list(self._split())
        self._at = 0
        self._depth = 0

    def _split(self) -> list[str]:
        tokens, at = [], 0
        text = self._expression.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if not found:
                raise PluralError(
                    f"{text[at:].strip()[:1]!r} has no meaning in the plural expression {text!r}"
                )
            tokens.append(found[0].strip())
            at = found.end()
        return tokens

    def parse(self) -> _Node:
        node = self._conditional()
        if self._at < len(self._tokens):
            raise self._fault()
        return node

    def _fault(self) -> PluralError:
        seen = (
            f"{self._tokens[self._at]!r} is out of place"
            if self._at < len(self._tokens)
            else "the end is missing"
        )
        return PluralError(f"{seen} in the plural expression {self._expression!r}")

    def _take(self, *tokens: str) -> str | None:
        if self._at < len(self._tokens) and self._tokens[self._at] in tokens:
            self._at += 1
            return self._tokens[self._at - 1]
        return None

    def _need(self, token: str) -> None:
        if self._take(token) is None:
            raise self._fault()

    def _conditional(self) -> _Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PluralError("the plural expression is nested too deeply")
        node = self._binary(0)
        if self._take("?"):
            yes = self._conditional()
            self._need(":")
            node = _choice(node, yes, self._conditional())
        self._depth -= 1
        return node

    def _binary(self, level: int) -> _Node:
        if level == len(_LEVELS):
            return self._unary()
        operators = _LEVELS[level]
        node = self._binary(level + 1)
        while (sign := self._take(*operators)) is not None:
            node = operators[sign](node, self._binary(level + 1))
        return node

    def _unary(self) -> _Node:
        negations = 0
        while self._take("!"):
            negations += 1
        node = self._primary()
        if negations:
            return lambda n: int(bool(node(n)) == (negations % 2 == 0))
        return node

    def _primary(self) -> _Node:
        if self._take("("):
            node = self._conditional()
            self._need(")")
            return node
        if self._take("n"):
            return lambda n: n
        if self._at < len(self._tokens) and self._tokens[self._at].isdecimal():
            value = int(self._tokens[self._at]) & _WORD_BITS
            self._at += 1
            return lambda n: value
        raise self._fault()


def _choice(condition: _Node, yes: _Node, no: _Node) -> _Node:
    return lambda n: yes(n) if condition(n) else no(n)


def plural_forms_header(locale: str) -> str:
    """The value of `Plural-Forms` for a locale in any spelling (`pt_BR`, `zh-Hant-MO`, `sr@latin`).

    >>> plural_forms_header("fr")
    'nplurals=2; plural=(n > 1);'
    """
    parts = re.split("[-_@.]", locale)
    language = parts[0].lower()
    for part in parts[1:]:
        found = _by_language().get(f"{language}_{part.upper()}")
        if found:
            return found
    return _by_language().get(language, _DEFAULT)


_DEFAULT = "nplurals=2; plural=(n != 1);"


@cache
def _by_language() -> Mapping[str, str]:
    """Return the header of each language that `plural_forms.txt` lists."""
    text = (files(__package__) / "plural_forms.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return {language: header for header, languages in pairs for language in languages.split()}
