"""MO files answer as msgfmt's do."""

from __future__ import annotations

import gettext
import io
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from po_strategies import HEADER_FIELDS, catalogs, entries, pieced
from sample import Tool

from postl10n.errors import CatalogError
from postl10n.files.mo import compile_mo
from postl10n.files.po import new_po, parse_po, serialize_po
from postl10n.files.polib_bridge import from_polib, to_polib
from postl10n.model.catalog import Catalog, Entry, Key

HEADER = Entry(msgid="", msgstr=(HEADER_FIELDS,))


def catalog_of(*found: Entry) -> Catalog:
    return Catalog(header=HEADER, entries=found)


def translations(data: bytes) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(data))


def lookups(loaded: gettext.GNUTranslations, catalog: Catalog) -> list[str]:
    """Every question a program can ask about the catalog's messages."""
    answers = []
    for entry in catalog.entries:
        if entry.msgctxt is None:
            answers.append(loaded.gettext(entry.msgid))
            answers += [loaded.ngettext(entry.msgid, entry.msgid_plural or "", n) for n in (1, 2)]
        else:
            answers.append(loaded.pgettext(entry.msgctxt, entry.msgid))
            answers += [
                loaded.npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural or "", n) for n in (1, 2)
            ]
    return answers


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(catalogs(entries(pieced).map(lambda entry: replace(entry, workflow=())), most=10))
def test_as_msgfmt(tool: Tool, tmp_path: Path, catalog: Catalog) -> None:
    target = tmp_path / "x.mo"
    # msgfmt insists that msgid and msgstr both begin and end with a line break or neither does.
    made = tool("msgfmt", "-o", target, "-", stdin=serialize_po(new_po(catalog)))
    if made.returncode:
        return

    # Of a half-filled plural entry msgfmt makes an empty text for some numbers; ours is untranslated there.
    halves = {entry.key for entry in catalog.entries if any(entry.msgstr) and not all(entry.msgstr)}
    catalog = replace(catalog, entries=tuple(one for one in catalog.entries if one.key not in halves))
    theirs, ours = translations(target.read_bytes()), translations(compile_mo(catalog))

    assert lookups(ours, catalog) == lookups(theirs, catalog)
    assert ours.info() == theirs.info()


def test_what_is_left_out() -> None:
    loaded = translations(
        compile_mo(
            catalog_of(
                Entry(msgid="a", msgstr=("A",)),
                Entry(msgid="fuzzy", msgstr=("F",), flags=("fuzzy",)),
                Entry(msgid="unsure", msgstr=("U",), workflow=("fuzzy",)),
                Entry(msgid="gone", msgstr=("G",), obsolete=True),
                Entry(msgid="head", msgstr=("Head and tail",)),
                Entry(msgid="tail", msgstr=("{merged}",)),
            ),
            leave_out={(None, "head")},
        )
    )

    asked = ["a", "fuzzy", "unsure", "gone", "head", "tail"]
    assert [loaded.gettext(text) for text in asked] == ["A", "fuzzy", "unsure", "gone", "head", "tail"]


def test_inherited_translations_fill_empty_entries_only() -> None:
    parent: dict[Key, Entry] = {
        (None, "a"): Entry(msgid="a", msgstr=("parent",)),
        (None, "b"): Entry(msgid="b", msgstr=("parent",)),
        (None, "c"): Entry(msgid="c", msgstr=("parent",), flags=("fuzzy",)),
    }
    own = catalog_of(Entry(msgid="a"), Entry(msgid="b", msgstr=("own",)), Entry(msgid="c"))

    loaded = translations(compile_mo(own, fill=parent))

    assert [loaded.gettext(text) for text in "abc"] == ["parent", "own", "c"]


def test_another_charset_becomes_utf_8() -> None:
    data = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=KOI8-R\\n"\n\nmsgid "a"\nmsgstr "Почта"\n'

    loaded = translations(compile_mo(parse_po(data.encode("koi8-r")).catalog))

    assert loaded.gettext("a") == "Почта"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (Entry(msgid="a", msgstr=("x\0y",)), "NUL"),
        (Entry(msgid="a", msgid_plural="b", msgstr=("x",)), "1 plural forms; the header's nplurals is 2"),
    ],
)
def test_refused(entry: Entry, message: str) -> None:
    with pytest.raises(CatalogError, match=message):
        compile_mo(catalog_of(entry))


def test_a_bad_plural_rule_is_refused() -> None:
    header = Entry(msgid="", msgstr=("Plural-Forms: nplurals=2; plural=n;\n",))

    with pytest.raises(CatalogError, match="gives form 2 for 2"):
        compile_mo(Catalog(header=header, entries=(Entry(msgid="a", msgid_plural="b", msgstr=("x", "y")),)))


@pytest.mark.parametrize("rule", ["", "nplurals=2; plural=n;", "nplurals=INTEGER; plural=EXPRESSION;"])
@pytest.mark.parametrize(
    "entry",
    [
        Entry(msgid="a", msgstr=("x",)),
        Entry(msgid="a", msgid_plural="b", msgstr=("x",), obsolete=True),
        Entry(msgid="a", msgid_plural="b", msgstr=("x", "y", "z"), flags=("fuzzy",)),
        Entry(msgid="a", msgid_plural="b", msgstr=("",)),
    ],
)
def test_what_nobody_looks_up_is_not_judged(rule: str, entry: Entry) -> None:
    header = Entry(msgid="", msgstr=(f"Plural-Forms: {rule}\n",))

    loaded = compile_mo(Catalog(header=header, entries=(entry, Entry(msgid="c", msgstr=("z",)))))

    assert b"z\0" in loaded


def test_a_half_filled_plural_entry_is_left_out_as_statistics_say() -> None:
    half = Entry(msgid="a", msgid_plural="b", msgstr=("one", ""))

    loaded = translations(compile_mo(catalog_of(half)))

    assert [loaded.ngettext("a", "b", n) for n in (1, 2)] == ["a", "b"]


@given(catalogs(entries(pieced)))
def test_there_and_back_through_polib(catalog: Catalog) -> None:
    back = from_polib(to_polib(catalog))

    for entry, returned in zip(catalog.entries, back.entries, strict=True):
        # polib cannot tell an empty text from none there, and has one kind of flags.
        flags = tuple(dict.fromkeys((*entry.flags, *entry.workflow)))
        plural = entry.msgid_plural or None
        comments = entry.comments if any(entry.comments) or len(entry.comments) > 1 else ()
        extracted = entry.extracted if any(entry.extracted) or len(entry.extracted) > 1 else ()
        assert replace(returned, line=None) == replace(
            entry,
            flags=flags,
            workflow=(),
            msgid_plural=plural,
            msgstr=returned.msgstr if plural is None and entry.msgid_plural == "" else entry.msgstr,
            comments=comments,
            extracted=extracted,
        )


def test_scripts_that_hold_polib_objects() -> None:
    file = polib.POFile()
    file.metadata = {"Language": "ru"}
    file.append(
        polib.POEntry(msgid="a", msgstr="b", occurrences=[("a.txt", "3")], flags=["fuzzy"], tcomment="c\nd")
    )

    catalog = from_polib(file)

    assert catalog.fields["Language"] == "ru"
    assert catalog.entries == (
        Entry(msgid="a", msgstr=("b",), references=("a.txt:3",), flags=("fuzzy",), comments=("c", "d")),
    )
