"""Signs of where a piece stands: its neighbours, the densest run of running text, labels and headings above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from postl10n.stages.extract.tokens import names as named

Signs = dict[str, float]
"""Strengths by name, mostly from 0 to 1."""
SMALL = 12
"""The number of pieces of a small page."""
_WINDOW = 4
_SHORT = 80
_FIGURE = re.compile(r"\d+(?:[.:]\d+)*")
_ANNOUNCED = named("related comments subscribe share contact topics legal cookies about section external")
_LABELS = {f"{name}{more}": f"under-{name}" for name in _ANNOUNCED for more in ("", "~")}
_UNDER = 24
"""The number of pieces below a label that may be what it announces."""
ELSEWHERE = named(
    "class-comments class-related in-aside in-footer in-nav hidden says-cookies under-comments under-related under-cookies"
)
"""Signs of running text that is hardly ever an article's."""


def add_neighbours(found: Sequence[Signs], prose: Sequence[float]) -> None:
    last = len(found) - 1
    for at, signs in enumerate(found):
        for step in (-2, -1, 1, 2):
            there = at + step
            if not 0 <= there <= last:
                signs[f"edge{step:+}"] = 1
                continue
            signs[f"prose{step:+}"] = prose[there]
            if step in (-1, 1):
                for name in ("linked", "year", "gap", "bullet", "ends"):
                    if name in found[there]:
                        signs[f"{name}{step:+}"] = found[there][name]
        above, below = prose[max(0, at - _WINDOW) : at], prose[at + 1 : at + 1 + _WINDOW]
        signs["prose-above"] = sum(above) / _WINDOW
        signs["prose-below"] = sum(below) / _WINDOW
        signs["prose-around"] = min(sum(above), sum(below), 2) / 2


def likely(signs: Signs, prose: float) -> float:
    """Return how much running text counts where the densest run of it is looked for; one of many alike counts less."""
    if "html" in signs:
        alike = max(signs.get("near-alike", 0), signs.get("far-alike", 0))
        signs["prose-top" if "in-top" in signs else "prose-out"] = prose
        signs["prose-alike"] = prose * alike
        prose *= 1 - alike / 2
    return prose * (1 if ELSEWHERE.isdisjoint(signs) else 0.3)


def add_places(found: Sequence[Signs], prose: Sequence[float], sizes: Sequence[float]) -> None:
    """Add where each piece stands to the densest run of running text."""
    first, last = main_run(prose, sizes)
    count = len(found)
    inside = sum(prose[first : last + 1])
    for at, signs in enumerate(found):
        if at < first:
            signs[f"before{_far(first - at)}"] = 1
        elif at > last:
            signs[f"after{_far(at - last)}"] = 1
        else:
            signs["in-run"] = 1
            signs["run-dense"] = inside / (last - first + 1)
        if count <= SMALL:
            signs["few"] = 1
            signs["few-after" if at > last else "few-before" if at < first else "few-in"] = 1
        signs["run-weight"] = min(1.0, inside / 8)


def add_labels(found: Sequence[Signs]) -> None:
    """Mark what stands below a label of the site, the less the further, until the next heading or the end of its aside."""
    under, since, aside = "", 0, False
    for signs in found:
        said = None if "ends" in signs or "size8" in signs else next(filter(_LABELS.get, signs), None)
        since += 1
        if said:
            under, since, aside = _LABELS[said], 0, "in-aside" in signs
        elif "in-heading" in signs or since > _UNDER or (aside and "in-aside" not in signs):
            under = ""
        elif under:
            signs[under] = 1 - since / _UNDER


def add_patterns(texts: Sequence[str], found: Sequence[Signs]) -> None:
    """Mark short pieces that are alike but for their figures, as times of comments are, and what is beside them."""
    forms = [_FIGURE.sub("0", text) if len(text) < _SHORT else "" for text in texts]
    times = Counter(one for one in forms if "0" in one)
    for at, form in enumerate(forms):
        if (many := times[form]) > 1:
            strength = min(1.0, (many - 1) / _WINDOW)
            found[at]["patterned"] = strength
            for there in (at - 2, at - 1, at + 1, at + 2):
                if 0 <= there < len(found):
                    found[there]["by-pattern"] = max(strength, found[there].get("by-pattern", 0.0))


def add_named(texts: Sequence[str], found: Sequence[Signs], names: Sequence[str]) -> None:
    """Mark what stands above and below the heading, or else the block, that has the name of the page, and below another."""
    said = [at for at, text in enumerate(texts) if text in names] if names else []
    if said:
        first = next((at for at in said if "tag-h1" in found[at]), said[0])
        other = len(found)
        for at, signs in enumerate(found):
            signs["above-named" if at < first else f"below-named{_far(at - first)}"] = 1
            if at > first and "tag-h1" in signs and texts[at] not in names:
                other = min(other, at)
            if at >= other:
                signs["another"] = 1


def _far(steps: int) -> int:
    return sum(steps > one for one in (1, 2, 4, 8, 16))


def main_run(prose: Sequence[float], sizes: Sequence[float]) -> tuple[int, int]:
    """Return the first and last index of the run with most running text and fewest other pieces."""
    best, first, last, start, total = -1.0, 0, len(prose) - 1, 0, 0.0
    for at, (one, size) in enumerate(zip(prose, sizes, strict=True)):
        gain = one * min(2.5, max(1.0, size / 160)) - 0.22
        if total <= 0:
            start, total = at, 0.0
        total += gain
        if total > best:
            best, first, last = total, start, at
    return first, last
