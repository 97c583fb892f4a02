"""What msgfmt and msgcat both refuse is refused, with its line and a hint; what they read is read."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from po_strategies import catalogs, entries, pieced
from sample import Tool

from postl10n.errors import CatalogError, FaultGroup, Postl10nError
from postl10n.files.po import new_po, parse_po, serialize_po
from postl10n.model.catalog import Catalog

HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'

REFUSED = [
    # The rest of the file after the header, the line of the fault, and a part of its message.
    (b'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 7, "already in line 4"),
    (b'msgid "a"\nmsgstr "b"\n\nmsgid ""\n"\\141"\nmsgstr "c"\n', 7, "already in line 4"),
    (b'msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', 7, "already in line 4"),
    (b'msgid "a"\nmsgstr "b\n', 5, "not closed"),
    (b'msgid "a"\nmsgstr "b', 5, "ends inside a string"),
    (b'msgid "a"\n', 4, "ends before the msgstr"),
    (b'msgid "a"\nmsgid_plural "b"\n', 4, "ends before the msgstr"),
    (b'msgid "a"\n# note\nmsgstr "b"\n', 5, "comment inside an entry"),
    (b'msgid "a"\nmsgstr "b"\n#, fuzzy\n"c"\n', 7, "out of place"),
    (b'#| msgid "z"\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n', 5, "comment inside an entry"),
    (b'msgid "a"\nmsgstr "\xff"\n', 5, "byte 0xff is invalid in utf-8"),
    (b'msgid "a\\q"\nmsgstr "b"\n', 4, "unknown escape"),
    (b'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "b"\n', 6, "msgstr[1] where msgstr[0] is due"),
    (b'msgid "a"\nmsgid_plural "b"\nmsgstr "b"\n', 6, "without [0]"),
    (b'msgid "a"\nmsgstr[0] "b"\n', 4, "msgid_plural is missing"),
    (b'#~ msgid "a"\nmsgstr "b"\n', 5, "#~"),
    (b'#| msgid "q"\n#~ msgid "a"\n#~ msgstr "d"\n', 5, "begin with #~ and others do not"),
    (b'msgctxt "\\004"\nmsgid "a"\nmsgstr ""\n', 4, "holds EOT"),
    (b'msgid "a"\nmsgstr "\x04"\n', 4, "holds EOT"),
    (b'msgid "a"\nmsgstr "b"\nmsgstx "c"\n', 6, "unknown keyword msgstx"),
    (b'msgstr "b"\n', 4, "out of place"),
    (b'msgid "a"\nmsgstr "b"\n}\n', 6, "} where a keyword"),
]


@pytest.mark.parametrize(("rest", "line", "message"), REFUSED, ids=[case[2] for case in REFUSED])
def test_refused(tool: Tool, rest: bytes, line: int, message: str) -> None:
    with pytest.raises(CatalogError) as raised:
        parse_po(HEADER + rest, path="ru.po")

    assert raised.value.place is not None
    assert (raised.value.place.path, raised.value.place.line) == ("ru.po", line)
    assert message in raised.value.message
    assert tool("msgcat", "-", stdin=HEADER + rest).returncode == 1
    assert tool("msgfmt", "-o", "/dev/null", "-", stdin=HEADER + rest).returncode == 1


def test_conflict_markers_are_named_and_hide_what_follows_from_them() -> None:
    ours, theirs = b'msgid "a"\nmsgstr "b"\n', b'msgid "a"\nmsgstr "c"\n'
    conflict = b"<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> branch\n"

    with pytest.raises(FaultGroup) as raised:
        parse_po(HEADER + conflict + b"\n" + conflict)

    assert [fault.place and fault.place.line for fault in raised.value.faults] == [4, 12]
    assert "conflict" in raised.value.faults[0].message


def test_all_faults_at_once() -> None:
    broken = b'msgid "a\nmsgstr "b"\n\nmsgid "c"\n\nmsgid "d"\nmsgstr "e"\n\nmsgid "d"\nmsgstr ""\n'

    with pytest.raises(FaultGroup) as raised:
        parse_po(HEADER + broken)

    assert [fault.place and fault.place.line for fault in raised.value.faults] == [4, 7, 12]


def test_size_limits() -> None:
    data = HEADER + b'msgid "a"\nmsgstr "' + b"x" * 2000 + b'"\n'

    assert serialize_po(parse_po(data, max_bytes=len(data), max_string=2000)) == data
    with pytest.raises(CatalogError, match="bytes are more than"):
        parse_po(data, max_bytes=len(data) - 1)
    with pytest.raises(CatalogError, match=r":4: a text of 2,000 bytes; 1,999 are allowed"):
        parse_po(data, max_string=1999)


def test_utf_16_is_named() -> None:
    with pytest.raises(CatalogError, match="UTF-16"):
        parse_po(HEADER.decode().encode("utf-16"))


def test_kept_and_yet_found() -> None:
    header = HEADER.replace(b'\\n"\n', b'\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"\n')
    data = header + b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\n\nmsgid "n"\nmsgstr "\\0"\n'
    file = parse_po(data)

    assert serialize_po(file) == data
    assert [fault.place and fault.place.line for fault in file.faults()] == [4, 8]


@pytest.mark.parametrize(
    "forms",
    [
        "nplurals=7; plural=n%7;",
        "nplurals=2; plural=n;",
        "nplurals=2; plural=__import__('os').system('true');",
        "nplurals=2; plural=n % 0;",
        "2",
    ],
)
def test_a_bad_plural_rule_is_kept_and_found(forms: str) -> None:
    data = HEADER.replace(b'\\n"\n', f'\\nPlural-Forms: {forms}\\n"\n'.encode()) + b'msgid "a"\nmsgstr ""\n'
    file = parse_po(data)

    assert serialize_po(file) == data
    assert [fault.place and fault.place.line for fault in file.faults()] == [1]


_LINES = (
    b'# c;#, fuzzy;;"x";#| msgid "p";#~ msgid "a";msgstr "q";msgctxt "z";msgid "a";msgstr[0] "x";<<<<<<< HEAD'
)


@st.composite
def damaged(draw: st.DrawFn, catalog: st.SearchStrategy[Catalog]) -> bytes:
    """A file with a line taken out, put in, or cut short."""
    lines = serialize_po(new_po(draw(catalog))).split(b"\n")
    at = draw(st.integers(4, len(lines) - 1))
    match draw(st.sampled_from(["delete", "insert", "cut", "character"])):
        case "delete":
            del lines[at]
        case "insert":
            lines.insert(at, draw(st.sampled_from(_LINES.split(b";"))))
        case "cut":
            lines[at:] = [lines[at][: draw(st.integers(0, len(lines[at])))]]
        case _:
            place = draw(st.integers(0, len(lines[at])))
            lines[at] = (
                lines[at][:place] + draw(st.sampled_from([b'"', b"\\", b" ", b"[0]"])) + lines[at][place:]
            )
    return b"\n".join(lines)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=40,
)
@given(damaged(catalogs(entries(pieced), most=3)))
def test_gettext_and_we_agree_on_damaged_files(tool: Tool, data: bytes) -> None:
    try:
        data.decode()
        parse_po(data).catalog  # noqa: B018 -- decoding must not fail either
        read = True
    except UnicodeDecodeError:
        # Comments that are cut inside a character: gettext lets some pass.
        return
    except Postl10nError:
        read = False
    theirs = {
        tool("msgcat", "-", stdin=data).returncode == 0,
        tool("msgfmt", "-o", "/dev/null", "-", stdin=data).returncode == 0,
    }
    if len(theirs) == 1 and b"\\\n" not in data:
        assert {read} == theirs
