"""The terms expected in the segments of two files: from dictionaries beside the segments, or from a glossary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

from postl10n.errors import Place, UsageError
from postl10n.files.formats import TERMS, ScoredFile, TermPairs, ending, joined
from postl10n.files.glossary_yaml.parse import parse_file
from postl10n.files.score_inputs import TERMS_KEY, read_json_lines, term_pairs
from postl10n.lang.text.normalise import unescape_braces
from postl10n.model.catalog import Catalog, Key
from postl10n.model.glossary import Concept, Glossary, Term, TermStatus
from postl10n.project.glossary import YAML_SUFFIXES, parse_other, read_glossary
from postl10n.project.inputs import read_input
from postl10n.stages.score.inputs import SegmentTerms
from postl10n.stages.terms.finder import TermFinder

_ROWS = ("jsonl", "ndjson")
_LONG = 500
"""The number of characters of a source, on average, from which segments are taken for documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTerms:
    """The terms that the segments of two files should have."""

    segments: Mapping[Key, SegmentTerms] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    """The source term of each concept that stands for a pair of a dictionary."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSource:
    """Where the terms come from, as far as the user said it."""

    path: Path | None = None
    """Rows with dictionaries, one dictionary in JSON, or a glossary; the reference's own rows if None."""
    dictionary: str | None = None
    """The name under which rows have their dictionary; `terms` if None."""


def is_rows(path: Path | None) -> TypeGuard[Path]:
    """Return True if the file has a dictionary for each segment."""
    return path is not None and ending(path) in _ROWS


def read_rows(path: Path, locale: str | None) -> ScoredFile:
    """Read a file of rows whose translations may be missing. Raises UsageError."""
    return read_json_lines(read_input(path), path=str(path), locale=locale, targets_optional=True)


def file_terms(
    files: Sequence[ScoredFile],
    catalogs: Sequence[Catalog],
    asked: TermSource,
    *,
    source: str,
    locale: str,
) -> FileTerms:
    """Return the terms of two files' segments; `catalogs` are the files aligned, the most trusted last.

    Raises UsageError, GlossaryError or FaultGroup for a file of terms that can't be read.
    """
    texts: dict[Key, str] = {}
    documents: dict[Key, str] = {}
    dictionaries: dict[Key, TermPairs] = {}
    name = asked.dictionary or TERMS_KEY
    for one, catalog in zip(files, catalogs, strict=True):
        keys = [entry.key for entry in catalog.entries]
        if one.keyed:
            sources = one.sources or [unescape_braces(entry.msgid) for entry in one.entries]
            texts.update(zip(keys, sources, strict=True))
        documents.update((key, said) for key, said in zip(keys, one.documents, strict=False) if said)
        dictionaries.update(
            (key, given[name]) for key, given in zip(keys, one.dictionaries, strict=False) if name in given
        )
    if asked.path is not None and not is_rows(asked.path):
        concepts = _concepts(asked.path, source, locale)
        made = _Made(concepts, {}, dict.fromkeys(texts, tuple(concepts)))
    else:
        _refuse_unknown(files, asked, dictionaries)
        made = _of_pairs(_shared(dictionaries, documents), source, locale)
    if not made.concepts:
        return FileTerms(notes=tuple(_remarks(files)))
    if not texts:
        hint = "Give the sources with the reference, the translation or the terms: a PO file, or rows with both texts."
        raise UsageError("terms need the sources of the segments", hint=hint)
    if not documents and sum(map(len, texts.values())) > _LONG * len(texts):
        documents = {key: str(number) for number, key in enumerate(texts, start=1)}
    return FileTerms(
        segments=dict(_segments(texts, documents, made, source)), concepts=made.concepts, groups=made.groups
    )


@dataclass(slots=True)
class _Made:
    concepts: Mapping[str, Concept]
    groups: Mapping[str, str]
    by_segment: dict[Key, tuple[str, ...]]


def _refuse_unknown(files: Sequence[ScoredFile], asked: TermSource, found: Mapping[Key, TermPairs]) -> None:
    if found or not (asked.dictionary or asked.path):
        return
    names = sorted({name for one in files for given in one.dictionaries for name in given})
    hint = f"There are: {', '.join(names)}." if names else "No file has dictionaries in its rows."
    raise UsageError(f"no row has a dictionary {asked.dictionary or TERMS_KEY!r}", hint=hint)


