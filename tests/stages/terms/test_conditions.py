"""A concept says where it does not apply: in sources, and in translations."""

from __future__ import annotations

import pytest

from postl10n.files.glossary_yaml.parse import parse_yaml
from postl10n.lang.terms.concept_terms import terms_for, use_of
from postl10n.model.glossary import Glossary
from postl10n.stages.terms import TermFinder

CONCEPTS = parse_yaml(
    """
subject: post
concepts:
  - id: ems
    terms:
      en: [{text: EMS, case-sensitive: true, not-beside: [ambulance, paramedic]}]
      ru: [{text: EMS, case-sensitive: true, not-beside: [скорая помощь]}]
  - id: opinions
    terms:
      en: [{text: Opinions, case-sensitive: true, not-at-start: true}]
  - id: postcard
    terms:
      pt: [{text: postal, not-inside: [serviço postal, código postal, operador postal]}]
  - id: ctt-portugal
    not-in: [pt_MO]
    terms:
      pt_PT: [CTT]
      en: [CTT Correios]
  - id: ctt-macao
    subject: macao
    terms:
      pt_MO: [{text: CTT, case-sensitive: true}]
      en: [Macao Post]
""".encode(),
    path="glossary/post.yaml",
)
GLOSSARY = Glossary(concepts=tuple(CONCEPTS))


@pytest.mark.parametrize(
    ("locale", "text", "found"),
    [
        ("en", "EMS items arrive in three days.", ["ems"]),
        ("en", "EMS crews and two ambulances came.", []),
        ("ru", "Отправления EMS доставлены.", ["ems"]),
        ("ru", "Бригада EMS приехала со скорой помощью.", []),
        ("en", "The Opinions were published.", ["opinions"]),
        ("en", "Opinions differ. Opinions vary.", []),
        ("en", "He said: “Opinions differ.”", []),
        ("pt_PT", "Comprou dois postais de Macau.", ["postcard"]),
        ("pt_PT", "Os serviços postais reuniram-se.", []),
        ("pt_PT", "O serviço postal e um postal", ["postcard"]),
        ("pt_PT", "Os CTT subiram os preços.", ["ctt-portugal"]),
        ("pt_MO", "Os CTT subiram os preços.", ["ctt-macao"]),
    ],
)
def test_a_source_does_not_name_it(locale: str, text: str, found: list[str]) -> None:
    assert [one.concept for one in TermFinder(GLOSSARY, locale).find(text)] == found


def test_a_translation_does_not_use_it() -> None:
    ems, _, postcard, portugal, _ = CONCEPTS
    assert use_of(ems, "Бригада EMS и врачи скорой помощи", "en", "ru") is None
    assert use_of(postcard, "operadores postais", "en", "pt_PT") is None
    assert use_of(postcard, "postais dos operadores", "en", "pt_PT") is not None
    assert terms_for(portugal, "pt_MO") == ()
