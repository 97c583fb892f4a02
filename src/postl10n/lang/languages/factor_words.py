"""The words by which a language says how much larger or smaller something became (`<code>/factors.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.language import LANGUAGES, data
from postl10n.lang.languages.lexicon import NEVER, Idiom
from postl10n.registry import cached

_LINK = r"\s*"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorWords:
    """Expressions for texts in lower case; ../README.md has the meaning of each."""

    idioms: tuple[Idiom, ...] = ()
    """Words that are factors in themselves; those that need no verb beside them have `settled`."""
    less: re.Pattern[str] = NEVER
    more: re.Pattern[str] = NEVER
    speed: re.Pattern[str] = NEVER
    link: re.Pattern[str] = NEVER
    to: re.Pattern[str] = NEVER
    to_behind: re.Pattern[str] = NEVER
    by: re.Pattern[str] = NEVER
    by_behind: re.Pattern[str] = NEVER
    bare: re.Pattern[str] = NEVER
    either_before: re.Pattern[str] = NEVER
    either_behind: re.Pattern[str] = NEVER
    divided: re.Pattern[str] = NEVER
    multiplied: re.Pattern[str] = NEVER
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
        patterns = {key: re.compile(pattern) for key, pattern in {"link": _LINK, **table}.items()}
        return FactorWords(idioms=idioms, added=added, **patterns)


def _idiom(ratio: str, words: str, settled: bool) -> Idiom:
    """Return a multiple, or a fraction where the ratio is below 1."""
    kind = ValueKind.FRACTION if Fraction(ratio) < 1 else ValueKind.MULTIPLE
    return Idiom(expression=re.compile(words), values=((kind, ratio),), certain=True, settled=settled)
