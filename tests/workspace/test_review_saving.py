"""One entry saved from the review page: its bytes, its state, and what was changed meanwhile."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import Tool

from postl10n.errors import UsageError
from postl10n.files.po import parse_po, serialize_po
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.findings import EntryFinding
from postl10n.model.review import BulkSaved, Edit, Filter, Outcome, ReviewRow, Saved
from postl10n.model.states import State, draft_comment, state_of
from postl10n.pipeline import Pipeline
from postl10n.workspace import Workspace
from postl10n.workspace.review.review import Review

WHO = "Ана Review <ana@news.example>"
SOURCE = "The two sides signed an agreement."
OTHER = "It took effect on May 12."


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767355200")


@pytest.fixture
def catalog(project: Path) -> Path:
    Workspace.open(project).update()
    return project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"


@pytest.fixture
def review(project: Path, catalog: Path) -> Iterator[Review]:
    made = Review(Workspace.open(project), reviewer=WHO)
    yield made
    made.close()


def write(path: Path, source: str, new: str) -> None:
    """Put other lines in the place of an entry's last ones, as an editor would."""
    text = path.read_text(encoding="utf-8")
    pattern = re.compile(rf'^(?:#, fuzzy\n)?msgid "{re.escape(source)}"\nmsgstr ".*"$', re.MULTILINE)
    assert len(pattern.findall(text)) == 1
    path.write_text(pattern.sub(lambda _: new, text), encoding="utf-8")


def entry(path: Path, source: str = SOURCE) -> Entry:
    return next(one for one in parse_po(path.read_bytes()).catalog.entries if one.msgid == source)


def row(review: Review, source: str = SOURCE, article: str = "bridge") -> ReviewRow:
    return next(one for one in review.article("ru", article).segments if one.source.text == source)


def put(review: Review, *texts: str, accept: bool = True, comment: str | None = None) -> Saved:
    one = row(review)
    return review.save(
        "ru", "bridge", Edit(ref=one.ref, hash=one.hash, targets=texts, accept=accept, comment=comment)
    )


def chunks(path: Path) -> list[bytes]:
    return path.read_bytes().split(b"\n\n")


