"""Turns `postl10n check --format json` from stdin into a summary for a pull request: Markdown in which no text is markup.

A translation may come from anyone. Every sign that Markdown or HTML could read is written as a number, invisible ones are
named, and texts stand in `<code>`, where nobody is mentioned.
"""

from __future__ import annotations

import json
import sys

MOST = 200
"""Findings: more than that nobody reads in a summary."""
WIDEST = 300
"""Characters of a text."""


def escaped(text: object) -> str:
    """Return a text of which nothing is markup."""
    shown = str(text)
    shown = shown if len(shown) <= WIDEST else shown[:WIDEST] + "…"
    return "".join(_sign(char) for char in shown)


def _sign(char: str) -> str:
    if char.isalnum() or char == " ":
        return char
    return f"&#{ord(char)};" if char.isprintable() else f"U+{ord(char):04X}"


def summary(report: dict[str, list[dict[str, object]]]) -> str:
    """Return the Markdown of a report."""
    found = [one for one in report["findings"] if one["severity"] != "notice"]
    if not found:
        return "### postl10n\n\nNo errors, no warnings.\n"
    rows = [
        f"| {escaped(one['severity'])} | <code>{escaped(one['path'])}:{escaped(one['line'])}</code> "
        f"| {escaped(one['rule'])} | <code>{escaped(one['message'])}</code> |"
        for one in found[:MOST]
    ]
    left = f"\n\nand {len(found) - MOST} more." if len(found) > MOST else ""
    head = "### postl10n\n\n| severity | place | rule | what |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + f"{left}\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(summary(json.load(sys.stdin)), end="")
