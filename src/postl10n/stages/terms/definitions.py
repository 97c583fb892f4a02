"""Short forms that an article defines itself: `… Bureau (hereinafter called CTT)`, `RCEP (Regional …)`, `，简称“…”，`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postl10n.model.article import Definition, Segment
from postl10n.registry import cached, compiled
from postl10n.stages.terms.acronyms import is_acronym, spelled_out, words
from postl10n.stages.terms.full_forms import QUOTES, FullForms

_BRACKETS = re.compile(r"[(（]([^()（）]{1,200})[)）]")
_TAG = re.compile(r"(?<!\{)\{/?\d+/?\}(?!\})")
_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"|‘([^‘’]+)’(?!\w)|[「『《〈]([^「」『』《》〈〉]+)[」』》〉]"
)
_PARTS = re.compile(r"\s*[,，;；、،·]\s*")
_LOOK_BACK = 400
"""Characters before a short form in which its full form begins."""
_LONGEST_SHORT = 60
_MOST_WORDS = 7
_LEAST_NOUN = 4
"""In letters: what is shorter and in lower case is a pronoun (`we`)."""

Pair = tuple[str, str]


def find_definitions(segments: Sequence[Segment], locale: str) -> tuple[Definition, ...]:
    """The definitions in reading order; of several for one short form the first."""
    reader = _reader(locale)
    found: dict[str, Definition] = {}
    for segment in segments:
        for short, full in reader.pairs(_TAG.sub("", segment.text)):
            found.setdefault(short, Definition(short=short, full=full, segment=segment.id))
    return tuple(found.values())


class _Reader:
    """The phrases of one locale that announce a short form."""

    def __init__(self, locale: str) -> None:
        self._full = FullForms(locale)
        self._forms = self._full.forms
        inside = f"(?P<short>.{{1,{_LONGEST_SHORT}}}?)"
        between = f"(?P<short>[^,，、;；。،()（）]{{1,{_LONGEST_SHORT}}}?)"
        phrases = [(one, True) for one in self._forms.announced] + [
            (one, False) for one in self._forms.hinted
        ]
        self._brackets = [(_compiled(one.replace("{short}", inside)), certain) for one, certain in phrases]
        self._commas = [
            (
                _compiled(
                    rf"[,，、،]\s*(?:{one.replace('{short}', between)})\s*(?=[,，、،;；。)）]|[.!?](?:\s|$)|$)"
                ),
                certain,
            )
            for one, certain in phrases
        ]

    def pairs(self, text: str) -> list[Pair]:
        """The pairs of short and full form in the order in which they stand."""
        found = [
            (bracket.start(), pair)
            for bracket in _BRACKETS.finditer(text)
            for pair in self._in_brackets(bracket[1].strip(), _before(text, bracket))
        ]
        outside = _BRACKETS.sub(lambda bracket: "(" + " " * (len(bracket[0]) - 2) + ")", text)
        for pattern, certain in self._commas:
            for one in pattern.finditer(outside):
                short, before = one["short"], _before(text, one)
                # A hint is enough for letters that the words before spell out.
                spelled = is_acronym(short) and self._full.of_acronym(short, before) is not None
                if certain or spelled or _QUOTED.search(short):
                    found += [(one.start(), pair) for pair in self._announced(short, before, True)]
        return [pair for _, pair in sorted(found, key=lambda one: one[0])]

    def _in_brackets(self, inside: str, before: str) -> list[Pair]:
        parts = _PARTS.split(inside)
        for text in dict.fromkeys((inside, parts[-1])):
            for pattern, certain in self._brackets:
                if found := pattern.fullmatch(text):
                    return list(self._announced(found["short"], before, certain))
        return list(
            self._in_quotes(inside, before)
            or self._acronym_after(parts, before)
            or self._acronym_before(inside, before)
        )

    def _announced(self, text: str, before: str, certain: bool) -> Iterator[Pair]:
        """`FULL (hereinafter referred to as SHORT)`, and between commas."""
        for short, quoted in self._shorts(self._without_lead(text)):
            if quoted or self._is_name(short, certain):
                full = self._full.of_phrase(short, before)
                if full and self._fits(short, full):
                    yield short, full

    def _is_name(self, short: str, certain: bool) -> bool:
        """Return True if what stands without quotation marks is no running text."""
        if short[0].islower():
            return certain and short.count(" ") < 2
        if not certain and self._full.nouns_capitalised:
            return is_acronym(short)
        return (certain or short[0].isupper()) and short.count(" ") < _MOST_WORDS

    def _fits(self, short: str, full: str) -> bool:
        """Return True if one is shorter than the other, or a noun for any party."""
        party = short.split(" ")[-1].lower() in self._forms.parties
        return short.lower() != full.lower() and (len(short) < len(full) or party)

    def _in_quotes(self, inside: str, before: str) -> list[Pair]:
        """`FULL (the “SHORT”)`."""
        rest = {word.text.lower() for word in words(_QUOTED.sub(" ", inside), self._forms)}
        if not rest <= self._forms.articles | self._forms.alternatives:
            return []
        pairs = []
        for short, quoted in self._shorts(inside):
            full = (
                self._full.of_phrase(short, before, announced=False)
                if quoted and not short[0].islower()
                else None
            )
            pairs += [(short, full)] if full and self._fits(short, full) else []
        return pairs

    def _acronym_after(self, parts: Sequence[str], before: str) -> list[Pair]:
        """`FULL (SHORT)`, in a script without capitals with the foreign name before the short form too."""
        short = self._without_lead(parts[-1]).strip(QUOTES)
        if (
            not is_acronym(short)
            or len(parts) > 2
            or (len(parts) == 2 and not spelled_out(short, parts[0], self._forms))
        ):
            return []
        full = self._full.of_acronym(short, before) if len(parts) == 1 else None
        full = full or self._full.of_foreign(short, before)
        return [(short, full)] if full else []

    def _acronym_before(self, inside: str, before: str) -> list[Pair]:
        """`SHORT (the FULL)`."""
        known = words(before, self._forms)
        if not known or known[-1].end != len(before) or not is_acronym(known[-1].text):
            return []
        full = self._full.without_article(inside.strip(QUOTES))
        return [(known[-1].text, full)] if spelled_out(known[-1].text, full, self._forms) == full else []

    def _shorts(self, text: str) -> Iterator[tuple[str, bool]]:
        """The short forms without quotation marks and articles, and whether each had such marks."""
        quoted = [next(filter(None, one.groups())) for one in _QUOTED.finditer(text)]
        for one in quoted or [text]:
            short = self._full.without_article(one.strip().strip(QUOTES).strip()).strip(QUOTES).strip()
            pronoun = short.islower() and len(short) < _LEAST_NOUN
            if short and len(short) <= _LONGEST_SHORT and not pronoun:
                yield short, bool(quoted)

    def _without_lead(self, text: str) -> str:
        first, space, rest = text.partition(" ")
        return rest if space and first.lower() in self._forms.articles | self._forms.alternatives else text


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _LOOK_BACK) : found.start()].rstrip()


def _compiled(pattern: str) -> re.Pattern[str]:
    return compiled(pattern, re.IGNORECASE)


@cached(64)
def _reader(locale: str) -> _Reader:
    return _Reader(locale)
