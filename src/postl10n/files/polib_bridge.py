"""Conversion for scripts that use polib objects. Files go through `files.po`, never through polib's writer."""

from __future__ import annotations

import polib

from postl10n.model.catalog import FUZZY, Catalog, Entry, Previous


def to_polib(catalog: Catalog) -> polib.POFile:
    """Return the catalog as a polib file; polib has no workflow flags, so they are added to the flags."""
    file = polib.POFile()
    if catalog.header is not None:
        file.header = "\n".join(catalog.header.comments)
        file.metadata = dict(catalog.fields)
        file.metadata_is_fuzzy = catalog.header.fuzzy
    for entry in catalog.entries:
        file.append(_to_entry(entry))
    return file


def _to_entry(entry: Entry) -> polib.POEntry:
    previous = entry.previous or Previous()
    plural = entry.msgid_plural is not None
    return polib.POEntry(
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural or "",
        msgstr="" if plural else entry.msgstr[0],
        msgstr_plural=dict(enumerate(entry.msgstr)) if plural else {},
        tcomment="\n".join(entry.comments),
        comment="\n".join(entry.extracted),
        occurrences=[_occurrence(reference) for reference in entry.references],
        flags=list(dict.fromkeys((*entry.flags, *entry.workflow))),
        previous_msgctxt=previous.msgctxt,
        previous_msgid=previous.msgid,
        previous_msgid_plural=previous.msgid_plural,
        obsolete=entry.obsolete,
        linenum=entry.line,
    )


def _occurrence(reference: str) -> tuple[str, str]:
    name, colon, line = reference.rpartition(":")
    return (name, line) if colon and line.isdecimal() else (reference, "")


def from_polib(file: polib.POFile) -> Catalog:
    """Return the catalog of a polib file."""
    header = None
    if file.metadata or file.header:
        fields = "".join(f"{name}: {value}\n" for name, value in file.metadata.items())
        header = Entry(
            msgid="",
            msgstr=(fields,),
            comments=_lines(file.header),
            flags=(FUZZY,) if file.metadata_is_fuzzy else (),
        )
    return Catalog(header=header, entries=tuple(_from_entry(entry) for entry in file))


def _from_entry(entry: polib.POEntry) -> Entry:
    plural = bool(entry.msgid_plural)
    # polib parses the numbers of forms as int, but scripts may set them as text.
    forms = sorted((int(index), text) for index, text in entry.msgstr_plural.items())
    previous = Previous(
        msgctxt=entry.previous_msgctxt,
        msgid=entry.previous_msgid,
        msgid_plural=entry.previous_msgid_plural,
    )
    return Entry(
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural if plural else None,
        msgstr=tuple(text for _, text in forms) or ("",) if plural else (entry.msgstr,),
        comments=_lines(entry.tcomment),
        extracted=_lines(entry.comment),
        references=tuple(f"{name}:{line}" if line else name for name, line in entry.occurrences),
        flags=tuple(entry.flags),
        previous=None if previous == Previous() else previous,
        obsolete=bool(entry.obsolete),
        line=entry.linenum,
    )


def _lines(comment: str | None) -> tuple[str, ...]:
    return tuple(comment.split("\n")) if comment else ()
