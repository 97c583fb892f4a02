"""The words by which a language says how much larger or smaller something became (`<code>/factors.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.language import LANGUAGES, data
from postl10n.lang.languages.lexicon import Idiom
from postl10n.lang.text.expression import NEVER, Expression
from postl10n.registry import cached

_LINK = r"\s*"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorWords:
    """Expressions for texts in lower case; ../README.md has the meaning of each."""

    idioms: tuple[Idiom, ...] = ()
    """Words that are factors in themselves; those that need no verb beside them have `settled`."""
    less: Expression = NEVER
    more: Expression = NEVER
    speed: Expression = NEVER
    link: Expression = NEVER
    to: Expression = NEVER
    to_behind: Expression = NEVER
    by: Expression = NEVER
    by_behind: Expression = NEVER
    bare: Expression = NEVER
    either_before: Expression = NEVER
    either_behind: Expression = NEVER
    divided: Expression = NEVER
    multiplied: Expression = NEVER
    added: bool = False
    """Growth by three times is growth to four times."""


@cached(None)
def factor_words(code: str) -> FactorWords | None:
    """Return the words of a language, if it has such a file. Raises PluginError."""
    text = data(code, "factors.toml")
    if text is None:
        return None
    with LANGUAGES.guard(code):
        table = tomllib.loads(text)
        tables = ((table.pop(name, {}), name == "fixed") for name in ("fixed", "words"))
        idioms = tuple(
            _idiom(ratio, words, settled) for part, settled in tables for ratio, words in part.items()
        )
        added = table.pop("added", False)
        patterns = {key: Expression(pattern) for key, pattern in {"link": _LINK, **table}.items()}
        return FactorWords(idioms=idioms, added=added, **patterns)


def _idiom(ratio: str, words: str, settled: bool) -> Idiom:
    """Return a multiple, or a fraction where the ratio is below 1."""
    kind = ValueKind.FRACTION if Fraction(ratio) < 1 else ValueKind.MULTIPLE
    return Idiom(expression=Expression(words), values=((kind, ratio),), certain=True, settled=settled)
