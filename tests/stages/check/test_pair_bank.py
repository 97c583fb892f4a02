"""The labelled bank beside this file holds every pair rule to the figures that the project promises.

A row: `id`, `source_locale`, `locale`, `source`, `target`, `expect` (rules; empty: a right translation), `note`.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from postl10n.stages.check.pairs import SegmentPair, check_pair

BANK = Path(__file__).parent / "bank"
DEV_BANK = Path(__file__).parents[4] / "shared" / "bench" / "checks" / "dev.jsonl"
LOCALES = ("ar", "be", "es", "fr", "ja", "ko", "pt", "ru", "zh_Hans", "zh_Hant_HK")
OWN = (*LOCALES, "de")
VALUES = frozenset({"number", "date", "currency", "unit"})


@dataclass(frozen=True)
class Row:
    id: str
    locale: str
    expected: frozenset[str]
    found: frozenset[str]


def checked(path: Path) -> list[Row]:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue  # When the file was written, and its first figures.
        row = json.loads(line)
        pair = SegmentPair(row["source"], row["target"], row["source_locale"], row["locale"])
        found = frozenset(finding.rule for finding in check_pair(pair))
        rows.append(Row(row["id"], row["locale"], frozenset(row["expect"]), found))
    return rows


def figures(rows: list[Row], rules: frozenset[str] | None = None) -> tuple[float, float]:
    """Precision and recall over the rules."""
    counts: Counter[str] = Counter()
    for row in rows:
        for rule in row.found | row.expected:
            if rules is None or rule in rules:
                kind = (
                    "right"
                    if rule in row.found & row.expected
                    else "false"
                    if rule in row.found
                    else "missed"
                )
                counts[kind] += 1
    return (
        counts["right"] / max(1, counts["right"] + counts["false"]),
        counts["right"] / max(1, counts["right"] + counts["missed"]),
    )


def assert_figures(rows: list[Row]) -> None:
    wrong = [(row.id, sorted(row.expected), sorted(row.found)) for row in rows if row.found != row.expected]
    precision, recall = figures(rows)
    assert precision >= 0.97, wrong
    assert recall >= 0.93, wrong
    precision, recall = figures(rows, VALUES)
    assert precision >= 0.98, wrong
    assert recall >= 0.97, wrong
    clean = [row for row in rows if not row.expected]
    noisy = Counter(row.locale for row in clean if row.found)
    assert noisy.total() <= 0.02 * len(clean), wrong
    assert max(noisy.values(), default=0) <= 1, wrong


def test_every_locale_has_enough_rows_for_every_kind_of_fault() -> None:
    for locale in OWN:
        lines = (BANK / f"{locale}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if not line.startswith("#")]
        assert len(rows) >= 40
        assert all(row["locale"] == locale for row in rows)
        assert len({row["id"] for row in rows}) == len(rows)
        assert len({rule for row in rows for rule in row["expect"]}) >= 12


def test_own_bank() -> None:
    assert_figures([row for locale in OWN for row in checked(BANK / f"{locale}.jsonl")])


@pytest.mark.parametrize("part", ["fresh-a", "fresh-b", "fresh-c", "fresh-d"])
def test_bank_that_was_written_without_a_look_at_the_rules(part: str) -> None:
    assert_figures([row for locale in LOCALES for row in checked(BANK / part / f"{locale}.jsonl")])


def test_alarms_on_right_texts_that_were_the_commonest() -> None:
    """More locales than the other parts: those whose number words are not known, and no rule was measured in."""
    assert_figures([row for path in sorted((BANK / "fresh-e").glob("*.jsonl")) for row in checked(path)])


@pytest.mark.parametrize("part", ["fresh-m-dev", "fresh-m-held"])
def test_documentation_manual_pages_and_interfaces(part: str) -> None:
    """Written before the code; first figures, 30 November 2026, 33fca88.

    dev: precision .380, recall .655, 27 of 75 right pairs had a finding; held out: .490, .600, 20 of 63. Two labels of
    dev were mended afterwards (`a receipt` left in Russian is a fault, 规则则 is none).
    """
    rows = checked(BANK / part / "pairs.jsonl")
    precision, recall = figures(rows)
    noisy = [row.id for row in rows if row.found and not row.expected]
    assert precision >= 0.97, noisy
    assert recall >= 0.93
    assert len(noisy) <= 1, noisy


def test_signs_and_sentences_of_documentation_and_news() -> None:
    """When they were written and what they told first stands in the files."""
    for path in sorted((BANK / "fresh-t").glob("*.jsonl")):
        rows = checked(path)
        assert [(row.id, row.found) for row in rows if row.found != row.expected] == []


def test_kinds_that_were_wrong_in_catalogs_of_strangers() -> None:
    rows = checked(BANK / "fresh-o" / "pairs.jsonl")
    assert [(row.id, sorted(row.found)) for row in rows if row.found != row.expected] == []


def test_kinds_that_were_wrong_in_documentation_and_interfaces_of_others() -> None:
    """First figures in the file: 89 of 99 right pairs had a finding."""
    rows = checked(BANK / "fresh-s" / "pairs.jsonl")
    precision, recall = figures(rows)
    wrong = [(row.id, sorted(row.expected), sorted(row.found)) for row in rows if row.found != row.expected]
    assert precision >= 0.97, wrong
    assert recall >= 0.97, wrong
    assert sum(bool(row.found) for row in rows if not row.expected) <= 1, wrong


@pytest.mark.parametrize("part", ["hard-dev", "hard-held", "hard-late", "hard-third", "hard-reports"])
def test_hard_wording_of_numbers_dates_money_and_units(part: str) -> None:
    """Ten languages and thirty more; when they were written and what they told first stands in the files."""
    rows = [row for path in sorted((BANK / part).glob("*.jsonl")) for row in checked(path)]
    wrong = [(row.id, sorted(row.expected), sorted(row.found)) for row in rows if row.found != row.expected]
    precision, recall = figures(rows)
    assert precision >= 0.98, wrong
    assert recall >= 0.95, wrong
    assert sum(bool(row.found) for row in rows if not row.expected) <= 1, wrong


def test_factors_and_turned_meanings() -> None:
    rows = [row for path in sorted((BANK / "turned").glob("*.jsonl")) for row in checked(path)]
    wrong = [(row.id, sorted(row.expected), sorted(row.found)) for row in rows if row.found != row.expected]

    assert not [row.id for row in rows if row.found - row.expected], wrong
    assert figures(rows, frozenset({"number"}))[1] >= 0.95, wrong
    assert figures(rows, frozenset({"polarity"}))[1] >= 0.85, wrong


def test_added_parts() -> None:
    rows = [row for path in sorted((BANK / "added").glob("*.jsonl")) for row in checked(path)]

    assert not [(row.id, sorted(row.found)) for row in rows if row.found != row.expected]


@pytest.mark.skipif(not DEV_BANK.exists(), reason="the shared development bank is not beside the repository")
def test_development_bank() -> None:
    assert_figures(checked(DEV_BANK))
