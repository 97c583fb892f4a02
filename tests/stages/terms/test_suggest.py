"""What the articles suggest for the glossary."""

from __future__ import annotations

from postl10n.model.article import Definition
from postl10n.model.glossary import Concept, Glossary, Term
from postl10n.stages.terms import TermFinder
from postl10n.stages.terms.suggest import SourceText, Suggestion, suggest
from postl10n.stages.terms.varied_renderings import Translated, varied

GLOSSARY = Glossary(
    concepts=(Concept(id="upu", subject="", terms={"en": (Term(text="Universal Postal Union"),)}),)
)


def _suggest(*texts: str, definitions: tuple[tuple[str, str], ...] = (), least: int = 1) -> list[Suggestion]:
    find = TermFinder(GLOSSARY, "en").find
    own = tuple(Definition(short=short, full=full, segment="x") for short, full in definitions)
    segments = [
        SourceText(article="a", segment=str(number), text=text, heading=text.isupper())
        for number, text in enumerate(texts)
    ]
    return suggest(segments, {"a": own}, find, least=least)


def test_names_acronyms_and_what_is_known() -> None:
    found = _suggest(
        "The Iberian Peninsula trades with the Iberian Peninsula.",
        "Members of the Universal Postal Union met the Ministry of Commerce of China.",
        "The peninsula is small. Ma Junsheng's TEU count fell.",
    )

    assert [(one.text, str(one.kind), one.count) for one in found] == [
        ("Iberian Peninsula", "name", 2),
        ("Ma Junsheng", "name", 1),
        ("Ministry of Commerce of China", "name", 1),
        ("TEU", "acronym", 1),
    ]
    first = found[0].contexts[0]
    assert (first.segment, first.text[first.start : first.end]) == ("0", "Iberian Peninsula")


def test_an_acronym_comes_with_its_expansion() -> None:
    found = _suggest(
        "The Belt and Road Initiative (BRI) grows. BRI trains run.",
        "The Universal Postal Union (UPU) met.",
        definitions=(("BRI", "Belt and Road Initiative"), ("UPU", "Universal Postal Union")),
        least=2,
    )

    assert [(one.text, one.full, one.concept, one.count) for one in found] == [
        ("BRI", "Belt and Road Initiative", "", 2),
        ("UPU", "Universal Postal Union", "upu", 1),
    ]


def test_what_is_rare_stays_out() -> None:
    assert _suggest("Once on the Iberian Peninsula.", least=2) == []
    assert _suggest("NO NAME IS IN A HEADLINE OF CAPITALS {1}Once{/1}.") != []
    assert _suggest("Plain words alone.") == []


def test_a_word_that_is_rendered_in_two_ways() -> None:
    pairs = [
        ("The warehouse opened.", "Склад открылся."),
        ("A warehouse burned.", "На складе пожар."),
        ("The warehouse is full of letters.", "Хранилище полно писем."),
        ("This warehouse closed.", "Хранилище закрылось."),
        ("The warehouse burned.", "Склады сгорели."),
        ("Every warehouse burned.", "Все хранилища сгорели."),
        ("Many letters came.", "Пришло много писем."),
        ("No letters came.", "Писем не пришло."),
        ("His letters are long.", "Его письма длинны."),
    ]
    units = [Translated(article="a", source=source, target=target) for source, target in pairs]

    (one,) = varied(units, "ru", TermFinder(GLOSSARY, "en").find)

    assert (one.text, str(one.kind), one.count) == ("warehouse", "varied", 6)
    assert sorted((way.locale, way.text[:5], way.count) for way in one.renderings) == [
        ("ru", "склад", 3),
        ("ru", "храни", 3),
    ]
    place = one.contexts[0]
    assert place.text[place.start : place.end] == "warehouse"


def test_general_words_are_rightly_rendered_in_many_ways() -> None:
    targets = (
        "Маршрут открыт",
        "Маршрут закрыт",
        "Маршрут новый",
        "Дорога открыта",
        "Дорога закрыта",
        "Дорога новая",
    )
    units = [
        Translated(article="a", source=f"The route number {n}.", target=t) for n, t in enumerate(targets)
    ]

    assert varied(units, "ru", TermFinder(GLOSSARY, "en").find) == []


def test_one_word_with_and_without_the_arabic_article_is_one_rendering() -> None:
    targets = ("مستودعا", "المستودعان")
    units = [
        Translated(article="a", source=f"The warehouse opened on day {n}.", target=targets[n % 2])
        for n in range(8)
    ]

    assert varied(units, "ar", TermFinder(GLOSSARY, "en").find) == []
