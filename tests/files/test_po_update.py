"""What `updated` writes is checked before anyone gets it, though the file is not read again as a whole."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest

from postl10n.errors import CatalogError, FaultGroup
from postl10n.files.po import parse_po, serialize_po
from postl10n.model.catalog import Entry

FILE = b"""\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#: a.c:1
msgid "one"
msgstr "eins"

# note
#, fuzzy
#| msgid "too"
msgctxt "number"
msgid "two\\n"
msgstr ""
"zw"
"ei\\n"

msgid "letter"
msgid_plural "letters"
msgstr[0] "Brief"
msgstr[1] "Briefe"

#~ msgid "gone \\"\\x41\\""
#~ msgstr "weg"
"""


def test_values_made_at_once_are_those_made_later() -> None:
    at_once, later = parse_po(FILE, values=True).catalog, parse_po(FILE).catalog
    assert at_once == later
    assert (
        [entry.line for entry in at_once.entries]
        == [entry.line for entry in later.entries]
        == [5, 11, 17, 22]
    )
    # Lines take no part in comparisons of entries; everything else does.
    assert astuple(at_once.entries[0])[:-1] == astuple(later.entries[0])[:-1]


def test_values_made_at_once_are_refused_for_the_same_faults() -> None:
    twice = FILE + b'\nmsgid "one"\nmsgstr ""\n'
    with pytest.raises(CatalogError, match="already in line 5"):
        parse_po(twice, values=True)


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(Entry(msgid="one", msgstr=("noch einmal",)), id="key of an active entry"),
        pytest.param(Entry(msgid='gone "A"', msgstr=("noch einmal",)), id="key of an obsolete entry"),
        pytest.param(Entry(msgid="", msgstr=("X: y\n",)), id="key of the header"),
        pytest.param(Entry(msgid="end\x04of text"), id="EOT"),
        pytest.param(Entry(msgid="new", flags=("fuzzy\nmsgid",)), id="line break in a flag"),
    ],
)
def test_no_faulty_file_is_made(bad: Entry) -> None:
    po = parse_po(FILE)
    with pytest.raises((CatalogError, FaultGroup)):
        po.updated(replace(po.catalog, entries=(*po.catalog.entries, bad)))


def test_an_updated_file_can_be_asked_and_updated_again() -> None:
    po = parse_po(FILE)
    first, *rest = po.catalog.entries
    po = po.updated(replace(po.catalog, entries=(replace(first, msgstr=("ein",)), *rest)))
    assert po.catalog.entries[0].msgstr == ("ein",)
    assert po.catalog == parse_po(serialize_po(po)).catalog
    po = po.updated(replace(po.catalog, entries=(first, *rest)))
    assert serialize_po(po) == FILE
