"""What is finished is never made again, whatever happened in between, and nothing torn is taken for whole."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import Tables, made, tables, write_rows

from postl10n.bulk import passes
from postl10n.bulk.folder import ResultFolder
from postl10n.bulk.run import run
from postl10n.bulk.worker import Add, BulkOptions, Out, Result, Task
from postl10n.errors import UsageError
from postl10n.files.dataset_rows import Row


def options(to: Path, corpus: Path, **more: object) -> BulkOptions:
    return BulkOptions(to=str(to), shard_size=-(-corpus.stat().st_size // 4), **more)  # type: ignore[arg-type]


def test_a_second_run_makes_nothing(corpus: Path, expected: Tables, tmp_path: Path) -> None:
    first, made_first = run("extract", [str(corpus)], options(tmp_path, corpus))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}

    second, made_second = run("extract", [str(corpus)], options(tmp_path, corpus))

    assert (made_first > 8, made_second) == (True, 0)
    assert first == second
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")} == before
    assert not list((tmp_path / "_work" / "begun").iterdir())
    assert not list(tmp_path.rglob("*.tmp"))


def test_another_shard_makes_little_anew_and_leaves_no_old_tables(tmp_path: Path) -> None:
    rows = [{"id": f"a{n}", "text": f"Title {n}\n\nText {n} of this article."} for n in range(9)]
    first = write_rows(tmp_path / "a.jsonl", rows[:6])
    write_rows(tmp_path / "b.jsonl", rows[6:])
    asked = BulkOptions(to=str(tmp_path / "out"), shard_size=100)
    run("extract", [str(first)], asked)

    manifest, again = run("extract", [str(tmp_path / "*.jsonl")], asked)

    # The new shards pass by, the old ones learn that nothing recurs now, too.
    assert 0 < again < len(manifest["shards"]) * 3
    named = {name for names in manifest["files"].values() for name in names}
    there = {
        one.relative_to(tmp_path / "out").as_posix() for one in (tmp_path / "out").glob("[a-z]*/*.parquet")
    }
    assert there == named
    assert len(tables(manifest, tmp_path / "out")["articles"]) == 9


@pytest.mark.parametrize("torn", ["articles-extract", "documents-read", "done/extract"])
def test_a_torn_result_is_made_again(torn: str, corpus: Path, expected: Tables, tmp_path: Path) -> None:
    run("extract", [str(corpus)], options(tmp_path, corpus))
    path = next(one for one in sorted(tmp_path.rglob("*")) if torn in one.as_posix() and one.is_file())
    path.write_bytes(path.read_bytes()[:-7])

    manifest, again = run("extract", [str(corpus)], options(tmp_path, corpus))

    assert again == 1
    assert tables(manifest, tmp_path) == expected


def test_a_full_disk_stops_with_one_message_and_the_run_goes_on_later(
    corpus: Path, expected: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", _full_after(11))
        with pytest.raises(UsageError, match="No space left on device") as caught:
            run("extract", [str(corpus)], options(tmp_path, corpus))
    assert "What was finished is kept" in str(caught.value)
    assert not (tmp_path / "manifest-extract.json").exists()

    manifest, _ = run("extract", [str(corpus)], options(tmp_path, corpus))
    assert tables(manifest, tmp_path) == expected


def _full_after(number: int) -> object:
    left, replace = iter(range(number)), Path.replace

    def full(self: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replace(self, target)

    return full


def test_a_killed_process_costs_its_shard_and_nothing_else(
    corpus: Path, expected: Tables, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(step: str, done: int, total: int) -> None:
        if step == "Reading" and done == 1 and not killed:
            workers = [one.pid for one in multiprocessing.active_children() if one.pid]
            os.kill(workers[0], signal.SIGKILL)
            killed.append(workers[0])

    asked = options(tmp_path, corpus, runner="processes", workers=1)
    manifest, _ = run("extract", [str(corpus)], asked, progress=kill)

    assert killed
    assert tables(manifest, tmp_path) == expected


def test_a_row_that_ends_processes_is_left_out_after_two_times(tmp_path: Path) -> None:
    rows = [{"id": f"a{n}", "text": f"Title {n}\n\nText {n} of this article."} for n in range(5)]
    folder = ResultFolder(str(tmp_path / "out"))

    def work() -> Result:
        # A killed process cleans up nothing.
        out = Out(folder, "read", "0" * 24)
        for number, row in enumerate(rows):

            def add_line(add: Add, row: Row = row, number: int = number) -> None:
                if number == 3:
                    raise KeyboardInterrupt
                add("lines", row["id"], "", "", "", [], [], [])

            out.row(f"row {number}", row, add_line)
        with out:
            return out.commit()

    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            work()
    result = work()

    assert dict(result.rows) == {"lines": 4, "faults": 1}
    faults = folder.rows(str(result.name("faults")))
    assert [one["message"] for one in faults] == [
        "left out: the process ended 2 times while this row was worked on"
    ]
    assert folder.names("_work/begun") == []


def test_a_run_that_is_interrupted_goes_on(
    corpus: Path, expected: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    perform = passes.perform

    def interrupted(left: Iterator[int]) -> object:
        def one(task: Task) -> Result:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return perform(task)

        return one

    for number in (2, 5, 9):
        with monkeypatch.context() as patched:
            patched.setattr("postl10n.bulk.runners.perform", interrupted(iter(range(number))))
            with pytest.raises(KeyboardInterrupt):
                run("extract", [str(corpus)], options(tmp_path, corpus))
    manifest, _ = run("extract", [str(corpus)], options(tmp_path, corpus))

    assert tables(manifest, tmp_path) == expected


def test_ids_lead_nowhere_and_texts_in_the_report_are_escaped(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    rows = [
        {
            "id": "../../outside",
            "host": evil,
            "text": f"{evil}\n\n{{{{ 7 * 7 }}}} __import__('os') is a text.",
        },
        {"id": "/etc/passwd", "host": "../x", "text": "Title\n\nA text."},
    ]
    path = write_rows(tmp_path / "in.jsonl", rows)

    manifest, _ = run("extract", [str(path)], BulkOptions(to=str(tmp_path / "below" / "out")))

    assert {one["id"] for one in tables(manifest, tmp_path / "below" / "out")["articles"]} == {
        "../../outside",
        "/etc/passwd",
    }
    assert {one.name for one in tmp_path.iterdir()} == {"in.jsonl", "below"}
    report = (tmp_path / "below" / "out" / "report-extract.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in report
    assert "<script" not in report
    assert "http" not in report.replace("http-equiv", "")


def test_a_manifest_of_a_stranger_removes_nothing(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "in.jsonl", [{"id": "a", "text": "Title\n\nA text."}])
    out = tmp_path / "out"
    (out / "articles").mkdir(parents=True)
    kept = [out / "articles" / "mine.parquet", tmp_path / "outside.parquet"]
    for one in kept:
        one.write_text("mine")
    stranger = {"files": {"articles": ["../outside.parquet", "articles/mine.parquet"]}}
    (out / "manifest-extract.json").write_text(json.dumps(stranger))

    made("extract", [path], out)

    assert all(one.read_text() == "mine" for one in kept)


def test_a_worker_with_other_code_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_rows(tmp_path / "in.jsonl", [{"id": "a", "text": "Title\n\nA text."}])
    monkeypatch.setattr(passes, "code_digest", lambda: "of another version")

    with pytest.raises(UsageError, match="another version of postl10n"):
        made("extract", [path], tmp_path / "out")
