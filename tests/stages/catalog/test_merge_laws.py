"""Laws of merging, over catalogs that hypothesis makes; and what msgmerge does, on small ones."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postl10n.files.po import new_po, parse_po, serialize_po
from postl10n.model.catalog import MERGED, Catalog, Entry, Key, Previous
from postl10n.model.states import draft_comment
from postl10n.stages.catalog.merge import merge

WORDS = [
    "post",
    "office",
    "opens",
    "closes",
    "not",
    "all",
    "Minsk",
    "5",
    "don't",
    "don’t",
    "wait...",
    "wait…",
    "—",
    "邮局",
]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
contexts = st.sampled_from([None, None, None, "title"])


@st.composite
def sources(draw: st.DrawFn) -> Entry:
    plural = draw(st.sampled_from([None, None, None, "posts"]))
    forms = 1 if plural is None else 2
    return Entry(
        msgid=draw(sentences),
        msgctxt=draw(contexts),
        msgid_plural=plural,
        msgstr=("",) * forms,
        references=tuple(draw(st.lists(st.sampled_from(["a#1", "a#2"]), max_size=2, unique=True))),
    )


@st.composite
def translated(draw: st.DrawFn, number: int) -> Entry:
    source = draw(sources())
    texts = st.sampled_from(["", f"T{number}", f"T{number}", "{merged}"])
    msgstr = tuple(draw(texts) + ("" if not form else f"+{form}") for form in range(len(source.msgstr)))
    fuzzy = draw(st.booleans())
    comments = draw(
        st.lists(st.sampled_from(["mine", draft_comment("memory", source.msgid, msgstr)]), unique=True)
    )
    return replace(
        source,
        msgstr=msgstr,
        flags=("fuzzy",) if fuzzy else (),
        previous=Previous(msgid=draw(sentences)) if fuzzy and draw(st.booleans()) else None,
        comments=tuple(comments),
        obsolete=draw(st.sampled_from([False, False, False, True])),
    )


def unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    kept: dict[Key, Entry] = {}
    for entry in entries:
        kept.setdefault(entry.key, entry)
    return tuple(kept.values())


HEADER = Entry(
    msgid="", msgstr=("Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n!=1;\n",)
)


@st.composite
def olds(draw: st.DrawFn) -> Catalog:
    entries = [draw(translated(number)) for number in range(draw(st.integers(0, 8)))]
    ordered = sorted(unique(entries), key=lambda entry: entry.obsolete)
    return Catalog(header=HEADER, entries=tuple(ordered))


templates = st.lists(sources(), max_size=8).map(
    lambda entries: Catalog(header=HEADER, entries=unique(entries))
)
options = st.fixed_dictionaries(
    {
        "carry": st.booleans(),
        "fill_merged": st.booleans(),
        "hints": st.booleans(),
        "refresh": st.booleans(),
        "today": st.just("2026-05-01"),
    }
)


def held(catalog: Catalog) -> str:
    return "\n".join(text for e in catalog.entries for text in (*e.msgstr, *e.comments))


@given(olds(), templates, options)
def test_no_translation_ever_disappears(old: Catalog, template: Catalog, chosen: dict[str, object]) -> None:
    after = held(merge(old, template, **chosen).catalog)  # type: ignore[arg-type]
    for entry in old.entries:
        assert all(form in after for form in entry.msgstr)


@given(olds(), templates, options)
def test_no_comment_of_a_person_disappears_with_a_translation(
    old: Catalog, template: Catalog, chosen: dict[str, object]
) -> None:
    numbered = [replace(e, comments=(f"mine {n}",)) for n, e in enumerate(old.entries)]
    after = held(merge(replace(old, entries=tuple(numbered)), template, **chosen).catalog)  # type: ignore[arg-type]
    assert all(e.comments[0] in after for e in numbered if any(e.msgstr))


@given(olds(), templates, options)
def test_merging_twice_changes_nothing(old: Catalog, template: Catalog, chosen: dict[str, object]) -> None:
    once = merge(old, template, **chosen).catalog  # type: ignore[arg-type]
    assert merge(once, template, **chosen).catalog == once  # type: ignore[arg-type]


@given(olds(), templates, options)
def test_the_order_is_the_template_s_and_obsolete_entries_come_last(
    old: Catalog, template: Catalog, chosen: dict[str, object]
) -> None:
    result = merge(old, template, **chosen).catalog  # type: ignore[arg-type]
    assert [e.key for e in result.active()] == [e.key for e in template.entries]
    assert [e.obsolete for e in result.entries] == sorted(e.obsolete for e in result.entries)
    keys = [e.key for e in result.entries]
    assert len(keys) == len(set(keys)), "gettext takes a second entry of one key for an error"


@given(olds(), templates, options)
def test_nothing_is_approved_that_nobody_approved(
    old: Catalog, template: Catalog, chosen: dict[str, object]
) -> None:
    approved = {e.msgstr for e in old.entries if not e.fuzzy}
    for entry in merge(old, template, **chosen).catalog.active():  # type: ignore[arg-type]
        assert entry.fuzzy or not any(entry.msgstr) or entry.msgstr in approved


@given(olds(), templates, options)
def test_every_new_fuzzy_says_of_what_kind_its_change_is(
    old: Catalog, template: Catalog, chosen: dict[str, object]
) -> None:
    was = {e.key: e for e in old.entries}
    for entry in merge(old, template, **chosen).catalog.active():  # type: ignore[arg-type]
        before = was.get(entry.key)
        if entry.fuzzy and entry.previous and (before is None or not before.fuzzy):
            assert sum(comment.startswith("postl10n: changed ") for comment in entry.comments) == 1


@given(olds(), templates)
def test_the_counts_add_up(old: Catalog, template: Catalog) -> None:
    result = merge(old, template)
    counts = result.summary
    assert counts.kept + counts.new + counts.fuzzy + counts.carried + counts.revived == len(template.entries)
    now_obsolete = {e.key for e in result.catalog.entries if e.obsolete}
    assert counts.obsoleted == sum(e.key in now_obsolete for e in old.active())


needs_msgmerge = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is not installed")


@needs_msgmerge
@settings(max_examples=20, deadline=None)
@given(olds(), templates)
def test_exact_and_obsolete_are_msgmerge_s(
    tmp_path_factory: pytest.TempPathFactory, old: Catalog, template: Catalog
) -> None:
    """Its close matches are turned off: what has no exact match there may be fuzzy in ours, or used up."""
    folder: Path = tmp_path_factory.mktemp("peer")
    (folder / "old.po").write_bytes(serialize_po(new_po(old)))
    (folder / "new.pot").write_bytes(serialize_po(new_po(template)))
    command = ["msgmerge", "-q", "--previous", "-N", "--force-po", "old.po", "new.pot", "-o", "out.po"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    peer = {e.key: e for e in parse_po((folder / "out.po").read_bytes()).catalog.entries}
    ours = {e.key: e for e in merge(old, template, carry=False, refresh=True).catalog.entries}
    for key, mine in ours.items():
        if not mine.msgstr[0]:
            continue  # msgmerge drops an entry whose first form is empty, whatever the others hold
        if mine.obsolete:
            assert peer[key].obsolete
            assert peer[key].msgstr == mine.msgstr
        elif any(mine.msgstr) and not mine.fuzzy:
            assert (peer[key].msgstr, peer[key].references) == (mine.msgstr, mine.references)
    for key, theirs in peer.items():
        if theirs.msgstr[0] and not theirs.fuzzy and not theirs.obsolete and MERGED not in theirs.msgstr:
            assert ours[key].msgstr == theirs.msgstr
