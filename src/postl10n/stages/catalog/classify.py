"""The kind of change that an edit of a source is, so that a translator sees at once how much there is to do.

The first that fits:

- number: nothing but figures, dates and the scale words beside them (million, percent) differs;
- typography: nothing but punctuation, white space, case or inline tags;
- meaning: a word of negation or quantity came, went or changed (`negation.txt` of its language);
- name/term: whatever changed is a name, an address or a part of a glossary term;
- wording: anything else.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from postl10n.lang.languages.negation import any_of, guess_language, negates, negation, weighty_words
from postl10n.lang.terms.proper_names import Names, Vocabulary
from postl10n.lang.text.word_diff import changed_region, hunks
from postl10n.registry import cached

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from postl10n.lang.text.word_diff import DiffToken, Hunk


class ChangeKind(StrEnum):
    """Classes of changes, from the slightest to the gravest."""

    TYPOGRAPHY = "typography"
    NUMBER = "number"
    NAME = "name/term"
    WORDING = "wording"
    MEANING = "meaning"


_TAG = re.compile(r"\{/?\d+/?\}")
# A figure with its sign and separators, and the ending of an ordinal.
_FIGURE = re.compile(
    r"(?:(?<![\w)])[-\u2212+])?\d+(?:[.,:/'\u2019\u00a0\u202f\u2009]\d+)*"
    r"(?:(?:st|nd|rd|th|er|re|e|ème|º|ª|o|a|-?(?:й|я|е|го|му|м|х|га|ы|і))(?!\w))?"
)
_FIGURE_MARK = "\x01"
# Words between the parts of a date or of a range.
_FIGURES_IN_A_ROW = re.compile(
    rf"{_FIGURE_MARK}(?:[\s.,:/–—-]{{0,4}}(?:(?:of|de|del|do|da|di|г)\b)?[\s.,]{{0,3}}{_FIGURE_MARK})+"
)
_HAN_NUMERAL = re.compile(
    r"[〇零一二三四五六七八九十]+(?=[百千万萬亿億年月日号號时時点點分个個名件封项項期届屆次位家])|(?<=[星期周週])[一二三四五六日]"
)
_MAYBE_FIGURE = re.compile(r"\d|[〇零一二三四五六七八九十]")
_PUNCTUATION_THAT_SPEAKS = "%‰@#&*/\\"


def classify(
    old: str, new: str, *, vocabulary: Vocabulary | str | None = None, terms: Collection[str] = ()
) -> ChangeKind:
    """Return the class of the change from one source text to another.

    vocabulary: the language of both texts, preferably with texts that show its common words; guessed if not given.
    terms: glossary terms found in either text.
    """
    known = vocabulary or guess_language(f"{old} {new}") or "en"
    words = known if isinstance(known, Vocabulary) else Vocabulary(known)
    code = words.language
    before, after = _TAG.sub("", old), _TAG.sub("", new)
    start, end_before, end_after = changed_region(before, after)
    kind = _slight(before[start:end_before], after[start:end_after], code)
    if kind is not None:
        return kind
    changed = hunks(before, after)
    if _turned(changed, code):
        return ChangeKind.MEANING
    if _names_only(changed, Names(before, code, terms, words), Names(after, code, terms, words)):
        return ChangeKind.NAME
    return ChangeKind.WORDING


def _slight(before: str, after: str, language: str) -> ChangeKind | None:
    """Return the class if the two differing stretches suffice to tell it, without tokenizing them; else None."""
    figures = _figures(before, language) != _figures(after, language)
    if figures and _bare(_without_figures(before, language)) == _bare(_without_figures(after, language)):
        return ChangeKind.NUMBER
    if not figures and _bare(before) == _bare(after):
        return ChangeKind.TYPOGRAPHY
    if weighty_words(before, language) != weighty_words(after, language):
        return ChangeKind.MEANING
    return None


def _bare(text: str) -> str:
    """Return the text without characters that make only a typographical difference."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_without_typography())


class _WithoutTypography(dict[int, str]):
    """A mapping for `str.translate`: the replacement of a character, computed when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = left = "" if _is_typography(chr(code)) else chr(code)
        return left


@cache
def _without_typography() -> _WithoutTypography:
    return _WithoutTypography()


def _is_typography(char: str) -> bool:
    if char in _PUNCTUATION_THAT_SPEAKS:
        return False
    return char.isspace() or (unicodedata.category(char)[0] in "PZC" and char != _FIGURE_MARK)


def _without_figures(text: str, language: str) -> str:
    """Return the text with one mark for each run of figures, names of months and days, and scale words."""
    masked = _HAN_NUMERAL.sub(
        _FIGURE_MARK, _FIGURE.sub(_FIGURE_MARK, _dates(language).sub(_FIGURE_MARK, text))
    )
    return _FIGURES_IN_A_ROW.sub(_FIGURE_MARK, masked)


def _figures(text: str, language: str) -> list[str]:
    patterns = (
        (_dates(language), _FIGURE, _HAN_NUMERAL) if _MAYBE_FIGURE.search(text) else (_dates(language),)
    )
    return [hit[0] for pattern in patterns for hit in pattern.finditer(text)]


@cached(None)
def _dates(language: str) -> re.Pattern[str]:
    """Return the pattern of CLDR's names of months and days, and the language's scale words."""
    # Imported when used: CLDR data takes a while to load, and most merges make nothing fuzzy.
    from babel import Locale, UnknownLocaleError

    words: set[str] = set()
    try:
        locale = Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        locale = None
    for names in (locale.months, locale.days) if locale else ():
        for context in names.values():
            words.update(
                name for width in ("wide", "abbreviated") for name in context.get(width, {}).values()
            )
    lexicon = negation(language)
    words.update(lexicon.scale if lexicon else ())
    return re.compile(
        any_of(sorted(word.rstrip(".") for word in words if len(word) > 2 and not word.isdigit()))
    )


def _turned(changed: Sequence[Hunk], language: str) -> bool:
    pairs = (
        (one.text, other.text) for hunk in changed for one, other in zip(hunk.old, hunk.new, strict=False)
    )
    return any(negates(one, other, language) for one, other in pairs)


def _names_only(changed: Sequence[Hunk], before: Names, after: Names) -> bool:
    """Return True if every hunk replaces, adds or removes names or parts of a glossary term."""
    spoken = [(tuple(_spoken(hunk.old)), tuple(_spoken(hunk.new))) for hunk in changed]
    spoken = [(old, new) for old, new in spoken if old or new]
    return bool(spoken) and all(_is_name(old, new, before, after) for old, new in spoken)


def _is_name(old: tuple[DiffToken, ...], new: tuple[DiffToken, ...], before: Names, after: Names) -> bool:
    if before.are_term(old) or after.are_term(new):
        return True
    if (old and not before.are_names(old, any_capital=True)) or (
        new and not after.are_names(new, any_capital=True)
    ):
        return False
    # Where one side is a name for certain, a capital is enough on the other.
    return before.are_names(old) or after.are_names(new)


def _spoken(side: Sequence[DiffToken]) -> Iterator[DiffToken]:
    """Return the tokens that are words or figures, not punctuation."""
    return (token for token in side if token.text[0].isalnum() or len(token.text) > 1)
