"""Korean: particles follow the term without a space, and compounds are written with or without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from postl10n.lang.languages.base import Morphology

# Case and topic particles, the copula and their usual combinations (에서는, 으로의), written after the noun.
_PARTICLE = (
    "(?:은|는|이|가|을|를|의|에|에게|에서|께|께서|한테|로|으로|로서|으로서|로써|으로써|와|과|랑|이랑|하고|도|만|까지|부터"
    "|마다|조차|밖에|보다|처럼|같이|뿐|이나|나|이며|며|이고|고|이라|라|이란|란|이라는|라는|이든|든|야|이야|요|이다|다|입니다"
    "|이었다|였다|이라고|라고|으로부터|로부터|에게서|에서부터|만큼|대로|별|당|용|측)"
    "(?:은|는|도|만|의|이|가|을|를|까지|부터|서|라도|이나|나)?"
    # The copula before a noun; 중국인의 is the Chinese person's.
    "|[인일](?![가-힣])"
)
# The verbs that 하다, 되다 and 시키다 make of a noun: 배달되었다, 통관하는. 우편함 is a box.
_VERB = (
    "(?:(?:하[고는여며면지게기던려자도세십신실시였겠다므]|했|해|되|됐|돼|시키|시켰|시켜)[가-힣]*"
    "|[한할된될](?:다|다고|다는|다며|다면|데|지|수록)?|합니다|됩니다|시킨|시킬)"
)
# Nouns that make a compound of the term without changing what it names; 소포장 (packing) is none of 소포.
_AFTER_IN_COMPOUND = (
    "물|우편|우편물|번호|요금|배송|배달|서비스|상자|발송|접수|취급"
    "|업무|사업|회사|직원|시장|산업|운송|통관|분야|체계|정책|제도|절차|당국|협력|비용"
)
_NOUNS_BEFORE = (
    "국제 국내 항공 선편 등기 특급 일반 보통 소형 해외 전자 민간 기념 중앙 특별 긴급 지역 현지 신규 공공 빠른"
)
_BEFORE_IN_COMPOUND = tuple(_NOUNS_BEFORE.split())
_AFTER = re.compile(rf"(?:{_AFTER_IN_COMPOUND})?(?:들?(?:{_PARTICLE})?|{_VERB})(?![가-힣])")
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
