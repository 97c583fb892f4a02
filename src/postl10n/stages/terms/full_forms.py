"""The name that an article has just given a short form, from where it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from postl10n.lang.languages.language import DefinitionForms, language
from postl10n.lang.locales import places, spaced
from postl10n.stages.terms.acronyms import SpelledWord, is_acronym, spelled_out, words

QUOTES = "\"'“”„‟«»‘’「」『』《》〈〉‹›"
_CLAUSE_END = re.compile(r"(?:[,;:!?]|(?<!\b[^\W\d_])\.)(?=\s|$)|[，。；：！？、،؛()（）\[\]—]|\s[–-]\s")
_SENTENCE_END = re.compile(r"(?:[;:!?]|(?<!\b[^\W\d_])\.)(?=\s|$)|[。；：！？()（）\[\]—]")
_LEGAL_FORM = re.compile(
    r"(?:,?\s(?:(?:[^\W\d_]\.\s?){2,}|[A-ZА-Я]{2,4}|plc|Inc\.?|Ltda?\.?|Limited|LLC|Corp\.?|Co\.?|GmbH))+$"
)
_NAME_IN_QUOTES = re.compile(r"[《「『“]([^《》「」『』“”]{2,})[》」』”]$")
_OPENED = {"»": "«", "”": "“„", "“": "„", "’": "‘", "」": "「", "』": "『", "》": "《", "›": "‹"}
_FOREIGN = re.compile(r"[A-Z][A-Z&]{1,5}")
_NATIVE = re.compile(r"[^\W\da-zA-Z_]+(?:[·・][^\W\da-zA-Z_]+)*")
_LONGEST_GAP = 5
"""Words between the first, capitalised one of a name and the one that its short form repeats."""


class FullForms:
    """The rules of one locale."""

    def __init__(self, locale: str) -> None:
        self._locale = locale
        known = language(locale)
        self.forms: DefinitionForms = known.definitions
        self.nouns_capitalised = known.nouns_capitalised
        self._proclitics = known.proclitics
        self._spaced = spaced(locale)
        self._collective = re.compile(self.forms.collective)
        self._before_names = re.compile(self.forms.before_names)

    def of_acronym(self, short: str, before: str, *, announced: bool = False) -> str | None:
        """The words that begin with the letters of the short form; commas may stand between four and more."""
        full = spelled_out(short, _clause(before), self.forms, one_word=announced)
        if full is None and len(short) > 3:
            full = spelled_out(short, _after(_SENTENCE_END, before), self.forms)
        return balanced(full) if full else None

    def of_foreign(self, short: str, before: str) -> str | None:
        """The name before a Latin acronym, in a script without capitals; none where its beginning is in doubt."""
        clause = _clause(before)
        if not _FOREIGN.fullmatch(short) or not clause or clause[-1].upper() != clause[-1].lower():
            return None
        size = len(short.replace("&", ""))
        if not self._spaced:
            name = self._unspaced(before, short)
            sound = name is not None and size < len(name) <= 4 * size + 6
        elif self.forms.heads:
            name, sound = self._counted(clause, size), True
        else:
            name, sound = self._by_syllables(clause, size), True
        return name if name and sound and self._may_have_acronym(name) else None

    def _may_have_acronym(self, name: str) -> bool:
        return all(_NATIVE.fullmatch(one) for one in name.split()) and name not in places(self._locale)

    def of_phrase(self, short: str, before: str, *, announced: bool = True) -> str | None:
        """The name that a short form stands for; if nobody announced that, only where the two have something in common."""
        if is_acronym(short) and (full := self.of_acronym(short, before, announced=True)):
            return full
        if not self._spaced:
            related = announced or _subsequence_start(short, _clause(before)) is not None
            return self._unspaced(before, short) if related else None
        legal = _LEGAL_FORM.search(before)
        body, tail = (before[: legal.start()], before[legal.start() :]) if legal else (before, "")
        clause = _clause(body)
        known = words(clause, self.forms)
        anchor = self._anchor(short, known)
        if not known or not (
            announced or anchor is not None or short.split()[-1].lower() in self.forms.parties
        ):
            return None
        if clause.lower() == clause.upper():
            exact = anchor is not None and self.forms.heads
            return clause[known[anchor or 0].start :] if exact else self._after_words(clause)
        if anchor is not None:
            start = self._from_anchor(known, anchor)
        elif (run := self._run_start(known, legal is not None)) is not None:
            start = self._from_kind(clause, known, run)
        else:
            return None
        return self._trimmed(clause, known[start:], start == 0, anchor != start) + tail

    # -- names in scripts with capitals

    def _anchor(self, short: str, known: Sequence[SpelledWord]) -> int | None:
        """The last word that the short form repeats."""
        for own in (self._bare(one) for one in short.split()):
            found = [number for number, word in enumerate(known) if self._akin(own, self._bare(word.text))]
            if found and own not in self.forms.connectors:
                return found[-1]
        return None

    def _bare(self, word: str) -> str:
        bare = (
            re.sub(rf"\A(?:{self._proclitics})(?=\w\w)", "", word.lower())
            if self._proclitics
            else word.lower()
        )
        return bare.strip(QUOTES)

    def _akin(self, short: str, word: str) -> bool:
        """Return True for a word, its inflected form, the end of a compound, or a cut one (`Минтранс`)."""
        common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, word, strict=False)))
        if short == word or common >= max(4, min(len(short), len(word)) - 2):
            return True
        return self.forms.compounds and (
            (len(short) >= 4 and word.endswith(short)) or (len(short) >= 6 and common >= 3)
        )

    def _from_kind(self, clause: str, known: Sequence[SpelledWord], start: int) -> int:
        """The name's first word, if before its quotation mark a noun says its kind (`акционерное общество «…»`)."""
        if not self.forms.attributes or start < 2 or clause[known[start].start - 1] not in '«“„"':
            return start
        return self._from_anchor(known, start - 1) if self._is_attribute(known[start - 2]) else start

    def _is_attribute(self, word: SpelledWord) -> bool:
        return re.search(rf"{self.forms.attributes}\Z", word.text) is not None

    def _from_anchor(self, known: Sequence[SpelledWord], anchor: int) -> int:
        """The name's first word: back from a word in lower case to a capital, and on over capitals."""
        start = anchor
        if not known[anchor].capital and self.forms.attributes:
            while start and self._is_attribute(known[start - 1]):
                start -= 1
        elif not known[anchor].capital:
            back = range(anchor - 1, max(-1, anchor - _LONGEST_GAP - 1), -1)
            start = next((n for n in back if known[n].capital), anchor)
        while start > 0 and known[start].capital:
            previous = start - 1
            while (
                previous > 0 and known[previous].text.lower() in self.forms.connectors - self.forms.articles
            ):
                previous -= 1
            if not known[previous].capital or known[previous].text.lower() in self.forms.articles:
                break
            start = previous
        return start

    def _run_start(self, known: Sequence[SpelledWord], legal: bool) -> int | None:
        """The first word of the capitalised name that the words end in.

        Languages that capitalise the first word of a name only have no such run: there the name begins with the
        nearest capitalised word.
        """
        start = None
        strict = "the" in self.forms.articles
        for index in range(len(known) - 1, -1, -1):
            word = known[index].text.lower()
            if known[index].capital and not (self.forms.articles_end_names and word in self.forms.articles):
                start = index
            elif (
                word not in self.forms.connectors
                and word[-1] not in "'’"
                and (start is not None or (strict and not legal))
            ):
                break
        return start

    def _trimmed(self, clause: str, known: Sequence[SpelledWord], first: bool, leading: bool) -> str:
        """The name without articles, prepositions that begin the sentence, roles, and a quotation mark of others."""
        while len(known) > 1 and (
            self._is_article(known[0].text)
            or (first and leading and known[0].text.lower() in self.forms.connectors)
        ):
            known = known[1:]
        name = clause[known[0].start :]
        role, of, rest = name.partition(" of ")
        if of and role.lower() in self.forms.roles:
            name = rest
        elif known[0].text.lower() in self.forms.roles and len(known) > 1:
            name = clause[known[1].start :]
        return balanced(self.without_article(name))

    def _is_article(self, word: str) -> bool:
        return word.lower() in self.forms.articles or word[-1] in "'’"

    def without_article(self, text: str) -> str:
        """The text without an article or an elided word at its beginning."""
        if self.forms.elided:
            text = re.sub(rf"\A(?:{self.forms.elided})['’](?=\w)", "", text, flags=re.IGNORECASE)
        first, space, rest = text.partition(" ")
        return rest.strip() if space and first.lower() in self.forms.articles else text

    # -- names in scripts without

    def _after_words(self, clause: str) -> str | None:
        """The clause after the last word that can be no part of a name."""
        last = clause.rfind(" ") + 1
        found = [one.end() for one in self._before_names.finditer(clause, 0, last)]
        return clause[found[-1] if found else 0 :].strip() or None

    def _counted(self, clause: str, size: int) -> str | None:
        """The last words, as many as the acronym has letters, if a name can begin there."""
        known = [word for word in words(clause, self.forms) if word.text not in self.forms.connectors]
        if len(known) < size or known[-1].end != len(clause):
            return None
        first, *others = known[-size:]
        definite = [self._bare(word.text) != word.text for word in (first, *others)]
        begins = definite[0] or first.text in self.forms.heads or first.text.endswith("ة")
        return clause[first.start :] if begins and any(definite[1:]) else None

    def _by_syllables(self, clause: str, size: int) -> str | None:
        """The last word if it is long enough for the acronym, else those before it that belong to it."""
        whole = self._after_words(clause) or ""
        last = whole.split(" ")[-1]
        count = whole.count(" ") + 1
        if len(last) < 2 * size - 1 and 1 < count <= size and len(whole.replace(" ", "")) >= 2 * size - 1:
            return whole
        return last if len(last) > size else None

    def _unspaced(self, before: str, short: str) -> str | None:
        """The name in its quotes, else the end of the clause, from what can be no part of the name."""
        if quoted := _NAME_IN_QUOTES.search(before):
            return quoted[1]
        if self._collective.match(short):
            return None
        clause = _clause(before)
        least = _subsequence_start(short, clause)
        if least is None:
            least = len(clause) if _FOREIGN.fullmatch(short) else max(0, len(clause) - 2)
        starts = [one.end() for one in self._before_names.finditer(clause) if one.end() <= least]
        name = clause[starts[-1] if starts else 0 :]
        return name if name != short else None


def _clause(before: str) -> str:
    return _after(_CLAUSE_END, before)


def _after(end: re.Pattern[str], before: str) -> str:
    ends = [found.end() for found in end.finditer(before)]
    return before[ends[-1] :].strip() if ends else before.strip()


def balanced(name: str) -> str:
    """The name without quotation marks around all of it, or one whose other half lies outside."""
    name = name.strip()
    if name.endswith('"') and name.count('"') == 1:
        name = name[:-1].rstrip()
    if name and name[-1] in _OPENED and not any(one in name[:-1] for one in _OPENED[name[-1]]):
        name = name[:-1].rstrip()
    return name.lstrip(QUOTES)


def _subsequence_start(short: str, clause: str) -> int | None:
    """The last offset from which the characters of the short form follow in their order."""
    at = len(clause)
    for character in reversed(short):
        at = clause.rfind(character, 0, at)
        if at < 0:
            return None
    return at
