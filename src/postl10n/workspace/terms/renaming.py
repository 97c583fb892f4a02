"""Renaming a term: what changes in the glossary and in the catalogs, to be looked at before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from postl10n.errors import UsageError
from postl10n.files.glossary_yaml.edit import edit_glossary
from postl10n.files.po import parse_po, serialize_po
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import Concept, Term
from postl10n.model.term_usage import ImpactedEntry
from postl10n.project.clock import today
from postl10n.project.glossary import YAML_SUFFIXES, contradictions
from postl10n.project.inputs import read_input
from postl10n.project.store import ProjectStore
from postl10n.workspace.selection import silent
from postl10n.workspace.terms.apply_impact import as_applied
from postl10n.workspace.terms.index import TermIndex
from postl10n.workspace.terms.terminology import impact


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRenaming:
    """The changes that renaming a term makes."""

    files: Mapping[Path, tuple[str, str]]
    """Each changed file with its text before and after: the glossary's, then catalogs, whose entries become fuzzy."""
    left: tuple[ImpactedEntry, ...]
    """The entries that use the old term and can't be changed safely."""


def rename_term(
    store: ProjectStore, concept: Concept, locale: str, old: Term, new: str, texts: Mapping[Path, str]
) -> TermRenaming:
    """Return what renaming a term changes; nothing is written. `texts` are files as an editor has them, unsaved.

    Raises UsageError, GlossaryError, CatalogError or FaultGroup where it can't be renamed.
    """
    text = normalise(new)
    if not text or not text.isprintable():
        raise UsageError("a term is one line of text without control characters")
    if concept.place is None or not concept.place.path.endswith(tuple(YAML_SUFFIXES)):
        raise UsageError("only terms in YAML files can be renamed here", place=concept.place)
    own = tuple(replace(one, text=text) if one.text == old.text else one for one in concept.terms[locale])
    renamed = replace(concept, terms={**concept.terms, locale: own})
    glossary = store.glossary
    after = replace(
        glossary, concepts=tuple(renamed if one.id == concept.id else one for one in glossary.concepts)
    )
    for fault in contradictions(after.concepts):
        raise fault
    with TermIndex(store.layout) as index:
        report = impact(index, glossary, after, store.project.targets, silent)
    files: dict[Path, tuple[str, str]] = {}
    path = store.layout.root / concept.place.path
    before = _text(path, texts)
    files[path] = before, edit_glossary(before.encode(), [renamed], path=concept.place.path).decode()
    left = [one for one in report.entries if not one.applicable]
    wanted: dict[Path, list[ImpactedEntry]] = {}
    for one in report.entries:
        if one.applicable:
            wanted.setdefault(store.layout.catalog(one.locale, one.article), []).append(one)
    for path, entries in wanted.items():
        before = _text(path, texts)
        now, missed = _rewritten(before, entries, store.layout.shown(path))
        files[path] = before, now
        left += missed
    return TermRenaming(files=files, left=tuple(left))


def _rewritten(text: str, impacted: list[ImpactedEntry], shown: str) -> tuple[str, list[ImpactedEntry]]:
    """Return a catalog with the suggestions as fuzzy texts, and those entries that are not as they were looked at."""
    po = parse_po(text.encode(), path=shown)
    now = po.catalog.by_key()
    new = {one.key: as_applied(now[one.key], one, today()) if one.key in now else None for one in impacted}
    made = po.updated(po.catalog.with_entries({key: entry for key, entry in new.items() if entry}))
    return serialize_po(made).decode(), [one for one in impacted if new[one.key] is None]


def _text(path: Path, texts: Mapping[Path, str]) -> str:
    return texts[path] if path in texts else read_input(path).decode()
