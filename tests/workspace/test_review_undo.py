"""Whole sessions of review, and all of them taken back: to the byte, header, journal and glossary included."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import Tool

from postl10n.files.po import parse_po
from postl10n.model.review import BulkSaved, Edit, Filter, Outcome, Saved, TermRow
from postl10n.model.states import State
from postl10n.workspace import Workspace
from postl10n.workspace.review.file_changes import FileChanges
from postl10n.workspace.review.review import Review

ARTICLE = """Parcels by rail

A parcel left Duisburg. The parcel arrived on 5 May. Every parcel counts.

Letters wait. Belpost carries letters and 12 parcels.
"""
GLOSSARY = """# Kept by hand.
subject: posts
concepts:
  - id: parcel
    terms:
      en: [parcel]
      ru: [посылка]
  - id: letter
    terms:
      en: [letter]
      ru: [письмо]
"""
RUSSIAN = {
    "A parcel left Duisburg.": "Посылка покинула Дуйсбург.",
    "The parcel arrived on 5 May.": "Посылка прибыла 5 мая.",
    "Every parcel counts.": "Важна каждая посылка.",
    "Letters wait.": "Письма ждут.",
}


@pytest.fixture
def news(project: Path) -> Path:
    """A project in a git repository, everything committed."""
    (project / "articles" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    (project / "glossary" / "example.yaml").write_text(GLOSSARY, encoding="utf-8")
    Workspace.open(project).update()
    path = catalog(project)
    text = path.read_text(encoding="utf-8")
    for number, (source, target) in enumerate(RUSSIAN.items()):
        mark = "#, fuzzy\n" if number == 1 else ""
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'{mark}msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, encoding="utf-8")
    git(project, "init", "-q")
    (project / ".gitignore").write_text(".postl10n/\n", encoding="utf-8")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "As it was")
    return project


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@news.example")
    done = subprocess.run(["git", "-C", folder, *who, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def catalog(project: Path) -> Path:
    return project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"


def entries(data: bytes) -> dict[str, bytes]:
    """The bytes of each entry by its msgid."""
    _, *bodies = data.strip().split(b"\n\n")
    return {parse_po(body).catalog.entries[0].msgid: body for body in bodies}


TEXTS = st.sampled_from(
    ["Посылка ушла.", "Бандероль 5 мая.", "  ", "Да {1}", "Письмо\\n", "Важна каждая посылка."]
)
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), st.integers(0, 9), TEXTS, st.booleans()),
        st.tuples(st.just("comment"), st.integers(0, 9)),
        st.tuples(st.just("waive"), st.integers(0, 9)),
        st.tuples(st.just("accept")),
        st.tuples(st.just("replace"), st.sampled_from(["бандероль", "Пакет"])),
        st.tuples(st.just("term"), st.sampled_from(["admitted", "forbidden"])),
        st.tuples(st.just("concept"), st.sampled_from(["Что несут", ""])),
        st.tuples(st.just("undo")),
    ),
    min_size=1,
    max_size=9,
)


def act(review: Review, action: tuple[object, ...]) -> None:
    kind, *more = action
    rows = review.article("ru", "bridge").segments
    if kind == "save":
        number, text, accept = more
        one = rows[int(str(number)) % len(rows)]
        review.save(
            "ru", "bridge", Edit(ref=one.ref, hash=one.hash, targets=(str(text),), accept=bool(accept))
        )
    elif kind == "comment":
        one = rows[int(str(more[0])) % len(rows)]
        texts = tuple(form.target.text for form in one.forms)
        edit = Edit(ref=one.ref, hash=one.hash, targets=texts, accept=False, comment="Seen.")
        review.save("ru", "bridge", edit)
    elif kind == "waive":
        one = rows[int(str(more[0])) % len(rows)]
        for note in one.findings[:1]:
            review.waive("ru", "bridge", one.ref, one.hash, note.rule, "as agreed")
    elif kind == "accept":
        wanted = Filter(states=frozenset(State) - {State.APPROVED})
        review.accept_all("ru", wanted, review.queue("ru", wanted).digest)
    elif kind == "replace":
        plan = review.plan_replace("ru", "parcel", "посылка", str(more[0]))
        anyway = [one.place for one in plan.replacements if one.proposal]
        review.replace("ru", "parcel", "посылка", str(more[0]), plan.digest, anyway=anyway)
    elif kind == "term":
        review.set_term("ru", "parcel", "бандероль", str(more[0]), review.concept("ru", "parcel").hash)
    elif kind == "concept":
        view = review.concept("ru", "letter")
        rows_ = (*view.terms, TermRow(text="послание", status="admitted"))
        review.edit_concept("letter", "ru", definition=str(more[0]), terms=rows_[:2], hash=view.hash)
    else:
        review.undo("ru")


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(actions=ACTIONS)
def test_undo_of_everything_leaves_no_difference(
    news: Path, tool: Tool, actions: list[tuple[object, ...]]
) -> None:
    review = Review(Workspace.open(news), reviewer="Ana <ana@news.example>")
    try:
        before = entries(catalog(news).read_bytes())
        for action in actions:
            was = entries(catalog(news).read_bytes())
            touched = {one.source.text: one.hash for one in review.article("ru", "bridge").segments}
            act(review, action)
            now = entries(catalog(news).read_bytes())
            same = {
                one.source.text
                for one in review.article("ru", "bridge").segments
                if touched[one.source.text] == one.hash
            }
            assert {msgid for msgid in now if now[msgid] != was[msgid]}.isdisjoint(same)
            checked = tool("msgfmt", "-c", "-o", "/dev/null", catalog(news))
            assert checked.returncode == 0, checked.stderr
        while review.undo("ru") is not None:
            pass
        assert entries(catalog(news).read_bytes()) == before
        assert git(news, "status", "--porcelain") == ""
        assert review.commit() is None
    finally:
        review.close()


def test_a_commit_has_what_is_different_in_the_end(news: Path) -> None:
    git(news, "config", "user.name", "Ana")
    git(news, "config", "user.email", "ana@news.example")
    review = Review(Workspace.open(news), reviewer="Ana <ana@news.example>", git=True)
    act(review, ("concept", "Что несут"))
    review.undo("ru")
    act(review, ("save", 1, "Посылка ушла из Дуйсбурга.", True))
    act(review, ("save", 2, "Посылка пришла 5 мая.", True))
    review.undo("ru")
    assert review.close()
    assert git(news, "show", "--name-only", "--format=%s", "HEAD").split("\n")[0] == "Review: 1 entry in ru"
    assert "glossary" not in git(news, "show", "--name-only", "--format=", "HEAD")


def test_what_another_program_wrote_since_stays(news: Path) -> None:
    review = Review(Workspace.open(news), reviewer="Ana <ana@news.example>")
    act(review, ("save", 1, "Посылка ушла.", True))
    path = catalog(news)
    path.write_text(
        path.read_text(encoding="utf-8").replace("Письма ждут.", "Письма лежат."), encoding="utf-8"
    )
    undone = review.undo("ru")
    assert isinstance(undone, Saved)
    assert undone.outcome is Outcome.SAVED
    text = path.read_text(encoding="utf-8")
    assert "Письма лежат." in text
    assert "Посылка покинула Дуйсбург." in text
    review.close()


def test_a_glossary_that_was_changed_since_is_left(news: Path) -> None:
    review = Review(Workspace.open(news), reviewer="Ana <ana@news.example>")
    act(review, ("term", "admitted"))
    path = news / "glossary" / "example.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# Another hand.\n", encoding="utf-8")
    kept = path.read_bytes()
    undone = review.undo("ru")
    assert isinstance(undone, BulkSaved)
    assert "meanwhile" in undone.refused
    assert path.read_bytes() == kept
    review.close()


@given(
    before=st.one_of(st.none(), st.binary(max_size=60), st.text("ab\n", max_size=60).map(str.encode)),
    after=st.one_of(st.binary(max_size=60), st.text("ab\n", max_size=60).map(str.encode)),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_any_change_of_a_file_is_taken_back(tmp_path: Path, before: bytes | None, after: bytes) -> None:
    path = tmp_path / "a.po"
    path.unlink(missing_ok=True)
    if before is not None:
        path.write_bytes(before)
    files = FileChanges(tmp_path)
    files.watch(path)
    path.write_bytes(after)
    changes = files.taken()
    assert bool(changes) == (before != after)
    assert files.restore(changes) == bool(changes)
    assert (path.read_bytes() if path.exists() else None) == before
    assert not files.differs(path)