def test_a_saved_entry_is_checked_once(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    one = row(review)
    asked = []
    check = Pipeline.check

    def counted(pipeline: Pipeline, catalog: Catalog, **options: Any) -> list[EntryFinding]:
        asked.append(options["only"])
        return check(pipeline, catalog, **options)

    monkeypatch.setattr(Pipeline, "check", counted)
    edit = Edit(ref=one.ref, hash=one.hash, targets=("Стороны подписали  17 соглашений.",), accept=True)
    saved = review.save("ru", "bridge", edit)
    assert saved.segment is not None
    assert {note.rule for note in saved.segment.findings} == {"number", "space"}
    assert len(asked) == 1


def test_a_save_changes_one_entry_and_who_did_it(review: Review, catalog: Path, tool: Tool) -> None:
    before = chunks(catalog)

    saved = put(review, "Стороны подписали соглашение.")

    assert saved.outcome is Outcome.SAVED
    assert saved.segment is not None
    assert saved.segment.state is State.APPROVED
    after = chunks(catalog)
    changed = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert [SOURCE.encode() in after[at] for at in changed] == [False, True]
    who = f'"PO-Revision-Date: 2026-01-02 12:00+0000\\n"\n"Last-Translator: {WHO}\\n"\n'.encode()
    assert after[0] == before[0].replace(b'"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"\n', who)
    assert tool("msgfmt", "-c", "-o", "/dev/null", catalog).returncode == 0


def test_the_same_again_changes_no_byte(review: Review, catalog: Path) -> None:
    put(review, "Стороны подписали соглашение.")
    before = catalog.read_bytes()

    assert put(review, "Стороны подписали соглашение.").outcome is Outcome.UNCHANGED
    assert catalog.read_bytes() == before


def test_a_browser_s_line_ends_and_forms_change_nothing(review: Review, catalog: Path) -> None:
    write(catalog, SOURCE, f'msgid "{SOURCE}"\nmsgstr "Стороны\\n подписали и\u0306 "')
    before = catalog.read_bytes()

    assert put(review, "Стороны\r\n подписали и\u0306 ").outcome is Outcome.UNCHANGED
    assert catalog.read_bytes() == before
    assert put(review, " Стороны подписали и\u0306 ").outcome is Outcome.SAVED
    assert entry(catalog).msgstr == ("Стороны подписали й",)


def test_accepting_takes_fuzzy_and_the_previous_source_and_keeps_the_origin(
    review: Review, catalog: Path
) -> None:
    origin = draft_comment("memory", SOURCE, ("Стороны подписали соглашение.",), 0.92)
    note = "postl10n: stale since 2026-01-01"
    write(
        catalog,
        SOURCE,
        f'# {origin}\n# {note}\n#, fuzzy\n#| msgid "One side signed."\nmsgid "{SOURCE}"\n'
        'msgstr "Стороны подписали соглашение."',
    )
    shown = row(review)
    assert (shown.state, shown.origin, shown.stale_since) == (State.DRAFT, "memory 0.92", "2026-01-01")
    assert shown.previous is not None
    assert [shown.previous.text[one.start : one.end] for one in shown.previous.marks] == ["One side"]
    assert "The two sides" in {shown.source.text[one.start : one.end] for one in shown.source.marks}

    put(review, "Стороны подписали соглашение.")

    now = entry(catalog)
    assert (now.flags, now.previous, now.comments) == ((), None, (origin,))


def test_what_is_not_accepted_is_a_person_s(review: Review, catalog: Path) -> None:
    origin = draft_comment("memory", SOURCE, ("Подписали.",))
    write(catalog, SOURCE, f'# {origin}\nmsgid "{SOURCE}"\nmsgstr "Подписали."')

    assert put(review, "Подписали.", accept=False).outcome is Outcome.SAVED
    assert state_of(entry(catalog)) is State.NEEDS_WORK

    write(
        catalog, OTHER, f'# {draft_comment("memory", OTHER, ("А.",))}\n#, fuzzy\nmsgid "{OTHER}"\nmsgstr "А."'
    )
    other = row(review, OTHER)
    review.save("ru", "bridge", Edit(ref=other.ref, hash=other.hash, targets=("Б.",), accept=False))
    assert state_of(entry(catalog, OTHER)) is State.EDITED_DRAFT


def test_emptied_is_empty(review: Review, catalog: Path) -> None:
    write(catalog, SOURCE, f'#, fuzzy\nmsgid "{SOURCE}"\nmsgstr "Подписали."')

    assert put(review, " ", accept=True).outcome is Outcome.REFUSED
    assert put(review, " ", accept=False).outcome is Outcome.SAVED
    assert (entry(catalog).msgstr, entry(catalog).flags) == (("",), ())


@pytest.mark.parametrize(
    ("text", "why"),
    [("a\x1b[31mb", "control character U+001B"), ("x" * 100_001, "more than 100,000"), ("\ud800", "U+D800")],
)
def test_what_no_catalog_may_hold(review: Review, catalog: Path, text: str, why: str) -> None:
    before = catalog.read_bytes()

    refused = put(review, text, accept=False)

    assert refused.outcome is Outcome.REFUSED
    assert why in refused.message
    assert catalog.read_bytes() == before


def test_comments_are_people_s_and_forge_nothing(review: Review, catalog: Path, tool: Tool) -> None:
    origin = draft_comment("memory", SOURCE, ("Подписали.",))
    write(catalog, SOURCE, f'# {origin}\n# old\n#, fuzzy\nmsgid "{SOURCE}"\nmsgstr "Подписали."')
    forged = draft_comment("deepl", SOURCE, ("Да.",))

    put(review, "Да.", accept=False, comment=f"новое \r\n\r\n  {forged}\n, fuzzy")

    now = entry(catalog)
    assert now.comments == ("новое", "", f"- {forged}", ", fuzzy", origin)
    assert row(review).comments == ("новое", "", f"- {forged}", ", fuzzy")
    assert row(review).notes == (origin,)
    assert row(review).state is State.EDITED_DRAFT
    assert tool("msgfmt", "-c", "-o", "/dev/null", catalog).returncode == 0
    assert put(review, "Да.", accept=False, comment="a\u2028# postl10n: x").outcome is Outcome.REFUSED


def test_broken_placeholders_can_be_saved_and_not_accepted(project: Path, review: Review) -> None:
    site = project / "locales" / "ru" / "LC_MESSAGES" / "site.po"
    one = next(one for one in review.article("ru", "site").segments if one.placeholders)
    before = site.read_bytes()
    text = "без " + " ".join(one.placeholders[1:])

    refused = review.save(
        "ru", "site", Edit(ref=one.ref, hash=one.hash, targets=(text,) * len(one.forms), accept=True)
    )
    assert refused.outcome is Outcome.REFUSED
    assert one.placeholders[0] in refused.message
    assert site.read_bytes() == before

    saved = review.save(
        "ru", "site", Edit(ref=one.ref, hash=one.hash, targets=(text,) * len(one.forms), accept=False)
    )
    assert saved.outcome is Outcome.SAVED


def test_another_entry_changed_meanwhile_is_kept(review: Review, catalog: Path) -> None:
    one = row(review)
    write(catalog, OTHER, f'# mine\nmsgid "{OTHER}"\nmsgstr "Оно вступило в силу 12 мая."')

    saved = review.save("ru", "bridge", Edit(ref=one.ref, hash=one.hash, targets=("Да.",), accept=True))

    assert saved.outcome is Outcome.SAVED
    assert entry(catalog).msgstr == ("Да.",)
    assert entry(catalog, OTHER).comments == ("mine",)


def test_a_comment_added_meanwhile_is_merged(review: Review, catalog: Path) -> None:
    one = row(review)
    write(catalog, SOURCE, f'# look here\nmsgid "{SOURCE}"\nmsgstr ""')

    saved = review.save("ru", "bridge", Edit(ref=one.ref, hash=one.hash, targets=("Да.",), accept=True))

    assert saved.outcome is Outcome.MERGED
    assert (entry(catalog).msgstr, entry(catalog).comments) == (("Да.",), ("look here",))


def test_an_editor_s_other_text_is_a_conflict(review: Review, catalog: Path) -> None:
    write(catalog, SOURCE, f'msgid "{SOURCE}"\nmsgstr "Раз."')
    one = row(review)
    write(catalog, SOURCE, f'msgid "{SOURCE}"\nmsgstr "Два."')
    before = catalog.read_bytes()
    edit = Edit(ref=one.ref, hash=one.hash, targets=("Три.",), accept=True)

    conflict = review.save("ru", "bridge", edit)

    assert (conflict.outcome, conflict.mine) == (Outcome.CONFLICT, ("Три.",))
    assert conflict.segment is not None
    assert conflict.segment.forms[0].target.text == "Два."
    assert catalog.read_bytes() == before
    # A restarted server does not remember what was seen: it must not guess.
    other = Review(review_workspace(catalog), reviewer=WHO)
    assert other.save("ru", "bridge", edit).outcome is Outcome.CONFLICT
    other.close()
    # Whoever saw both versions may decide.
    seen = Edit(ref=one.ref, hash=conflict.segment.hash, targets=("Три.",), accept=True)
    assert review.save("ru", "bridge", seen).outcome is Outcome.SAVED


def review_workspace(catalog: Path) -> Workspace:
    return Workspace.open(catalog.parents[3])


def test_gone_and_unreadable(review: Review, catalog: Path) -> None:
    one = row(review)
    edit = Edit(ref=one.ref, hash=one.hash, targets=("Да.",), accept=True)
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace(SOURCE, "Another sentence."), encoding="utf-8")
    assert review.save("ru", "bridge", edit).outcome is Outcome.GONE
    catalog.write_text(text + '\nmsgid "broken', encoding="utf-8")
    broken = review.save("ru", "bridge", edit)
    assert broken.outcome is Outcome.REFUSED
    assert "bridge.po" in broken.message
    assert "bridge.po" in review.overview("ru").faults[0]
    catalog.unlink()
    assert review.save("ru", "bridge", edit).outcome is Outcome.GONE
    assert not catalog.exists()


