"""The state table: what an entry's file says of it, the first row that fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postl10n.model.catalog import Entry, Previous
from postl10n.model.ids import base_id, numbered, segment_id, target_hash
from postl10n.model.states import State, draft_comment, origin_of, state_of

ENTRY = Entry(msgid="Belpost grew.", msgstr=("Белпочта выросла.",))
FUZZY = replace(ENTRY, flags=("fuzzy",))
OWN = draft_comment("memory", ENTRY.msgid, ENTRY.msgstr, 0.92)
COPIED = draft_comment("memory", "Another sentence.", ENTRY.msgstr)
BEFORE = Previous(msgid="Belpost shrank.")


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (replace(ENTRY, msgstr=("",)), State.EMPTY),
        (replace(FUZZY, msgstr=("",)), State.EMPTY),
        (ENTRY, State.APPROVED),
        (replace(ENTRY, comments=(OWN,)), State.APPROVED),
        (replace(ENTRY, previous=BEFORE), State.APPROVED),
        (replace(FUZZY, comments=(OWN,)), State.DRAFT),
        (replace(FUZZY, comments=(OWN,), previous=BEFORE), State.DRAFT),
        (replace(FUZZY, comments=(OWN,), msgstr=("Белпочта росла.",)), State.EDITED_DRAFT),
        (replace(FUZZY, previous=BEFORE), State.STALE),
        (replace(FUZZY, comments=(COPIED,), previous=BEFORE), State.STALE),
        (FUZZY, State.NEEDS_WORK),
        (replace(FUZZY, comments=(COPIED,)), State.NEEDS_WORK),
        (replace(ENTRY, workflow=("fuzzy",)), State.NEEDS_WORK),
        (replace(ENTRY, msgid_plural="s", msgstr=("a", "")), State.NEEDS_WORK),
        (replace(ENTRY, msgid_plural="s", msgstr=("", "")), State.EMPTY),
    ],
)
def test_states(entry: Entry, state: State) -> None:
    assert state_of(entry) is state


def test_the_comment_of_a_draft() -> None:
    assert f"postl10n: memory 0.92 {segment_id(ENTRY.msgid)}/{target_hash(ENTRY.msgstr)}" == OWN
    origin = origin_of(replace(FUZZY, comments=("for reviewers", OWN)))
    assert origin is not None
    assert (origin.name, origin.score) == ("memory", 0.92)


@pytest.mark.parametrize("comment", ["postl10n: memory", "postl10n: memory 0.9 xyz/abc", OWN + " and more"])
def test_what_is_no_origin_comment(comment: str) -> None:
    assert origin_of(replace(FUZZY, comments=(comment,))) is None


def test_repeats_are_numbered() -> None:
    assert list(numbered(["a", "b", "a", "a"])) == ["a", "b", "a-2", "a-3"]
    assert [base_id(one) for one in ("a", "a-2")] == ["a", "a"]
