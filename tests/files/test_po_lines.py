"""Entries that share a line, and those that begin one in every way there is: what is written is read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postl10n.files.po import parse_po, serialize_po

HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def written(data: bytes, msgid: str, msgstr: str) -> bytes:
    """The file with one translation changed."""
    po = parse_po(data)
    entries = tuple(
        replace(one, msgstr=(msgstr,)) if one.msgid == msgid else one for one in po.catalog.entries
    )
    made = serialize_po(po.updated(replace(po.catalog, entries=entries)))
    assert [(one.msgid, one.msgstr) for one in parse_po(made).catalog.entries] == [
        (one.msgid, one.msgstr) for one in entries
    ]
    return made


@pytest.mark.parametrize("changed", ["a", "b", "c"])
def test_entries_that_share_a_line_are_each_written_whole(changed: str) -> None:
    shared = HEADER + b'\nmsgid "a"   msgstr "A" msgid "b" msgstr "B"\n\n#  kept\nmsgid   "c"\nmsgstr "C"\n'
    made = written(shared, changed, "new")
    # Whoever shares no line keeps its bytes; of those on one line none can stay as it is.
    assert (b'#  kept\nmsgid   "c"\nmsgstr "C"\n' in made) == (changed != "c")
    assert made.count(b"\nmsgid ") == 3


def test_two_entries_on_the_last_line_without_its_end() -> None:
    shared = HEADER + b'\nmsgid "a" msgstr "A" msgid "b" msgstr "B"'
    assert b'msgid "a"\nmsgstr "new"\n' in written(shared, "a", "new")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_first_entry_of_a_file_begins_a_line(mark: bytes) -> None:
    kept = b'#  a header\nmsgid   ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    data = mark + kept + b'\nmsgid "a"\nmsgstr "A"\n'
    made = written(data, "a", "new")
    assert made == mark + kept + b'\nmsgid "a"\nmsgstr "new"\n'


def test_a_file_without_its_last_line_end_keeps_the_bytes_of_what_is_unchanged() -> None:
    first = b'msgid   ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    last = b'\nmsgid   "b"\nmsgstr "B"'
    made = written(first + b'\nmsgid "a"\nmsgstr "A"\n' + last, "a", "new")
    assert made == first + b'\nmsgid "a"\nmsgstr "new"\n' + last
