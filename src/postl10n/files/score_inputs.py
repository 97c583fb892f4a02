"""Files to score: PO, TMX, JSON lines, and plain text with one segment a line; each becomes a catalog."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePath

from postl10n.errors import Place, Postl10nError, UsageError
from postl10n.files.formats import SCORED, ScoredFile, TermPairs, ending
from postl10n.files.po import parse_po
from postl10n.lang.languages.language import language
from postl10n.lang.locales import cldr, script
from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.catalog import Catalog, Entry

_SAMPLE = 20_000
"""The number of letters sampled to detect the script."""
_LEAST_LETTERS = 40
_LEAST_SHARE = 0.2
_SCRIPTS = {
    "Latn": {"LATIN"},
    "Cyrl": {"CYRILLIC"},
    "Arab": {"ARABIC"},
    "Grek": {"GREEK"},
    "Hans": {"CJK"},
    "Hant": {"CJK"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA"},
    "Kore": {"HANGUL", "CJK"},
    "Thai": {"THAI"},
    "Hebr": {"HEBREW"},
    "Deva": {"DEVANAGARI"},
}
"""The first words of the Unicode names of a script's letters."""


def read_scored(data: bytes, *, path: str, locale: str | None = None) -> ScoredFile:
    """Read a file in any of the formats, chosen by its suffix; of a TMX file, the translations into the locale.

    Raises UsageError, CatalogError or FaultGroup for a file that can't be parsed, and UsageError for one without segments.
    """
    kind = ending(PurePath(path)) if ending(PurePath(path)) in SCORED else "txt"
    with SCORED.guard(kind):
        found = SCORED.load(kind)(data, path=path, locale=locale)
    if not any(any(entry.msgstr) for entry in found.entries):
        raise UsageError("holds no translation", place=Place(path=path))
    return found


def aligned(files: Sequence[ScoredFile]) -> list[Catalog]:
    """Return the files as catalogs with matching keys: by source, or by position if one has no sources.

    The n-th segment with a source is paired with the n-th of that source in the others. Raises UsageError if segments
    are paired by position and their numbers differ.
    """
    keyed = all(one.keyed for one in files)
    if not keyed:
        _refuse_lengths(files)
    contexts = keyed and all(one.contexts for one in files)
    return [
        Catalog(entries=one.entries if contexts else tuple(_keyed_anew(one.entries, keyed))) for one in files
    ]


def same_writing(said: str, locale: str) -> bool:
    """Return True if a file that declares the locale `said` can be in the locale: same language, same script.

    Codes of other tools that are no locale are no contradiction; nor is the script if `@` names another.
    """
    try:
        other = cldr(said.partition("@")[0])
    except Postl10nError:
        return True
    same = _written(other) == _written(locale)
    return same and ("@" in said or script(other) == script(locale))


def _written(locale: str) -> str:
    """The language, under the first of its names where it has two."""
    tongue = language(locale)
    return tongue.alias_of or tongue.code


def refuse_script(found: ScoredFile, locale: str) -> None:
    """Raise UsageError if most letters are of another script than the locale's, or the file declares another language."""
    said = found.said
    if said is not None and not same_writing(said, locale):
        hint = "Give the right file, or the right --locale."
        raise UsageError(f"is in {said}, and {locale} is scored", place=Place(path=found.path), hint=hint)
    family = _SCRIPTS.get(script(locale))
    letters = Counter(islice(_letters(found.entries), _SAMPLE))
    total = letters.total()
    if family is None or total < _LEAST_LETTERS:
        return
    if sum(letters[name] for name in family) < _LEAST_SHARE * total:
        most = letters.most_common(1)[0][0].title()
        message = f"is mostly in {most} letters, which is not how {locale} is written"
        raise UsageError(
            message, place=Place(path=found.path), hint="Give the right file, or the right --locale."
        )


