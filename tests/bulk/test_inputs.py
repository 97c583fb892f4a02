"""Every kind of dataset gives the same articles, and what is no article is a fault with its place."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus import article, made, write_rows
from hypothesis import given
from hypothesis import strategies as st

from postl10n.bulk.inputs import plan, rows
from postl10n.errors import UsageError

ROWS = [{"id": f"a{n}", "html": f"<h1>Title {n}</h1><p>Text {n} of the article.</p>"} for n in range(5)]


def test_parquet_lines_packed_lines_and_folders_give_the_same_articles(tmp_path: Path) -> None:
    lines = write_rows(tmp_path / "in.jsonl", ROWS)
    packed = tmp_path / "in.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes()))
    table = tmp_path / "in.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), table, row_group_size=2)
    folder = tmp_path / "pages"
    folder.mkdir()
    for row in ROWS:
        (folder / f"{row['id']}.html").write_text(row["html"], encoding="utf-8")

    found = [
        made("extract", [one], tmp_path / f"out-{number}", shard_size=100)
        for number, one in enumerate((lines, packed, table, folder))
    ]

    assert found[0] == found[1] == found[2] == found[3]
    assert [one["title"] for one in found[0]["articles"]] == [f"Title {n}" for n in range(5)]


def response(url: str, status: str, kind: str, body: str) -> bytes:
    """Return a record of a WARC file, packed by itself."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
    head = {
        "WARC-Type": "response",
        "WARC-Record-ID": "<urn:uuid:1>",
        "WARC-Date": "2026-01-01T00:00:00Z",
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(http)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return gzip.compress(b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + http + b"\r\n\r\n")


def test_pages_of_a_crawl_are_articles(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    records = (
        (
            "https://post.example/1",
            "200 OK",
            "text/html; charset=utf-8",
            "<h1>Título</h1><p>Texto do artigo.</p>",
        ),
        ("https://post.example/2", "404 Not Found", "text/html", "<h1>Gone</h1>"),
        ("https://post.example/3.png", "200 OK", "image/png", "PNG"),
        ("https://post.example/4", "200 OK", "text/html", "<h1>Outro</h1><p>Outro texto.</p>"),
    )
    path.write_bytes(b"".join(response(*one) for one in records))

    found = made("extract", [path], tmp_path / "out", locale="pt_PT")

    assert [(one["id"], one["host"], one["title"]) for one in found["articles"]] == [
        ("https://post.example/1", "post.example", "Título"),
        ("https://post.example/4", "post.example", "Outro"),
    ]


@given(sizes=st.lists(st.integers(0, 60), min_size=1, max_size=12), size=st.integers(1, 90))
def test_each_line_is_in_one_shard(
    sizes: list[int], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write_rows(
        tmp_path_factory.mktemp("lines") / "in.jsonl",
        [{"id": n, "text": "x" * k} for n, k in enumerate(sizes)],
    )

    found = [row for shard in plan([str(path)], size) for _, row in rows(shard)]

    assert [json.loads(json.dumps(row))["id"] for row in found] == list(range(len(sizes)))


@given(count=st.integers(1, 40), group=st.integers(1, 15), size=st.integers(1, 3000))
def test_each_row_of_parquet_is_in_one_shard(
    count: int, group: int, size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("rows") / "in.parquet"
    pq.write_table(
        pa.table({"id": [str(n) for n in range(count)], "text": ["x"] * count}), path, row_group_size=group
    )

    places = [place for shard in plan([str(path)], size) for place, _ in rows(shard)]

    assert places == [f"{path}:{number}" for number in range(1, count + 1)]


def test_rows_that_are_no_articles_are_faults_and_cost_no_other(tmp_path: Path) -> None:
    bad = [
        "{",
        "[1]",
        {"id": "empty"},
        {"id": "locale", "locale": "klingon?", "text": "A title\n\nText."},
        {"id": "date", "date": "14 March", "text": "A title\n\nText."},
        {"id": "url", "url": "http://[::1", "text": "A title\n\nText."},
        {"id": "number", "text": 5},
        {"id": "lone \ud800", "text": ["Text \ud800"]},
        {"id": "surrogate", "text": "A title\n\nText \ud800 here."},
    ]
    path = tmp_path / "in.jsonl"
    path.write_text(
        "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in [*bad, ROWS[0]])
    )

    found = made("extract", [path], tmp_path / "out")

    assert {one["id"] for one in found["articles"]} == {"a0", "surrogate"}
    messages = {one["id"] or number: one["message"] for number, one in enumerate(found["faults"])}
    assert [str(messages[name]) for name in ("empty", "number")] == ["has no text", "text is no text"]
    assert "'klingon?' is not a locale" in messages["locale"]
    assert "'14 March' is not written as 2025-03-14" in messages["date"]
    assert "url" in messages["url"]
    assert len(found["faults"]) == len(bad) - 1
    assert all(str(path) in one["place"] for one in found["faults"])


def test_large_articles_and_slow_ones_are_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows_ = [*ROWS, {"id": "large", "text": "x" * 50_000_000}]
    path = write_rows(tmp_path / "in.jsonl", rows_)

    found = made("extract", [path], tmp_path / "out")
    others = write_rows(tmp_path / "others.jsonl", ROWS)
    slow = made("extract", [others], tmp_path / "slow", seconds=0.000_01)

    assert [(one["id"], one["message"]) for one in found["faults"]] == [("large", "is larger than 10 MB")]
    assert len(found["articles"]) == 5
    assert {one["message"] for one in slow["faults"]} == {"took longer than 1e-05 seconds"}
    assert len(slow["faults"]) + len(slow.get("articles", ())) == 5


def test_what_can_not_be_read_is_one_message_before_anything_is_done(tmp_path: Path) -> None:
    torn = tmp_path / "torn.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), torn)
    torn.write_bytes(torn.read_bytes()[:-20])
    other = tmp_path / "other.parquet"
    pq.write_table(pa.table({"number": [1]}), other)

    for inputs, message in (
        ([torn], "torn.parquet: can't be read"),
        ([other], "has no column for a text"),
        ([tmp_path / "none.jsonl"], "no such file"),
        ([tmp_path / "*.warc"], "there is nothing to read"),
        (["nowhere://x/y.parquet"], "can't be used"),
    ):
        with pytest.raises(UsageError, match=message):
            made("extract", inputs, tmp_path / "out")
    assert not (tmp_path / "out" / "_work").exists()


def test_damage_within_a_file_stops_with_what_is_done_kept(tmp_path: Path) -> None:
    torn = tmp_path / "b.parquet"
    data = pa.table(
        {
            "id": [str(n) for n in range(60)],
            "text": [article(n).get("text", "T\n\nText.") for n in range(60)],
        }
    )
    pq.write_table(data, torn, row_group_size=20, compression="zstd")
    whole = torn.read_bytes()
    torn.write_bytes(whole[:5000] + bytes(3000) + whole[8000:])
    good = write_rows(tmp_path / "a.jsonl", ROWS)

    with pytest.raises(UsageError, match=r"b\.parquet: .*(damage|corrupt|decompress)"):
        made("extract", [good, torn], tmp_path / "out", shard_size=500)
    assert list((tmp_path / "out" / "_work" / "done").glob("read-*.json"))

    torn.write_bytes(whole)
    assert len(made("extract", [good, torn], tmp_path / "out", shard_size=500)["articles"]) == 65


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "in.jsonl", ROWS)

    found = made("extract", [path, tmp_path, tmp_path / "*.jsonl"], tmp_path / "out")

    assert len(found["articles"]) == 5
    assert "faults" not in found


def test_tables_below_the_input_are_no_input(tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", ROWS)

    first = made("extract", [tmp_path], tmp_path / "out")
    (tmp_path / "out" / "manifest-extract.json").unlink()

    assert made("extract", [tmp_path], tmp_path / "out") == first
    assert made("extract", [tmp_path], tmp_path / "other") == first
