"""The colours and fonts of the site in `postl10n.toml`: `[site.colors]` and `[site.fonts]`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from postl10n.errors import Faults, Place, ProjectError

STYLES = ("colors", "fonts")
_COLORS = ("accent", "accent-soft", "ink", "paper", "rule", "sheet", "soft")
_FONTS = ("display", "text", "ui")
_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_FAMILIES = re.compile(r"[\w ,\"'-]+")
"""Names of fonts, and nothing by which a rule of CSS could end or fetch anything."""


def site_styles(site: Mapping[str, Any], path: str, lines: Sequence[str], faults: Faults) -> str:
    """Return the rules of the site's own colours and fonts; empty where it has none."""
    light: list[str] = []
    dark: list[str] = []

    def fault(table: str, key: str, hint: str) -> None:
        written = re.compile(rf"\s*(?:\[site\.)?{re.escape(key)}\b")
        line = next((at for at, text in enumerate(lines, start=1) if written.match(text)), None)
        place = Place(path=path, line=line)
        faults.add(ProjectError(f"{key} can't be used in [site.{table}]", place=place, hint=hint))

    def table(name: str) -> Mapping[str, Any]:
        given = site.get(name, {})
        if isinstance(given, dict):
            return given
        fault(name, name, "Make it a table.")
        return {}

    for key, given in table("colors").items():
        tones = [given] if isinstance(given, str) else given
        fit = isinstance(tones, list) and 0 < len(tones) <= 2 and key in _COLORS
        if not fit or not all(isinstance(one, str) and _COLOR.fullmatch(one) for one in tones):
            known = ", ".join(_COLORS)
            fault(
                "colors", key, f'There are {known}: "#00539f", or for light and dark ["#00539f", "#8fc1f2"].'
            )
            continue
        for rules, tone in zip((light, dark), tones, strict=False):
            rules.append(f"--{key}: {tone};")
    for key, given in table("fonts").items():
        if key not in _FONTS or not isinstance(given, str) or not _FAMILIES.fullmatch(given):
            fault(
                "fonts", key, f'There are {", ".join(_FONTS)}: "Georgia, serif", of the reader\'s own fonts.'
            )
            continue
        light.append(f"--{key}: {given};")
    found = [f":root {{ {' '.join(light)} }}\n"] if light else []
    if dark:
        found.append(f"@media (prefers-color-scheme: dark) {{ :root {{ {' '.join(dark)} }} }}\n")
    return "".join(found)
