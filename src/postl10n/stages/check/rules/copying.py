"""Rules about text of the source that is left in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import language
from postl10n.lang.text.markup import is_command, is_unknown_markup
from postl10n.lang.text.normalise import normalise
from postl10n.model.findings import Finding
from postl10n.registry import cached, compiled
from postl10n.stages.check.rules.base import Rule, prose, tongue_of

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair

_LOWER_WORD = re.compile(r"(?<![\w@.'’-])[a-zà-öø-ÿа-яёіў]{2,}(?![\w@])")
_HAN = compiled(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
# Words within names: Bank of China.
_IN_NAMES = "of and the for de du la le da do dos das y e et en in on at by to und der die des"
_NAME_WORDS = frozenset(_IN_NAMES.split())
_CODE_SIGN = re.compile(r"[<>\[\]{}=|$/\\;*+\n]")
_QUOTED_WORD = re.compile(r"\"[\w.-]+\"")
"""The values of a setting: "none", "zoom"."""
_LONGEST_HAN_NAME = 8
_STRAY_SPACES = 4


class CopiedSourceRule(Rule):
    name = "copied-source"

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if not is_copied(pair):
            return
        yield self.finding("the translation is the same as the source", "target", (0, len(pair.target)))


@cached(8)
def is_copied(pair: SegmentPair) -> bool:
    """Return True if the target is the untranslated source and that is more than a name."""
    if pair.source != pair.target and (
        abs(len(pair.source) - len(pair.target)) > _STRAY_SPACES
        or normalise(pair.source) != normalise(pair.target)
    ):
        return False
    if tongue_of(pair.source_locale) == tongue_of(pair.locale):
        return False
    if is_unknown_markup(pair.source) or is_command(pair.source.split()):
        return False
    text = _QUOTED_WORD.sub("", prose(pair.source))
    han = len(_HAN.findall(text))
    if han:
        return (
            not language(pair.locale).mixes_han
            or han > _LONGEST_HAN_NAME
            or text.rstrip().endswith(("。", "？", "！"))
        )
    words = [word for word in _LOWER_WORD.findall(text) if word not in _NAME_WORDS]
    spoken = not language(pair.source_locale).clause_words.isdisjoint(text.casefold().split())
    # A single common word may be a name, a command, or spelled alike in two languages: gedit, stdin, service.
    if len(words) < 2 or not (spoken or _CODE_SIGN.search(pair.source) is None):
        return len(words) == 1 and text.rstrip().endswith((".", "?", "!")) and len(_WORD.findall(text)) > 2
    return spoken or len(words) > 2 or text.rstrip().endswith((".", "?", "!"))
