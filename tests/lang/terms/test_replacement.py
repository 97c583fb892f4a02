"""The form of a new term that may take the place of a form of an old one, and where there must be none."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.lang.terms.replacement import counterpart, fit
from postl10n.lang.terms.verify import verify
from postl10n.model.glossary import Gender, Term
from postl10n.model.term_usage import Obstacle

SAFE = [
    # Russian: case and number by the dictionary, adjectives with their noun.
    ("ru", "сортировочного центра", "сортировочный центр", "сортировочный узел", "сортировочного узла"),
    ("ru", "почтовые отправления", "почтовое отправление", "почтовое вложение", "почтовые вложения"),
    ("ru", "сортировочных центра", "сортировочный центр", "сортировочный узел", "сортировочных узла"),
    ("ru", "Посылку", "посылка", "бандероль", "Бандероль"),
    ("ru", "ПОСЫЛКУ", "посылка", "бандероль", "БАНДЕРОЛЬ"),
    # Another spelling of one word keeps the ending.
    ("ru", "Белпоштой", "Белпошта", "Белпочта", "Белпочтой"),
    ("be", "Белпочтай", "Белпочта", "Белпошта", "Белпоштай"),
    ("pt_PT", "Parcerias Econômicas", "Parceria Econômica", "Parceria Económica", "Parcerias Económicas"),
    # Nothing is inflected.
    ("zh_Hans", "分拣中心", "分拣中心", "分拨中心", "分拨中心"),
    ("ja", "小包", "小包", "小形包装物", "小形包装物"),
]
UNSAFE = [
    # Another gender, another declension.
    ("ru", "посылка", "посылка", "пакет"),
    ("ru", "Белпочту", "Белпочта", "Почта Беларуси"),
    # Nominative or accusative: the new term tells them apart.
    ("be", "пакет", "пакет", "пасылка"),
    # Gender unknown.
    ("fr", "colis", "colis", "paquet"),
    ("pt_PT", "encomenda", "encomenda", "pacote"),
    # A tag inside, another word inside.
    ("zh_Hans", "分{1}拣{/1}中心", "分拣中心", "分拨中心"),
    ("be", "сартавальны новы цэнтр", "сартавальны цэнтр", "сартавальны цантр"),
]


@pytest.mark.parametrize(("locale", "used", "old", "new", "wanted"), SAFE)
def test_safe(locale: str, used: str, old: str, new: str, wanted: str) -> None:
    assert counterpart(used, " ", Term(text=old), Term(text=new), locale) == wanted


@pytest.mark.parametrize(("locale", "used", "old", "new"), UNSAFE)
def test_unsafe(locale: str, used: str, old: str, new: str) -> None:
    assert counterpart(used, " ", Term(text=old), Term(text=new), locale) is None


def test_gender_of_the_glossary_makes_the_singular_safe() -> None:
    old = Term(text="encomenda", gender=Gender.FEMININE)

    assert counterpart("encomenda", " ", old, Term(text="remessa", gender=Gender.FEMININE), "pt") == "remessa"
    assert counterpart("encomenda", " ", old, Term(text="pacote", gender=Gender.MASCULINE), "pt") is None
    # The rule of plurals gives one, and of the new term one alone.
    new = Term(text="remessa", gender=Gender.FEMININE)
    assert counterpart("Encomendas", " ", old, new, "pt") == "Remessas"
    assert counterpart("encomenditas", " ", old, new, "pt") is None


def test_french_keeps_what_elision_goes_by() -> None:
    old = Term(text="envoi", gender=Gender.MASCULINE)

    assert counterpart("envoi", " ", old, Term(text="objet", gender=Gender.MASCULINE), "fr") == "objet"
    assert counterpart("envoi", " ", old, Term(text="colis", gender=Gender.MASCULINE), "fr") is None


def test_listed_forms_stand_side_by_side() -> None:
    old = Term(text="Белпошта", gender=Gender.FEMININE, forms=("Белпошты", "Белпошце"))
    new = Term(text="Пошта", gender=Gender.FEMININE, forms=("Пошты", "Пошце"))

    assert counterpart("Белпошце", " ", old, new, "be") == "Пошце"


def test_korean_particles_must_fit() -> None:
    old = Term(text="소포")

    assert counterpart("소포", "는", old, Term(text="택배"), "ko") == "택배"
    assert counterpart("소포", "는", old, Term(text="우편"), "ko") is None
    assert counterpart("소포", " 번호", old, Term(text="우편"), "ko") == "우편"


BANKS = Path(__file__).parent / "banks"


def lines(name: str) -> list[str]:
    return [line for line in (BANKS / name).read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("line", lines("replacing.tsv"))
def test_genders_that_nobody_declared(line: str) -> None:
    """By the article before the use, or by the noun; where neither tells, the reason says so."""
    made, wanted = made_of(line)
    assert made == wanted


def test_other_words_are_right_or_asked_about() -> None:
    """No dictionary that we ship has genders: of nouns that no ending and no article tells apart they are asked for."""
    found = [made_of(line) for line in lines("replacing_again.tsv")]
    missed = [made for made, wanted in found if made != wanted]
    assert set(missed) <= {str(Obstacle.GENDER)}
    assert len(missed) <= 5


def made_of(line: str) -> tuple[str, str]:
    """The sentence afterwards, or why there is none; and what is wanted."""
    locale, sentence, old, new, wanted = line.split("\t")
    use = verify(old, sentence, locale)
    assert use
    before, after = sentence[: use.start], sentence[use.end :]
    made = fit(
        sentence[use.start : use.end], Term(text=old), Term(text=new), locale, before=before, after=after
    )
    return str(made.obstacle) if made.obstacle else before + made.text + after, wanted


@pytest.mark.parametrize(
    ("locale", "used", "old", "new", "wanted"),
    [
        ("de", "Paketzentrum", "Paketzentrum", "Paket-Zentrum", "Paket-Zentrum"),
        ("de", "Paketzentrums", "Paketzentrum", "Paket-Zentrum", "Paket-Zentrums"),
        ("de", "PAKETZENTRUM", "Paketzentrum", "Paket-Zentrum", "PAKET-ZENTRUM"),
        ("zh_Hans", "EBOX", "ebox", "eBox", "eBox"),
        ("id", "Kotak", "kotak", "eBox", "eBox"),
    ],
)
def test_capitals_within_a_word_stay(locale: str, used: str, old: str, new: str, wanted: str) -> None:
    assert counterpart(used, " ", Term(text=old), Term(text=new), locale) == wanted


def test_a_gender_that_was_asked_for_is_taken() -> None:
    old, new = Term(text="Zorbu"), Term(text="Plimeu", gender=Gender.MASCULINE)
    made = fit("Zorbu", old, new, "fr", before="Le ")
    assert (made.text, made.obstacle) == ("Plimeu", None)
    assert fit("Zorbu", old, new, "fr", before="La ").obstacle is Obstacle.AGREEMENT
    assert fit("Zorbu", old, new, "fr").obstacle is Obstacle.GENDER
