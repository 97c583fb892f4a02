"""BLEU, chrF2 and TER by sacrebleu, with the tokenizer that suits the locale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postl10n.lang.locales import language
from postl10n.model.scores import MetricScore

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

_TOKENIZERS = {"zh": "zh", "yue": "zh"} | dict.fromkeys(("ja", "ko", "th", "lo", "km", "my"), "char")
"""sacrebleu's 13a splits at spaces, which gives nonsense (2.6 for 22.5) in scripts without them.

Its MeCab tokenizers for Japanese and Korean need a dictionary of hundreds of megabytes; `char` needs none.
"""
_EAST_ASIAN = frozenset({"zh", "yue", "ja"})


def tokenizer(locale: str) -> str:
    """sacrebleu's name of the BLEU tokenizer for a locale."""
    return _TOKENIZERS.get(language(locale), "13a")


def metric_scores(pairs: Sequence[tuple[str, str]], locale: str) -> tuple[MetricScore, ...]:
    """The corpus scores of (translation, reference) pairs with verbatim sacrebleu signatures.

    BLEU: Papineni et al. 2002; chrF2: Popović 2015; TER: Snover et al. 2006. No pairs, no scores.
    """
    if not pairs:
        return ()
    hypotheses = [translation for translation, _ in pairs]
    references = [[reference for _, reference in pairs]]
    return tuple(_score(metric, hypotheses, references) for metric in _metrics(locale))


def _metrics(locale: str) -> tuple[Metric, ...]:
    # Imported when used: sacrebleu brings numpy, a tenth of a second at every start.
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    asian = language(locale) in _EAST_ASIAN
    return (
        BLEU(tokenize=tokenizer(locale)),
        CHRF(),
        TER(normalized=asian, asian_support=asian),
    )


def _score(metric: Metric, hypotheses: list[str], references: list[list[str]]) -> MetricScore:
    score = metric.corpus_score(hypotheses, references)
    # The signature is complete only once a score was computed: it counts the references.
    return MetricScore(name=score.name, value=score.score, signature=str(metric.get_signature()))
