"""The bank of unlisted renderings (`unlisted/bank.tsv`): what each concept is called is found, and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from postl10n.lang.locales import spaced
from postl10n.lang.terms.unlisted_renderings import Background
from postl10n.lang.terms.verify import verify

BANK = Path(__file__).parent / "unlisted" / "bank.tsv"


def _rows() -> dict[str, list[list[str]]]:
    rows: defaultdict[str, list[list[str]]] = defaultdict(list)
    for line in BANK.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            locale, *rest = line.split("\t")
            rows[locale].append(rest)
    return rows


def judged(locale: str, rows: list[list[str]]) -> tuple[list[str], list[str], int]:
    """Return the renderings that are missing, those that are wrong, and how many there are."""
    background = Background([text for *_, text in rows], locale)
    missing, wrong, number = [], [], 0
    for concept in dict.fromkeys(one[0] for one in rows if one[0] != "-"):
        units = [at for at, one in enumerate(rows) if one[0] == concept]
        counts = Counter(rows[at][1] for at in units)
        expected = [name for name, count in counts.items() if count > 1 and name != "none"]
        found = [one.text for one in background.renderings(units)]
        number += len(expected)
        missing += [
            f"{concept} {name}" for name in expected if not any(same(name, one, locale) for one in found)
        ]
        wrong += [f"{concept} {one}" for one in found if not any(same(name, one, locale) for name in counts)]
    return missing, wrong, number


def same(name: str, found: str, locale: str) -> bool:
    """Return True if what is found is the name in one of its forms, not a part of it and not more."""
    alike = verify(name, found, locale) or verify(found, name, locale)
    whole = len(found.split()) == len(name.split()) and abs(len(found) - len(name)) <= 3
    return whole and alike is not None and (spaced(locale) or len(found) == len(name))


LOST = {
    "pt": (["drone drone"], []),
    "ru": (["postcode почтовый индекс"], []),
    "zh_Hans": (
        ["tracking-number 运单号", "postcode 邮政编码", "courier 快递员"],
        ["postcode 邮政编码写", "courier 快递"],
    ),
    "zh_Hant": (["postcode 郵遞區號"], ["postcode 郵遞區號寫"]),
}
"""What is not found whole yet, and what is found in its place."""


@pytest.mark.parametrize("locale", sorted(_rows()))
def test_what_a_concept_is_called_is_found_whole(locale: str) -> None:
    missing, wrong, _ = judged(locale, _rows()[locale])
    known_missing, known_wrong = LOST.get(locale, ([], []))
    assert set(missing) <= set(known_missing)
    assert set(wrong) <= set(known_wrong)
