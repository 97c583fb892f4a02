"""Post-editing effort: the edits that translators made to drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postl10n.model.scores import Effort
from postl10n.stages.score.inputs import Edited
from postl10n.stages.score.statistics import Measures, ScoredPair, value


def efforts(edited: Iterable[Edited], measures: Measures) -> Iterator[Effort]:
    """Yield the effort by origin, sorted: HTER (Snover et al. 2006), TER of drafts against their corrections."""
    by_origin: dict[str, list[Edited]] = {}
    for one in edited:
        if measures.comparable(one.draft, one.approved):
            by_origin.setdefault(one.origin, []).append(one)
    metric = measures.metrics[2]
    for origin, drafts in sorted(by_origin.items()):
        rows = measures.rows([ScoredPair(one.draft, one.approved) for one in drafts])
        yield Effort(
            origin=origin,
            drafts=len(drafts),
            unchanged=sum(one.draft == one.approved for one in drafts),
            ter=value(metric, rows.ter.sum(0).tolist()),
            signature=measures.signature(metric, resampled=False),
        )
