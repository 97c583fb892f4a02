"""Translations judged in shards, and articles chosen for a project."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from corpus import article, made, translations, write_rows

from postl10n.bulk.select import select
from postl10n.errors import UsageError
from postl10n.files.conditions import parse_condition
from postl10n.model.catalog import Entry
from postl10n.workspace import Workspace


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "pairs.jsonl", translations(40))


@pytest.mark.parametrize("verb", ["check", "score", "consistency"])
def test_tables_of_translations_do_not_depend_on_shards(
    verb: str, pairs: Path, project: Path, tmp_path: Path
) -> None:
    one, many = (
        made(verb, [pairs], tmp_path / name, project=project, shard_size=size)
        for name, size in (("one", 1_000_000), ("many", 1_500))
    )

    assert one == many
    assert len(one[{"check": "findings", "score": "scores", "consistency": "renderings"}[verb]]) > 5


def test_findings_are_those_of_check(pairs: Path, project: Path, tmp_path: Path) -> None:
    checker = Workspace.open(project).pipeline
    found = made("check", [pairs], tmp_path / "out", project=project)["findings"]

    assert Counter(one["rule"] for one in found)["term-forbidden"] == 10
    row = next(translations(1))
    entry_findings = checker.check_entry(
        Entry(msgid=row["source"], msgstr=(row["target"],)),
        source_locale="en",
        locale="ru",
    )
    assert sorted(one["rule"] for one in found if one["pair"] == "t0") == sorted(
        one.rule for one in entry_findings
    )


def test_renderings_are_counted_by_host_and_year(pairs: Path, project: Path, tmp_path: Path) -> None:
    found = made("consistency", [pairs], tmp_path / "out", project=project)["renderings"]

    counts: Counter[tuple[object, object]] = Counter()
    for one in found:
        counts[one["rendering"], one["status"]] += one["count"]
    assert counts == {("Белпочта", "preferred"): 30, ("Бел почта", "forbidden"): 10}
    assert {(one["host"], one["year"]) for one in found} == {
        (f"post{n % 3}.example", 2020 + n % 5) for n in range(40)
    }


def test_scores_are_those_of_sacrebleu_row_by_row(pairs: Path, tmp_path: Path) -> None:
    found = made("score", [pairs], tmp_path / "out")["scores"]

    # Translations differ from their references by the subject alone, or wholly.
    better = [one["chrf"] for one in found if int(one["pair"][1:]) % 2]
    worse = [one["chrf"] for one in found if not int(one["pair"][1:]) % 2]
    assert len(found) == 40
    assert min(better) > max(worse)


@pytest.mark.parametrize(
    ("condition", "numbers"),
    [
        ("id = 'n0000003'", {3}),
        ("id in ('n0000001', 'n0000002') and not id = 'n0000002'", {1}),
        ("id = 'n0000001' or id = 'n0000002' and id = 'n0000003'", {1}),
        ("(id = 'n0000001' or id = 'n0000002') and id = 'n0000002'", {2}),
        ("NOT id > 'n0000001'", {0, 1}),
        ("year < 1999", set()),
        ("date > '2000-01-01' and id < 'n0000002'", {0, 1}),
    ],
)
def test_articles_are_chosen_by_a_condition(condition: str, numbers: set[int], tmp_path: Path) -> None:
    path = write_rows(tmp_path / "in.jsonl", [article(number) for number in range(5)])

    written, there = select([str(path)], condition, tmp_path / "articles", "en")

    assert (written, there) == (len(numbers), 0)
    assert {one.stem for one in (tmp_path / "articles").iterdir()} == {f"n{number:07}" for number in numbers}


def test_no_file_is_replaced_and_none_is_written_elsewhere(tmp_path: Path) -> None:
    rows = [{"id": "../../escape", "text": "Title\n\nText."}, {"id": "mine", "text": "Title\n\nText."}]
    path = write_rows(tmp_path / "in.jsonl", rows)
    folder = tmp_path / "deep" / "articles"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("my own")

    assert select([str(path)], "not id = ''", folder, "en") == (1, 1)

    assert (folder / "mine.txt").read_text() == "my own"
    assert {one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*.txt")} == {
        "deep/articles/mine.txt",
        "deep/articles/escape.txt",
    }


@pytest.mark.parametrize(
    ("condition", "column"),
    [
        ("", 1),
        ("title = 'x'", 1),
        ("host == 'x'", 7),
        ("host = x", 8),
        ("host = 'x' and", 15),
        ("host in ('x'", 13),
        ("__import__('os')", 1),
        ("host = 'x'; drop", 11),
        ("(" * 60 + "host = 'x'" + ")" * 60, 51),
    ],
)
def test_what_is_no_condition_is_refused_where_it_goes_wrong(condition: str, column: int) -> None:
    with pytest.raises(UsageError) as caught:
        parse_condition(condition, ("host", "id"))

    assert caught.value.place is not None
    assert caught.value.place.column == column


def test_quotes_are_doubled_in_texts() -> None:
    holds = parse_condition("host = 'l''exemple'", ("host",))

    assert holds({"host": "l'exemple"})
    assert not holds({"host": "l"})
