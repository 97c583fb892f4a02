"""The same run on an object store: an S3 server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from corpus import Tables, made, tables
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from postl10n.bulk.folder import ResultFolder
from postl10n.bulk.run import run
from postl10n.bulk.worker import BulkOptions
from postl10n.errors import UsageError


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, corpus: Path) -> Iterator[S3FileSystem]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    httpx.post(f"http://{host}:{port}/moto-api/reset")
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()
    files = S3FileSystem()
    files.mkdir("corpora")
    files.put_file(str(corpus), "corpora/in/articles.jsonl")
    yield files
    S3FileSystem.clear_instance_cache()
    server.stop()


def test_a_run_on_a_store_is_interrupted_and_goes_on(
    store: S3FileSystem, corpus: Path, expected: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = BulkOptions(to="s3://corpora/out", shard_size=-(-corpus.stat().st_size // 3))
    put, left = ResultFolder.put, iter(range(14))

    def interrupted(self: ResultFolder, path: Path, name: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        put(self, path, name)

    with monkeypatch.context() as patched:
        patched.setattr(ResultFolder, "put", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run("extract", ["s3://corpora/in/*.jsonl"], asked)
    assert not store.exists("corpora/out/manifest-extract.json")

    manifest, again = run("extract", ["s3://corpora/in/*.jsonl"], asked)
    _, nothing = run("extract", ["s3://corpora/in/*.jsonl"], asked)

    found = tables(manifest, "s3://corpora/out")
    assert found == expected
    assert nothing == 0 < again


def test_a_store_that_is_not_there_is_one_message(
    store: S3FileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="s3://nobody/in"):
        made("extract", ["s3://nobody/in"], "s3://corpora/out")
