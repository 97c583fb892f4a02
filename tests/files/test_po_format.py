"""What we write is what msgcat prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from po_strategies import catalogs, entries, pieced
from sample import Tool

from postl10n.files.po import new_po, serialize_po
from postl10n.files.po.wrap import LineBreaks, wrap
from postl10n.model.catalog import Catalog, Entry

BREAKS = Path(__file__).parent / "data" / "line_breaks_16.txt"
HEADER = Entry(msgid="", msgstr=("Content-Type: text/plain; charset=UTF-8\n",))


def gettext_has(entry: Entry) -> Entry:
    """An entry without what gettext 0.21 drops: `#=`, unknown flags, fuzzy and obsolete where nothing is translated."""
    flags = tuple(flag for flag in ("fuzzy", "no-wrap") if flag in entry.flags and entry.msgstr[0])
    references = tuple(dict.fromkeys(one for one in entry.references if " " not in one))
    return Entry(
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural,
        msgstr=entry.msgstr,
        comments=tuple(one for one in entry.comments if not one.endswith("\\")),
        extracted=tuple(one for one in entry.extracted if not one.endswith("\\")),
        references=references,
        flags=flags,
        previous=entry.previous if "fuzzy" in flags else None,
        obsolete=entry.obsolete and bool(entry.msgstr[0]),
    )


def ordered(catalog: Catalog) -> Catalog:
    """msgcat puts obsolete entries last."""
    return Catalog(
        header=catalog.header, entries=tuple(sorted(catalog.entries, key=lambda one: one.obsolete))
    )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(catalogs(entries(pieced).map(gettext_has), most=12).map(ordered), st.booleans())
def test_as_msgcat_prints_it(tool: Tool, catalog: Catalog, wrapped: bool) -> None:
    ours = serialize_po(new_po(catalog, wrap=wrapped))

    printed = tool("msgcat", "--force-po", *([] if wrapped else ["--no-wrap"]), "-", stdin=ours)

    assert printed.returncode == 0, printed.stderr
    assert ours.decode() == printed.stdout.decode()


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        (
            "python-format",
            "The parcel was handed over at the post office of the district by %(the clerk)s then.",
        ),
        ("c-format", "The parcel was handed over at the post office of the district by number % 20d then."),
    ],
)
def test_no_break_inside_a_directive(tool: Tool, flag: str, text: str) -> None:
    found = [
        Entry(msgid=f"{'x' * pad} {text}", msgstr=(text[: pad + 1],), flags=(flag,)) for pad in range(30)
    ]
    ours = serialize_po(new_po(Catalog(header=HEADER, entries=tuple(found))))

    assert ours.decode() == tool("msgcat", "-", stdin=ours).stdout.decode()


def test_a_line_holds_79_columns() -> None:
    assert wrap("x" * 68 + " b", 8) == ["x" * 68 + " b"]
    assert wrap("x" * 69 + " b", 8) == ["x" * 69 + " ", "b"]
    assert wrap("x" * 70 + " b" * 6, 1) == ["x" * 70 + " b b b ", "b b b"]
    assert wrap("中" * 40 + "。", 1) == ["中" * 38, "中中。"]


def test_line_breaks_of_unicode_16() -> None:
    """As libunistring has them since gettext 0.23: sentences with a bar wherever a line may be broken."""
    for line in BREAKS.read_text(encoding="utf-8").splitlines()[1:]:
        text, places, at = line.replace("¦", ""), set(), 0
        for piece in line.split("¦")[:-1]:
            at += len(piece)
            places.add(at)
        breaks = LineBreaks(text, modern=True)
        assert {one for one in range(1, len(text)) if breaks.possible(one)} == places, line