@pytest.mark.parametrize(
    ("locale", "article"),
    [("ru", "../../postl10n"), ("..", "bridge"), ("ru", ""), ("de", "bridge"), ("ru", "site.po")],
)
def test_only_what_the_project_lists_becomes_a_path(review: Review, locale: str, article: str) -> None:
    edit = Edit(ref="../x", hash="", targets=("x",), accept=True)
    for call in (
        lambda: review.article(locale, article),
        lambda: review.segment(locale, article, "x"),
        lambda: review.save(locale, article, edit),
        lambda: review.matches(locale, article, "x"),
        lambda: review.waive(locale, article, "x", "", "number", "why"),
        lambda: review.queue(locale, Filter(article=article or "?")),
    ):
        with pytest.raises(UsageError):
            call()
    assert review.save("ru", "bridge", edit).outcome is Outcome.GONE


def test_a_catalog_that_leads_out_of_the_project_is_not_touched(
    review: Review, catalog: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.po"
    outside.write_bytes(catalog.read_bytes())
    one = row(review)
    catalog.unlink()
    catalog.symlink_to(outside)
    before = outside.read_bytes()

    saved = review.save("ru", "bridge", Edit(ref=one.ref, hash=one.hash, targets=("x",), accept=True))

    assert saved.outcome is Outcome.REFUSED
    assert outside.read_bytes() == before


PLURAL = """
msgid "{n} item"
msgid_plural "{n} items"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""
"""


def test_a_plural_entry_has_a_box_a_form(project: Path, review: Review, tool: Tool) -> None:
    site = project / "locales" / "ru" / "LC_MESSAGES" / "site.po"
    site.write_text(site.read_text(encoding="utf-8") + PLURAL, encoding="utf-8")
    one = row(review, "{n} item", "site")
    assert [form.label for form in one.forms] == ["1, 21, 31 …", "2, 3, 4 …", "0, 5, 6 …"]
    assert one.source_plural == "{n} items"

    def save(*texts: str, accept: bool = True) -> Saved:
        now = row(review, "{n} item", "site")
        return review.save("ru", "site", Edit(ref=now.ref, hash=now.hash, targets=texts, accept=accept))

    assert save("{n} вещь", "{n} вещи").outcome is Outcome.REFUSED
    assert save("{n} вещь", "", "{n} вещей").outcome is Outcome.REFUSED
    assert "lacks {n}" in save("вещь", "{n} вещи", "{n} вещей").message
    assert save("{n} вещь", "{n} вещи", "{n} вещей").outcome is Outcome.SAVED
    assert tool("msgfmt", "-c", "-o", "/dev/null", site).returncode == 0


def test_a_joined_sentence(review: Review, catalog: Path) -> None:
    put(review, "Стороны подписали соглашение, которое вступило в силу 12 мая.")
    second = row(review, OTHER)

    saved = review.save(
        "ru", "bridge", Edit(ref=second.ref, hash=second.hash, targets=("{merged}",), accept=True)
    )

    assert saved.outcome is Outcome.SAVED
    assert saved.segment is not None
    assert saved.segment.merged
    title = next(one for one in review.article("ru", "bridge").segments if one.role == "title")
    refused = review.save(
        "ru", "bridge", Edit(ref=title.ref, hash=title.hash, targets=("{merged}",), accept=True)
    )
    assert refused.outcome is Outcome.REFUSED


def test_undo_gives_the_entry_back(review: Review, catalog: Path) -> None:
    write(catalog, SOURCE, f'# a\n#, fuzzy\n#| msgid "One."\nmsgid "{SOURCE}"\nmsgstr "Раз."')
    before = entry(catalog)
    put(review, "Два.")
    put(review, "Три.")

    for _ in range(2):
        undone = review.undo("ru")
        assert isinstance(undone, Saved)
        assert undone.outcome is Outcome.SAVED
    assert entry(catalog) == before
    assert review.undo("ru") is None


def test_undo_leaves_what_somebody_else_changed(review: Review, catalog: Path) -> None:
    put(review, "Два.")
    write(catalog, SOURCE, f'msgid "{SOURCE}"\nmsgstr "Другое."')
    before = catalog.read_bytes()

    undone = review.undo("ru")

    assert isinstance(undone, Saved)
    assert undone.outcome is Outcome.REFUSED
    assert catalog.read_bytes() == before


def test_bulk_accept_takes_what_was_counted_and_leaves_what_is_broken(review: Review, catalog: Path) -> None:
    write(catalog, SOURCE, f'#, fuzzy\nmsgid "{SOURCE}"\nmsgstr "Стороны подписали соглашение."')
    write(catalog, OTHER, f'#, fuzzy\nmsgid "{OTHER}"\nmsgstr "Оно {{name}} вступило в силу 13 мая."')
    wanted = Filter(states=frozenset({State.NEEDS_WORK}))
    counted = review.queue("ru", wanted)
    assert counted.total == 2
    before = catalog.read_bytes()

    assert review.accept_all("ru", wanted, "0" * 16).refused
    assert catalog.read_bytes() == before
    done = review.accept_all("ru", wanted, counted.digest)

    assert (done.changed, len(done.left)) == (1, 1)
    assert (entry(catalog).fuzzy, entry(catalog, OTHER).fuzzy) == (False, True)
    undone = review.undo("ru")
    assert isinstance(undone, (Saved, BulkSaved))
    assert entry(catalog).fuzzy


def test_commit_takes_only_what_was_written(project: Path, review: Review, catalog: Path) -> None:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", "-C", project, *arguments], check=True, capture_output=True, text=True)
        return done.stdout

    git("init", "-q")
    git("config", "user.name", "Ana")
    git("config", "user.email", "ana@news.example")
    git("add", "-A")
    git("commit", "-qm", "begin")
    (project / "articles" / "bridge.txt").write_text("Other\n\nText.\n", encoding="utf-8")
    git("add", "-A")
    assert review.commit() is None
    put_row = review.article("ru", "site").segments[0]
    review.save("ru", "site", Edit(ref=put_row.ref, hash=put_row.hash, targets=("Да",), accept=True))

    assert review.commit() is not None
    assert git("show", "--name-only", "--format=%s").split("\n")[:3] == [
        "Review: 1 entry in ru",
        "",
        "locales/ru/LC_MESSAGES/site.po",
    ]
    assert git("diff", "--cached", "--name-only").split() == ["articles/bridge.txt"]


def test_threads_lose_no_save(review: Review, catalog: Path) -> None:
    segments = review.article("ru", "bridge").segments
    review.overview("ru")

    def save(at: int) -> Outcome:
        one = segments[at]
        review.queue("ru", Filter(search="a"))
        edit = Edit(ref=one.ref, hash=one.hash, targets=(f"Текст {at}",), accept=False)
        return review.save("ru", "bridge", edit).outcome

    with ThreadPoolExecutor(max_workers=4) as threads:
        outcomes = list(threads.map(save, range(len(segments))))

    assert set(outcomes) == {Outcome.SAVED}
    texts = {one.msgid: one.msgstr for one in parse_po(catalog.read_bytes()).catalog.entries}
    assert texts == {one.source.text: (f"Текст {at}",) for at, one in enumerate(segments)}


TEXTS = st.text(alphabet='abж中{}\\"% \n.', max_size=30)
STEPS = st.lists(
    st.tuples(st.integers(0, 40), TEXTS, st.booleans(), st.sampled_from([None, "note", "postl10n: x", ""])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS, undo=st.integers(0, 8))
def test_no_series_of_edits_touches_another_entry(
    review: Review, catalog: Path, tool: Tool, steps: list[tuple[int, str, bool, str | None]], undo: int
) -> None:
    start = catalog.read_bytes()
    bodies = by_key(start)
    touched = set()
    for number, text, accept, comment in steps:
        segments = review.article("ru", "bridge").segments
        one = segments[number % len(segments)]
        edit = Edit(ref=one.ref, hash=one.hash, targets=(text,), accept=accept, comment=comment)
        if review.save("ru", "bridge", edit).outcome is Outcome.SAVED:
            touched.add(one.source.text)
    for _ in range(undo):
        review.undo("ru")

    data = catalog.read_bytes()
    assert serialize_po(parse_po(data)) == data
    now = by_key(data)
    assert now.keys() == bodies.keys()
    assert {key for key in now if now[key] != bodies[key]} - {""} <= touched
    checked = tool("msgfmt", "-c", "-o", "/dev/null", catalog)
    assert checked.returncode == 0, checked.stderr.decode()
    while review.undo("ru") is not None:
        pass
    assert {key: body for key, body in by_key(catalog.read_bytes()).items() if key} == {
        key: body for key, body in bodies.items() if key
    }


def by_key(data: bytes) -> dict[str, bytes]:
    """The bytes of each entry by its msgid."""
    head, *bodies = data.strip().split(b"\n\n")
    return {"": head} | {parse_po(body).catalog.entries[0].msgid: body for body in bodies}
