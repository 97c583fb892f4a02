"""Findings in PO files that are in no project: their languages are known, no glossary and no settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

from postl10n.errors import CatalogError, Faults, Place, UsageError
from postl10n.lang.locales import cldr
from postl10n.model.catalog import Catalog
from postl10n.model.findings import EntryFinding
from postl10n.model.glossary import Glossary
from postl10n.model.project import Project
from postl10n.model.reports import CheckReport
from postl10n.pipeline import Pipeline
from postl10n.project.clock import today
from postl10n.project.inputs import read_input
from postl10n.reports.json import parse_baseline
from postl10n.stages.check.consistency import renderings
from postl10n.workspace.arguments import rule_names
from postl10n.workspace.check import sorted_out
from postl10n.workspace.po_tools import read_po
from postl10n.workspace.selection import Progress, silent

_SOURCE = "en"
_HINT = "Name the locale with --locale, or write it into the header as Language."


def check_files(
    paths: Sequence[Path],
    *,
    source: str | None = None,
    locale: str | None = None,
    rules: Collection[str] | None = None,
    baseline: Path | None = None,
    tell: Progress = silent,
) -> CheckReport:
    """The findings of PO files; those of a locale are compared with one another. A file that can't be read is a fault.

    source: the locale of the msgids, by default the header's X-Source-Language, or else English. locale: of the
    translations, by default that of the header, of the file's name, or of the folder around LC_MESSAGES. baseline: a
    JSON report of an earlier check. Raises UsageError for an unknown locale or rule.
    """
    given = tuple(cldr(one) if one else "" for one in (source, locale))
    names, faults = rule_names(rules), Faults()
    read: defaultdict[tuple[str, str], dict[str, Catalog]] = defaultdict(dict)
    known = parse_baseline(read_input(baseline), path=str(baseline)) if baseline else {}
    for path in paths:
        with faults.collect():
            catalog = read_po(path).catalog
            read[given[0] or _source_of(catalog), given[1] or _locale_of(catalog, path)][str(path)] = catalog
    found: list[EntryFinding] = []
    looked_at, total = 0, sum(map(len, read.values()))
    for (own_source, own_locale), catalogs in read.items():
        pipeline = Pipeline(Project(name="", source=own_source, targets=(own_locale,)), Glossary())
        several = renderings(catalogs.items())
        for shown, catalog in catalogs.items():
            tell("Checking", looked_at, total)
            looked_at += 1
            found += pipeline.check(
                catalog,
                locale=own_locale,
                article_id="",
                path=shown,
                prepared=None,
                rules=names,
                renderings=several,
                today=today(),
            )
    tell("Checking", total, total)
    return sorted_out(found, looked_at, known, tuple(faults), [locale for _, locale in read], names)


def _source_of(catalog: Catalog) -> str:
    code = catalog.fields.get("X-Source-Language", "")
    return cldr(code) if code else _SOURCE


def _locale_of(catalog: Catalog, path: Path) -> str:
    """Raises CatalogError if nothing says it."""
    language = catalog.fields.get("Language", "")
    folder = path.resolve().parent
    around = folder.parent.name if folder.name == "LC_MESSAGES" else ""
    for code in filter(None, (language, path.stem, around)):
        try:
            return cldr(code)
        except UsageError as fault:
            if code == language:
                place = Place(path=str(path), line=catalog.header.line if catalog.header else None)
                raise CatalogError(f"Language: {fault.message}", place=place, hint=fault.hint) from fault
    raise CatalogError("does not say its language", place=Place(path=str(path)), hint=_HINT)
