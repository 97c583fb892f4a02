"""The tables of a corpus are the same whoever makes them, from however many shards."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from corpus import Tables, made, write_rows

from postl10n.model.glossary import Glossary
from postl10n.model.project import Project
from postl10n.pipeline import Pipeline
from postl10n.stages.extract.recurring_lines import SiteLines, learn, outline_of, without_recurring


def test_a_corpus_has_articles_furniture_and_duplicates(expected: Tables) -> None:
    assert len(expected["articles"]) == 150
    assert {one["host"] for one in expected["articles"]} == {f"post{number}.example" for number in range(10)}
    assert len({one["locale"] for one in expected["articles"]}) == 5
    assert {(one["id"], one["of"]) for one in expected["duplicates"]} == {
        ("n0000049", "n0000048"),
        ("n0000149", "n0000148"),
    }
    segments = Counter(one["article"] for one in expected["segments"])
    assert {one["id"]: one["segments"] for one in expected["articles"]} == dict(segments)
    assert "faults" not in expected


@pytest.mark.parametrize("shards", [2, 7])
def test_tables_do_not_depend_on_the_number_of_shards(
    shards: int, corpus: Path, expected: Tables, tmp_path: Path
) -> None:
    size = -(-corpus.stat().st_size // shards)

    assert made("extract", [corpus], tmp_path, shard_size=size) == expected


def test_tables_do_not_depend_on_the_order_of_rows(corpus: Path, expected: Tables, tmp_path: Path) -> None:
    lines = corpus.read_text(encoding="utf-8").splitlines()
    lines.sort(key=lambda line: line[::-1])
    files = [write_rows(tmp_path / f"{n}.jsonl", lines[n::3]) for n in range(3)]

    assert made("extract", reversed(files), tmp_path / "out") == expected


def test_processes_make_the_same_tables(corpus: Path, expected: Tables, tmp_path: Path) -> None:
    size = -(-corpus.stat().st_size // 3)

    assert made("extract", [corpus], tmp_path, runner="processes", shard_size=size) == expected


def test_dask_makes_the_same_tables(corpus: Path, expected: Tables, tmp_path: Path) -> None:
    size = -(-corpus.stat().st_size // 3)

    assert made("extract", [corpus], tmp_path, runner="dask", workers=1, shard_size=size) == expected


def test_what_recurs_on_a_host_is_what_a_project_of_its_articles_learns(tmp_path: Path) -> None:
    own = "An article of its own, with a sentence that no other one has: number {n}. It goes on a little."
    texts = {
        f"a{n:02}": "\n\n".join((f"Headline {n} of the post", own.format(n=n), f"It ends with {n}.", tail))
        for n, tail in enumerate(["Bring every parcel home"] * 4 + ["Some other line"] * 2 + ["Nothing"] * 7)
    }
    rows = [{"id": id_, "host": "one.example", "text": text} for id_, text in texts.items()]
    path = write_rows(tmp_path / "in.jsonl", rows)
    pipeline = Pipeline(Project(name="", source="en", targets=()), Glossary())
    documents = [pipeline.extract(text, article_id=id_, path=f"{id_}.txt") for id_, text in texts.items()]
    site = learn([outline_of(one) for one in documents], SiteLines())

    found = made("extract", [path], tmp_path / "out", shard_size=500)

    learned = [without_recurring(one, site) for one in documents]
    assert (site.lines, site.anywhere) == (("Bring every parcel home",), ("Nothing",))
    assert [(one["article"], one["text"]) for one in found["boilerplate"]] == [
        (one.id, line.text) for one in learned for line in one.boilerplate
    ]


def test_a_headline_of_many_articles_gives_way_to_their_own(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"a{n}",
            "host": "one.example",
            "text": f"Press Release\n\nThe post opens office {n}\n\nIt opens on Monday, new, with {n} rooms.",
        }
        for n in range(6)
    ]
    path = write_rows(tmp_path / "in.jsonl", rows)

    found = made("extract", [path], tmp_path / "out", shard_size=300)

    assert [one["title"] for one in found["articles"]] == [f"The post opens office {n}" for n in range(6)]


def test_only_one_row_of_an_id_is_used_whatever_the_shards(tmp_path: Path) -> None:
    rows = [{"id": "same", "text": f"Title {n}\n\nText {n} of the article."} for n in range(5)]
    path = write_rows(tmp_path / "in.jsonl", rows)

    one, many = (
        made("extract", [path], tmp_path / name, shard_size=size) for name, size in (("a", 10_000), ("b", 60))
    )

    assert one == many
    assert len(one["articles"]) == 1
    assert len(one["faults"]) == 4
    assert all("has the id of" in fault["message"] for fault in one["faults"])


def test_near_duplicates_point_to_the_smallest_id_of_all_that_are_alike(tmp_path: Path) -> None:
    words = [f"word{n}" for n in range(400)]
    # Each is like the next; the first and the last are less alike than any two neighbours.
    texts = {f"{9 - n}": [*words[n * 18 :], *[f"new{m}" for m in range(n * 18)]] for n in range(4)}
    rows = [{"id": id_, "text": "A title\n\n" + " ".join(text) + "."} for id_, text in texts.items()]
    found = made("extract", [write_rows(tmp_path / "in.jsonl", rows)], tmp_path / "out", shard_size=500)

    assert [(one["id"], one["of"]) for one in found["duplicates"]] == [("7", "6"), ("8", "6"), ("9", "6")]


def test_terms_are_those_of_the_glossary(project: Path, tmp_path: Path) -> None:
    rows = [
        {"id": f"a{n}", "text": f"News {n}\n\nBelpost opened {n} offices. Belpost is large."}
        for n in range(3)
    ]
    path = write_rows(tmp_path / "in.jsonl", rows)

    found = made("terms", [path], tmp_path / "out", project=project, shard_size=100)["terms"]

    assert Counter(one["article"] for one in found) == {"a0": 2, "a1": 2, "a2": 2}
    assert {(one["concept"], one["term"], one["status"], one["text"]) for one in found} == {
        ("belpost", "Belpost", "preferred", "Belpost")
    }
    assert json.loads((tmp_path / "out" / "manifest-terms.json").read_text())["rows"]["terms"] == 6
