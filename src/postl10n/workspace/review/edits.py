"""A reviewer's edits, made fit for a catalog, and the errors that keep an entry from being accepted."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from postl10n.errors import Postl10nError
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.model.findings import Severity
from postl10n.model.review import Edit, Note, Outcome
from postl10n.model.states import State
from postl10n.project.clock import today
from postl10n.project.stamps import StampedCache
from postl10n.stages.catalog.edit import CONFLICT, edited, people_comments
from postl10n.stages.catalog.merge3 import merge3
from postl10n.stages.check.consistency import INCONSISTENT, Renderings
from postl10n.workspace.review.catalog_view import Catalogs, CatalogView, rules_of_one
from postl10n.workspace.review.catalog_writer import CatalogWriter, EntryChangeRecord, if_still
from postl10n.workspace.review.entry_index import IndexedEntry, entry_hash
from postl10n.workspace.review.queues import Found
from postl10n.workspace.review.rows import RowMaker

MEANWHILE = "changed by another program meanwhile"


Others = Callable[[str, Iterable[Entry]], Renderings]
"""Returns a locale's renderings of the sources of an article's entries, these included as they would become."""


class Accepter:
    """Accepts entries catalog by catalog."""

    def __init__(self, library: Catalogs, writer: CatalogWriter, others: Others | None = None) -> None:
        """others: given where the rule `inconsistent` makes errors, which takes what other articles have."""
        self._library = library
        self._others = others
        self._writer = writer

    def accept(
        self, locale: str, article: str, rows: list[IndexedEntry], left: list[str]
    ) -> list[EntryChangeRecord]:
        """Accept entries of one catalog in one write."""
        sheet = self._library.sheet(locale, article)
        if sheet is None:
            return []
        wanted: dict[Key, Entry] = {}
        seen = {}
        for row in rows:
            entry = sheet.refs.get(row.ref)
            why = _why_not(entry, row)
            if entry is None or why:
                if why:
                    left.append(f"{article} {row.ref}: {why}")
                continue
            seen[entry.key] = row.hash
            wanted[entry.key] = edited(entry, entry.msgstr, accept=True)
        for key, message in self._errors(sheet, wanted).items():
            left.append(f"{article} {sheet.ref_of[key]}: {message}")
            del wanted[key]
        changes = {key: if_still(seen[key], new) for key, new in wanted.items()}
        traces = self._writer.change(locale, article, changes) if changes else []
        if len(traces) < len(changes):
            left.append(f"{article}: {len(changes) - len(traces)} {MEANWHILE}")
        return traces

    def _errors(self, sheet: CatalogView, wanted: dict[Key, Entry]) -> dict[Key, str]:
        """The entries that have an error once they are accepted, each with its first."""
        future = sheet.having(*wanted.values())
        by_line = {entry.line: key for key, entry in wanted.items()}
        errors: dict[Key, str] = {}
        rules = rules_of_one() | {INCONSISTENT} if self._others else rules_of_one()
        known = self._others(sheet.article, wanted.values()) if self._others else None
        for one in self._library.findings(future, wanted, rules, known):
            key = by_line.get(one.place.line)
            if key is not None and one.finding.severity is Severity.ERROR and one.waiver is None:
                errors.setdefault(key, one.finding.message)
        return errors


def _why_not(entry: Entry | None, row: IndexedEntry) -> str:
    """Why an entry is not accepted unseen; empty where it may be, or needs not."""
    if entry is None or entry_hash(entry) != row.hash:
        return MEANWHILE
    if not entry.translated:
        return "not translated"
    if any(comment.startswith(CONFLICT) for comment in entry.comments):
        return "two versions of it wait for a decision"
    return ""


def by_article(found: Iterable[Found]) -> dict[str, list[IndexedEntry]]:
    """Return the entries that are not approved yet, by article."""
    by_article: dict[str, list[IndexedEntry]] = {}
    for article, row in found:
        if row.state is not State.APPROVED:
            by_article.setdefault(article, []).append(row)
    return by_article


LONGEST = 100_000
"""Characters of a text or a comment; no sentence has them."""
_LINE_SEPARATORS = frozenset({"Zl", "Zp"})


class EditRefusedError(Exception):
    """An edit that must not be saved; the message is for the reviewer."""


def mine(base: Entry, edit: Edit, forms: int) -> Entry:
    """The entry as the reviewer wants it; `forms` is how many texts it is to have. Raises RefusedError."""
    if len(edit.targets) != forms:
        raise EditRefusedError(f"{len(edit.targets)} texts where {forms} are needed")
    old = (*base.msgstr, *[""] * (forms - len(base.msgstr)))
    texts = tuple(
        _unchanged_or(before, text, _model(base, at))
        for at, (before, text) in enumerate(zip(old, edit.targets, strict=False))
    )
    if not any(texts) and not any(base.msgstr):
        # Its number of forms is none of the reviewer's doing.
        texts = base.msgstr
    if edit.accept and not all(texts):
        raise EditRefusedError("an empty text can't be accepted")
    return edited(base, texts, accept=edit.accept, comments=_comment_lines(base, edit.comment))


def _model(entry: Entry, form: int) -> str:
    return entry.msgid_plural if form and entry.msgid_plural is not None else entry.msgid


def _unchanged_or(before: str, text: str, source: str) -> str:
    """The text as a catalog has it; the old one, to the byte, where a browser changed no more than line ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain == before.replace("\r\n", "\n").replace("\r", "\n"):
        return before
    _refuse_control(plain, "the text")
    return fitted(unicodedata.normalize("NFC", plain), source)


