"""What a tool lost in a catalog, and bringing back no more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from po_strategies import catalogs

from postl10n.model.catalog import Catalog, Entry, Previous
from postl10n.model.states import draft_comment
from postl10n.stages.catalog.audit import LossKind, audit, restored

SACK = Entry(msgid="A sack of letters.", msgstr=("Мешок писем.",), comments=("checked by Ina",))
DRAFT = Entry(
    msgid="A box.",
    msgstr=("Ящик.",),
    flags=("fuzzy",),
    comments=(draft_comment("memory", "A box.", ("Ящик.",), 0.92),),
)
STALE = Entry(
    msgid="Two stamps.",
    msgstr=("Одна марка.",),
    flags=("fuzzy",),
    previous=Previous(msgid="One stamp."),
    msgctxt="heading",
)
PLURAL = Entry(msgid="%d bag", msgid_plural="%d bags", msgstr=("%d сумка", "%d сумок"))
HEADER = Entry(msgid="", msgstr=("Language: ru\nX-Domain: post\n",), comments=("© the post",))
ALL = (SACK, DRAFT, STALE, PLURAL)


def catalog(*entries: Entry, header: Entry = HEADER) -> Catalog:
    return Catalog(header=header, entries=entries)


BEFORE = catalog(*ALL)


def with_(old: Entry, **changes: object) -> Catalog:
    new = replace(old, **changes)  # type: ignore[arg-type]
    return catalog(*(new if one is old else one for one in ALL))


TOOLS = {
    "emptied": (with_(SACK, msgstr=("",)), [LossKind.EMPTIED]),
    "draft dropped": (with_(DRAFT, msgstr=("",), flags=(), comments=()), [LossKind.DRAFT_DROPPED]),
    "source copied": (with_(SACK, msgstr=(SACK.msgid,)), [LossKind.SOURCE_COPIED]),
    "removed": (catalog(DRAFT, STALE, PLURAL), [LossKind.REMOVED]),
    "a plural form": (with_(PLURAL, msgstr=("%d сумка", "")), [LossKind.EMPTIED]),
    "made fuzzy": (with_(SACK, flags=("fuzzy",)), [LossKind.MADE_FUZZY]),
    "previous": (with_(STALE, previous=None), [LossKind.PREVIOUS]),
    "comments": (with_(SACK, comments=()), [LossKind.COMMENTS]),
    "origin": (with_(DRAFT, comments=()), [LossKind.COMMENTS]),
    "header": (
        catalog(*ALL, header=replace(HEADER, msgstr=("Language: ru\n",), comments=())),
        [LossKind.HEADER, LossKind.COMMENTS],
    ),
}


@pytest.mark.parametrize(("after", "kinds"), TOOLS.values(), ids=TOOLS)
def test_a_loss_is_told_and_brought_back(after: Catalog, kinds: list[LossKind]) -> None:
    losses = audit(BEFORE, after)

    assert [one.kind for one in losses] == kinds
    assert restored(BEFORE, after, after) == (BEFORE, losses)


def test_a_lost_context_and_a_cleared_flag_are_told_only() -> None:
    bare = replace(STALE, msgctxt=None)
    accepted = with_(DRAFT, flags=())
    for after, kind in (
        (catalog(SACK, DRAFT, bare, PLURAL), LossKind.CONTEXT),
        (accepted, LossKind.FUZZY_CLEARED),
    ):
        assert [one.kind for one in audit(BEFORE, after)] == [kind]
        assert restored(BEFORE, after, after) == (after, [])


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        with_(SACK, msgstr=("Мешок с письмами.",)),
        with_(DRAFT, msgstr=("Коробка.",), flags=(), comments=()),
        with_(STALE, msgstr=("Две марки.",), flags=(), previous=None),
        with_(SACK, obsolete=True),
        catalog(*ALL, Entry(msgid="new", msgstr=("",))),
    ],
)
def test_work_is_no_loss(after: Catalog) -> None:
    assert audit(BEFORE, after) == []


def test_what_is_newer_stays() -> None:
    left = with_(SACK, msgstr=("",), comments=())
    newer = with_(SACK, msgstr=("Сумка писем.",), comments=("mine",))

    assert restored(BEFORE, left, newer) == (newer, [])


@given(catalogs(), st.data())
def test_restoring_never_removes_a_text(before: Catalog, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(before.entries), max_size=len(before.entries)))
    after = replace(
        before,
        entries=tuple(
            entry if keep else replace(entry, msgstr=("",) * len(entry.msgstr), comments=())
            for entry, keep in zip(before.entries, kept, strict=True)
        ),
    )

    catalog_now, _ = restored(before, after, after)

    assert [entry.msgstr for entry in catalog_now.entries] == [entry.msgstr for entry in before.entries]
    assert not [one for one in audit(before, catalog_now) if one.kind is not LossKind.FUZZY_CLEARED]
