"""Making the safe repairs of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from postl10n.errors import Place
from postl10n.model.catalog import Entry
from postl10n.model.findings import Waiver
from postl10n.model.reports import RepairedEntry
from postl10n.stages.check.choices import enabled
from postl10n.stages.check.pairs import SegmentPair, pair_findings
from postl10n.stages.check.project import unreviewed
from postl10n.stages.check.waivers import read

if TYPE_CHECKING:
    from postl10n.stages.check.project import Subject

_MOST = 100
"""Of one text: who needs more of them writes it anew."""


def repaired(
    pair: SegmentPair, rules: Collection[str] | None = None, waived: Collection[str] = ()
) -> tuple[str, set[str]]:
    """Return the target after its safe repairs, and the rules that made them; waived ones make none.

    A repair after which any rule finds more than before is not made; of the others none is left to make.
    """
    found, refused, made = pair_findings(pair, rules), set(), set()
    for _ in range(_MOST):
        left = ((one.rule, one.repair) for one in found if one.repair is not None and one.repair.safe)
        one = next((one for one in left if one not in refused and one[0] not in waived), None)
        if one is None:
            break
        tried = replace(pair, target=one[1].applied(pair.target))
        after = pair_findings(tried, rules)
        more = Counter(said.rule for said in after) - Counter(said.rule for said in found)
        if more or not tried.target.strip():
            refused.add(one)
        else:
            pair, found = tried, after
            made.add(one[0])
    return pair.target, made


def repaired_entries(
    subject: Subject, rules: Collection[str] | None = None
) -> Iterator[tuple[Entry, RepairedEntry]]:
    """Yield what nobody has approved and has safe repairs, as it is and repaired.

    rules: which are asked, be they off or not.
    """
    asked = enabled(subject.choices) if rules is None else rules
    for entry, texts in unreviewed(subject):
        waived = {one.rule for one in read(entry.comments) if isinstance(one, Waiver)}
        # A text that several sources fit is compared with the one that it fits best.
        best = [min(pairs, key=lambda pair: len(pair_findings(pair, asked))) for pairs in texts]
        each = [repaired(pair, asked, waived) for pair in best]
        if any(made for _, made in each):
            after, rules_used = tuple(target for target, _ in each), set().union(*(made for _, made in each))
            place = Place(path=subject.path, line=entry.line)
            yield entry, RepairedEntry(place, entry.msgstr, after, tuple(sorted(rules_used)))
