"""Giving an article another id."""

from __future__ import annotations

import re
from pathlib import Path

from postl10n.errors import Place, UsageError
from postl10n.files.articles import RESERVED_IDS
from postl10n.files.layout import Layout

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def rename_article(layout: Layout, old: str, new: str) -> list[str]:
    """Rename source, template, catalogs and references of an article; the new paths.

    Nothing is renamed over another file. Raises UsageError where one of them is in the way, where there is
    nothing to rename, or for an id that no article can have.
    """
    if not _ID.fullmatch(new) or new in RESERVED_IDS:
        raise UsageError(f"{new!r} can't be an article's id", hint="Use small letters, digits and hyphens.")
    pairs = [(before, before.with_name(new + before.suffix)) for before in _files(layout, old)]
    if not pairs:
        raise UsageError(f"there is no article {old!r}, and no catalog of that name")
    for _, after in pairs:
        if after.exists():
            raise UsageError("is in the way", place=Place(path=layout.shown(after)))
    for before, after in pairs:
        before.rename(after)
    return [layout.shown(after) for _, after in pairs]


def _files(layout: Layout, article: str) -> list[Path]:
    """Catalogs first, source last: if the work is interrupted, the next `update` takes over the rest."""
    if not _ID.fullmatch(article):
        return []
    locales = layout.project.targets
    candidates = [layout.catalog(locale, article) for locale in locales]
    candidates += [layout.reference(locale, article) for locale in locales]
    candidates += [layout.template(article), *sorted(layout.articles.glob(f"{article}.*"))]
    return [path for path in candidates if path.is_file()]
