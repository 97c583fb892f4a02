"""Full stops, question and exclamation marks that end a sentence, in scripts with spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postl10n.registry import compiled
from postl10n.stages.segment.brackets import (
    BRACKET_SPAN,
    OPENING,
    breaks_title,
    caseless,
    inside_brackets,
    is_bracketed_mark,
    only_an_aside,
    quotes,
    reports,
)

if TYPE_CHECKING:
    from postl10n.lang.languages.sentence_rules import SentenceRules
    from postl10n.stages.segment.candidate import BoundaryCandidate

_INITIALS = compiled(r"(?:[dlDL]['’])?(?:[^\W\d_]{1,2}\.[-‐]?)*[^\W\d_]")
_LIST_MARK = compiled(
    r"(?:[•⁃*‣◦–-] ?)?\(?(?:\d{1,3}(?:\.\d{1,3})*|[가나다라마바사아자차카타파하]|[^\W\d_가-힣]|[IVXLC]{1,6})"
)
_DIGIT = compiled(r"\d")
_YEAR = compiled(r"\(?\d{4}\.")
_DAY = compiled(r"\d{1,2}\.")
_ROMAN = compiled(r"[IVXLCDM]+")
_ORDINAL = compiled(r"\d{1,3}|[IVX]+")
_PLAIN_WORD = compiled(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_VOWEL = compiled(r"[aeiouyàâäáãåæçéèêëíìîïóòôöõøúùûüœаеёиоуыэюяіў]", re.IGNORECASE)
_GLUED = compiled(r"[^\W\d_]{3,}")
_HANGUL_END = compiled(r"[가-힣]*[다요까죠오음함임]")
_ARABIC = compiled(r"[\u0620-\u06ff]{3,}")
_LATIN_TAIL = compiled(r"(?<=[·・\u3040-\u30ff\u3400-\u9fff가-힣])[A-Za-z][A-Za-z.]*$")
"""`约翰·F` and `由J` end in an initial."""
_PARTS = compiled(r"[(\[{\"'“„«‘<—–/’-]+")
_CARRIES_ON = frozenset(",;:)]}%/·=+&|、，；：）」』”»›.!?…")
_RAISED = compiled("[⁰¹²³⁴-⁹⁽⁾]+")


def at_a_glance(text: str, start: int, at: int, following: str, language: SentenceRules) -> bool | None:
    """Return the result of `ends` for a full stop with a space if it is obvious, else None.

    `…the office. Then`, `Mr. Chen`: most full stops, which take a third of the time this way.
    """
    word = text[text.rfind(" ", start, at) + 1 : at]
    if word in language.surely_goes_on or (
        word in language.needs_starter and following not in language.starters
    ):
        return False
    if (
        len(word) > 1
        and word.islower()
        and word.isalpha()
        and following[:1].isupper()
        and word not in language.abbreviations
        and word not in language.parts
        and not OPENING.search(text, max(start, at - BRACKET_SPAN), at)
    ):
        return True
    return None


def ends(place: BoundaryCandidate, language: SentenceRules) -> bool:
    """Return True if a sentence ends at this candidate."""
    if (not place.following and not place.openers) or not place.words:
        return False
    if not place.space:
        return _ends_glued(place, language)
    first = place.following[:1]
    if _carries_on(place, first) or inside_brackets(place) or is_bracketed_mark(place):
        return False
    if place.closers and caseless(first) and only_an_aside(place, language):
        return False
    if place.marks == ".":
        return _stop_ends(place, language, first)
    if "…" in place.marks or ".." in place.marks or ". ." in place.marks:
        if caseless(first) and place.following.removesuffix(".") in language.often_last:
            return False
        return not first.islower()
    return _strong_mark_ends(place, language, first)


def _carries_on(place: BoundaryCandidate, first: str) -> bool:
    """Return True if the punctuation that follows continues the sentence; an ellipsis may open the next one."""
    if place.text.startswith(("...", "…"), place.end + len(place.space) + len(place.openers)):
        return False
    return first in ({".", ","} if place.openers else _CARRIES_ON)


def _strong_mark_ends(place: BoundaryCandidate, language: SentenceRules, first: str) -> bool:
    if "<" in place.openers:
        return True
    if place.text[place.at - 1 : place.at] == ":":
        return False
    if first.islower():
        return not (place.closers or place.openers or not language.lowercase_start) and not _name_mark(place)
    if caseless(first) and not place.closers and _name_mark(place):
        return False
    return not (quotes(place.closers) and reports(place, language))


def _name_mark(place: BoundaryCandidate) -> bool:
    """Return True if the mark belongs to a capitalised name inside the sentence: `as popular as Yahoo! and`."""
    word = place.words[-1:]
    return place.marks == "!" and bool(word) and word[0][:1].isupper() and len(place.words) > 1


def _stop_ends(place: BoundaryCandidate, language: SentenceRules, first: str) -> bool:
    words = place.words
    word = words[-1]
    if _goes_on_in_figures(place, first):
        return False
    if len(words) < 3 and place.closers in {"", ")"} and _LIST_MARK.fullmatch(" ".join(words)):
        return False
    if word.isdigit() and _is_date_part(words, place.following):
        return False
    if language.ordinals and not place.closers and _ORDINAL.fullmatch(word):
        return place.following in language.starters
    readings = _readings(words, language)
    if place.closers.isdecimal() and not language.abbreviations.isdisjoint(readings):
        return False
    known = _abbreviation_ends(place, language, words, readings, first)
    if known is not None:
        return known
    if first.islower():
        return _lowercase_starts(place, word, language)
    return not breaks_title(place)


def _goes_on_in_figures(place: BoundaryCandidate, first: str) -> bool:
    """Return True if a bibliographic reference continues: `М.: Наука, 1985. — 120 с.`"""
    return first.isdigit() and place.openers.strip() in {"—", "–"}


def _is_date_part(words: list[str], following: str) -> bool:
    """Return True if the stop is in or after a date in Korean form: `2021. 12. 8. 행사`."""
    if len(words) > 2 and _YEAR.fullmatch(words[-3]) and _DAY.fullmatch(words[-2]):
        return True
    return bool(_DAY.fullmatch(following)) and (
        len(words[-1]) == 4 or (len(words) > 1 and bool(_YEAR.fullmatch(words[-2])))
    )


def _readings(words: list[str], language: SentenceRules) -> tuple[str, ...]:
    """Return the word with a listed neighbour (`т. е.`), else the word and its part after a bracket, quote, slash or
    hyphen.
    """
    bare = words[-1].strip("([{\"'“„«‘<—–*")
    tail = _LATIN_TAIL.search(bare)
    if tail is not None:
        bare = tail[0]
    if len(words) > 1 and len(words[-2]) <= 5 and words[-2].endswith("."):
        joined = words[-2].lstrip('(«“„"') + bare
        if joined in language.abbreviations:
            return (joined,)
    last = _PARTS.split(bare)[-1]
    return (bare,) if len(last) < 2 or last == bare else (bare, last)


def _abbreviation_ends(
    place: BoundaryCandidate, language: SentenceRules, words: list[str], readings: tuple[str, ...], first: str
) -> bool | None:
    """Return True or False if the word is an abbreviation or an initial, None if it is neither."""
    word = readings[0]
    if len(word) < 5 and f"{word}.{place.following.removesuffix('.')}" in language.abbreviations:
        return False
    if language.abbreviations.isdisjoint(readings):
        return place.following in language.starters if _is_initial(word) else None
    number_before = _number_before(words, language)
    if not language.after_number.isdisjoint(readings):
        if number_before or _ROMAN.fullmatch(words[-2] if len(words) > 1 else ""):
            return _after_unit(place, language, words, first)
        if language.often_last.isdisjoint(readings):
            return False
    if not language.never_last.isdisjoint(readings):
        last = number_before or words[-2:-1] == [language.closes_list]
        return not language.often_last.isdisjoint(readings) and last and _capital_follows(place, first)
    if not language.often_last.isdisjoint(readings):
        return _capital_follows(place, first) and place.following.rstrip(".") not in language.after_hours
    if not language.number_follows.isdisjoint(readings) and (
        first.islower() or _number_follows(place.following, pronoun=word in language.also_words)
    ):
        return False
    if not language.seldom_last.isdisjoint(readings) or _is_initial(word):
        return place.following in language.starters
    return None


def _number_before(words: list[str], language: SentenceRules) -> bool:
    """Return True if a number is before the unit, or before other units in front of it: `1,5 млрд. руб`, `5 млн руб`."""
    for word in words[-2:-5:-1]:
        if _DIGIT.search(word):
            return not word.endswith(",")
        if word == "/":
            return True
        if not _is_unit(word, language):
            return False
    return False


def _is_unit(word: str, language: SentenceRules) -> bool:
    """Return True for `млрд.`, or `млрд` without its stop; a single letter is a word."""
    unit = word.removesuffix(".")
    return unit in language.after_number and (unit != word or len(word) > 2)


def _is_initial(word: str) -> bool:
    return bool(_INITIALS.fullmatch(word)) and word.upper() != word.lower()


def _after_unit(place: BoundaryCandidate, language: SentenceRules, words: list[str], first: str) -> bool:
    if place.openers.strip() in {"—", "–", "-", "--"}:
        return False
    # "В 1547 г. Радзивилл…": a date at the start of the sentence does not end it.
    if place.at - place.start < 16 and len(words[0]) < 4 and words[0] in language.starters:
        return False
    return place.following in language.starters or _capital_follows(place, first)


def _capital_follows(place: BoundaryCandidate, first: str) -> bool:
    return "(" not in place.openers and first.isalpha() and not first.islower()


def _number_follows(following: str, *, pronoun: bool) -> bool:
    """Return True if a number follows; with `pronoun`, `I` is a pronoun after this word, not a number."""
    if pronoun and following == "I":
        return False
    return following[:1].isdigit() or bool(_ROMAN.fullmatch(following.rstrip(".")))


def _lowercase_starts(place: BoundaryCandidate, word: str, language: SentenceRules) -> bool:
    if not language.lowercase_start or place.closers or place.openers:
        return False
    return (
        len(word) >= language.lowercase_start
        and bool(_PLAIN_WORD.fullmatch(word))
        and bool(_VOWEL.search(word))
    )


def _ends_glued(place: BoundaryCandidate, language: SentenceRules) -> bool:
    """Return True for a mark without a space that ends a sentence: `quality.You'll`, not `index.Html` or `3.5`."""
    word = place.words[-1:]
    following = place.following
    if _RAISED.fullmatch(place.closers):
        return following[:1].isupper() and _stop_ends(place, language, following[:1])
    if not word or place.openers or place.closers:
        return False
    if "가" <= following[:1] <= "힣":
        return bool(_HANGUL_END.fullmatch(word[0]))
    if _ARABIC.fullmatch(word[0]):
        return bool(_ARABIC.fullmatch(following.removesuffix(".")))
    after = place.end + len(following)
    return (
        following[:1].isupper()
        and word[0].islower()
        and bool(_GLUED.fullmatch(word[0]))
        and (following[1:2].islower() or len(following) == 1)
        and place.text[after : after + 1] in {" ", ",", "'", "’"}
    )
