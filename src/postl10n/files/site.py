"""The built site on the disk: written where it changed, and swept of pages that are no longer ours."""

from __future__ import annotations

import json
from collections.abc import Collection

from postl10n.files.layout import Layout
from postl10n.files.writes import inside, write_file


class SiteFiles:
    """Writes a site and remembers what it wrote, so that nobody else's file is ever removed."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._record = layout.cache / "site.json"

    def write(self, path: str, data: bytes) -> bool:
        """Write a file of the site, named relative to it; True if it changed."""
        return write_file(self._layout.site / path, data, root=self._layout.root, durable=False)

    def remove_others(self, current: Collection[str]) -> list[str]:
        """Remove what an earlier build wrote and this one has no use for; the paths that were removed."""
        removed = []
        for path in sorted(self._recorded() - set(current)):
            target = inside(self._layout.site / path, self._layout.site)
            if target.is_file():
                target.unlink()
                removed.append(path)
        record = json.dumps(sorted(current), indent=0).encode()
        write_file(self._record, record, root=self._layout.root, durable=False)
        return removed

    def _recorded(self) -> set[str]:
        try:
            record = json.loads(self._record.read_bytes())
        except (OSError, ValueError):
            # A cache: without it pages of removed articles stay, which loses nothing.
            return set()
        return {path for path in record if isinstance(path, str)} if isinstance(record, list) else set()
