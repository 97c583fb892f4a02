"""The verifier on whole sentences and on paradigms that no development data has.

`terms/usage/<locale>.tsv`: term, text, whether the term is used in it (yes, no), and where it matters how often, the
listed forms and the guards. `terms/paradigms/<locale>.tsv`: a dictionary form, other forms of it, and words that only
look like them. Both are for linguists to correct and to add to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from postl10n.lang.terms.verify import uses, verify

FIXTURES = Path(__file__).parent


class Case(NamedTuple):
    term: str
    text: str
    used: bool
    options: dict[str, str]


def _lines(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _cases(path: Path) -> list[Case]:
    return [
        Case(cells[0], cells[1], cells[2] == "yes", dict(part.split("=") for part in _options(cells)))
        for cells in _lines(path)
    ]


def _options(cells: list[str]) -> list[str]:
    return [part for part in "".join(cells[3:4]).split(";") if part]


USAGE = [(path.stem, case) for path in sorted((FIXTURES / "usage").glob("*.tsv")) for case in _cases(path)]


@pytest.mark.parametrize(("locale", "case"), USAGE, ids=[f"{locale}-{one.term}" for locale, one in USAGE])
def test_sentence(locale: str, case: Case) -> None:
    forms, guards = (
        tuple(filter(None, case.options.get(key, "").split("|"))) for key in ("forms", "not-inside")
    )
    found = [
        one for one in uses(case.term, case.text, locale, forms=forms, not_inside=guards) if one.verdict.firm
    ]
    assert bool(found) == case.used
    if "count" in case.options:
        assert len(found) == int(case.options["count"])


def test_every_locale_has_many_sentences_of_either_kind() -> None:
    counts = Counter((locale, case.used) for locale, case in USAGE)
    assert len({locale for locale, _ in counts}) == 10
    assert min(counts.values()) >= 15


@pytest.mark.parametrize("path", sorted((FIXTURES / "paradigms").glob("*.tsv")), ids=lambda path: path.stem)
def test_paradigms(path: Path) -> None:
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    for term, forms, *others in _lines(path):
        words = [(word, True) for word in forms.split()] + [(word, False) for word in "".join(others).split()]
        for word, expected in words:
            use = verify(term, word, path.stem)
            if (use is not None and use.verdict.firm) != expected:
                wrong[term].append(word)
    assert not wrong


@pytest.mark.parametrize(
    ("bank", "missed", "false"),
    [("number", 0, 1), ("compounds", 3, 1), ("compound_forms", 0, 0), ("unseen", 1, 0)],
)
def test_bank(bank: str, missed: int, false: int) -> None:
    """`banks/<bank>.tsv`: locale, term, text, whether it is used. English customs are taken for a custom."""
    wrong: Counter[str] = Counter()
    for locale, term, text, used in _lines(FIXTURES / "banks" / f"{bank}.tsv"):
        found = verify(term, text, locale)
        wrong[used] += (found is not None and found.verdict.firm) != (used == "yes")
    assert wrong["yes"] <= missed
    assert wrong["no"] <= false