def _letters(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the first word of the Unicode name of each letter."""
    for entry in entries:
        for char in entry.msgstr[0][:1000]:
            if char.isalpha():
                yield unicodedata.name(char, "").partition(" ")[0]


def _keyed_anew(entries: Sequence[Entry], keyed: bool) -> Iterator[Entry]:
    seen: Counter[str] = Counter()
    for number, entry in enumerate(entries, start=1):
        msgid = entry.msgid if keyed else str(number)
        seen[msgid] += 1
        yield replace(entry, msgid=msgid, msgctxt=None if seen[msgid] == 1 else str(seen[msgid]))


def _refuse_lengths(files: Sequence[ScoredFile]) -> None:
    first = files[0]
    for other in files[1:]:
        if len(other.entries) != len(first.entries):
            message = f"has {len(other.entries)} segments, {first.path} has {len(first.entries)}"
            hint = "Without sources on both sides, segments are paired by their position: one a line, blank lines kept."
            raise UsageError(message, place=Place(path=other.path), hint=hint)


def read_po(data: bytes, *, path: str, locale: str | None) -> ScoredFile:
    """The entries of a catalog."""
    catalog = parse_po(data, path=path).catalog
    said = catalog.fields.get("Language") or None
    return ScoredFile(path=path, entries=tuple(catalog.active()), keyed=True, contexts=True, said=said)


def read_tmx_segments(data: bytes, *, path: str, locale: str | None) -> ScoredFile:
    """The translations of a memory into one locale."""
    # lxml is loaded for memories only.
    from postl10n.files.tmx.parse import read_tmx

    units = list(read_tmx(data, path=path))
    locales = list(dict.fromkeys(unit.locale for unit in units))
    wanted = locale or (locales[0] if len(locales) == 1 else None)
    # Another region's will do where the file has nothing nearer.
    fitting = {one for one in locales if wanted and (one == wanted or same_writing(one, wanted))}
    chosen = {wanted} if wanted in fitting else fitting
    if wanted is None or not chosen:
        hint = f"It has: {', '.join(locales) or 'none'}."
        message = f"has no translations into {wanted or 'one locale'}"
        raise UsageError(message, place=Place(path=path), hint=hint)
    entries = tuple(
        Entry(msgid=unit.source, msgstr=(unit.target,)) for unit in units if unit.locale in chosen
    )
    return ScoredFile(path=path, entries=entries, keyed=True, contexts=False, said=wanted)


def read_json_lines(
    data: bytes, *, path: str, locale: str | None, targets_optional: bool = False
) -> ScoredFile:
    """A JSON object a line: see `_Row`."""
    rows: list[_Row] = []
    for row, place in _objects(data, path):
        before = rows[-1] if rows else None
        rows.append(_Row(row, place, locale, default="" if targets_optional else None, before=before))
    keyed = bool(rows) and all(row.source for row in rows)
    sources = {row.source_locale for row in rows}
    named = any(row.dictionaries for row in rows)
    return ScoredFile(
        path=path,
        # Targets stay as written: figures that others compute of the same file are the same.
        entries=tuple(
            replace(_entry(row.source, ""), msgstr=(escape_braces(_encodable(row.target)),)) for row in rows
        ),
        keyed=keyed,
        sources=tuple(row.source for row in rows) if keyed else (),
        contexts=False,
        said=None,
        source=sources.pop() if len(sources) == 1 else None,
        documents=tuple(row.document for row in rows) if any(row.document for row in rows) else (),
        dictionaries=tuple(row.dictionaries for row in rows) if named else (),
    )


def _objects(data: bytes, path: str) -> Iterator[tuple[dict[str, object], Place]]:
    """Yield the objects of a file with their places."""
    for number, line in enumerate(_decoded(data, path).split("\n"), start=1):
        if not line.strip():
            continue
        place = Place(path=path, line=number)
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError("is not JSON", place=place) from error
        if not isinstance(row, dict):
            raise UsageError("is no object", place=place, hint=_ROW)
        yield row, place


_ROW = '{"source": "…", "target": "…"} a line, or {"en": "…", "de": "…"}; the source can be left out.'
_DOCUMENT_KEYS = ("document", "doc", "doc_id", "docid")


class _Row:
    """A segment with its dictionaries: {"source", "target", "document", "terms": {source term: target term or terms}}.

    The texts may also stand under their languages, and dictionaries under any names: {"en", "de", "proper", "random"}.
    """

    def __init__(
        self,
        row: Mapping[str, object],
        place: Place,
        locale: str | None,
        *,
        default: str | None,
        before: _Row | None,
    ) -> None:
        """default: the target of a row that has none; UsageError is raised if it is None. before: the row before."""
        self._row, self._place = row, place
        into = next((key for key in ("target", *_names(locale)) if key in row), "target")
        texts = (key for key, one in row.items() if key not in (into, "id") and isinstance(one, str))
        others = [key for key in texts if _is_locale(key)]
        from_ = "source" if "source" in row or len(others) != 1 else others[0]
        self.source_locale = cldr(from_) if from_ in others else None
        self.source = self._text(from_, "")
        self.target = self._text(into, default)
        name = next((row[key] for key in _DOCUMENT_KEYS if key in row), None)
        self.document = None if name is None else str(name)
        named = ((key, self._pairs(key, one, before)) for key, one in row.items() if isinstance(one, dict))
        self.dictionaries = {key: pairs for key, pairs in named if pairs is not None}

    def _text(self, key: str, default: str | None) -> str:
        text = self._row.get(key, default)
        if not isinstance(text, str):
            raise UsageError(f'"{key}" must be given as a text', place=self._place, hint=_ROW)
        return text

    def _pairs(self, name: str, pairs: Mapping[str, object], before: _Row | None) -> TermPairs | None:
        """Return a dictionary; None for an object of another name that is none."""
        if before is not None and before._row.get(name) == pairs:
            # The documents of a file mostly share one, of thousands of terms.
            return before.dictionaries.get(name)
        try:
            return term_pairs(pairs, self._place)
        except UsageError:
            if name == TERMS_KEY:
                raise
            return None


TERMS_KEY = "terms"
"""The name of a row's dictionary, if no other is asked for."""


def term_pairs(pairs: Mapping[str, object], place: Place) -> TermPairs:
    """Return a dictionary from JSON. Raises UsageError for one in which a term is no text."""
    found: dict[str, tuple[str, ...]] = {}
    for term, given in pairs.items():
        targets = [given] if isinstance(given, str) else given
        if not isinstance(targets, list) or not all(isinstance(one, str) for one in targets):
            hint = '{"source term": "target term"}, or a list of target terms.'
            raise UsageError(f"the terms given for {term!r} are no texts", place=place, hint=hint)
        if term.strip():
            found[term.strip()] = tuple(one.strip() for one in targets if one.strip())
    return found


def _names(locale: str | None) -> tuple[str, ...]:
    """The keys under which a text in the locale may stand: zh_Hant, zh-Hant, zh."""
    return (locale, locale.replace("_", "-"), locale.partition("_")[0]) if locale else ()


def _is_locale(name: str) -> bool:
    try:
        return bool(cldr(name))
    except Postl10nError:
        return False


def read_plain(data: bytes, *, path: str, locale: str | None) -> ScoredFile:
    """A segment a line."""
    lines = _decoded(data, path).removesuffix("\n").split("\n")
    entries = tuple(_entry(str(number), line) for number, line in enumerate(lines, start=1))
    return ScoredFile(path=path, entries=entries, keyed=False, contexts=False, said=None)


def _entry(source: str, target: str) -> Entry:
    return Entry(
        msgid=escape_braces(normalise(source)), msgstr=(escape_braces(normalise(_encodable(target))),)
    )


def _encodable(text: str) -> str:
    """Return the text without lone surrogates, which JSON can spell and no encoding has."""
    return text.encode("utf-8", "replace").decode().strip()


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError("is not in UTF-8", place=Place(path=path, line=line)) from error
