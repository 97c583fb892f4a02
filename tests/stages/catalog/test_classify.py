"""The labelled changes of `data/changes.tsv`, which a linguist can edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.stages.catalog.classify import ChangeKind, classify

Row = tuple[str, str, str, str, tuple[str, ...]]


def rows() -> list[Row]:
    found: list[Row] = []
    for line in (Path(__file__).parent / "data" / "changes.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, kind, old, new, *terms = line.split("\t")
            found.append((language, kind, old, new, tuple(terms[0].split("|")) if terms else ()))
    return found


def test_the_set_is_large_and_mixed() -> None:
    assert len(rows()) >= 80
    assert {row[1] for row in rows()} == set(ChangeKind)
    assert len({row[0] for row in rows()}) >= 8


@pytest.mark.parametrize("told", [True, False], ids=["language told", "language guessed"])
def test_the_labelled_changes_are_told_apart(told: bool) -> None:
    wrong = []
    for language, kind, old, new, terms in rows():
        answer = classify(old, new, vocabulary=language if told else None, terms=terms)
        if answer != kind:
            wrong.append(f"{language} {answer} instead of {kind}: {old} → {new}")
    assert len(wrong) <= 0.05 * len(rows()), "\n".join(wrong)


@pytest.mark.parametrize("sign", "%‰@#&*/\\")
def test_a_sign_that_is_read_aloud_is_no_typography(sign: str) -> None:
    assert classify(f"Ask 5{sign} of them.", "Ask 5 of them.", vocabulary="en") != ChangeKind.TYPOGRAPHY
    assert classify("Post a b now.", f"Post a{sign}b now.", vocabulary="en") != ChangeKind.TYPOGRAPHY


@pytest.mark.parametrize("sign", ".,;:!?—–-«»“”()…")
def test_other_signs_are_typography(sign: str) -> None:
    assert classify(f"Ask them{sign} now", "Ask them now", vocabulary="en") == ChangeKind.TYPOGRAPHY


def test_one_sign_that_is_read_aloud_for_another_is_a_change() -> None:
    assert classify("It grew by 5%.", "It grew by 5‰.", vocabulary="en") != ChangeKind.TYPOGRAPHY
    assert classify("letters/parcels", "letters&parcels", vocabulary="en") != ChangeKind.TYPOGRAPHY
