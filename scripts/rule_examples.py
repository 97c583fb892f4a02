"""Chooses from the labelled bank what `postl10n rule NAME` shows: src/postl10n/stages/check/rules/examples.json.

For each rule that looks at one pair, up to five short sentences in different languages: those that the rule alone should
and does find, first where the bank also has the right translation.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from postl10n.lang.locales import language_subtag
from postl10n.stages.check.pairs import SegmentPair, check_pair
from postl10n.stages.check.registry import RULES

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "tests" / "stages" / "check" / "bank"
OUT = ROOT / "src" / "postl10n" / "stages" / "check" / "rules" / "examples.json"
PARTS = ("", "fresh-a", "fresh-b", "fresh-c", "fresh-d", "turned", "added", "direction", "region")
MOST = 5


def rows() -> Iterator[dict[str, str]]:
    for part in PARTS:
        for path in sorted((BANK / part).glob("*.jsonl")):
            lines = path.read_text("utf-8").splitlines()
            yield from (json.loads(line) for line in lines if not line.startswith("#"))


def chosen() -> dict[str, list[dict[str, str]]]:
    known = [row for row in rows() if row["source_locale"] == "en"]
    right = {(row["source"], row["locale"]): row["target"] for row in known if not row["expect"]}
    found: dict[str, list[dict[str, str]]] = {}
    shown: Counter[str] = Counter()
    for rule in RULES.own:
        mine = [row for row in known if row["expect"] == [rule]]
        mine.sort(
            key=lambda row: ((row["source"], row["locale"]) not in right, len(row["source"]), row["id"])
        )
        shortest: dict[str, dict[str, str]] = {}
        for row in mine:
            pair = SegmentPair(row["source"], row["target"], "en", row["locale"])
            if (tongue := language_subtag(row["locale"])) not in shortest and [
                one.rule for one in check_pair(pair)
            ] == [rule]:
                shortest[tongue] = row
        # Every language has its turn.
        for tongue in sorted(shortest, key=lambda one: (shown[one], one))[:MOST]:
            row = shortest[tongue]
            shown[tongue] += 1
            example = {"locale": row["locale"], "source": row["source"], "wrong": row["target"]}
            if translation := right.get((row["source"], row["locale"])):
                example["right"] = translation
            found.setdefault(rule, []).append(example)
    return found


if __name__ == "__main__":
    OUT.write_text(json.dumps(chosen(), ensure_ascii=False, indent=1) + "\n", "utf-8")
