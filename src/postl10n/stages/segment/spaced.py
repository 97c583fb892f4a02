"""Which full stops, question and exclamation marks end a sentence, in scripts that write spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from postl10n.stages.segment.language import Language

LOOK_BACK = 64
"""Characters to the left of a mark that a decision may see."""
_BRACKET_SPAN = 300
"""Characters within which an open bracket must close to count as one."""
_TITLE_SPAN = 60
"""Characters of a quoted title ("Forget it. Go on") that a full stop does not cut."""

_INITIALS = re.compile(r"(?:[dlDL]['’])?(?:[^\W\d_]{1,2}\.[-‐]?)*[^\W\d_]")
_LIST_MARK = re.compile(r"(?:[•⁃*‣◦–-] ?)?\(?(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[IVXLC]{1,6})")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\(?\d{4}\.")
_DAY = re.compile(r"\d{1,2}\.")
_ROMAN = re.compile(r"[IVXLCDM]+")
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_VOWEL = re.compile(r"[aeiouyàâäáãåæçéèêëíìîïóòôöõøúùûüœаеёиоуыэюяіў]", re.IGNORECASE)
_GLUED = re.compile(r"[^\W\d_]{3,}")
_HANGUL_END = re.compile(r"[가-힣]*[다요까죠오음함임]")
_ARABIC = re.compile(r"[\u0620-\u06ff]{3,}")
_PARTS = re.compile(r"[(\[{\"'“„«‘<—–/’-]+")
_CARRIES_ON = frozenset(",;:)]}%/·=+&|、，；：）」』”»›.!?…")
_OPENING_QUOTE = re.compile("[“«„‘]")
_QUOTES = {"“": "”", "«": "»", "„": "“", "‘": "’"}


class Place(NamedTuple):
    """A mark that may end a sentence, with what the decisions look at.

    A named tuple, as one is made for every mark of a text and a frozen dataclass takes three times as long.
    """

    text: str
    start: int
    """Where the sentence in hand starts."""
    at: int
    """The first mark."""
    end: int
    """After the marks and the closing quotes and brackets: where the sentence would end."""
    marks: str
    closers: str
    space: str
    openers: str
    """Quotes, brackets and dashes before the next word."""
    following: str
    """The next word with its full stop if it has one, or the next character; empty at the end."""
    words: list[str]
    """What stands before the mark inside the sentence, as far back as `LOOK_BACK`."""


def ends(place: Place, language: Language) -> bool:
    """Whether a sentence ends at this place."""
    if (not place.following and not place.openers) or not place.words:
        return False
    if not place.space:
        return _ends_glued(place)
    first = place.following[:1]
    if _carries_on(place, first) or _inside_brackets(place) or _is_bracketed_mark(place):
        return False
    if place.marks == ".":
        return _stop_ends(place, language, first)
    if "…" in place.marks or ".." in place.marks or ". ." in place.marks:
        return not first.islower()
    return _strong_mark_ends(place, language, first)


def _carries_on(place: Place, first: str) -> bool:
    """Whether punctuation follows that belongs to the sentence in hand; an ellipsis may open the next one."""
    if place.text.startswith(("...", "…"), place.end + len(place.space) + len(place.openers)):
        return False
    return first in ({".", ","} if place.openers else _CARRIES_ON)


def _strong_mark_ends(place: Place, language: Language, first: str) -> bool:
    if "<" in place.openers:
        return True
    if place.text[place.at - 1 : place.at] == ":":
        return False
    if first.islower():
        return not (place.closers or place.openers or not language.lowercase_start) and not _name_mark(place)
    return not (_quotes(place.closers) and _reports(place, language))


def _name_mark(place: Place) -> bool:
    """Whether the mark belongs to a capitalised name inside the sentence: `as popular as Yahoo! and`."""
    word = place.words[-1:]
    return place.marks == "!" and bool(word) and word[0][:1].isupper() and len(place.words) > 1


def _reports(place: Place, language: Language) -> bool:
    """Whether a reporting clause follows a quotation: `"Where is it?" John asked.`"""
    if not language.reporting or place.following in language.starters:
        return False
    words = place.text[place.end : place.end + LOOK_BACK].split()[1:4]
    return any(word.strip(",.:;") in language.reporting for word in words)


def _stop_ends(place: Place, language: Language, first: str) -> bool:
    words = place.words
    word = words[-1]
    if len(words) < 3 and place.closers in {"", ")"} and _LIST_MARK.fullmatch(" ".join(words)):
        return False
    if word.isdigit() and _is_date_part(words, place.following):
        return False
    readings = _readings(words, language)
    known = _abbreviation_ends(place, language, words, readings, first)
    if known is not None:
        return known
    if first.islower():
        return _lowercase_starts(place, word, language)
    return not _breaks_title(place)


def _is_date_part(words: list[str], following: str) -> bool:
    """Whether the stop stands in or after a date as Korean writes it: `2021. 12. 8. 행사`."""
    if len(words) > 2 and _YEAR.fullmatch(words[-3]) and _DAY.fullmatch(words[-2]):
        return True
    return bool(_DAY.fullmatch(following)) and (
        len(words[-1]) == 4 or (len(words) > 1 and bool(_YEAR.fullmatch(words[-2])))
    )


def _readings(words: list[str], language: Language) -> tuple[str, ...]:
    """What to look up: the word with its neighbour if that is a listed abbreviation (`т. е.`), else the word
    as it stands and its last part after a bracket, quote, slash or hyphen."""
    bare = words[-1].strip("([{\"'“„«‘<—–*")
    if len(words) > 1 and len(words[-2]) <= 5 and words[-2].endswith("."):
        joined = words[-2].lstrip('(«“„"') + bare
        if _is_listed(joined, language):
            return (joined,)
    last = _PARTS.split(bare)[-1]
    return (bare,) if len(last) < 2 or last == bare else (bare, last)


def _is_listed(word: str, language: Language) -> bool:
    return word in language.abbreviations


def _abbreviation_ends(
    place: Place, language: Language, words: list[str], readings: tuple[str, ...], first: str
) -> bool | None:
    """True or False where the word is an abbreviation or an initial, None where it is not."""
    word = readings[0]
    if len(word) < 5 and _is_listed(f"{word}.{place.following.removesuffix('.')}", language):
        return False
    if language.abbreviations.isdisjoint(readings):
        return place.following in language.starters if _is_initial(word) else None
    number_before = len(words) > 1 and _has_digit(words[-2]) and not words[-2].endswith(",")
    if not language.after_number.isdisjoint(readings):
        if number_before or _ROMAN.fullmatch(words[-2] if len(words) > 1 else ""):
            return _after_unit(place, language, words, first)
        if language.often_last.isdisjoint(readings):
            return False
    if not language.never_last.isdisjoint(readings):
        return (
            not language.often_last.isdisjoint(readings) and number_before and _capital_follows(place, first)
        )
    if not language.often_last.isdisjoint(readings):
        return _capital_follows(place, first)
    if not language.number_follows.isdisjoint(readings) and (
        first.islower() or _number_follows(place.following)
    ):
        return False
    if not language.seldom_last.isdisjoint(readings) or _is_initial(word):
        return place.following in language.starters
    return None


def _has_digit(word: str) -> bool:
    return _DIGIT.search(word) is not None


def _is_initial(word: str) -> bool:
    return bool(_INITIALS.fullmatch(word)) and word.upper() != word.lower()


def _after_unit(place: Place, language: Language, words: list[str], first: str) -> bool:
    if place.openers.strip() in {"—", "–", "-", "--"}:
        return False
    # "В 1547 г. Радзивилл…": a date that opens the sentence does not end it.
    opening = place.at - place.start < 16 and len(words[0]) < 4 and words[0].isalpha()
    return place.following in language.starters or (_capital_follows(place, first) and not opening)


def _capital_follows(place: Place, first: str) -> bool:
    return "(" not in place.openers and first.isalpha() and not first.islower()


def _number_follows(following: str) -> bool:
    return following[:1].isdigit() or bool(_ROMAN.fullmatch(following.rstrip(".")))


def _lowercase_starts(place: Place, word: str, language: Language) -> bool:
    if not language.lowercase_start or place.closers or place.openers:
        return False
    return (
        len(word) >= language.lowercase_start
        and bool(_PLAIN_WORD.fullmatch(word))
        and bool(_VOWEL.search(word))
    )


def _ends_glued(place: Place) -> bool:
    """A mark without a space after it: `quality.You'll`, but no `index.Html` or `3.5`."""
    word = place.words[-1:]
    following = place.following
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


def _inside_brackets(place: Place) -> bool:
    """Whether a bracket that opened inside the sentence closes only later."""
    low = max(place.start, place.at - _BRACKET_SPAN)
    for opening, closing in (("(", ")"), ("[", "]")):
        opened = place.text.rfind(opening, low, place.at)
        if opened > place.text.rfind(closing, low, place.end) and place.text[low:opened].strip():
            shut = place.text.find(closing, place.end, place.end + _BRACKET_SPAN)
            again = place.text.find(opening, place.end, place.end + _BRACKET_SPAN)
            if shut >= 0 and not 0 <= again < shut:
                return True
    return False


def _is_bracketed_mark(place: Place) -> bool:
    """`(!)`, `(...)` and `[...]` comment on a word."""
    before = place.text[place.at - 1] if place.at > place.start else ""
    return before in "([" and bool(before) and place.closers[:1] in {")", "]"} and place.marks != "."


def _breaks_title(place: Place) -> bool:
    """Whether the mark stands inside a short quoted title: «Лепшы квас. Piano»."""
    low = max(place.start, place.at - _TITLE_SPAN)
    if not _OPENING_QUOTE.search(place.text, low, place.at):
        return False
    for opening, closing in _QUOTES.items():
        opened = place.text.rfind(opening, low, place.at)
        if opened <= place.text.rfind(closing, low, place.at) or opened < 0:
            continue
        shut = place.text.find(closing, place.end, opened + _TITLE_SPAN)
        before = place.text[low:opened].rstrip()[-1:]
        return (
            shut > 0
            and place.text[shut - 1] not in ".!?…"
            and before not in {"", ":", ",", "—", "–"}
            and not place.closers
        )
    return False


def _quotes(closers: str) -> bool:
    return any(mark in closers for mark in "\"'”’»“")
