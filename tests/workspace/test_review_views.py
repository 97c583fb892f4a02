"""What the review page shows and changes beyond one entry: overview, queues, concepts, the glossary, the memory."""

from __future__ import annotations

import datetime
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample import Tool

from postl10n.errors import GlossaryError, UsageError
from postl10n.files.po import parse_po
from postl10n.model.catalog import Entry
from postl10n.model.findings import Severity
from postl10n.model.review import BulkSaved, Edit, Filter, Outcome, QueueOrder, ReviewRow, TermRow, TextMark
from postl10n.model.states import State
from postl10n.workspace import Workspace
from postl10n.workspace.review import queues
from postl10n.workspace.review.edits import fitted
from postl10n.workspace.review.review import Review
from postl10n.workspace.review.rows import marked

GLOSSARY = """\
# Ours, kept by Ana.
subject: operations
concepts:
  - id: sorting-centre  # the building
    definition: {en: Where mail is sorted.}
    terms:
      en: [sorting centre]
      # agreed in 2024
      ru: [сортировочный центр]
  - id: parcel
    terms:
      en: [parcel]
      ru: [посылка]
"""
ARTICLES = {
    "sorting": (
        "Sorting news\n| News |2025-03-14\n\n"
        "The sorting centre opened. We toured the sorting centre with a parcel.\n"
    ),
    "night": "Night news\n| News |2025-04-01\n\nThe sorting centre opened. Both sorting centres close at night.\n",
}
RUSSIAN = {
    "The sorting centre opened.": "Сортировочный центр открылся.",
    "We toured the sorting centre with a parcel.": "Мы обошли сортировочный центр с посылкой.",
    "Both sorting centres close at night.": "Оба центра сортировки закрыты в 25 ночей.",
}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767355200")


