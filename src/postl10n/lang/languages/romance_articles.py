"""The article before a term, where the language's is known: `el Dirección General` becomes `la Dirección General`.

An engine that gets a name as a mark can't know its gender, and takes it for masculine. The gender is what the glossary
says; where it says nothing, a few endings of the first noun tell that it is feminine. An acronym has that of its full form.
"""

from __future__ import annotations

import re

from postl10n.lang.languages.language import Articles, language
from postl10n.model.glossary import Gender, Term, TermType

_BETWEEN = r"(?P<between>\s+(?:\{/?\d+/?\}|<[^<>]{0,80}>)*)"


def agreeing(text: str, term: Term, locale: str, full: Term | None = None) -> str:
    """The text with the right article before each use of the term, as the glossary gives it; nothing else changes.

    Articles of other languages, and of terms whose gender nobody tells, stay as they are. full: the full form of an
    acronym.

    >>> agreeing("Lo dijo el Dirección General.", Term(text="Dirección General"), "es")
    'Lo dijo la Dirección General.'
    """
    known = language(locale).articles
    forms = _forms(term, full, known) if known and term.text in text else {}
    if not forms:
        return text
    articles = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    pattern = rf"(?<![\w’'-])(?P<article>(?i:{articles})){_BETWEEN}(?={re.escape(term.text)}(?!\w))"
    return re.sub(pattern, lambda found: _put(found["article"], found["between"], forms), text)


def _forms(term: Term, full: Term | None, known: Articles) -> dict[str, str]:
    """Return the right article for each wrong one."""
    word = term.text.lower()
    forms: dict[str, str] = {}
    gender = _gender(term, full, known)
    if gender is Gender.FEMININE and not re.match(known.masculine_article, word):
        # A gender inferred from an ending is a singular's; before `CTT` there may be a plural's article.
        forms = {ours: theirs for ours, theirs in known.pairs if term.gender or ours not in known.plural}
    elif gender is Gender.MASCULINE:
        forms = {theirs: ours for ours, theirs in known.pairs if theirs not in known.doubtful}
    if term.type is not TermType.ACRONYM and word.startswith(tuple(known.vowels)):
        forms |= known.elided
    return forms


def _gender(term: Term, full: Term | None, known: Articles) -> Gender | None:
    if term.gender is not None:
        return term.gender
    if term.type is TermType.ACRONYM:
        return _gender(full, None, known) if full is not None and full.type is not TermType.ACRONYM else None
    noun = re.split(r"[\s-]", term.text, maxsplit=1)[0]
    feminine = re.search(known.feminine, noun.lower()) or re.fullmatch(known.feminine_common, noun)
    return Gender.FEMININE if feminine else None


def _put(article: str, between: str, forms: dict[str, str]) -> str:
    found = forms[article.lower()]
    if article[:1].isupper():
        found = found[:1].upper() + found[1:]
    return found + (between.lstrip() if found.endswith("’") else between)
