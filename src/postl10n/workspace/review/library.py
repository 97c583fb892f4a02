"""The catalogs of a project as sheets, the ones used last kept ready."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection
from functools import cache

from postl10n.errors import Postl10nError
from postl10n.files.clock import today
from postl10n.model.catalog import Catalog, Key
from postl10n.model.findings import EntryFinding
from postl10n.stages.check.consistency import INCONSISTENT, Renderings
from postl10n.workspace.review.kept import Kept, Stamp
from postl10n.workspace.review.sheet import Sheet
from postl10n.workspace.review.shelf import Shelf

_SHEETS = 64


@cache
def rules_of_one() -> frozenset[str]:
    """The rules that need no more than one catalog and its article."""
    # The rules compile hundreds of expressions, which opening a project need not wait for.
    from postl10n.stages.check.rulebook import rulebook

    return frozenset(rule.name for rule in rulebook()) - {INCONSISTENT, "empty", "fuzzy"}


class Library:
    """Makes sheets from the files as they are."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._sheets: Kept[tuple[str, str], Sheet] = Kept(_SHEETS)
        self.completed: dict[tuple[str, str], int] = {}
        """How often findings came after an article was shown without them."""

    def sheet(self, locale: str, article: str) -> Sheet | None:
        """The catalog of an article with its surroundings; None where it is not there yet.

        Raises UsageError for an unknown locale or article, CatalogError or FaultGroup for a file that can't be read.
        """
        shelf = self.shelf
        shelf.check(locale, article)
        stamps = (shelf.stamps(locale, article), shelf.glossary_stamp)
        stored = shelf.stored(locale, article)
        if stored.catalog is None:
            return None
        catalog = stored.catalog
        return self._sheets.get((locale, article), stamps, lambda: self._made(locale, article, catalog))

    def _made(self, locale: str, article: str, catalog: Catalog) -> Sheet:
        shelf = self.shelf
        last = self._sheets.peek((locale, article))
        prepared, pipeline = shelf.prepared(article), shelf.pipeline
        # What was found out of an entry stands as long as article and glossary are the same.
        same = last is not None and last.prepared is prepared and last.pipeline is pipeline
        return Sheet(
            locale=locale,
            article=article,
            path=shelf.layout.shown(shelf.layout.catalog(locale, article)),
            catalog=catalog,
            prepared=prepared,
            parents=shelf.parents(locale, article),
            pipeline=pipeline,
            checked=dict(last.checked) if last is not None and same else {},
        )

    def check(self, sheet: Sheet, keys: Collection[Key]) -> None:
        """Find out what is wrong with some entries of a sheet."""
        sheet.check(keys, rules_of_one(), _today())

    def findings(
        self,
        sheet: Sheet,
        keys: Collection[Key],
        rules: Collection[str],
        renderings: Renderings | None = None,
    ) -> list[EntryFinding]:
        """What some rules find in some entries today."""
        return sheet.findings(keys, rules, _today(), renderings)

    def version(self, locale: str, article: str) -> str:
        """Changes with the catalog, its parents', the article and the glossary, and when late findings are there."""
        return self._version(locale, article, self.shelf.stamps(locale, article), self.shelf.glossary_stamp)

    def versions(self, locale: str) -> dict[str, str]:
        """The versions of all articles."""
        glossary = self.shelf.glossary_stamp
        return {
            article: self._version(locale, article, stamps, glossary)
            for article, stamps in self.shelf.all_stamps(locale)
        }

    def _version(self, locale: str, article: str, stamps: tuple[Stamp, ...], glossary: str) -> str:
        known = self.completed.get((locale, article), 0)
        return f"{hash_of(stamps)}{glossary[:4]}{known or ''}"


def hash_of(stamps: tuple[Stamp, ...]) -> str:
    return hashlib.blake2b(repr(stamps).encode(), digest_size=6).hexdigest()


def _today() -> datetime.date:
    try:
        return today()
    except Postl10nError:
        return datetime.datetime.now(datetime.UTC).date()
