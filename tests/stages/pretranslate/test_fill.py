"""What pre-translation puts into a catalog, and what it never touches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from process_memory import ProcessMemory

from postl10n.model.catalog import MERGED, Catalog, Entry, Previous
from postl10n.model.ids import segment_id, target_hash
from postl10n.model.memory import MatchKind, MemoryUnit, UnitState, Wanted
from postl10n.model.states import State, draft_comment, state_of
from postl10n.stages.pretranslate.fill import Filled, FillTask, drafts_in, fill
from postl10n.stages.pretranslate.lookup import concordance, lookup
from postl10n.stages.pretranslate.memory_units import units_of


def unit(source: str, target: str, **more: str) -> MemoryUnit:
    return replace(MemoryUnit(source=source, target=target, source_locale="en", locale="ru"), **more)  # type: ignore[arg-type]


def catalog(*entries: Entry) -> Catalog:
    return Catalog(header=None, entries=entries)


def filled(memory: list[MemoryUnit], *entries: Entry, least: float = 0.75, **more: object) -> Filled:
    task = FillTask(catalog=catalog(*entries), source_locale="en", locale="ru", least=least)
    return fill(replace(task, **more), ProcessMemory(memory))  # type: ignore[arg-type]


def offered(memory: list[MemoryUnit], msgid: str) -> Entry:
    return filled(memory, Entry(msgid=msgid)).catalog.entries[0]


def test_an_exact_match_is_a_fuzzy_draft() -> None:
    entry = offered([unit("Open daily", "Открыто ежедневно")], "Open daily")
    assert entry.msgstr == ("Открыто ежедневно",)
    assert entry.fuzzy
    assert entry.previous is None
    assert state_of(entry) is State.DRAFT
    assert entry.comments == (draft_comment("memory", "Open daily", entry.msgstr, 1.0),)


def test_a_fuzzy_match_shows_its_own_source() -> None:
    entry = offered([unit("Open daily at noon", "Открыто в полдень")], "Open daily at noon!")
    assert entry.previous == Previous(msgid="Open daily at noon")
    assert state_of(entry) is State.DRAFT
    assert "memory 0.95 " in entry.comments[0]


def test_figures_are_swapped() -> None:
    result = filled([unit("Founded in 1991.", "Основано в 1991 году.")], Entry(msgid="Founded in 2015."))
    assert result.catalog.entries[0].msgstr == ("Основано в 2015 году.",)
    assert result.catalog.entries[0].previous == Previous(msgid="Founded in 1991.")
    assert result.bands["normalised"].segments == 1


def test_the_same_neighbours_make_it_a_context_match() -> None:
    first, last = segment_id("First"), segment_id("Last")
    memory = [
        unit("Open", "Открыто", before="", after=last, date="2027"),
        unit("Open", "Открыть", before=first, after=last),
    ]
    result = filled(memory, Entry(msgid="First"), Entry(msgid="Open"), Entry(msgid="Last"))
    assert result.catalog.entries[1].msgstr == ("Открыть",)
    assert "memory 1.01 " in result.catalog.entries[1].comments[0]
    assert {band: amount.segments for band, amount in result.bands.items() if amount.segments} == {
        "context": 1,
        "left": 2,
    }


EDITED = Entry(
    msgid="Open",
    msgstr=("Моё",),
    flags=("fuzzy",),
    comments=(draft_comment("memory", "Open", ("Иное",), 0.8),),
)


@pytest.mark.parametrize(
    "entry",
    [
        Entry(msgid="Open", msgstr=("Моё",)),
        Entry(msgid="Open", msgstr=("Моё",), flags=("fuzzy",)),
        Entry(msgid="Open", msgstr=("Моё",), flags=("fuzzy",), previous=Previous(msgid="Opened")),
        EDITED,
        Entry(msgid="Open", obsolete=True),
        Entry(msgid="Open", msgid_plural="Opens", msgstr=("", "")),
        Entry(msgid="Open", msgstr=(MERGED,)),
    ],
    ids=["approved", "needs work", "stale", "edited draft", "obsolete", "plural", "merged"],
)
def test_what_is_never_touched(entry: Entry) -> None:
    before = catalog(entry)
    result = filled([unit("Open", "Открыто")], entry)
    assert result.catalog == before
    assert result.drafts == ()


def test_inherited_entries_stay_empty() -> None:
    result = filled([unit("Open", "Открыто")], Entry(msgid="Open"), inherited={(None, "Open")})
    assert result.catalog.entries[0].msgstr == ("",)
    assert sum(amount.segments for amount in result.bands.values()) == 0


def test_an_untouched_draft_gives_way_to_a_better_one_alone() -> None:
    worse = [unit("Open daily at ten", "Хуже")]
    draft = filled(worse, Entry(msgid="Open daily at noon", comments=("mine",)), least=0.7).catalog.entries[0]
    assert filled(worse, draft, least=0.7).drafts == ()

    better = filled([*worse, unit("Open daily at noon", "Лучше")], draft, least=0.7)
    assert better.catalog.entries[0].msgstr == ("Лучше",)
    assert better.catalog.entries[0].previous is None
    assert [comment.startswith("postl10n: ") for comment in better.catalog.entries[0].comments] == [
        False,
        True,
    ]
    assert better.drafts[0].replaces == target_hash(("Хуже",))


@pytest.mark.parametrize(("target", "replaced"), [("Open", True), ("Opens", False)])
def test_a_machine_draft_gives_way_to_an_exact_match_alone(target: str, replaced: bool) -> None:
    machine = Entry(
        msgid="Open", msgstr=("М",), flags=("fuzzy",), comments=(draft_comment("apertium", "Open", ("М",)),)
    )
    assert bool(filled([unit(target, "Открыто")], machine).drafts) is replaced


def test_a_rejected_draft_is_not_offered_again() -> None:
    memory = [unit("Open", "Открыто"), unit("Open", "Открыть")]
    rejected = {(None, segment_id("Open")): {target_hash(("Открыто",))}}
    result = filled(memory, Entry(msgid="Open"), rejected=rejected)
    assert result.catalog.entries[0].msgstr == ("Открыть",)


def test_placeholders_must_fit() -> None:
    assert offered(
        [unit("Open {1}now{/1} and here", "Открыто {1}сейчас{/1} и тут")], "Open now and here"
    ).msgstr == ("",)
    near = [unit("Read all about {1}our new lockers{/1} here", "Читайте о {1}наших новых ящиках{/1} тут")]
    assert offered(near, "Read all about our new lockers here today").msgstr == ("",)
    long = "Read all about our new parcel lockers in every town of the country here"
    tagged = [unit(long.replace("here", "{1}here{/1}"), "Читайте {1}тут{/1}")]
    assert offered(tagged, long).msgstr == ("Читайте тут",)
    assert offered([unit(long, "Читайте тут")], long.replace("here", "{1}here{/1}")).msgstr == ("",)


def test_a_second_time_nothing_changes() -> None:
    memory = [
        unit("Founded in 1991.", "Основано в 1991 году."),
        unit("Open daily at noon", "Открыто в полдень"),
    ]
    entries = (Entry(msgid="Founded in 2015."), Entry(msgid="Open daily at noon!"), Entry(msgid="Else"))
    once = filled(memory, *entries)
    twice = filled(memory, *once.catalog.entries)
    assert twice.catalog == once.catalog
    assert twice.drafts == ()
    assert [one.hash for one in drafts_in(twice.catalog)] == [one.hash for one in once.drafts]


def test_lookup_ranks_by_likeness() -> None:
    memory = ProcessMemory([unit("Open in 1991 daily", "A 1991"), unit("Open in 2015 dail", "B 2015")])
    wanted = Wanted(text="Open in 2015 daily", source_locale="en", locale="ru")
    found = lookup(memory, wanted, limit=5, least=0.5)
    assert [(one.target, one.kind) for one in found] == [
        ("B 2015", MatchKind.FUZZY),
        ("A 2015", MatchKind.NORMALISED),
    ]
    assert found[0].score > found[1].score
    assert found[1].unit.target == "A 1991"


def test_units_of_a_catalog() -> None:
    header = Entry(msgid="", msgstr=("Last-Translator: Ann\nPO-Revision-Date: YEAR-MO-DA\n",))
    draft = ("Д",)
    found = units_of(
        Catalog(
            header=header,
            entries=(
                Entry(msgid="One", msgstr=("Раз",), msgctxt="title"),
                Entry(msgid="Two", msgstr=("Два и три",)),
                Entry(msgid="Three", msgstr=(MERGED,)),
                Entry(msgid="Four", msgstr=("Ч",), flags=("fuzzy",)),
                Entry(
                    msgid="Five",
                    msgstr=draft,
                    flags=("fuzzy",),
                    comments=(draft_comment("mt", "Five", draft),),
                ),
                Entry(
                    msgid="Six",
                    msgstr=draft,
                    flags=("fuzzy",),
                    comments=(draft_comment("memory", "Six", draft),),
                ),
                Entry(msgid="Seven"),
                Entry(msgid="Old", msgstr=("Старое",), obsolete=True),
            ),
        ),
        source_locale="en",
        locale="ru",
        article="a",
        origin="a.po",
    )
    units = {one.source: one for one in found}
    assert {source: one.state for source, one in units.items()} == {
        "One": UnitState.APPROVED,
        "Four": UnitState.FUZZY,
        "Five": UnitState.MACHINE,
        "Old": UnitState.APPROVED,
    }
    assert (units["One"].before, units["One"].after) == ("", segment_id("Two"))
    assert (units["Old"].before, units["Old"].after) == (None, None)
    assert (units["One"].translator, units["One"].date, units["One"].context) == ("Ann", "", "title")


def test_concordance_has_phrases_first() -> None:
    memory = [
        unit("lockers for a parcel", "x"),
        unit("The Parcel  lockers", "y"),
        unit("none", "Parcel lockers"),
    ]
    hits = concordance(memory, "parcel lockers", limit=5)
    assert [(one.unit.target, one.source_spans, one.target_spans) for one in hits] == [
        ("Parcel lockers", (), ((0, 14),)),
        ("x", ((0, 7), (14, 20)), ()),
        ("y", ((4, 10), (12, 19)), ()),
    ]
    assert concordance(memory, "  ", limit=5) == []


def test_a_value_alone_is_a_draft_as_the_locale_writes_it() -> None:
    result = filled([], Entry(msgid="EUR 9.90"), Entry(msgid="Open"), Entry(msgid="25 m"))
    price, word, length = result.catalog.entries
    assert (price.msgstr, length.msgstr) == (("9,90\u00a0EUR",), ("25\u00a0м",))
    assert state_of(price) is State.DRAFT
    assert price.comments == (draft_comment("value", "EUR 9.90", price.msgstr),)
    assert state_of(word) is State.EMPTY
    assert [one.origin for one in result.drafts] == ["value", "value"]
    assert [one.hash for one in drafts_in(result.catalog)] == [one.hash for one in result.drafts]


def test_values_alone_are_approved_where_the_project_says_so() -> None:
    (price,) = filled([], Entry(msgid="EUR 9.90"), approve_values=True).catalog.entries
    assert state_of(price) is State.APPROVED
    assert price.comments == (draft_comment("value", "EUR 9.90", price.msgstr),)


def test_a_value_that_a_person_took_away_is_not_filled_again() -> None:
    entry = Entry(msgid="EUR 9.90")
    first = filled([], entry)
    rejected = {(None, segment_id(entry.msgid)): [first.drafts[0].hash]}
    assert filled([], entry, rejected=rejected).catalog.entries == (entry,)


def test_an_exact_match_goes_before_a_value_and_a_value_before_a_fuzzy_one() -> None:
    assert offered([unit("EUR 9.90", "9,90 евро")], "EUR 9.90").msgstr == ("9,90 евро",)
    assert offered([unit("about EUR 9.9", "около 9,9 евро")], "EUR 9.90").msgstr == ("9,90\u00a0EUR",)


def test_below_four_words_only_an_equal_or_normalised_match_is_a_draft() -> None:
    memory = [unit("Weight", "Вес"), unit("Founded in 1991", "Основано в 1991 году")]
    assert offered(memory, "Height").msgstr == ("",)
    assert offered(memory, "Weight").msgstr == ("Вес",)
    assert offered(memory, "Founded in 2015").msgstr == ("Основано в 2015 году",)