@pytest.fixture
def sorting(project: Path) -> Path:
    """Two articles that share a sentence; ru is translated, zh_Hans is not."""
    (project / "articles" / "bridge.txt").unlink()
    for name, text in ARTICLES.items():
        (project / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    (project / "glossary" / "example.yaml").write_text(GLOSSARY, encoding="utf-8")
    settings = project / "postl10n.toml"
    text = settings.read_text(encoding="utf-8").replace('"ru"', '"ru", "zh_Hant_HK", "zh_Hant_MO"', 1)
    settings.write_text(text + '\n[locale.zh_Hant_MO]\ninherits = "zh_Hant_HK"\n', encoding="utf-8")
    Workspace.open(project).update()
    for name in ARTICLES:
        fill(catalog(project, name), RUSSIAN)
    return project


@pytest.fixture
def review(sorting: Path) -> Iterator[Review]:
    made = Review(Workspace.open(sorting), reviewer="Ana <ana@news.example>")
    yield made
    made.close()


def catalog(project: Path, article: str, locale: str = "ru") -> Path:
    return project / "locales" / locale / "LC_MESSAGES" / f"{article}.po"


def fill(path: Path, texts: dict[str, str], fuzzy: bool = False) -> None:
    text = path.read_text(encoding="utf-8")
    for source, target in texts.items():
        pattern = rf'msgid "{re.escape(source)}"\nmsgstr ".*"'
        mark = "#, fuzzy\n" if fuzzy else ""
        text = re.sub(pattern, f'{mark}msgid "{source}"\nmsgstr "{target}"', text)
    path.write_text(text, encoding="utf-8")


def entry(path: Path, source: str) -> Entry:
    return next(one for one in parse_po(path.read_bytes()).catalog.entries if one.msgid == source)


def row(review: Review, source: str, article: str = "sorting", locale: str = "ru") -> ReviewRow:
    return next(one for one in review.article(locale, article).segments if one.source.text == source)


def found(review: Review, wanted: Filter) -> list[tuple[str, str]]:
    return [(one.article, one.source.text) for one in review.queue("ru", wanted).segments]


def test_the_overview_counts_and_later_knows_the_findings(review: Review) -> None:
    cells = review.overview("ru").cells
    assert [(one.article, one.title, one.date) for one in cells] == [
        ("night", "Night news", "2025-04-01"),
        ("sorting", "Sorting news", "2025-03-14"),
        ("site", "site", ""),
    ]
    assert (cells[1].approved, cells[1].fuzzy, cells[1].errors) == (2, 0, -1)
    assert cells[1].entries == cells[1].approved + cells[1].empty
    assert review.settled(30)
    again = {one.article: one for one in review.overview("ru").cells}
    assert (again["sorting"].errors, again["sorting"].warnings) == (0, 0)
    assert again["night"].errors + again["night"].warnings > 0
    # A second session finds what the first one found out.
    other = Review(Workspace.open(review_root(review)))
    other.overview("ru")
    assert other.settled(30)
    assert other.overview("ru") == review.overview("ru")
    other.close()


def test_a_second_session_counts_nothing_again(review: Review) -> None:
    assert all(cell.counted for cell in review.overview("ru").cells)
    other = Review(Workspace.open(review_root(review)))
    # It has no time to read a catalog or an article.
    assert all(cell.counted for cell in other.counts("ru").cells)
    other.close()


def review_root(review: Review) -> Path:
    return review.store.layout.root


def test_terms_are_marked_on_both_sides(review: Review) -> None:
    one = row(review, "We toured the sorting centre with a parcel.")
    assert [(mark.concept, one.source.text[mark.start : mark.end]) for mark in one.source.marks] == [
        ("sorting-centre", "sorting centre"),
        ("parcel", "parcel"),
    ]
    target = one.forms[0].target
    assert [target.text[mark.start : mark.end] for mark in target.marks] == [
        "сортировочный центр",
        "посылкой",
    ]
    assert [hint.right for hint in one.terms] == [True, True]
    wrong = row(review, "Both sorting centres close at night.", "night")
    assert {mark.kind for mark in wrong.source.marks} == {"missing-term"}
    assert {"term-missing"} <= {note.rule for note in wrong.findings}


def test_inherited_text_is_shown_and_counts(sorting: Path, review: Review) -> None:
    source = "The sorting centre opened."
    fill(catalog(sorting, "sorting", "zh_Hant_HK"), {source: "分揀中心開業了。"})

    one = row(review, source, locale="zh_Hant_MO")
    assert one.state is State.EMPTY
    assert one.inherited == ("zh_Hant_HK", "分揀中心開業了。")
    cells = {cell.article: cell for cell in review.overview("zh_Hant_MO").cells}
    assert cells["sorting"].approved == 1
    empty = review.queue("zh_Hant_MO", Filter(states=frozenset({State.EMPTY}), article="sorting"))
    assert source not in {one.source.text for one in empty.segments}
    assert empty.total == cells["sorting"].empty
    saved = review.save(
        "zh_Hant_MO", "sorting", Edit(ref=one.ref, hash=one.hash, targets=("分揀站開業了。",), accept=True)
    )
    assert saved.outcome is Outcome.SAVED
    assert row(review, source, locale="zh_Hant_MO").inherited is None


def test_queues(review: Review, sorting: Path) -> None:
    both = "Both sorting centres close at night."
    assert ("night", both) in found(review, Filter(rule="term-missing"))
    assert found(review, Filter(search="ПОСЫЛК")) == [
        ("sorting", "We toured the sorting centre with a parcel.")
    ]
    assert found(review, Filter(search=r"\d+ ноч", regex=True)) == [("night", both)]
    assert found(review, Filter(concept="parcel")) == [
        ("sorting", "We toured the sorting centre with a parcel.")
    ]
    assert found(review, Filter(severity=Severity.WARNING, article="sorting")) == []
    assert found(review, Filter(order=QueueOrder.SEVERITY))[0] == ("night", both)
    lengths = [len(one[1]) for one in found(review, Filter(order=QueueOrder.LENGTH))]
    assert lengths == sorted(lengths)
    whole = review.queue("ru", Filter())
    parts = [review.queue("ru", Filter(), offset=at, limit=20) for at in range(0, whole.total, 20)]
    assert [one.ref for part in parts for one in part.segments][: len(whole.segments)] == [
        one.ref for one in whole.segments
    ]
    assert {part.digest for part in parts} == {whole.digest}
    fill(catalog(sorting, "night"), {both: "Оба сортировочных центра закрыты ночью."})
    assert ("night", both) not in found(review, Filter(rule="term-missing"))
    assert review.queue("ru", Filter()).digest != whole.digest


def test_the_same_source_translated_otherwise_is_found(review: Review, sorting: Path) -> None:
    source = "The sorting centre opened."
    fill(catalog(sorting, "night"), {source: "Открылся сортировочный центр."})

    assert {one[0] for one in found(review, Filter(rule="inconsistent"))} == {"night", "sorting"}
    one = row(review, source)
    assert "inconsistent" in {note.rule for note in one.findings}
    waived = review.waive("ru", "sorting", one.ref, one.hash, "inconsistent", "headline style")
    assert waived.outcome is Outcome.SAVED
    assert found(review, Filter(rule="inconsistent")) == [("night", source)]


@pytest.mark.parametrize("pattern", ["(", "(?P<x", "a" * 1001, "(?:а|б|аб)+[вг]"])
def test_no_search_hangs(
    review: Review, sorting: Path, pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "_QUEUE_PATIENCE", 0.01)
    fill(catalog(sorting, "sorting"), {"The sorting centre opened.": "аб" * 18})
    begun = time.monotonic()
    with pytest.raises(UsageError):
        review.queue("ru", Filter(search=pattern, regex=True))
    assert time.monotonic() - begun < 20


def test_what_changed_since_a_revision(review: Review, sorting: Path) -> None:
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", sorting, *command], check=True)
    assert review.queue("ru", Filter(changed_since="HEAD")).total == 0
    fill(catalog(sorting, "sorting"), {"The sorting centre opened.": "Открыт сортировочный центр."})
    assert found(review, Filter(changed_since="HEAD")) == [("sorting", "The sorting centre opened.")]
    for bad in ("no-such", "--output=x"):
        with pytest.raises(UsageError):
            review.queue("ru", Filter(changed_since=bad))


def test_a_waiver_is_written_and_taken_back(review: Review, sorting: Path) -> None:
    source = "Both sorting centres close at night."
    one = row(review, source, "night")
    before = entry(catalog(sorting, "night"), source)
    until = datetime.date(2026, 2, 1)

    assert review.waive("ru", "night", one.ref, "stale", "term-missing", "why").outcome is Outcome.CONFLICT
    assert review.waive("ru", "night", one.ref, one.hash, "url", "why").outcome is Outcome.REFUSED
    assert review.waive("ru", "night", one.ref, one.hash, "term-missing", " ").outcome is Outcome.REFUSED
    assert (
        review.waive("ru", "night", one.ref, one.hash, "term-missing", "a\nb\x00").outcome is Outcome.REFUSED
    )
    waived = review.waive("ru", "night", one.ref, one.hash, "term-missing", "the\nsame", until)

    assert waived.outcome is Outcome.SAVED
    assert waived.segment is not None
    assert {note.waived for note in waived.segment.findings if note.rule == "term-missing"} == {"the same"}
    assert not Workspace.open(sorting).check_catalog("ru", "night", rules={"term-missing"}).findings
    review.undo("ru")
    assert entry(catalog(sorting, "night"), source) == before


def test_a_concept_with_its_renderings(review: Review) -> None:
    review.overview("ru")
    assert review.settled(30)
    rows = {one.concept: one for one in review.concepts("ru")}
    assert (rows["sorting-centre"].uses, rows["sorting-centre"].wrong, rows["sorting-centre"].variants) == (
        4,
        1,
        2,
    )

    view = review.concept("ru", "sorting-centre")

    assert view.definition == "Where mail is sorted."
    assert view.terms == (TermRow(text="сортировочный центр", status="preferred"),)
    assert [(one.rendering, one.status, one.total) for one in view.groups] == [
        ("сортировочный центр", "preferred", 3),
        ("", "", 1),
    ]
    assert [use.verdict for group in view.groups for use in group.uses] == [
        "right",
        "right",
        "right",
        "wrong",
    ]
    with pytest.raises(UsageError):
        review.concept("ru", "no-such")


def test_a_rendering_is_replaced_everywhere_and_taken_back(review: Review, sorting: Path, tool: Tool) -> None:
    before = {name: catalog(sorting, name).read_bytes() for name in ARTICLES}
    plan = review.plan_replace("ru", "sorting-centre", "сортировочный центр", "сортировочный узел")
    assert [(one.segment.article, one.after) for one in plan.replacements] == [
        ("night", ("Сортировочный узел открылся.",)),
        ("sorting", ("Сортировочный узел открылся.",)),
        ("sorting", ("Мы обошли сортировочный узел с посылкой.",)),
    ]
    assert {name: catalog(sorting, name).read_bytes() for name in ARTICLES} == before
    asked = ("ru", "sorting-centre", "сортировочный центр", "сортировочный узел")
    assert review.replace(*asked, "0" * 16).refused

    done = review.replace(*asked, plan.digest)

    assert (done.changed, done.left) == (3, ())
    now = entry(catalog(sorting, "night"), "The sorting centre opened.")
    assert (now.msgstr, now.fuzzy) == (("Сортировочный узел открылся.",), True)
    for name in ARTICLES:
        assert tool("msgfmt", "-c", "-o", "/dev/null", catalog(sorting, name)).returncode == 0
    undone = review.undo("ru")
    assert isinstance(undone, BulkSaved)
    assert undone.changed == 3
    assert {name: catalog(sorting, name).read_bytes() for name in ARTICLES} == before
    for old, new in (("", "x"), ("x", "x"), ("x", "a\x00")):
        with pytest.raises(UsageError):
            review.plan_replace("ru", "sorting-centre", old, new)


def test_a_variant_is_accepted_in_the_glossary(review: Review, sorting: Path) -> None:
    path = sorting / "glossary" / "example.yaml"
    view = review.concept("ru", "sorting-centre")

    after = review.set_term("ru", "sorting-centre", "центр сортировки", "admitted", view.hash)

    assert [one.text for one in after.terms] == ["сортировочный центр", "центр сортировки"]
    assert [(one.rendering, one.status, one.total) for one in after.groups] == [
        ("сортировочный центр", "preferred", 3),
        ("центр сортировки", "admitted", 1),
    ]
    text = path.read_text(encoding="utf-8")
    for comment in ("# Ours, kept by Ana.", "# the building", "# agreed in 2024"):
        assert comment in text
    assert text.split("  - id: parcel")[1] == GLOSSARY.split("  - id: parcel")[1]
    with pytest.raises(UsageError, match="changed meanwhile"):
        review.set_term("ru", "sorting-centre", "x", "admitted", view.hash)
    with pytest.raises(UsageError, match="not a status"):
        review.set_term("ru", "sorting-centre", "x", "fine", after.hash)
    assert "term-missing" not in {
        note.rule for note in row(review, "Both sorting centres close at night.", "night").findings
    }
    review.undo("ru")
    assert path.read_text(encoding="utf-8") == GLOSSARY


def test_one_term_is_preferred(review: Review) -> None:
    view = review.concept("ru", "sorting-centre")
    after = review.set_term("ru", "sorting-centre", "центр сортировки", "preferred", view.hash)
    assert [(one.text, one.status) for one in after.terms] == [
        ("сортировочный центр", "admitted"),
        ("центр сортировки", "preferred"),
    ]


def test_a_concept_is_edited(review: Review, sorting: Path) -> None:
    path = sorting / "glossary" / "example.yaml"
    view = review.concept("ru", "sorting-centre")
    rows = (TermRow(text="узел", status="preferred"), TermRow(text="сортировочный центр", status="forbidden"))

    same = review.edit_concept(
        "sorting-centre", "ru", definition=view.definition, terms=view.terms, hash=view.hash
    )
    assert (same.hash, path.read_text(encoding="utf-8")) == (view.hash, GLOSSARY)
    after = review.edit_concept(
        "sorting-centre", "ru", definition="Где сортируют.", terms=rows, hash=view.hash
    )

    assert (after.definition, after.terms) == ("Где сортируют.", rows)
    assert "# agreed in 2024" in path.read_text(encoding="utf-8")
    twice = (*rows, rows[0])
    with pytest.raises(UsageError):
        review.edit_concept("sorting-centre", "ru", definition="", terms=twice, hash=after.hash)
    path.write_text(GLOSSARY + "  broken: [", encoding="utf-8")
    assert review.overview("ru").faults
    with pytest.raises(GlossaryError):
        review.set_term("ru", "sorting-centre", "x", "admitted", after.hash)


def test_matches_come_from_other_articles(review: Review) -> None:
    one = row(review, "The sorting centre opened.")
    for _ in range(1200):
        review.matches("ru", "sorting", one.ref)
        if review.memory_ready:
            break
        time.sleep(0.05)
    found = review.matches("ru", "sorting", one.ref)
    assert [(match.target, match.origin) for match in found] == [
        ("Сортировочный центр открылся.", "locales/ru/LC_MESSAGES/night.po")
    ]
    assert found[0].percent >= 100


def test_the_pulse_tells_what_changed(review: Review, sorting: Path) -> None:
    view = review.article("ru", "sorting")
    before = review.pulse("ru")
    assert before["sorting"] == view.version
    fill(catalog(sorting, "night"), {"The sorting centre opened.": "Да."})
    after = review.pulse("ru")
    assert {name for name in after if after[name] != before[name]} == {"night"}
    one = view.segments[0]
    saved = review.save("ru", "sorting", Edit(ref=one.ref, hash=one.hash, targets=("Новости",), accept=True))
    assert saved.version == review.pulse("ru")["sorting"]
    (sorting / "articles" / "new.txt").write_text("New\n\nText.\n", encoding="utf-8")
    assert "new" in review.pulse("ru")
    assert review.article("ru", "new").segments == ()


def test_marks_do_not_overlap() -> None:
    text = marked(
        "abcdefghij",
        [TextMark(start=3, end=5, kind="placeholder")],
        [TextMark(start=0, end=10, kind="term", concept="c")],
        [TextMark(start=4, end=7, kind="added")],
    )
    assert [(one.start, one.end, one.kind) for one in text.marks] == [
        (0, 3, "term"),
        (3, 5, "placeholder"),
        (5, 10, "term"),
    ]


@pytest.mark.parametrize(
    ("text", "source", "made"),
    [
        (" a ", "b", "a"),
        ("a", "b\n", "a\n"),
        ("a\n\n", "\nb", "\na"),
        (" a ", " b ", " a "),
        (" \n ", "b\n", ""),
        ("a\nb", "c", "a\nb"),
    ],
)
def test_line_breaks_at_the_ends_are_those_of_the_source(text: str, source: str, made: str) -> None:
    assert fitted(text, source) == made


def test_articles_of_any_name_and_folder_come_and_go(review: Review, sorting: Path) -> None:
    assert [*review.articles] == ["night", "sorting", "site"]
    folder = sorting / "articles" / "2025"
    folder.mkdir()
    (folder / "P_1.txt").write_text(ARTICLES["sorting"], encoding="utf-8")
    assert [*review.articles] == ["2025-p-1", "night", "sorting", "site"]
    Workspace.open(sorting).update(today=datetime.date(2026, 1, 1))
    assert "2025-p-1" in [cell.article for cell in review.overview("ru").cells]

    (folder / "P_2.txt").write_text(ARTICLES["night"], encoding="utf-8")
    assert [*review.articles] == ["2025-p-1", "2025-p-2", "night", "sorting", "site"]
    (folder / "P_1.txt").unlink()
    assert [*review.articles] == ["2025-p-2", "night", "sorting", "site"]
