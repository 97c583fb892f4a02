"""The article before a term in Spanish, Portuguese and French: `el Dirección General` becomes `la Dirección General`.

An engine that gets a name as a mark can't know its gender, and takes it for masculine. The gender is what the glossary
says; where it says nothing, a few endings of the first noun tell that it is feminine. An acronym has that of its full form.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from postl10n.lang.locales import language
from postl10n.model.glossary import Gender, Term, TermType

# Masculine and feminine forms, contracted with prepositions where the language does so.
_PAIRS = MappingProxyType(
    {
        "es": (
            *(("el", "la"), ("los", "las"), ("un", "una"), ("unos", "unas")),
            *(("del", "de la"), ("al", "a la")),
        ),
        "pt": (
            *(("o", "a"), ("os", "as"), ("um", "uma"), ("uns", "umas")),
            *(("do", "da"), ("dos", "das"), ("no", "na"), ("nos", "nas"), ("ao", "à"), ("aos", "às")),
            *(("pelo", "pela"), ("pelos", "pelas"), ("num", "numa"), ("dum", "duma")),
        ),
        "fr": (("le", "la"), ("un", "une"), ("du", "de la"), ("au", "à la")),
    }
)
_PLURAL = frozenset({"los", "unos", "os", "uns", "dos", "nos", "aos", "pelos"})
_ELIDED = MappingProxyType(
    {"le": "l’", "la": "l’", "du": "de l’", "de la": "de l’", "au": "à l’", "à la": "à l’", "de": "d’"}
)
# Prepositions and pronouns that are written like a feminine article: what they mean is not told by the word.
_DOUBTFUL = MappingProxyType({"pt": frozenset({"a", "as", "à", "às"})})
_FEMININE = MappingProxyType(
    {
        "es": re.compile(r"\w(?:[cgnst]ión|dad|tad|tud|umbre)$"),
        "pt": re.compile(r"\w(?:ção|são|nião|gião|dade|tude|agem)$"),
        "fr": re.compile(r"\w(?:tion|ssion|nion|gion|ance)$"),
    }
)
# A common noun of Spanish or Portuguese; a name may be of another language.
_IN_A = re.compile(
    r"(?!(?:día|dia|mapa|planeta|cometa|cura|guarda|colega)$)[a-zà-ÿ]{2,}(?<!m)(?<!ist)(?<!crat)a"
)
# Feminine nouns of Spanish that begin with a stressed a, and have `el`.
_WITH_EL = re.compile(r"á|há|(?:agua|acta|arma|aula|alma|aya|ave|arca|habla|hambre)\b")
_VOWEL = re.compile("[aàâæeéèêëiîïoôœuùûü]")
_BETWEEN = r"(?P<between>\s+(?:\{/?\d+/?\}|<[^<>]{0,80}>)*)"


def agreeing(text: str, term: Term, locale: str, full: Term | None = None) -> str:
    """The text with the right article before each use of the term, as the glossary gives it; nothing else changes.

    Articles of other languages, and of terms whose gender nobody tells, stay as they are. full: the full form of an
    acronym.

    >>> agreeing("Lo dijo el Dirección General.", Term(text="Dirección General"), "es")
    'Lo dijo la Dirección General.'
    """
    code = language(locale)
    forms = _forms(term, full, code) if term.text in text else {}
    if not forms:
        return text
    articles = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    pattern = rf"(?<![\w’'-])(?P<article>(?i:{articles})){_BETWEEN}(?={re.escape(term.text)}(?!\w))"
    return re.sub(pattern, lambda found: _put(found["article"], found["between"], forms), text)


def _forms(term: Term, full: Term | None, code: str) -> dict[str, str]:
    """What stands for each wrong article."""
    pairs = _PAIRS.get(code, ())
    word = term.text.lower()
    forms: dict[str, str] = {}
    gender = _gender(term, full, code)
    if gender is Gender.FEMININE and not (code == "es" and _WITH_EL.match(word)):
        # What is not said but told from an ending is a singular; before `CTT` there may be a plural's article.
        forms = {ours: theirs for ours, theirs in pairs if term.gender or ours not in _PLURAL}
    elif gender is Gender.MASCULINE:
        doubtful = _DOUBTFUL.get(code, frozenset())
        forms = {theirs: ours for ours, theirs in pairs if theirs not in doubtful}
    if code == "fr" and term.type is not TermType.ACRONYM and _VOWEL.match(word):
        forms |= _ELIDED
    return forms


def _gender(term: Term, full: Term | None, code: str) -> Gender | None:
    if term.gender is not None:
        return term.gender
    if term.type is TermType.ACRONYM:
        return _gender(full, None, code) if full is not None and full.type is not TermType.ACRONYM else None
    ending = _FEMININE.get(code)
    noun = re.split(r"[\s-]", term.text, maxsplit=1)[0]
    if ending is not None and (ending.search(noun.lower()) or (code != "fr" and _IN_A.fullmatch(noun))):
        return Gender.FEMININE
    return None


def _put(article: str, between: str, forms: dict[str, str]) -> str:
    found = forms[article.lower()]
    if article[:1].isupper():
        found = found[:1].upper() + found[1:]
    return found + (between.lstrip() if found.endswith("’") else between)
