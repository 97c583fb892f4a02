"""What engines are asked, and what becomes of their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from process_memory import ProcessMemory

from postl10n.lang.text.markup_faults import comparable
from postl10n.model.catalog import MERGED, Catalog, Entry
from postl10n.model.glossary import Concept, Gender, Glossary, Term, TermStatus, TermType
from postl10n.model.ids import segment_id, target_hash
from postl10n.model.memory import MatchKind, MemoryUnit
from postl10n.model.project import Project
from postl10n.model.states import State, draft_comment, state_of
from postl10n.pipeline import Pipeline
from postl10n.stages.pretranslate.engine_request import EngineRequest, question
from postl10n.stages.pretranslate.fill import Filled
from postl10n.stages.pretranslate.machine_drafts import (
    DraftRoute,
    Made,
    RelatedText,
    put,
    related_texts,
    unknown_in,
    wants,
)
from postl10n.stages.pretranslate.masking import MaskedSpan, marked
from postl10n.stages.pretranslate.term_enforcement import TermEnforcer
from postl10n.stages.pretranslate.vet_answer import Answer, Refusal, vet_answer

PLURAL = Entry(msgid="", msgstr=("Plural-Forms: nplurals=2; plural=(n != 1);\n",))


def concept(name: str, en: str | Term, **targets: str | Term) -> Concept:
    terms = {"en": en, **targets}
    return Concept(
        id=name,
        subject="x",
        terms={code: (one if isinstance(one, Term) else Term(text=one),) for code, one in terms.items()},
    )


CONCEPTS = (
    concept("belpost", "Belpost", es="Belpost", ru="Белпочта"),
    concept("china-post", "China Post", es="Correos de China", ru="Почта Китая", zh_Hans="中国邮政"),
    concept("parcel", "parcel", es="paquete", ru="посылка", zh_Hans="包裹"),
    concept("letter", "letter", ru="конверт", zh_Hans="信函"),
    concept(
        "ems",
        Term(text="EMS", type=TermType.ACRONYM),
        es=Term(text="EMS", type=TermType.ACRONYM),
        ru=Term(text="EMS", type=TermType.ACRONYM),
    ),
    replace(concept("brand", "ePacket"), do_not_translate=True),
)


def pipeline(*concepts: Concept) -> Pipeline:
    project = Project(name="", source="en", targets=("es", "ru", "zh_Hans"))
    return Pipeline(project, Glossary(concepts=concepts or CONCEPTS))


def enforcer(locale: str, *msgids: str) -> TermEnforcer:
    entries = tuple(Entry(msgid=one) for one in msgids)
    return pipeline().term_enforcer(Catalog(header=None, entries=entries), locale)


def asked(text: str, locale: str, *, knows: bool = False, lacking: Sequence[str] = ()) -> EngineRequest:
    return question(text, enforcer(locale), text_locale="en", knows_terms=knows, lacking=lacking)


TEXTS = st.lists(
    st.sampled_from(["{1}", "{/1}", "{2/}", "{name}", "%(n)s", "⟦", "⟧", "⟦0⟧", "a", " ", "{{", "}}", "7"])
).map("".join)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("See https://example.org/a?b=c, or call.", "See ⟦0⟧, or call."),
        ("(www.upu.int/en/news).", "(⟦0⟧)."),
        ("Write to press.office@post.example.org.", "Write to ⟦0⟧."),
        ("At belpost.by and upu.int/a/ now.", "At ⟦0⟧ and ⟦1⟧ now."),
        ("Dear {{city}}, {{two words}}!", "Dear ⟦0⟧, ⟦1⟧two words⟦2⟧!"),
        ("{1}https://a.example/{/1}", "⟦0⟧⟦1⟧⟦2⟧"),
        ("见https://a.example/新闻。", "见⟦0⟧新闻。"),
        ("In 2024 e.g. No.5 and U.S. posts, 2.4 million.", "In 2024 e.g. No.5 and U.S. posts, 2.4 million."),
    ],
)
def test_addresses_are_marks(text: str, wanted: str) -> None:
    form = marked(text)
    assert form.text == wanted
    assert form.restored(form.text) == text


@given(TEXTS)
def test_marks_come_back(text: str) -> None:
    form = marked(text)
    assert form.restored(form.text) == " ".join(text.split(" ")).strip() or "  " in text
    for gone in range(len(form.kept)):
        assert form.restored(form.text.replace(f"⟦{gone}⟧", "")) is None
        assert form.restored(form.text + f"⟦{gone}⟧") is None
    assert form.restored(form.text + f"⟦{len(form.kept)}⟧") is None


def test_an_engine_may_move_marks_and_space_them() -> None:
    form = marked("See {1}the list{/1}, ⟦A⟧", [MaskedSpan(17, 19, "unused")])
    assert form.restored("⟦ 2 ⟧A⟦3⟧: ⟦0⟧lista⟦1⟧") == "⟦A⟧: {1}lista{/1}"
    assert form.restored("⟦2⟧A⟦3⟧: ⟦0⟧lista⟦1⟧ ⟧") is None


def test_names_go_in_as_marks_where_the_language_has_no_cases() -> None:
    one = asked("China Post sent {1}two parcels{/1} by EMS and ePacket.", "es")
    assert one.ask.text == "⟦0⟧ sent ⟦1⟧two parcels⟦2⟧ by ⟦3⟧ and ⟦4⟧."
    assert one.marked.kept == ("Correos de China", "{1}", "{/1}", "EMS", "ePacket")
    assert one.ask.terms == ()


def test_what_would_have_to_be_declined_is_left_to_the_engine() -> None:
    assert asked("China Post sent a parcel by EMS.", "ru").ask.text == "China Post sent a parcel by ⟦0⟧."


@pytest.mark.parametrize(("text", "form"), [("A parcel.", "A ⟦0⟧."), ("Two parcels.", "Two parcels.")])
def test_a_noun_that_was_lacking_goes_in_where_it_is_singular(text: str, form: str) -> None:
    assert asked(text, "es").ask.text == text
    assert asked(text, "es", lacking=["parcel"]).ask.text == form
    assert asked(text, "ru", lacking=["parcel"]).ask.text == text


def test_an_engine_that_knows_terms_is_told_them() -> None:
    one = asked("China Post sent parcels by ePacket.", "ru", knows=True)
    assert one.ask.text == "China Post sent parcels by ePacket."
    assert one.ask.terms == (("China Post", "Почта Китая"), ("parcels", "посылка"), ("ePacket", "ePacket"))
    assert one.id != asked("China Post sent parcels by ePacket.", "ru").id


def test_the_neighbours_of_a_text_do_not_make_another_question() -> None:
    both = [
        question("A.", enforcer("ru"), text_locale="en", knows_terms=True, around=around)
        for around in (("B.", ""), ("", "C."))
    ]
    assert both[0].id == both[1].id


def answered(text: str, answer: str | None, locale: str = "es") -> Answer | Refusal:
    return vet_answer(
        answer, marked(text), msgid=text, source_locale="en", text_locale="en", text=text, locale=locale
    )


@pytest.mark.parametrize(
    ("text", "answer", "locale", "refusal"),
    [
        ("Open", None, "es", Refusal.NONE),
        ("Open {1}now{/1}", "Abrir ⟦0⟧ahora", "es", Refusal.MARKS),
        ("Open {1}now{/1}", "Abrir ⟦1⟧ahora⟦0⟧", "es", Refusal.PLACEHOLDERS),
        ("Open now", "Abrir {ahora", "es", Refusal.PLACEHOLDERS),
        ("Open now", "Abrir &nbsp; ahora", "es", Refusal.HTML),
        ("Open now", "<script>alert(1)</script>", "es", Refusal.HTML),
        ("It weighs 2,159 tonnes.", "Pesa 2.160 toneladas.", "es", Refusal.FIGURES),
        ("The post is open now", "邮局现在开门了", "zh_Hant", Refusal.SCRIPT),
        ("The post is open now", "郵局現在開門了", "zh_Hans", Refusal.SCRIPT),
        ("The post is open now", "La oficina está abierta", "ar", Refusal.SCRIPT),
    ],
)
def test_what_is_discarded(text: str, answer: str | None, locale: str, refusal: Refusal) -> None:
    assert answered(text, answer, locale) is refusal


@pytest.mark.parametrize(
    ("text", "answer", "target"),
    [
        ("China Post uses EMS", "China Post EMS", "China Post EMS"),
        ("Open {1}now{/1}", "⟦0⟧Ahora⟦1⟧ abrir", "{1}Ahora{/1} abrir"),
        ("Open {{now or later}}", "Abrir ⟦0⟧ahora o luego⟦1⟧", "Abrir {{ahora o luego}}"),
        (
            "It sent 2,159 of 14,085.2 tonnes.",
            "Envió 2,159 de 14,085.2 toneladas.",
            "Envió 2159 de 14.085,2 toneladas.",
        ),
        ("A < B & C", "A < B & C", "A < B & C"),
    ],
)
def test_what_is_sound(text: str, answer: str, target: str) -> None:
    assert answered(text, answer) == Answer(target=target)


def test_a_measure_that_is_told_otherwise_is_noted() -> None:
    found = answered("It cost 479 million euros.", "Costó 479 millones de dólares.")
    assert isinstance(found, Answer)
    assert found.notes[0].startswith("postl10n: figures differ: ")


def test_what_is_asked_for() -> None:
    entries = (
        Entry(msgid="One", msgstr=("Uno",)),
        Entry(msgid="Two"),
        Entry(msgid="Three", msgstr=(MERGED,)),
        Entry(msgid="Four", obsolete=True),
        Entry(msgid="%(n)s item", msgid_plural="%(n)s items", msgstr=("", "")),
        Entry(msgid="Six"),
    )
    asked = list(wants(Catalog(header=PLURAL, entries=entries), DraftRoute(engine="e"), {(None, "Six")}))
    assert [(one.entry.msgid, one.texts, one.origin) for one in asked] == [
        ("Two", ("Two",), "e"),
        ("%(n)s item", ("%(n)s item", "%(n)s items"), "e"),
    ]
    assert asked[0].around == ("One", "Three")


@pytest.mark.parametrize(("nplurals", "texts"), [(1, ("items",)), (3, None), (0, None)])
def test_plural_forms_that_the_source_cannot_tell(nplurals: int, texts: tuple[str, ...] | None) -> None:
    header = replace(PLURAL, msgstr=(f"Plural-Forms: nplurals={nplurals}; plural=0;\n" if nplurals else "",))
    entry = Entry(msgid="item", msgid_plural="items", msgstr=("",) * max(nplurals, 1))
    asked = [one.texts for one in wants(Catalog(header=header, entries=(entry,)), DraftRoute(engine="e"), ())]
    assert asked == ([texts] if texts else [])


def test_what_a_neighbour_tells() -> None:
    draft = Entry(
        msgid="C", msgstr=("В",), flags=("fuzzy",), comments=(draft_comment("memory", "C", ("В",), 0.8),)
    )
    entries = (
        Entry(msgid="A", msgstr=("А",)),
        Entry(msgid="Head", msgstr=("Голова и хвост",)),
        Entry(msgid="Tail", msgstr=(MERGED,)),
        draft,
        Entry(msgid="D", msgstr=("Г",), flags=("fuzzy",)),
        Entry(msgid="{1}E{/1}", msgstr=("Д",)),
    )
    assert related_texts(Catalog(header=None, entries=entries)) == {
        (None, "A"): RelatedText(text="А"),
        (None, "C"): RelatedText(text="В", origin="memory"),
    }


def test_drafts_are_put_into_empty_entries_alone() -> None:
    mine = Entry(msgid="Mine", msgstr=("Моё",))
    old = Entry(msgid="Old", comments=("mine", "postl10n: term missing: x → y"))
    entries = (mine, old, Entry(msgid="No"), Entry(msgid="Parent's"))
    made = {one.key: Made(msgstr=("Новое",), origin="e:ru", notes=("postl10n: note",)) for one in entries}
    placed = put(
        Catalog(header=None, entries=entries),
        made,
        inherited={(None, "Parent's")},
        rejected={(None, segment_id("No")): {target_hash(("Новое",))}},
    )
    assert placed.catalog.entries[0] == mine
    assert placed.catalog.entries[2:] == entries[2:]
    new = placed.catalog.entries[1]
    assert new.comments == ("mine", draft_comment("e:ru", "Old", ("Новое",)), "postl10n: note")
    assert state_of(new) is State.DRAFT
    assert [(one.origin, one.score) for one in placed.drafts] == [("e:ru", None)]
    assert (placed.amount.segments, placed.amount.words) == (1, 1)


def memory_drafts(units: Mapping[str, str], msgid: str, locale: str, *concepts: Concept) -> Filled:
    memory = ProcessMemory(
        [
            MemoryUnit(source=source, target=target, source_locale="en", locale=locale)
            for source, target in units.items()
        ]
    )
    catalog = Catalog(header=None, entries=(Entry(msgid=msgid),))
    return pipeline(*concepts).pretranslate(catalog, memory, locale=locale, least=0.75)


def drafted(units: Mapping[str, str], msgid: str, locale: str, *concepts: Concept) -> Entry:
    return memory_drafts(units, msgid, locale, *concepts).catalog.entries[0]


def test_a_match_of_the_memory_is_held_to_the_glossary() -> None:
    ruled_out = Term(text="邮包", status=TermStatus.DEPRECATED)
    parcel = replace(CONCEPTS[2], terms={**CONCEPTS[2].terms, "zh_Hans": (Term(text="包裹"), ruled_out)})
    entry = drafted({"A parcel arrived.": "一件邮包到了。"}, "A parcel arrived.", "zh_Hans", parcel)
    assert entry.msgstr == ("一件包裹到了。",)
    entry = drafted({"A parcel arrived.": "一件东西到了。"}, "A parcel arrived.", "zh_Hans", parcel)
    assert entry.comments[-1] == "postl10n: term missing: parcel → 包裹"
    assert state_of(entry) is State.DRAFT


def test_names_are_swapped() -> None:
    known = {
        "In 2023, Belpost sent every parcel by the railways of the country.": "2023年，Belpost铁路寄送每件包裹。"
    }
    wanted = "In 2024, China Post sent every parcel by the railways of the country."
    belpost = concept("belpost", "Belpost", zh_Hans="Belpost")
    found = memory_drafts(known, wanted, "zh_Hans", belpost, *CONCEPTS[1:])
    entry = found.catalog.entries[0]
    assert entry.msgstr == ("2024年，中国邮政铁路寄送每件包裹。",)
    assert entry.fuzzy
    assert entry.previous is not None
    assert found.bands[MatchKind.NORMALISED].segments == 1


def test_a_swapped_noun_stands_in_the_case_of_the_other() -> None:
    known = {"A parcel arrived at the office today.": "Сегодня в отделение принесли посылку."}
    letter = concept("letter", "letter", ru="бандероль")
    assert drafted(known, "A letter arrived at the office today.", "ru", letter, CONCEPTS[2]).msgstr == (
        "Сегодня в отделение принесли бандероль.",
    )


@pytest.mark.parametrize(
    "wanted",
    [
        "Belpost sent every letter by the railways of the whole large country.",
        "China Post sent each parcel by the railways of the whole large country.",
        "Belpost and China Post sent parcels by the railways of the whole country.",
    ],
)
def test_names_are_not_swapped_where_more_differs_or_the_gender_may(wanted: str) -> None:
    known = {
        "Belpost sent every parcel by the railways of the whole large country.": "Белпочта отправила посылку."
    }
    found = memory_drafts(known, wanted, "ru")
    assert found.bands[MatchKind.NORMALISED].segments == 0


@given(
    TEXTS, st.lists(st.sampled_from(["⟦0⟧", "⟦1⟧", "⟦2⟧", "x", "{1}", "{", "}", "%(n)s", " "])).map("".join)
)
def test_no_answer_breaks_a_placeholder(text: str, answer: str) -> None:
    found = answered(text, answer)
    if isinstance(found, Answer):
        assert comparable(text, found.target) == []


def test_unknown_words_are_those_that_still_stand_in_the_draft() -> None:
    assert unknown_in("El lockers de Minsk", ["lockers", "lock", "Minsk", "Minsk", "o"]) == (
        "lockers",
        "Minsk",
    )
    assert unknown_in("de low-carbon", ["low-carbon", "mid-carbon"]) == ("low-carbon",)
    assert unknown_in("CTT y lockers", ["CTT", "lockers"], ["CTT – Correios"]) == ("lockers",)


def test_an_article_agrees_with_a_term_that_the_engine_did_not_see() -> None:
    office = concept(
        "office", "International Bureau", es=Term(text="Oficina Internacional", gender=Gender.FEMININE)
    )
    msgid = "The International Bureau said so."
    entries = (Entry(msgid=msgid), Entry(msgid="Nobody said so."))
    bound = pipeline(office).term_enforcer(Catalog(header=None, entries=entries), "es")
    assert bound.agreeing(msgid, "El Oficina Internacional lo dijo.") == "La Oficina Internacional lo dijo."
    assert bound.agreeing("Nobody said so.", "El Oficina Internacional.") == "El Oficina Internacional."
