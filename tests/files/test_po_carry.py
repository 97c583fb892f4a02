"""A file that was changed holds what reading it again would find, lines included."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from postl10n.files.po import parse_po, serialize_po
from postl10n.model.catalog import Catalog, Entry

FILE = """\
# A header.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"


# first
#. role: title
#: a.txt#1
#, fuzzy
#| msgid "One"
msgctxt "title"
msgid "Two"
msgstr "Два"

msgid "A long sentence that is wrapped, since it does not fit into one line of 79 columns."
msgstr ""
"Один, "
"два."
msgid "{n} item"
msgid_plural "{n} items"
msgstr[0] ""
msgstr[1] ""

#~ msgid "Gone"
#~ msgstr "Нет"

# The end.
"""
TEXTS = st.text(alphabet='аб \n"\\{}x中', max_size=120)
EDITS = st.lists(
    st.tuples(st.integers(0, 4), TEXTS, st.sampled_from(["text", "comment", "fuzzy"])), max_size=4
)


def edited(catalog: Catalog, at: int, text: str, what: str) -> Catalog:
    if at == len(catalog.entries):
        assert catalog.header is not None
        field = "Last-Translator: " + text.replace("\n", " ") + "\n"
        header = replace(catalog.header, msgstr=(catalog.header.msgstr[0] + field,))
        return replace(catalog, header=header)
    entries = list(catalog.entries)
    entries[at] = changed(entries[at], text, what)
    return replace(catalog, entries=tuple(entries))


def changed(entry: Entry, text: str, what: str) -> Entry:
    if what == "text":
        return replace(entry, msgstr=(text,) * len(entry.msgstr))
    if what == "fuzzy":
        return replace(entry, flags=() if entry.flags else ("fuzzy",))
    return replace(entry, comments=tuple(line.strip() for line in text.split("\n")))


@given(edits=EDITS, newline=st.sampled_from(["\n", "\r\n"]), bom=st.booleans())
def test_what_is_carried_is_what_is_read(edits: list[tuple[int, str, str]], newline: str, bom: bool) -> None:
    po = parse_po((("\ufeff" if bom else "") + FILE.replace("\n", newline)).encode())
    for at, text, what in edits:
        po = po.updated(edited(po.catalog, at % (len(po.catalog.entries) + 1), text, what))
        read = parse_po(serialize_po(po))
        assert po.catalog == read.catalog
        assert [one.line for one in po.catalog.entries] == [one.line for one in read.catalog.entries]
        assert po.catalog.header is not None
        assert read.catalog.header is not None
        assert po.catalog.header.line == read.catalog.header.line
