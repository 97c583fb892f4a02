"""Articles before terms in Spanish, Portuguese and French."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.languages.romance_articles import agreeing
from postl10n.model.glossary import Gender, Term, TermType

DIRECTION = Term(text="Dirección General de Correos")
OFFICE = Term(text="Oficina Internacional", gender=Gender.FEMININE)
SERVICE = Term(text="Servicio Postal", gender=Gender.MASCULINE)
WATER = Term(text="agua", gender=Gender.FEMININE)
UPU = Term(text="UPU", type=TermType.ACRONYM, gender=Gender.FEMININE)
UNION = Term(text="União Postal Universal", gender=Gender.FEMININE)
ADMINISTRATION = Term(text="Administração dos Correios")
POST = Term(text="Poste", gender=Gender.FEMININE)
AGREEMENT = Term(text="accord régional", gender=Gender.MASCULINE)


@pytest.mark.parametrize(
    ("locale", "term", "text", "wanted"),
    [
        ("es", DIRECTION, "El Dirección General de Correos lo dijo.", "La Dirección General de Correos lo dijo."),
        ("es", DIRECTION, "del Dirección General de Correos", "de la Dirección General de Correos"),
        ("es_AR", OFFICE, "al {1}Oficina Internacional{/1}", "a la {1}Oficina Internacional{/1}"),
        ("es", SERVICE, "a la Servicio Postal y de la Servicio Postal", "al Servicio Postal y del Servicio Postal"),
        ("es", WATER, "el agua", "el agua"),
        ("es", UPU, "según el UPU", "según la UPU"),
        ("es", UPU, "según el UPUX", "según el UPUX"),
        ("es", Term(text="Correos de China"), "el Correos de China", "el Correos de China"),
        ("pt_PT", UNION, "O congresso do União Postal Universal", "O congresso da União Postal Universal"),
        ("pt_PT", ADMINISTRATION, "Pelo Administração dos Correios", "Pela Administração dos Correios"),
        ("pt_PT", Term(text="Correio", gender=Gender.MASCULINE), "dá a Correio e da Correio", "dá a Correio e do Correio"),
        ("fr", POST, "le Poste et au Poste", "la Poste et à la Poste"),
        ("fr", AGREEMENT, "le accord régional, du accord régional", "l’accord régional, de l’accord régional"),
        ("fr", AGREEMENT, "de {1}accord régional{/1}", "d’{1}accord régional{/1}"),
        ("pt_PT", Term(text="encomenda"), "O {1}encomenda{/1} e o encomenda.", "A {1}encomenda{/1} e a encomenda."),
        ("es", Term(text="sistema"), "el sistema", "el sistema"),
        ("es", Term(text="China Post"), "el China Post", "el China Post"),
        ("ru", OFFICE, "el Oficina Internacional", "el Oficina Internacional"),
    ],
)  # fmt: skip
def test_articles(locale: str, term: Term, text: str, wanted: str) -> None:
    assert agreeing(text, term, locale) == wanted


def test_an_acronym_has_the_gender_of_its_full_form() -> None:
    ctt = Term(text="CTT", type=TermType.ACRONYM)
    full = Term(text="Direcção dos Serviços de Correios")
    assert agreeing("o CTT e os CTT", ctt, "pt_PT", full) == "a CTT e os CTT"
    assert agreeing("o CTT", ctt, "pt_PT") == "o CTT"


@given(
    st.text(st.sampled_from("elado pnrs.{}1/<>'’Unión"), max_size=40),
    st.sampled_from(["es", "pt_PT", "fr"]),
    st.sampled_from(list(Gender)),
)
def test_agreeing_twice_changes_nothing_more(text: str, locale: str, gender: Gender) -> None:
    term = Term(text="Unión", gender=gender)
    once = agreeing(text, term, locale)
    assert agreeing(once, term, locale) == once
    assert once.count("Unión") == text.count("Unión")