def _remarks(files: Sequence[ScoredFile]) -> Iterator[str]:
    names = sorted(
        {name for one in files for given in one.dictionaries for name, pairs in given.items() if pairs}
    )
    if names:
        yield f"The rows have dictionaries ({', '.join(names)}): --dictionary NAME counts the terms of one."


def _shared(dictionaries: Mapping[Key, TermPairs], documents: Mapping[Key, str]) -> dict[Key, TermPairs]:
    """Return the dictionary of each segment: its document's, joined from those of its segments, if it is in one."""
    whole: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, pairs in dictionaries.items():
        if key in documents:
            whole.setdefault(documents[key], {}).update(pairs)
    return {
        **dictionaries,
        **{key: whole[document] for key, document in documents.items() if document in whole},
    }


def _of_pairs(dictionaries: Mapping[Key, TermPairs], source: str, locale: str) -> _Made:
    """Return a concept for each pair; those of one source term are told apart by their targets."""
    made = _Made({}, {}, {})
    concepts: dict[str, Concept] = {}
    groups: dict[str, str] = {}
    ids: dict[tuple[str, tuple[str, ...]], str] = {}
    known: dict[int, tuple[str, ...]] = {}
    for key, pairs in dictionaries.items():
        if id(pairs) not in known:
            for pair in pairs.items():
                if pair not in ids:
                    term, targets = pair
                    ids[pair] = id_ = term if term not in concepts else f"{term} = {' | '.join(targets)}"
                    groups[id_] = term
                    concepts[id_] = Concept(
                        id=id_, subject="", terms={source: (Term(text=term),), locale: _terms(targets)}
                    )
            known[id(pairs)] = tuple(ids[pair] for pair in pairs.items())
        made.by_segment[key] = known[id(pairs)]
    made.concepts, made.groups = concepts, groups
    return made


def _terms(texts: Sequence[str]) -> tuple[Term, ...]:
    return tuple(
        Term(text=text, status=TermStatus.ADMITTED if number else TermStatus.PREFERRED)
        for number, text in enumerate(dict.fromkeys(texts))
    )


def _concepts(path: Path, source: str, locale: str) -> dict[str, Concept]:
    """Return the concepts of a glossary or dictionary, a file or a folder of files, by id."""
    if path.is_dir():
        return read_glossary(path, root=path).by_id()
    data, kind, shown = read_input(path), ending(path), str(path)
    if f".{kind}" in YAML_SUFFIXES:
        return {one.id: one for one in parse_file(data, path=shown)[0]}
    if kind == "json":
        return dict(_of_pairs({(None, ""): _one_dictionary(data, shown)}, source, locale).concepts)
    if kind not in TERMS:
        known = joined([*_ROWS, "json", "yaml", *TERMS], "or")
        raise UsageError("is no file of terms", place=Place(path=shown), hint=f"Give a {known} file.")
    return {one.id: one for one in parse_other(data, path=shown, locales=(source, locale)).concepts}


def _one_dictionary(data: bytes, path: str) -> TermPairs:
    place = Place(path=path)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError("is not JSON", place=place) from error
    if not isinstance(found, dict):
        raise UsageError("is no object", place=place, hint='{"source term": "target term", …}')
    return term_pairs(found, place)


def _segments(
    texts: Mapping[Key, str], documents: Mapping[Key, str], made: _Made, source: str
) -> Iterator[tuple[Key, SegmentTerms]]:
    finders: dict[tuple[str, ...], TermFinder] = {}
    for key, text in texts.items():
        own = made.by_segment.get(key, ())
        if own not in finders:
            finders[own] = TermFinder(Glossary(concepts=tuple(made.concepts[one] for one in own)), source)
        found = finders[own].find(text)
        counts = Counter(name for one in found for name in (one.concept, *one.alternatives))
        yield (
            key,
            SegmentTerms(source=text, document=documents.get(key), occurrences=counts, dictionary=own),
        )
