"""Korean: particles follow the term without a space, and compounds are written with or without one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice

from postl10n.lang.languages.base import Morphology

_TABLE = tomllib.loads(files(__package__).joinpath("morphology.toml").read_text(encoding="utf-8"))
_BEFORE_IN_COMPOUND = tuple(_TABLE["before_in_compound"].split())
_AFTER = re.compile("(?:{after_in_compound})?(?:들?(?:{particle})?|{verb})(?![가-힣])".format(**_TABLE))
# The ways to divide a long name are many, and none is written.
_MOST_VARIANTS = 40


class Korean(Morphology):
    def is_whole_word(self, text: str, start: int, end: int) -> bool:
        """The term begins where a word does, and after it come particles; or it is part of a usual compound."""
        preceded = start and text[start - 1].isalnum() and text[start].isalnum()
        if preceded and not text.endswith(_BEFORE_IN_COMPOUND, 0, start):
            return False
        if end == len(text) or not text[end].isalnum():
            return True
        if not "가" <= text[end] <= "힣":
            return not (text[end - 1] < "가" and text[end - 1].isalnum())
        return self.particles_follow(text, end)

    def particles_follow(self, text: str, at: int) -> bool:
        return _AFTER.match(text, at) is not None

    def variants(self, term: str) -> Iterator[str]:
        if " " in term:
            yield term.replace(" ", "")
        else:
            yield from islice(_divided(term), 1, _MOST_VARIANTS)


def _divided(term: str) -> Iterator[str]:
    """The term with a space before any part of two letters or more, itself first."""
    yield term
    for at in range(2, len(term) - 1):
        for rest in _divided(term[at:]):
            yield f"{term[:at]} {rest}"


def for_locale(_locale: str) -> Morphology:
    return Korean()
