"""Words of another region: `bank/region/pairs.jsonl` is for linguists to correct and to add to."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from postl10n.stages.check.pairs import SegmentPair, check_pair
from postl10n.stages.check.rules.region import RegionRule

BANK = Path(__file__).parent / "bank" / "region" / "pairs.jsonl"
FOLDER = Path(__file__).parents[3] / "src" / "postl10n" / "lang" / "languages"
ROWS = [json.loads(line) for line in BANK.read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_bank(row: dict[str, Any]) -> None:
    pair = SegmentPair(row["source"], row["target"], row["source_locale"], row["locale"])
    assert [one.rule for one in check_pair(pair)] == row["expect"]


def test_the_message_has_the_word_and_the_regions_own() -> None:
    pair = SegmentPair(
        source="Wait for the bus.", target="Espere pelo ônibus.", source_locale="en", locale="pt_PT"
    )
    (one,) = RegionRule().check(pair)
    assert one.message == "ônibus is a word of another region; here it is autocarro"
    assert one.span is not None
    assert pair.target[one.span.start : one.span.end] == "ônibus"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/regions.toml")), ids=lambda path: path.parent.name)
def test_no_list_has_its_own_words_and_groups(path: Path) -> None:
    for table in tomllib.loads(path.read_text("utf-8")).values():
        for pattern, own in table["words"].items():
            assert re.compile(pattern).groups == 0
            whole = pattern if path.parent.name == "zh" else rf"\b(?:{pattern})\b"
            assert not re.search(whole, own)
