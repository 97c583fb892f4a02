"""Charts of the quality report as inline SVG: no script, no font, colours by the page's own variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from postl10n.reports.pages import text

_WIDTH = 360
_HEIGHT = 180
_LEFT = 34
_RIGHT = 348
_TOP = 14
_BOTTOM = 150
_BINS = 10
_MOST_DATES = 4


def trend(dates: Sequence[str], lines: Mapping[str, Sequence[float | None]]) -> Markup:
    """Scores over recorded runs, a line for each metric; the scale is 0 to 100."""
    step = (_RIGHT - _LEFT - 70) / max(1, len(dates) - 1)
    parts = [_grid()]
    labels: list[tuple[float, str]] = []
    for number, (name, values) in enumerate(lines.items()):
        points = [(_LEFT + at * step, _y(one)) for at, one in enumerate(values) if one is not None]
        if not points:
            continue
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline class="line l{number}" points="{path}"/>')
        parts += [f'<circle class="dot l{number}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points]
        last = next(one for one in reversed(values) if one is not None)
        labels.append((points[-1][1], f"{name} {last:.1f}"))
    x = _LEFT + (len(dates) - 1) * step + 8
    parts += [f'<text x="{x:.1f}" y="{y + 4:.1f}">{text(label)}</text>' for y, label in _apart(labels)]
    shown = range(0, len(dates), max(1, -(-len(dates) // _MOST_DATES)))
    for at in shown:
        anchor = "start" if at == 0 else "middle"
        parts.append(_tick(dates[at], _LEFT + at * step, _BOTTOM + 18, anchor))
    said = "; ".join(f"{name}: {_said(values)}" for name, values in lines.items())
    return _svg(f"Scores over {len(dates)} recorded runs. {said}", parts)


def histogram(values: Sequence[float]) -> Markup:
    """Return a histogram of segment scores as SVG, in ten bins from 0 to 100."""
    bins = [0] * _BINS
    for one in values:
        bins[min(_BINS - 1, max(0, int(one // (100 / _BINS))))] += 1
    most = max(bins) or 1
    width = (_RIGHT - _LEFT) / _BINS
    parts = [f'<line class="axis" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_BOTTOM}"/>']
    for number, count in enumerate(bins):
        x, height = _LEFT + number * width, (_BOTTOM - _TOP - 8) * count / most
        parts.append(
            f'<rect class="bar" x="{x + 2:.1f}" y="{_BOTTOM - height:.1f}" width="{width - 4:.1f}" height="{height:.1f}"/>'
        )
        if count:
            middle = x + width / 2
            parts.append(
                f'<text class="tick" x="{middle:.1f}" y="{_BOTTOM - height - 4:.1f}" text-anchor="middle">{count}</text>'
            )
        parts.append(
            f'<text class="tick" x="{x:.1f}" y="{_BOTTOM + 16}" text-anchor="middle">{number * 10}</text>'
        )
    parts.append(f'<text class="tick" x="{_RIGHT}" y="{_BOTTOM + 16}" text-anchor="middle">100</text>')
    return _svg(f"Segments by score, in tens from 0: {', '.join(map(str, bins))}", parts)


def bars(rows: Sequence[tuple[str, str, int]]) -> Markup:
    """A bar for each (name, class, number), the number beside it."""
    most = max((number for _, _, number in rows), default=0) or 1
    parts = []
    for at, (name, kind, number) in enumerate(rows):
        y = 6 + at * 22
        width = 170 * number / most
        parts.append(f'<text class="name" x="132" y="{y + 13}" text-anchor="end">{text(name)}</text>')
        parts.append(
            f'<rect class="bar {text(kind)}" x="138" y="{y + 2}" width="{max(width, 1):.1f}" height="14"/>'
        )
        parts.append(f'<text class="tick" x="{142 + width:.1f}" y="{y + 13}">{number} {text(kind)}</text>')
    said = ", ".join(f"{name} {number} ({kind})" for name, kind, number in rows)
    return _svg(f"Findings by rule: {said}", parts, height=12 + 22 * len(rows))


def meter(share: float) -> Markup:
    """A share as a bar that fits a line of a table."""
    track = '<rect class="track" width="100" height="10" rx="2"/>'
    done = f'<rect class="bar" width="{100 * share:.1f}" height="10" rx="2"/>'
    svg = f'<svg class="meter" viewBox="0 0 100 10" role="img" aria-label="{share:.0%}">{track}{done}</svg>'
    return Markup(svg)  # noqa: S704 - numbers and our own markup


def _tick(label: str, x: float, y: float, anchor: str = "middle") -> str:
    return f'<text class="tick" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text(label)}</text>'


def _svg(said: str, parts: Sequence[str], height: int = _HEIGHT) -> Markup:
    label = text(said)
    return Markup(  # noqa: S704 - every text in the parts is escaped
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{label}"><title>{label}</title>'
        f"{''.join(parts)}</svg>"
    )


def _grid() -> str:
    return "".join(
        f'<line class="grid" x1="{_LEFT}" y1="{_y(at):.1f}" x2="{_RIGHT}" y2="{_y(at):.1f}"/>'
        f'<text class="tick" x="{_LEFT - 6}" y="{_y(at) + 4:.1f}" text-anchor="end">{at}</text>'
        for at in range(0, 101, 25)
    )


def _y(value: float) -> float:
    """TER can exceed 100; such a point is at the edge."""
    return _BOTTOM - (_BOTTOM - _TOP) * min(100.0, max(0.0, value)) / 100


def _apart(labels: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The labels from top to bottom, none upon another."""
    placed: list[tuple[float, str]] = []
    for y, label in sorted(labels):
        placed.append((max(y, placed[-1][0] + 13) if placed else y, label))
    return placed


def _said(values: Sequence[float | None]) -> str:
    return ", ".join("none" if one is None else f"{one:.1f}" for one in values)
