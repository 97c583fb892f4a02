"""Comparisons with baselines, beside sacrebleu's own in the same run."""

from __future__ import annotations

import os
from unittest.mock import patch

import pytest
import sacrebleu
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER
from sacrebleu.significance import PairedTest, Result

from postl10n.stages.score.card import card_of_items
from postl10n.stages.score.inputs import ScoreInput, ScoreRequest
from postl10n.stages.score.resampling import LEAST_SEGMENTS, holm

REFERENCES = [
    "Le pont relie les deux rives du fleuve depuis 1998.",
    "La poste a livré 1,75 milliard de colis.",
    "Les deux parties ont signé un accord.",
    "Il est entré en vigueur le 12 mai.",
    "Le musée ouvre à neuf heures.",
    "Les tarifs restent les mêmes.",
    "Le train part de Chongqing.",
]
OURS = [
    *REFERENCES[:2],
    "Les parties signèrent un accord.",
    "Il entre en vigueur.",
    *REFERENCES[4:6],
    "Un train part.",
]
THEIRS = [
    "Le pont joint les rives.",
    *REFERENCES[1:3],
    "En vigueur le 12 mai.",
    "Musée ouvert.",
    "Tarifs.",
    "Le train.",
]
MANY = 9
"""Repetitions: 63 segments, so that blocks of draws are no multiples of 32."""


def card(ours: list[str], *baselines: list[str]) -> list[ScoreInput]:
    return [
        ScoreInput(id=str(number), source="", target=one, reference=reference, baselines=tuple(others))
        for number, (one, reference, *others) in enumerate(
            zip(ours, REFERENCES * MANY, *baselines, strict=False)
        )
    ]


@pytest.mark.parametrize("block", [2_000_000, 5_000])
@pytest.mark.parametrize(("kind", "name"), [("bs", "paired bootstrap"), ("ar", "approximate randomization")])
def test_p_values_are_sacrebleus(kind: str, name: str, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postl10n.stages.score.resampling._BLOCK", block)
    ours, theirs = OURS * MANY, (THEIRS * (MANY - 1)) + OURS
    found = card_of_items(card(ours, theirs), ScoreRequest(locale="fr", baselines=("before",)))

    metrics = {"BLEU": BLEU(force=True, references=None), "chrF2++": CHRF(word_order=2), "TER": TER()}
    with patch.dict(os.environ, {"SACREBLEU_SEED": "12345"}):
        oracle = PairedTest(
            [("before", theirs), ("ours", ours)],
            metrics,
            references=[REFERENCES * MANY],
            test_type=kind,
            n_samples=1000,
        )
        signatures, scores = oracle()

    for metric in found.metrics:
        (beside,) = metric.comparisons
        test = next(one for one in beside.tests if one.name == name)
        baseline, own = scores[metric.name]
        assert isinstance(own, Result)
        assert isinstance(baseline, Result)
        assert test.p_value == own.p_value
        assert (beside.value, beside.baseline) == (own.score, baseline.score)
        if kind == "ar":
            assert test.settings in str(signatures[metric.name])


def test_the_more_careful_test_decides() -> None:
    ours, theirs = OURS * MANY, (THEIRS * 3) + OURS * (MANY - 3)
    for metric in card_of_items(card(ours, theirs), ScoreRequest(locale="fr", baselines=("before",))).metrics:
        (beside,) = metric.comparisons
        assert beside.p_value == max(one.p_value for one in beside.tests)


def test_several_baselines_are_corrected_for() -> None:
    ours, theirs, mixed = OURS * MANY, THEIRS * MANY, (THEIRS * 2) + OURS * (MANY - 2)
    alone = card_of_items(card(ours, theirs), ScoreRequest(locale="fr", baselines=("one",))).metrics[0]
    both = card_of_items(
        card(ours, theirs, mixed), ScoreRequest(locale="fr", baselines=("one", "two"))
    ).metrics[0]

    assert [one.name for one in both.comparisons] == ["one", "two"]
    assert both.comparisons[0].tests == alone.comparisons[0].tests
    raw = [max(test.p_value for test in one.tests) for one in both.comparisons]
    assert [one.p_value for one in both.comparisons] == holm(raw)
    assert both.comparisons[0].p_value == pytest.approx(2 * raw[0])


def test_few_segments_are_too_few_to_tell() -> None:
    ours, theirs = (OURS * 2)[: LEAST_SEGMENTS - 1], (THEIRS * 2)[: LEAST_SEGMENTS - 1]
    for metric in card_of_items(card(ours, theirs), ScoreRequest(locale="fr", baselines=("before",))).metrics:
        (beside,) = metric.comparisons
        assert (beside.p_value, beside.tests, beside.significant) == (None, (), False)
        assert beside.verdict == "too few segments to tell"


@pytest.mark.parametrize("locale", ["fr", "ru", "zh_Hans"])
def test_a_signature_repeats_its_score(locale: str) -> None:
    found = card_of_items(card(OURS * MANY), ScoreRequest(locale=locale))
    for metric in found.metrics:
        said = dict(part.split(":") for part in metric.signature.split("|"))
        again: Metric
        if metric.name == "BLEU":
            again = BLEU(tokenize=said["tok"], smooth_method=said["smooth"], force=True)
        elif metric.name == "TER":
            again = TER(normalized=said["norm"] == "yes", asian_support=said["asian"] == "yes")
        else:
            again = CHRF(char_order=int(said["nc"]), word_order=int(said["nw"]))
        assert said["version"] == sacrebleu.__version__
        assert again.corpus_score(OURS * MANY, [REFERENCES * MANY]).score == metric.value


def test_holm_keeps_the_order_and_never_passes_one() -> None:
    assert holm([0.5, 0.001, 0.4]) == [0.8, 0.003, 0.8]
    assert holm([]) == []
