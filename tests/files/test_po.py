"""PO files keep their bytes; values come and go without loss."""

from __future__ import annotations

import sysconfig
from dataclasses import replace
from pathlib import Path
from random import Random

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from po_strategies import catalogs, entries
from sizes import WHOLE

from postl10n.errors import CatalogError
from postl10n.files.po import new_po, parse_po, serialize_po
from postl10n.model.catalog import Catalog, Entry, Previous

SHARED = Path(__file__).parents[3] / "shared" / "bench" / "catalogs"
PLACES = [Path("/usr/share"), Path("/usr/lib/python3"), Path(sysconfig.get_path("purelib")), SHARED]

MESSY = rb"""# SOME DESCRIPTIVE TITLE
#
#,fuzzy
msgid   ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"
  "X-Generator: nobody 1.0\n"


  # indented
#no space
#.  extracted
#: a.c:1    b.c:2
#,x-unknown,fuzzy , no-wrap
#= reviewed
#| msgid "was"
#| " that"
msgctxt "menu"
msgid "\a\v\b\f \x41\101 \"q\" \\ \t"
msgstr   "one" " two"
"three"
domain "messages"
msgid "b"  msgstr "c"

msgid "file"

msgid_plural "files"
msgstr[0] ""
msgstr[ 1 ] "Dateien"
#~ # note
#~| msgid "old"
#~ msgid ""
#~ "gone "
#~ "away"
#~ msgstr "weg"
   """


def po(entries: str, *, charset: str = "UTF-8") -> bytes:
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\n'
    return (header + entries).encode("utf-8" if charset == "CHARSET" else charset)


def with_entry(catalog: Catalog, at: int, entry: Entry) -> Catalog:
    entries = list(catalog.entries)
    entries[at] = entry
    return replace(catalog, entries=tuple(entries))


def test_every_spelling_is_read_and_kept() -> None:
    file = parse_po(MESSY)
    menu, b, plural, gone = file.catalog.entries

    assert serialize_po(file) == MESSY
    assert file.catalog.header is not None
    assert file.catalog.header.comments == ("SOME DESCRIPTIVE TITLE", "")
    assert file.catalog.fields["X-Generator"] == "nobody 1.0"
    assert menu == Entry(
        msgctxt="menu",
        msgid='\a\v\b\f AA "q" \\ \t',
        msgstr=("one twothree",),
        comments=("indented", "no space"),
        extracted=(" extracted",),
        references=("a.c:1", "b.c:2"),
        flags=("x-unknown", "fuzzy", "no-wrap"),
        workflow=("reviewed",),
        previous=Previous(msgid="was that"),
    )
    assert (b.msgid, b.msgstr) == ("b", ("c",))
    assert (plural.msgid_plural, plural.msgstr) == ("files", ("", "Dateien"))
    assert (gone.msgid, gone.msgstr, gone.obsolete) == ("gone away", ("weg",), True)
    assert gone.comments == ("note",)
    assert gone.previous == Previous(msgid="old")
    assert [entry.line for entry in file.catalog.entries] == [17, 22, 24, 31]


def test_nothing_said_about_an_edit_but_the_edit() -> None:
    file = parse_po(MESSY)
    edited = replace(file.catalog.entries[2], msgstr=("Datei", "Dateien"))

    after = serialize_po(file.updated(with_entry(file.catalog, 2, edited)))

    old = b'msgid "file"\n\nmsgid_plural "files"\nmsgstr[0] ""\nmsgstr[ 1 ] "Dateien"\n'
    new = b'msgid "file"\nmsgid_plural "files"\nmsgstr[0] "Datei"\nmsgstr[1] "Dateien"\n'
    assert after == MESSY.replace(old, new)


@given(catalogs(), st.booleans())
def test_values_survive(catalog: Catalog, wrap: bool) -> None:
    file = new_po(catalog, wrap=wrap)

    assert file.catalog == catalog
    assert serialize_po(parse_po(serialize_po(file))) == serialize_po(file)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(catalogs(), catalogs(), st.randoms(use_true_random=False))
def test_what_is_equal_keeps_its_bytes(catalog: Catalog, other: Catalog, rng: Random) -> None:
    """Entries are dropped, added and reordered; those that stay do so to the byte, untidy as they are."""
    untidy = serialize_po(new_po(catalog, wrap=False)).replace(b"\nmsgstr", b"\n  msgstr ")
    file = parse_po(untidy)
    kept = [entry for entry in file.catalog.entries if rng.random() < 0.7]
    known = {entry.key for entry in kept}
    mixed = kept + [entry for entry in other.entries if entry.key not in known]
    rng.shuffle(mixed)

    after = file.updated(Catalog(header=file.catalog.header, entries=tuple(mixed)))

    assert after.catalog.entries == tuple(mixed)
    blocks = dict(zip(file.catalog.entries, untidy.split(b"\n\n")[1:], strict=True))
    for entry in kept:
        assert blocks[entry].rstrip(b"\n") + b"\n" in serialize_po(after)


def test_an_unchanged_catalog_is_the_same_file() -> None:
    file = parse_po(MESSY)

    assert file.updated(parse_po(MESSY).catalog) is file


def test_line_ends_and_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + po('msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"').replace(b"\n", b"\r\n")
    file = parse_po(data)

    after = file.updated(with_entry(file.catalog, 0, replace(file.catalog.entries[0], msgstr=("x\ny",))))

    assert serialize_po(file) == data
    assert serialize_po(after) == data.replace(b'msgstr "b"', b'msgstr ""\r\n"x\\n"\r\n"y"')