def fitted(text: str, source: str) -> str:
    """The text with line breaks at its ends where the source has them, as msgfmt wants it; no other outer space.

    >>> fitted(" a \\n", "b"), fitted("a", "b\\n")
    ('a', 'a\\n')
    """
    if not text.strip():
        return ""
    if not source or source == source.strip():
        return text.strip()
    lead = "\n" if source.startswith("\n") else ""
    tail = "\n" if source.endswith("\n") else ""
    return f"{lead}{text.strip(chr(10))}{tail}"


def _refuse_control(text: str, what: str) -> None:
    if len(text) > LONGEST:
        raise EditRefusedError(f"{what} has more than {LONGEST:,} characters")
    for char in text:
        if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs"):
            raise EditRefusedError(f"{what} holds the control character U+{ord(char):04X}")


def _comment_lines(base: Entry, comment: str | None) -> tuple[str, ...] | None:
    """The lines of a comment; None where it is unchanged."""
    if comment is None:
        return None
    plain = comment.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    lines = tuple(plain.split("\n")) if plain.strip() else ()
    if "\n".join(people_comments(base)).strip("\n") == "\n".join(lines):
        return None
    for line in lines:
        _refuse_control(line, "the comment")
        if any(unicodedata.category(char) in _LINE_SEPARATORS for char in line):
            raise EditRefusedError("the comment holds a line separator that is not a line break")
    return tuple(unicodedata.normalize("NFC", line.strip()) for line in lines)


def merged(base: Entry | None, wanted: Entry, now: Entry, seen: str) -> tuple[Entry | None, bool]:
    """Return the entry to write, None where both changed the same, and True if the file's was not the one that was seen.

    `base` is the one that the reviewer saw, None where it is no longer known,
    `seen` is its hash, `wanted` the reviewer's edit, `now` the entry in the file.
    """
    if entry_hash(now) == seen:
        return wanted, False
    if _same_text(wanted, now):
        return now, True
    if base is None:
        return None, True
    sides = (Catalog(entries=(one,)) for one in (base, wanted, now))
    done = merge3(*sides)
    clash = bool(done.conflicts) or len(done.catalog.entries) != 1
    return (None if clash else done.catalog.entries[0]), True


def _same_text(one: Entry, other: Entry) -> bool:
    return (one.msgstr, one.fuzzy, one.comments) == (other.msgstr, other.fuzzy, other.comments)


BLOCKING = frozenset({"placeholder", "tag", "plural", "merged-misplaced"})
"""Rules whose errors would break a page: an entry with one can be saved, not accepted."""

Done = tuple[Outcome, list[EntryChangeRecord], str]
"""The outcome of an edit, the changes made, and a message."""
GONE: Done = (Outcome.GONE, [], "the entry is no longer in the catalog")
CONFLICT_SEEN: Done = (Outcome.CONFLICT, [], "another program has changed this entry")


class _ConflictError(Exception):
    """The file holds another change of the same entry."""


class _ErrorsFoundError(Exception):
    """A text to be accepted has errors that nobody was asked about."""


class Saver:
    """Puts a reviewer's edit into a catalog, together with what was changed there meanwhile."""

    def __init__(self, library: Catalogs, writer: CatalogWriter, seen: StampedCache[str, Entry]) -> None:
        self._library = library
        self._writer = writer
        self._seen = seen

    def save(self, locale: str, article: str, edit: Edit) -> Done:
        """Raises only UsageError, for unknown names: other faults are in the outcome."""
        try:
            return self._save(locale, article, edit)
        except _ConflictError:
            return CONFLICT_SEEN
        except _ErrorsFoundError as found:
            return Outcome.ERRORS, [], str(found)
        except (EditRefusedError, Postl10nError) as refused:
            return Outcome.REFUSED, [], str(refused)

    def _save(self, locale: str, article: str, edit: Edit) -> Done:
        found = self._library.entry(locale, article, edit.ref)
        if found is None:
            return GONE
        sheet, entry = found
        base = entry if sheet.hashes[entry.key] == edit.hash else self._seen.peek(edit.hash)
        if base is not None and base.key != entry.key:
            base = None
        own = base or entry
        forms = max(len(own.msgstr), RowMaker(sheet, self._library.store.project.source).forms_needed(own))
        wanted = mine(own, edit, forms)
        if base is not None and wanted == base:
            return Outcome.UNCHANGED, [], ""
        joined = False
        judged: dict[Key, tuple[str, tuple[Note, ...]]] = {}

        def change(now: Entry) -> Entry:
            nonlocal joined
            new, joined = merged(base, wanted, now, edit.hash)
            if new is None:
                raise _ConflictError
            if not new.fuzzy and new != now:
                judged.update(_refuse_broken(sheet, new, despite=edit.despite))
            return new

        traces = self._writer.change(locale, article, {entry.key: change})
        # The row that is shown next need not be checked again.
        sheet.checked.update(judged)
        if not traces:
            return (Outcome.MERGED if joined else Outcome.UNCHANGED), [], ""
        return (Outcome.MERGED if joined else Outcome.SAVED), traces, ""


def _refuse_broken(
    sheet: CatalogView, entry: Entry, *, despite: bool
) -> Mapping[Key, tuple[str, tuple[Note, ...]]]:
    """Return what the checks say of an entry as it would be.

    Raises EditRefusedError for a text that would break a page if it counted as approved, _ErrorsFoundError for one with
    other errors, unless it is accepted `despite` them.
    """
    if not any(entry.msgstr):
        return {}
    future = sheet.having(entry)
    future.check([entry.key], rules_of_one(), today())
    errors = [note for note in future.own_notes(entry) if note.severity is Severity.ERROR and not note.waived]
    for note in errors:
        if note.rule in BLOCKING:
            raise EditRefusedError(f"not accepted: {note.message}")
    if errors and not despite:
        raise _ErrorsFoundError(errors[0].message)
    return future.checked
