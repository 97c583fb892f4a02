"""Three-way merges: what is taken from which side, and what needs a decision."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from postl10n.model.catalog import Catalog, Entry, Key, Previous
from postl10n.model.states import State, draft_comment, state_of
from postl10n.stages.catalog.merge3 import Merge3, merge3

SOURCE = "The post office opens early on Monday."


def entry(msgstr: str = "", **more: object) -> Entry:
    return replace(Entry(msgid=SOURCE, msgstr=(msgstr,)), **more)  # type: ignore[arg-type]


def catalog(*entries: Entry, header: str = "Language: be\n") -> Catalog:
    return Catalog(header=Entry(msgid="", msgstr=(header,)), entries=entries)


def merged(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Merge3:
    return merge3(*(catalog(*([side] if side else [])) for side in (base, ours, theirs)))


def taken(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Entry:
    result = merged(base, ours, theirs)
    assert result.conflicts == ()
    (found,) = result.catalog.entries
    return found


def test_a_translation_that_one_side_changed_is_taken_from_it() -> None:
    base = entry("А", flags=("fuzzy",))
    assert taken(base, base, entry("Б")) == entry("Б")
    assert taken(base, entry("Б"), base) == entry("Б")
    assert taken(entry(), entry("А"), entry()) == entry("А")


def test_both_changed_it_alike() -> None:
    assert taken(entry("А"), entry("Б"), entry("Б")) == entry("Б")


def test_a_real_conflict_keeps_ours_as_fuzzy_and_theirs_in_a_comment() -> None:
    origin = draft_comment("memory", SOURCE, ("Б",))
    ours = entry("Б", comments=("mine", origin))
    result = merged(entry("А"), ours, entry('В "в"\n\x1b'))
    assert result.conflicts == (ours.key,)
    (found,) = result.catalog.entries
    note = 'postl10n: conflict, theirs: "В \\"в\\"\\n\\x1b"'
    assert found == entry("Б", flags=("fuzzy",), comments=("mine", note))
    assert state_of(found) is State.NEEDS_WORK, "not a draft that a command might replace"


def test_an_untouched_draft_gives_way_to_a_person_s_translation() -> None:
    draft = entry("А", flags=("fuzzy",), comments=(draft_comment("memory", SOURCE, ("А",)),))
    assert taken(entry(), draft, entry("Б")) == entry("Б")
    assert taken(entry(), entry("Б"), draft) == entry("Б")


def test_what_one_approved_and_the_other_rewrote_needs_a_decision() -> None:
    base = entry("А", flags=("fuzzy",))
    result = merged(base, entry("А"), entry("Б", flags=("fuzzy",)))
    assert result.conflicts == (base.key,)
    assert result.catalog.entries[0].msgstr == ("А",)
    assert result.catalog.entries[0].fuzzy


def test_a_doubt_of_one_side_stays_with_the_other_s_new_text() -> None:
    found = taken(entry("А"), entry("А", flags=("fuzzy",)), entry("Б"))
    assert (found.msgstr, found.fuzzy) == (("Б",), True)


def test_an_approval_of_an_unchanged_text_is_taken() -> None:
    base = entry("А", flags=("fuzzy",), previous=Previous(msgid="x"))
    assert taken(base, base, entry("А")) == entry("А")
    assert taken(None, base, entry("А")) == entry("А")
    assert taken(entry("А"), entry("А", comments=("c",)), base).fuzzy


def test_a_text_that_one_emptied_and_the_other_changed_is_kept() -> None:
    result = merged(entry("А"), entry(), entry("Б"))
    assert result.catalog.entries[0].msgstr == ("Б",)
    assert result.catalog.entries[0].fuzzy
    assert len(result.conflicts) == 1


def test_comments_of_both_sides_meet_and_a_removed_one_stays_removed() -> None:
    base = entry("А", comments=("one", "two"))
    found = taken(base, entry("А", comments=("one", "two", "ours")), entry("А", comments=("two", "theirs")))
    assert found.comments == ("two", "ours", "theirs")


def test_references_and_hints_never_conflict() -> None:
    base = entry("А", references=("a",), extracted=("a",))
    found = taken(
        base, entry("А", references=("b",), extracted=("b",)), entry("А", references=("c",), extracted=("c",))
    )
    assert found == entry("А", references=("b",), extracted=("b",))


def test_a_message_removed_here_and_translated_there_is_obsolete() -> None:
    assert taken(entry(), None, entry("А")) == entry("А", obsolete=True)
    assert taken(entry("А"), entry("Б"), None) == entry("Б", obsolete=True)


def test_a_translation_changed_there_follows_its_source_that_was_edited_here() -> None:
    edited = Entry(
        msgid="The post office opens late.", msgstr=("А",), flags=("fuzzy",), previous=Previous(msgid=SOURCE)
    )
    for result in (
        merge3(catalog(entry("А")), catalog(edited), catalog(entry("Б"))),
        merge3(catalog(entry("А")), catalog(entry("Б")), catalog(edited)),
    ):
        assert result.conflicts == ()
        assert result.catalog.entries == (replace(edited, msgstr=("Б",)), entry("Б", obsolete=True))


def test_a_message_removed_here_and_merely_moved_there_is_gone() -> None:
    assert merged(entry("А"), None, entry("А", references=("new",))).catalog.entries == ()


def test_dates_of_the_header_never_conflict_and_the_later_edit_signs() -> None:
    base = "PO-Revision-Date: 2026-01-01 10:00+0000\nLast-Translator: a\nX-Generator: p 1\nX-Own: 1\n"
    ours = "PO-Revision-Date: 2026-02-01 10:00+0300\nLast-Translator: b\nX-Generator: p 2\nX-Own: 1\n"
    theirs = "PO-Revision-Date: 2026-02-01 09:00+0000\nLast-Translator: c\nX-Generator: p 3\nX-Own: 2\n"
    result = merge3(catalog(header=base), catalog(header=ours), catalog(header=theirs))
    assert result.conflicts == ()
    assert result.catalog.header == Entry(msgid="", msgstr=(theirs,))


def test_a_header_field_of_weight_can_conflict() -> None:
    sides = [catalog(header=f"Language: {code}\n") for code in ("be", "ru", "uk")]
    result = merge3(*sides)
    assert result.conflicts == ((None, ""),)
    assert result.catalog.header is not None
    assert result.catalog.header.msgstr == ("Language: ru\n",)
    assert result.catalog.header.comments == ('postl10n: conflict, theirs: "Language: uk"',)


def test_new_entries_follow_what_they_followed() -> None:
    def named(*names: str) -> Catalog:
        return catalog(*(Entry(msgid=name, msgstr=("t",)) for name in names))

    result = merge3(named("a", "b"), named("a", "ours", "b"), named("b", "theirs", "a"))
    assert [e.msgid for e in result.catalog.entries] == ["b", "theirs", "a", "ours"]


texts = st.sampled_from(["", "А", "Б", "В"])
names = st.sampled_from(["one", "two", "three", "four"])


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    msgid, text = draw(names), draw(texts)
    comments = st.lists(st.sampled_from(["mine", draft_comment("memory", msgid, (text,))]), unique=True)
    return Entry(
        msgid=msgid,
        msgstr=(text,),
        flags=draw(st.sampled_from([(), ("fuzzy",)])),
        comments=tuple(draw(comments)),
        references=draw(st.sampled_from([(), ("a",), ("b",)])),
        obsolete=bool(text) and draw(st.booleans()),
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    kept: dict[Key, Entry] = {}
    for one in draw(st.lists(entries(), max_size=5)):
        kept.setdefault(one.key, one)
    return catalog(*kept.values(), header=draw(st.sampled_from(["Language: be\n", "Language: be\nX-A: 1\n"])))


@given(catalogs(), catalogs())
def test_a_side_that_changed_nothing_leaves_the_other(base: Catalog, side: Catalog) -> None:
    for result in (merge3(base, side, base), merge3(base, base, side), merge3(base, side, side)):
        assert result == Merge3(catalog=side, conflicts=())


# The same text at two messages of one side: none of them was moved to the message that the other side has anew.
@example(
    catalog(Entry(msgid="one", msgstr=("",))),
    catalog(Entry(msgid="one", msgstr=("А",), obsolete=True), Entry(msgid="three", msgstr=("",))),
    catalog(Entry(msgid="one", msgstr=("Б",)), Entry(msgid="three", msgstr=("Б",))),
)
@example(
    catalog(Entry(msgid="one", msgstr=("А",), obsolete=True), Entry(msgid="two", msgstr=("",))),
    catalog(Entry(msgid="one", msgstr=("",))),
    catalog(Entry(msgid="one", msgstr=("А",)), Entry(msgid="two", msgstr=("А",))),
)
@given(catalogs(), catalogs(), catalogs())
def test_no_changed_translation_of_a_person_is_lost(base: Catalog, ours: Catalog, theirs: Catalog) -> None:
    result = merge3(base, ours, theirs)
    was = {e.key: e for e in base.entries}
    now = {e.key: e for e in result.catalog.entries}
    for side in (ours, theirs):
        for one in side.entries:
            before = was.get(one.key)
            changed = before is None or before.msgstr != one.msgstr
            if changed and any(one.msgstr) and state_of(one) is not State.DRAFT:
                found = now[one.key]
                assert one.msgstr[0] in "\n".join((*found.msgstr, *found.comments))


@given(catalogs(), catalogs(), catalogs())
def test_nothing_is_approved_that_no_side_approved(base: Catalog, ours: Catalog, theirs: Catalog) -> None:
    result = merge3(base, ours, theirs)
    approved = {(e.key, e.msgstr) for side in (base, ours, theirs) for e in side.entries if not e.fuzzy}
    for one in result.catalog.entries:
        assert one.fuzzy or not any(one.msgstr) or (one.key, one.msgstr) in approved
    assert all(now.fuzzy for now in result.catalog.entries if now.key in result.conflicts)


TWO = "Language: lt\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
THREE = (
    "Language: lt\n"
    "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);\n"
)
TURNED = "Language: lt\nPlural-Forms: nplurals=2; plural=(n == 1);\n"


def counted(*forms: str, **more: object) -> Entry:
    return replace(Entry(msgid="%d scale", msgid_plural="%d scales", msgstr=forms), **more)  # type: ignore[arg-type]


def other(*forms: str, **more: object) -> Entry:
    return replace(counted(*forms, **more), msgid="%d crate", msgid_plural="%d crates")


def test_a_branch_with_another_plural_rule_gives_the_other_branch_its_number_of_forms() -> None:
    base = catalog(counted("a", "b"), other("", ""), header=TWO)
    ours = catalog(counted("a", "b", "c"), other("", "", ""), header=THREE)
    theirs = catalog(counted("a", "b"), other("x", "y"), header=TWO)

    for sides in ((ours, theirs), (theirs, ours)):
        result = merge3(base, *sides)

        assert result.catalog.header == ours.header
        assert result.catalog.entries == (counted("a", "b", "c"), other("x", "y", "y", flags=("fuzzy",)))
        assert result.conflicts == (other().key,)


def test_forms_in_another_order_are_put_into_it() -> None:
    base = catalog(other("", ""), header=TWO)
    result = merge3(base, catalog(other("", ""), header=TURNED), catalog(other("x", "y"), header=TWO))

    assert result.catalog.entries == (other("y", "x", flags=("fuzzy",)),)


def test_a_form_for_which_there_is_no_place_any_more_is_in_a_comment() -> None:
    base = catalog(other("", "", ""), header=THREE)
    result = merge3(base, catalog(other("", ""), header=TWO), catalog(other("x", "y", "z"), header=THREE))

    (found,) = result.catalog.entries
    assert (found.msgstr, found.fuzzy) == (("x", "y"), True)
    assert found.comments == ('postl10n: conflict, theirs: "x" "y" "z"',)
    assert result.conflicts == (other().key,)


def test_a_translation_follows_a_sentence_that_the_other_side_reworded() -> None:
    reworded = "The post office opens very early on Monday."
    base, translated = catalog(entry()), catalog(entry("Почта открывается рано."))
    edited = catalog(replace(entry(), msgid=reworded))

    for sides in ((translated, edited), (edited, translated)):
        (found,) = merge3(base, *sides).catalog.entries

        assert (found.msgid, found.msgstr, found.fuzzy) == (reworded, ("Почта открывается рано.",), True)
        assert found.previous == Previous(msgid=SOURCE)


def test_an_obsolete_entry_of_all_three_sides_stays_as_and_where_it_is() -> None:
    old = Entry(
        msgid="Old text here", msgstr=("А",), obsolete=True, flags=("fuzzy",), previous=Previous(msgid=SOURCE)
    )
    last = Entry(msgid="Last", msgstr=("Б",))
    base = catalog(entry("А"), old, last)
    ours = catalog(entry("А"), old, replace(last, msgstr=("В",)))

    result = merge3(base, ours, catalog(entry("Г"), old, last))

    assert result.catalog.entries == (entry("Г"), old, replace(last, msgstr=("В",)))