def test_a_missing_last_newline_is_added_only_where_something_follows() -> None:
    file = parse_po(po('msgid "a"\nmsgstr "b"'))
    more = replace(file.catalog, entries=(*file.catalog.entries, Entry(msgid="c", msgstr=("d",))))

    assert serialize_po(file.updated(more)) == po('msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n')


def test_a_file_that_does_not_wrap_is_not_wrapped() -> None:
    long = "A sentence that is rather longer than what fits into the eighty columns of a terminal, and then some."
    file = parse_po(po(f'msgid "{long}"\nmsgstr ""\n'))

    after = file.updated(with_entry(file.catalog, 0, replace(file.catalog.entries[0], msgstr=(long,))))

    assert serialize_po(after) == po(f'msgid "{long}"\nmsgstr "{long}"\n')


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("ISO-8859-2", "Zażółć gęślą"),
        ("KOI8-R", "Почта"),
        ("windows-1251", "Пошта"),
        # The second byte of 表 and 功 is a backslash.
        ("Shift_JIS", "表示 ソ"),
        ("BIG5", "功能許可"),
        ("GB18030", "中国邮政 𠀀"),
        ("EUC-KR", "우체국"),
    ],
)
def test_other_charsets(charset: str, text: str) -> None:
    data = po(f'# {text}\nmsgid "a"\nmsgstr "{text}"\n\nmsgid "b"\nmsgstr "x"\n', charset=charset)
    file = parse_po(data)

    after = file.updated(with_entry(file.catalog, 1, replace(file.catalog.entries[1], msgstr=(text,))))

    assert file.catalog.entries[0].msgstr == (text,)
    assert file.catalog.entries[0].comments == (text,)
    assert serialize_po(after) == data.replace(b'msgstr "x"', b'msgstr "' + text.encode(charset) + b'"')


def test_a_character_the_charset_lacks() -> None:
    file = parse_po(po('msgid "a"\nmsgstr "x"\n', charset="ISO-8859-1"), path="de.po")

    with pytest.raises(CatalogError, match=r"de\.po:4: U\+4E2D cannot be written in iso8859-1"):
        file.updated(with_entry(file.catalog, 0, Entry(msgid="a", msgstr=("中",), line=4)))


def test_a_new_charset_in_the_header_converts_the_file() -> None:
    file = parse_po(po('msgid "a"\nmsgstr "Żółć"\n', charset="ISO-8859-2"))
    header = Entry(msgid="", msgstr=("Content-Type: text/plain; charset=UTF-8\n",))

    assert serialize_po(file.updated(replace(file.catalog, header=header))) == po(
        'msgid "a"\nmsgstr "Żółć"\n'
    )


@pytest.mark.parametrize("charset", ["CHARSET", "x-nobody-knows", "zlib"])
def test_without_a_charset_bytes_are_kept(charset: str) -> None:
    data = po('msgid "a"\nmsgstr "é$"\n', charset="CHARSET").replace(b"$", b"\xff")
    data = data.replace(b"CHARSET", charset.encode())
    file = parse_po(data)
    entry = file.catalog.entries[0]

    after = file.updated(with_entry(file.catalog, 0, replace(entry, comments=("new",))))

    assert entry.msgstr == ("é\udcff",)
    assert serialize_po(after) == data.replace(b'msgid "a"', b'# new\nmsgid "a"')


def test_invalid_bytes_in_a_comment_are_kept() -> None:
    data = po('# $\nmsgid "a"\nmsgstr "b"\n').replace(b"$", b"\xff")
    file = parse_po(data)

    after = file.updated(with_entry(file.catalog, 0, replace(file.catalog.entries[0], msgstr=("c",))))

    assert serialize_po(after) == data.replace(b'"b"', b'"c"')


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
@pytest.mark.no_cover
def test_every_catalog_on_this_machine(place: Path) -> None:
    paths = sorted(place.rglob("*.po")) + sorted(place.rglob("*.pot"))
    if not paths:
        pytest.skip("none here")

    for path in paths if WHOLE else paths[::7]:
        data = path.read_bytes()
        file = parse_po(data, path=str(path))
        assert serialize_po(file) == data
        if len(data) < 1_000_000:
            assert new_po(file.catalog).catalog == file.catalog


# Without what polib cannot read: some escapes, `#=`, `#~|`, and what Python takes for the end of a line.
_KNOWN_TO_POLIB = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], include_characters="\n\t\r", exclude_characters="\u2028\u2029"
    )
)
_READ_BY_POLIB = entries(_KNOWN_TO_POLIB).map(
    lambda entry: replace(entry, workflow=(), previous=None, comments=(), extracted=())
)


@given(catalogs(_READ_BY_POLIB))
def test_polib_reads_the_same_values(catalog: Catalog) -> None:
    text = serialize_po(new_po(catalog)).decode()
    for ours, theirs in zip(catalog.entries, polib.pofile(text), strict=True):
        assert (ours.msgid, ours.msgctxt, ours.obsolete) == (theirs.msgid, theirs.msgctxt, theirs.obsolete)
        assert ours.msgstr == (
            (theirs.msgstr,) if ours.msgid_plural is None else tuple(theirs.msgstr_plural.values())
        )
