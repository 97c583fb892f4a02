"""A catalog merged with its template: what is kept, carried, fuzzy, revived and obsolete."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postl10n.model.catalog import Catalog, Entry, Previous
from postl10n.model.ids import segment_id
from postl10n.model.states import State, draft_comment, state_of
from postl10n.stages.catalog.merge import Merge, merge

OPENS = "The post office opens early on Monday."
CLOSES = "The post office closes early on Monday."
STAMP = "A stamp with a heron was issued in spring."
QUEUE = "Customers no longer queue for their pensions."


def entry(msgid: str, *msgstr: str, **more: object) -> Entry:
    made = Entry(msgid=msgid, msgstr=msgstr or ("",))
    return replace(made, **more)  # type: ignore[arg-type]


def catalog(*entries: Entry) -> Catalog:
    header = Entry(msgid="", msgstr=("Language: be\nPlural-Forms: nplurals=3; plural=(n!=1);\n",))
    return Catalog(header=header, entries=entries)


def merged(old: tuple[Entry, ...], new: tuple[Entry, ...], **options: object) -> Merge:
    return merge(catalog(*old), catalog(*new), today="2026-05-01", **options)  # type: ignore[arg-type]


def test_an_unchanged_catalog_is_returned_as_it_is() -> None:
    old = catalog(entry(OPENS, "А", comments=("mine",)), entry(STAMP), entry("gone", "Б", obsolete=True))
    result = merge(old, catalog(entry(OPENS), entry(STAMP)))
    assert result.catalog == old
    assert (result.summary.kept, result.summary.new) == (2, 0)


def test_messages_come_in_the_order_of_the_template_and_keep_everything() -> None:
    one, two = entry(OPENS, "А", flags=("no-wrap",)), entry(STAMP, "Б", extracted=("old hint",))
    result = merged((one, two), (entry(STAMP, extracted=("new hint",)), entry(OPENS)))
    assert result.catalog.entries == (two, one), "hints are never refreshed alone"


def test_a_message_that_leaves_becomes_obsolete_whole_if_it_is_translated() -> None:
    old = (
        entry(
            OPENS, "А", comments=("mine",), flags=("fuzzy",), previous=Previous(msgid="x"), references=("a",)
        ),
        entry(STAMP),
    )
    result = merged(old, ())
    assert result.catalog.entries == (replace(old[0], obsolete=True),)
    assert result.summary.obsoleted == 1


def test_it_comes_back_whole() -> None:
    gone = entry(
        OPENS, "А", comments=("mine",), flags=("fuzzy",), previous=Previous(msgid="x"), obsolete=True
    )
    result = merged((gone,), (entry(OPENS, references=("a#1",)),))
    assert result.catalog.entries == (replace(gone, obsolete=False, references=("a#1",)),)
    assert result.summary.revived == 1


def test_an_edited_sentence_keeps_its_translation_as_fuzzy_and_says_what_changed() -> None:
    old = (entry(STAMP, "Б"), entry(OPENS, "А", comments=("mine",), references=("a#1",)), entry(QUEUE, "В"))
    new = (entry(STAMP), entry(CLOSES, references=("a#2",), extracted=("role: body",)), entry(QUEUE))
    found = merged(old, new).catalog.entries[1]
    assert found == entry(
        CLOSES,
        "А",
        references=("a#2",),
        extracted=("role: body",),
        flags=("fuzzy",),
        previous=Previous(msgid=OPENS),
        comments=(
            "mine",
            "postl10n: changed wording: {-opens-} {+closes+}",
            "postl10n: stale since 2026-05-01",
        ),
    )
    assert state_of(found) is State.STALE


def test_without_a_date_none_is_written() -> None:
    found = merge(catalog(entry(OPENS, "А")), catalog(entry(CLOSES))).catalog.entries[0]
    assert not any("since" in comment for comment in found.comments)


def test_an_unrelated_message_gets_no_suggestion() -> None:
    result = merged((entry(STAMP, "Б"),), (entry(QUEUE),))
    assert [(e.msgid, e.msgstr, e.obsolete) for e in result.catalog.entries] == [
        (QUEUE, ("",), False),
        (STAMP, ("Б",), True),
    ]
    assert result.summary.new == 1


def test_an_edited_sentence_is_found_far_from_where_it_was() -> None:
    fillers = [entry(f"Office number {n} of the region {n * 7} is open.", f"F{n}") for n in range(30)]
    old = (entry(OPENS, "А"), *fillers)
    new = (*(replace(filler, msgstr=("",)) for filler in fillers), entry(CLOSES))
    assert merged(old, new).catalog.entries[-1].msgstr == ("А",)


TYPOGRAPHY = [
    ("Don't wait...", "Don’t wait…"),
    ('The "Express" service', "The “Express” service"),
    ('Das "Paket"', "Das „Paket“"),
    ("two  blanks\nand a break", "two blanks and a break"),
    ("cafe\u0301", "caf\u00e9"),
    ("5\u00a0roubles", "5 roubles"),
]
NOT_TYPOGRAPHY = [
    ("Open - closed", "Open – closed"),
    ("Stamp", "stamp"),
    ("Rule 1 applies", "Rule 2 applies"),
    ("Parcels (small)", "Parcels [small]"),
    ("Ready", "Ready."),
    ("Ready.", "Ready…"),
    ("«Express»", "“Express”"),
    ("ready to go\n", "ready to go "),
    ("one-time code", "one time code"),
    ("ﬁle sent", "file sent"),
]


@pytest.mark.parametrize(("before", "after"), TYPOGRAPHY)
def test_typography_on_the_closed_list_is_carried(before: str, after: str) -> None:
    result = merged((entry(before, "А", comments=("mine",)),), (entry(after),))
    note = f"postl10n: carried typography {segment_id(before)}"
    assert result.catalog.entries == (entry(after, "А", comments=("mine", note)),)
    assert result.summary.carried == 1


@pytest.mark.parametrize(("before", "after"), TYPOGRAPHY)
def test_and_it_is_not_where_that_is_turned_off_or_nobody_had_approved(before: str, after: str) -> None:
    for old, options in ((entry(before, "А"), {"carry": False}), (entry(before, "А", flags=("fuzzy",)), {})):
        (found,) = merged((old,), (entry(after),), **options).catalog.entries
        assert found.fuzzy
        assert found.msgstr == ("А",)
        assert "postl10n: changed typography: " in " ".join(found.comments)


@pytest.mark.parametrize(("before", "after"), NOT_TYPOGRAPHY)
def test_nothing_else_is_carried(before: str, after: str) -> None:
    result = merged((entry(before, "А"),), (entry(after),))
    assert result.summary.carried == 0
    assert all(e.fuzzy or e.obsolete or not any(e.msgstr) for e in result.catalog.entries)


def test_the_older_source_and_date_stay_when_a_stale_sentence_is_edited_again() -> None:
    once = merged((entry(OPENS, "А"),), (entry(CLOSES),)).catalog
    later = "The post office closes late on Monday."
    (found,) = merge(once, catalog(entry(later)), today="2026-06-30").catalog.entries
    assert found.previous == Previous(msgid=OPENS)
    assert found.comments == (
        "postl10n: changed wording: {-opens early-} {+closes late+}",
        "postl10n: stale since 2026-05-01",
    )


def test_a_source_that_comes_back_leaves_the_entry_fuzzy_without_a_difference() -> None:
    origin = draft_comment("memory", OPENS, ("А",), 0.9)
    once = merged((entry(OPENS, "А", comments=("mine", origin)),), (entry(CLOSES),)).catalog
    (found,) = merge(once, catalog(entry(OPENS))).catalog.entries
    assert found == entry(OPENS, "А", comments=("mine",), flags=("fuzzy",))
    assert state_of(found) is State.NEEDS_WORK, "what was approved never looks like a draft again"


def test_a_draft_goes_stale_and_comes_back_as_a_draft() -> None:
    origin = draft_comment("memory", OPENS, ("А",), 0.9)
    once = merged((entry(OPENS, "А", comments=(origin,), flags=("fuzzy",)),), (entry(CLOSES),)).catalog
    assert state_of(once.entries[0]) is State.STALE
    assert state_of(merge(once, catalog(entry(OPENS))).catalog.entries[0]) is State.DRAFT


def test_a_text_in_another_context_is_fuzzy_and_of_another_meaning() -> None:
    (found,) = merged(
        (entry("Open", "А", msgctxt="button"),), (entry("Open", msgctxt="state"),)
    ).catalog.entries
    assert (found.msgstr, found.fuzzy) == (("А",), True)
    assert found.previous == Previous(msgid="Open", msgctxt="button")
    assert found.comments[0] == "postl10n: changed meaning: msgctxt {-button-} {+state+}"


def test_a_second_use_gets_the_translation_of_the_first_as_fuzzy() -> None:
    old = entry("Post", "А")
    first, second = merged((old,), (entry("Post"), entry("Post", msgctxt="verb"))).catalog.entries
    assert first == old
    assert (second.msgstr, second.fuzzy) == (("А",), True)


def test_a_plural_keeps_the_translation_in_as_many_forms_as_the_header_says() -> None:
    (found,) = merged(
        (entry("parcel", "А"),), (entry("parcel", "", "", msgid_plural="parcels"),)
    ).catalog.entries
    assert found.msgstr == ("А", "А", "А")
    assert found.previous == Previous(msgid="parcel")
    assert found.comments[0] == "postl10n: changed wording: msgid_plural {+parcels+}"


def test_a_new_plural_has_as_many_empty_forms_as_the_header_says() -> None:
    (found,) = merged((), (entry("parcel", "", "", msgid_plural="parcels"),)).catalog.entries
    assert found.msgstr == ("", "", "")


def test_a_plural_that_goes_leaves_its_other_forms_in_a_comment() -> None:
    old = entry("parcel", "А", 'Б "б"', "В\n", msgid_plural="parcels")
    (found,) = merged((old,), (entry("parcel"),)).catalog.entries
    assert (found.msgstr, found.fuzzy) == (("А",), True)
    assert found.comments[0] == 'postl10n: other forms: "Б \\"б\\"" "В\\n"'


LONG = f"{OPENS} {STAMP}"


@pytest.mark.parametrize(("fill", "rest"), [(True, "{merged}"), (False, "")])
def test_a_split_sentence_gives_its_first_part_the_translation(fill: bool, rest: str) -> None:
    old = (entry(QUEUE, "В"), entry(LONG, "А Б"))
    new = (entry(QUEUE), entry(OPENS), entry(STAMP))
    _, first, second = merged(old, new, fill_merged=fill).catalog.entries
    assert (first.msgstr, first.fuzzy, first.previous) == (("А Б",), True, Previous(msgid=LONG))
    assert (second.msgstr, second.fuzzy) == ((rest,), fill)


def test_joined_sentences_have_both_translations_and_both_stay_as_obsolete() -> None:
    old = (entry(OPENS, "А.", comments=("one",)), entry(STAMP, "Б.", comments=("two",)), entry(QUEUE, "В"))
    result = merged(old, (entry(LONG), entry(QUEUE))).catalog.entries
    assert (result[0].msgstr, result[0].fuzzy) == (("А. Б.",), True)
    assert result[0].previous == Previous(msgid=f"{OPENS}\n{STAMP}")
    assert result[0].comments[:3] == ("one", "two", "postl10n: changed typography: white space")
    assert [e.msgstr[0] for e in result if e.obsolete] == ["А.", "Б."]


def test_a_joined_run_keeps_the_translation_of_its_head() -> None:
    old = (entry(OPENS, "А Б"), entry(STAMP, "{merged}"))
    assert merged(old, (entry(LONG),)).catalog.entries[0].msgstr == ("А Б",)


RUN = (entry(OPENS, "А Б"), entry(STAMP, "{merged}"), entry(QUEUE, "В"))


def test_an_unbroken_run_is_left_alone() -> None:
    new = tuple(replace(one, msgstr=("",)) for one in RUN)
    other = entry("A new paragraph about pigeons and their lofts.")
    assert merged(RUN, (other, *new)).catalog.entries[1:] == RUN


@pytest.mark.parametrize(
    "new",
    [
        (entry(OPENS), entry(QUEUE), entry(STAMP)),
        (entry(OPENS), entry("A new sentence about pigeons and their lofts."), entry(STAMP), entry(QUEUE)),
        (entry(CLOSES), entry(STAMP), entry(QUEUE)),
        (entry(OPENS), entry(QUEUE)),
        (entry(STAMP), entry(QUEUE)),
    ],
    ids=["moved", "something between", "head edited", "follower gone", "head gone"],
)
def test_a_run_falls_together(new: tuple[Entry, ...]) -> None:
    once = merged(RUN, new).catalog
    held = {e.msgid: e for e in once.active() if any(e.msgstr)}
    assert all(e.fuzzy for e in held.values() if e.msgid != QUEUE)
    assert all(e.previous is not None and e.comments for e in held.values() if e.msgid != QUEUE)
    assert not held[QUEUE].fuzzy
    assert merge(once, catalog(*new)).catalog == once


def test_new_places_of_a_sentence_refresh_its_entry_but_not_their_order() -> None:
    old = entry(OPENS, "А", references=("a#1", "b#1"), extracted=("old",))
    same = merged((old,), (entry(OPENS, references=("b#1", "a#1"), extracted=("new",)),)).catalog.entries
    assert same == (old,)
    more = entry(OPENS, references=("a#1", "b#1", "b#1-2"), extracted=("new",))
    assert merged((old,), (more,)).catalog.entries == (replace(more, msgstr=("А",)),)


def test_a_foreign_catalog_is_refreshed_as_msgmerge_does() -> None:
    old = entry(
        "%d of %s", "А", references=("x.c:1",), flags=("fuzzy", "c-format", "no-wrap"), extracted=("old",)
    )
    new = entry("%d of %s", references=("x.c:9",), flags=("python-format",), extracted=("new",))
    (found,) = merged((old,), (new,), refresh=True).catalog.entries
    assert found == replace(new, msgstr=("А",), flags=("fuzzy", "python-format"))


def test_the_header_stays() -> None:
    old = Catalog(header=Entry(msgid="", msgstr=("X-Own: 1\nPOT-Creation-Date: 2020\n",)), entries=())
    new = Catalog(header=Entry(msgid="", msgstr=("POT-Creation-Date: 2026\n",)), entries=())
    assert merge(old, new).catalog.header == old.header
    assert merge(Catalog(header=None, entries=()), new).catalog.header == new.header


def test_a_sticky_format_is_written_once_and_reaches_new_messages() -> None:
    sticky = {"workflow": ("c-format",)}
    known = (entry(OPENS, "А", **sticky), entry(STAMP, "Б", flags=("c-format",)))
    template = (entry(OPENS, flags=("c-format",)), entry(STAMP, **sticky), entry(QUEUE, **sticky))

    opens, stamp, queue = merged(known, template, refresh=True).catalog.entries

    assert [(one.flags, one.workflow) for one in (opens, stamp, queue)] == [
        ((), ("c-format",)),
        (("c-format",), ()),
        ((), ("c-format",)),
    ]
