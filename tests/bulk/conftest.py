"""A corpus and its tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import Tables, made, write_corpus


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred and fifty articles as JSON Lines."""
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    write_corpus(path, range(150))
    return path


@pytest.fixture(scope="session")
def expected(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """What its tables are, made here in one shard."""
    return made("extract", [corpus], tmp_path_factory.mktemp("expected"))
