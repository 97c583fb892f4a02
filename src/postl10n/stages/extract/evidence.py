"""The signs by which the lines of a saved page, or the blocks of a page in HTML, are told from one another."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from postl10n.registry import compiled
from postl10n.stages.extract.boilerplate import form_rule
from postl10n.stages.extract.dateline import SENTENCE_END
from postl10n.stages.extract.surroundings import (
    SMALL,
    Signs,
    add_labels,
    add_named,
    add_neighbours,
    add_patterns,
    add_places,
    likely,
)
from postl10n.stages.extract.tables import table

_WIDE = compiled(r"[\u3040-\u30ff\u3400-\u9fff]")
_HANGUL = compiled(r"[\uac00-\ud7af]")
_SIZES = (8, 16, 30, 50, 80, 120, 200, 400)
_BULLET = compiled(r"[•·▪●◦‣⁃*+\-–—>»]\s")
_NUMBER = compiled(r"(?:\d{1,3}[.)、]|[(（][\d一二三四五六七八九十a-z]{1,3}[)）]|[a-z]\))\s?")
_COMMA = compiled(r"[,،，、;；](?!\d)")
_ENDS = compiled(r"[.!?…。！？؟।][\"'”’»)\]）」』]*(?=\s|$)|[。！？]")
INNER_END = compiled(r"[.!?…؟][\"'”’»)]*\s(?=\S)|[。！？](?=.)")
"""A sentence's end with text after it."""
# These begin with a set of signs, which is found quickly.
_BETWEEN = compiled(r"[\s|›»>](?:(?<=\s)[|>»›/•·]\s?|(?<=[|›»>])|(?<=\w\s)\s+(?=\w))")
_ADDRESS = compiled(
    r"[hw@+\d](?:(?<=h)ttps?://|(?<=w)ww\.|(?<=\S@)\S+\.\w"
    r"|(?<![\d.][+\d])(?:(?<=\d)|(?<=\+)\d)[\d ()./-]{7,}\d(?![\d.]))"
)
_STEP = compiled(r"\s[>»›→]\s")
"""Between the steps of a path of links, which begins with the first page."""
_FIGURE = compiled(r"\d+")
_RULER = compiled(r"[\W_]+")
_YEAR = compiled(r"(?:19|20)\d\d|[〇○零一二三四五六七八九]{4}年")
_CLOCK = compiled(r"(?<!\d)\d{1,2}[:h時时点]\s?\d{2}(?!\d)")
_SUSPECT = lru_cache(maxsize=1024)(
    compiled(
        r"(?:skip|navigation|section|share|print|related|contact|subscribe|comments|cookies|legal|external|topics|counted)~?$"
        r"|form-|class-(?!contents|titles)|hidden|role-(?!article|main)|in-(?:nav|header|footer|aside|form)$|ruler|address"
        r"|repeated|recurring|bullet"
    ).match
)
_EDGE = " \t[]［］【】()（）《》<>«»\"'“”‘’*#|-–—•·▪●◦‣⁃>»›:：.…"
_COUNT = "0123456789,. "
_LONGEST_SIGN = 40
_LONGEST_FORM = 200
WORD_SIGNS = frozenset(table("signs"))
_ALONE = {word for words in table("signs").values() for word in words if word.endswith("$")}
_MENTIONS = tuple((word, name) for name, words in table("mentions").items() for word in words)
_WRAPPED = 45
_FEW_LINKS = 2
_STATEMENT = 80
_CREDIT, _REFERENCE = 80, 160
"""Below these lengths a label with what it names is a line that interrupts a text: `Photo: …`, `Read also: …`."""
_LABELLED = compiled(r"(?:\s?[:：/=＝|]\s?|(?<=\.)\s)[^\W_]|(?<=[^\W\d_])[A-ZÀ-ÞΑ-ΩА-Я]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line of a saved page, or a block of a page in HTML."""

    text: str
    line: int
    gap: bool = False
    """True after a blank line."""
    markup: tuple[tuple[str, float], ...] = ()
    """Signs of the markup around it, with their strengths."""
    linked: float = 0.0
    """The share of its text that is in links."""
    kin: bool = False
    """True below a block in the same container and of the same element."""


def size_of(text: str) -> float:
    """Return the length of a text in Latin letters: a Han character or kana counts as two and a half of them."""
    if text.isascii():
        return float(len(text))
    return len(text) + 1.5 * len(_WIDE.findall(text)) + 0.8 * len(_HANGUL.findall(text))


def is_running(text: str) -> bool:
    """Return True for running text, which may stand where a headline is missing."""
    size = size_of(text)
    ended = size >= _STATEMENT and bool(SENTENCE_END.search(text)) and text[-1] not in "?!？！"
    return ended or (size >= _STATEMENT // 2 and bool(INNER_END.search(text)))


def first_sentence(text: str) -> str:
    found = INNER_END.search(text)
    return text[: found.end()].rstrip() if found else text


def evidence(
    pieces: Sequence[Piece], recurring: frozenset[str] = frozenset(), names: Sequence[str] = ()
) -> list[Signs]:
    """Return the signs of each piece: its own, those of its neighbours, and its place on the page.

    names: titles that the page's head gives.
    """
    texts = [piece.text for piece in pieces]
    times = Counter(texts)
    sizes = [size_of(piece.text) for piece in pieces]
    found = [_own(piece, size) for piece, size in zip(pieces, sizes, strict=True)]
    running = running_text(pieces, sizes)
    for piece, signs in zip(pieces, found, strict=True):
        if times[piece.text] > 1:
            signs["repeated"] = 1
            # Between several notes of advertisement the text is rather theirs.
            signs.pop("interjection" if "external" in signs else "", None)
        if piece.text in recurring:
            signs["recurring"] = 1
    _add_calm(found, _introduced(pieces, found))
    add_neighbours(found, running)
    add_labels(found)
    add_patterns(texts, found)
    add_places(found, [likely(*one) for one in zip(found, running, strict=True)], sizes)
    add_named(texts, found, names)
    return found


def _introduced(pieces: Sequence[Piece], found: Sequence[Signs]) -> list[bool]:
    """Return which pieces are items of a list that a line with a colon introduces: no menu is."""
    introduced = [False] * len(pieces)
    for at in range(1, len(pieces)):
        introduced[at] = "bullet" in found[at] and (introduced[at - 1] or pieces[at - 1].text[-1] in ":：")
    return introduced


def _add_calm(found: Sequence[Signs], introduced: Sequence[bool]) -> None:
    """Mark pieces that nothing speaks against, and pages on which hardly anything looks like a site's."""
    links = sum(signs.get("linked", 0) > 0.5 for signs in found) > _FEW_LINKS
    # A word says little on a small page with markup, nor does a text that is there twice.
    small = WORD_SIGNS | {"repeated"} if len(found) <= SMALL else frozenset()
    suspect = [
        any(
            _SUSPECT(name)
            and not ("html" in signs and name.rstrip("~") in small)
            and not (is_item and name in ("bullet", "form-menu"))
            for name in signs
        )
        or (links and signs.get("linked", 0) > 0.5)
        for signs, is_item in zip(found, introduced, strict=True)
    ]
    share = sum(suspect) / max(1, len(suspect))
    for signs, against in zip(found, suspect, strict=True):
        signs["calm"] = 1 - share
        if not against:
            signs["innocent"] = 1 - share
            if not share:
                signs["plain-page"] = 1


def _own(piece: Piece, size: float) -> Signs:
    text = piece.text
    signs: Signs = dict(piece.markup)
    signs["always"] = 1
    signs[f"size{bisect_right(_SIZES, size)}"] = 1
    ends = len(_ENDS.findall(text)) if size >= _SIZES[0] else 0
    letters = sum(map(str.isalpha, text[:200]))
    figures = sum(map(str.isdigit, text)) if not text.isascii() or _FIGURE.search(text) else 0
    if ends:
        signs["sentences"] = min(1.0, ends / 3)
    ended = SENTENCE_END.search(text) and not (text[-2:-1].isdigit() and 4 * figures > len(text))
    asks = text[-1] in "?？؟" and not INNER_END.search(text)
    for name, said in (
        ("ends", ended),
        ("asks", asks),
        ("trails", text.endswith(("...", "…"))),
        ("states", ended and not asks),
        ("colon", text[-1] in ":：;；,，、"),
        ("bullet", _BULLET.match(text)),
        ("number", _NUMBER.match(text)),
        ("address", (figures or any(one in text for one in ("@", "ttp", "ww."))) and _ADDRESS.search(text)),
        ("ruler", _RULER.fullmatch(text)),
        ("year", not (ends and size >= _SIZES[1]) and _YEAR.search(text[:300])),
        ("clock", figures and _CLOCK.search(text[:300])),
        ("lower", text[0].islower()),
        ("quoted", text[0] in "\"“«「『„‘'—"),
        ("bracket", text[0] in "[【(（<《"),
        ("gap", piece.gap),
        ("upper", text.isupper() and letters > 3),
        ("named", "©" in text or "ⓒ" in text),
        ("kin", piece.kin if piece.markup else not piece.gap),
    ):
        if said:
            signs[name] = 1
    folded = text.casefold()
    for word, name in _MENTIONS:
        if word in folded:
            signs[name] = signs.get(name, 0.0) + 0.5
    if size < _SIZES[-1]:
        signs["commas"] = min(1.0, len(_COMMA.findall(text)) / 3)
        signs["parts"] = min(1.0, len(_BETWEEN.findall(text)) / 3)
        signs["figures"] = figures / len(text)
        signs["signs"] = 1 - (letters + text.count(" ")) / max(1, len(text[:200])) if letters else 1
        signs |= dict.fromkeys(_words(text, size), 1.0)
        form = form_rule(text) if len(text) <= _LONGEST_FORM else None
        if not form and _STEP.search(text) and not signs.keys().isdisjoint(("navigation", "navigation~")):
            form = "path"
        if form:
            signs[f"form-{form}"] = 1
    if piece.linked:
        signs["linked"] = piece.linked
        signs["mostly-linked"] = float(piece.linked > 0.5)
        signs["all-linked"] = float(piece.linked > 0.9)
    return signs


def _words(text: str, size: float) -> Iterable[str]:
    """Yield the signs of the words that a line begins with; with `~` where most of the line is more than they.

    A line that is no more than they is a `label`.
    """
    start = text.lstrip(_EDGE).lstrip(_COUNT)[: _LONGEST_SIGN + 1]
    shown, start = start, start.casefold()
    known = _known_words()
    for end in _lengths().get(start[:2], (1,)):
        signs = known.get(start[:end])
        if signs and not _within_word(shown if len(shown) == len(start) else start, end):
            more = size > 2.5 * size_of(start[:end]) + 6
            if more and f"{start[:end]}$" in _ALONE:
                continue
            found = [f"{sign}~" if more else sign for sign in signs]
            short = size < (_CREDIT if "pictured" in signs else _REFERENCE if "related" in signs else 0)
            if found[0] == "external" or (
                short and _LABELLED.match(shown, end) and not SENTENCE_END.search(text)
            ):
                found.append("interjection")
            if not shown[end:].strip(_EDGE + _COUNT):
                found.append("label")
            return found
    return ()


def _within_word(text: str, end: int) -> bool:
    """Return True if a word goes on there; a capital after a small letter begins one that is glued to it."""
    glued = text[end - 1 : end].islower() and text[end : end + 1].isupper()
    return (
        text[end : end + 1].isalpha()
        and text[end - 1].isalpha()
        and not (glued or _WIDE.match(text[end - 1]))
    )


@lru_cache(maxsize=1)
def _known_words() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for sign, words in table("signs").items():
        for word in words:
            bare = word.lstrip(_EDGE).rstrip("$").casefold()
            found[bare or word] = (*found.get(bare or word, ()), sign)
    return found


@lru_cache(maxsize=1)
def _lengths() -> Mapping[str, Sequence[int]]:
    """Return how long the words are that begin with two characters, the longest first, and a word of one."""
    found: dict[str, set[int]] = {}
    for word in _known_words():
        found.setdefault(word[:2], {1}).add(len(word))
    return {start: sorted(sizes, reverse=True) for start, sizes in found.items()}


def running_text(pieces: Sequence[Piece], sizes: Sequence[float]) -> list[float]:
    """Return how much each piece is running text by its length and its end, from 0 to 1."""
    found = [_prose(piece, size) for piece, size in zip(pieces, sizes, strict=True)]
    for at in range(len(pieces) - 1):
        # A hard-wrapped line goes on in the next.
        above, below = pieces[at], pieces[at + 1]
        if sizes[at] >= _WRAPPED and below.text[0].islower() and not below.gap and not above.markup:
            found[at], found[at + 1] = max(found[at], 0.6), max(found[at + 1], 0.5)
    return found


def _prose(piece: Piece, size: float) -> float:
    ended = 1.0 if SENTENCE_END.search(piece.text) else 0.4 if piece.text[-1] in ":：,，;；" else 0.25
    return min(1.0, size / 160) * ended * (1 - piece.linked) * (0.3 if piece.text[0] in "©ⓒ" else 1)
