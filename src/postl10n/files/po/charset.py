"""Charsets of PO files: the one declared in the header, and the file's bytes in a form that can be scanned."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from postl10n.errors import CatalogError, Place
from postl10n.files.po.syntax import STRING

_SINGLE_BYTE_NAMES = (
    "ascii iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 "
    "iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u koi8-t cp850 cp866 "
    "cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 tis-620"
)
_SINGLE_BYTE = frozenset(_SINGLE_BYTE_NAMES.split())
_SAFE_MULTI_BYTE = frozenset({"utf-8", "gb2312", "euc_jp", "euc_kr"})
"""Charsets in which every byte below 0x80 is that ASCII character."""
_UNSAFE = frozenset({"big5", "big5hkscs", "gbk", "gb18030", "shift_jis", "johab", "cp932", "cp949", "cp950"})
"""Charsets whose trail bytes can look like a backslash or a quote; such files are scanned as UTF-8."""
_EAST_ASIAN = _UNSAFE | {"gb2312", "euc_jp", "euc_kr"}

_HEADER = re.compile(
    rb"^[ \t]*+msgid[ \t]*+\"\"[ \t\r]*+\n[ \t]*+msgstr((?:[ \t\r\n]*+" + STRING + rb")++)", re.MULTILINE
)
_DECLARED = re.compile(rb"charset=([^\s\\\"]+)")
_BEFORE = re.compile(rb"msgctxt[^\n]*\n\Z")
_SLICE = 1 << 20
UTF8_BOM = codecs.BOM_UTF8


@dataclass(frozen=True, slots=True, kw_only=True)
class Charset:
    """The charset with which a file is decoded."""

    codec: str
    declared: bool
    """False if the header declares none, or one unknown here; bytes beyond ASCII are then preserved undecoded."""

    @property
    def scannable(self) -> bool:
        """True if every ASCII byte is an ASCII character."""
        return self.codec not in _UNSAFE

    @property
    def wide_ambiguous(self) -> bool:
        """True if characters of ambiguous width fill two columns (UAX #11, legacy East Asian sets)."""
        return self.codec in _EAST_ASIAN


UTF8 = Charset(codec="utf-8", declared=True)
UNDECLARED = Charset(codec="utf-8", declared=False)


def named(name: str) -> Charset:
    """Return the charset with a name; an unknown one counts as undeclared."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return UNDECLARED
    # Python also has codecs that are no charsets of text files (zlib, idna, utf-16).
    known = codec in _SINGLE_BYTE or codec in _SAFE_MULTI_BYTE or codec in _UNSAFE
    return Charset(codec=codec, declared=True) if known else UNDECLARED


def declared_in(text: bytes) -> Charset:
    """Return the charset that a header's msgstr declares."""
    found = _DECLARED.search(text)
    return named(found[1].decode("ascii", "replace")) if found else UNDECLARED


def charset_of(data: bytes) -> Charset:
    """Return the charset of a file, from its header alone (a BOM adds nothing that the header need not declare)."""
    for header in _HEADER.finditer(data):
        if not _BEFORE.search(data, max(0, header.start() - 1000), header.start()):
            return declared_in(b"".join(line.strip(b'" \t\r') for line in header[1].split(b"\n")))
    return UTF8 if data.startswith(UTF8_BOM) else UNDECLARED


def check(data: bytes, charset: Charset, path: str) -> None:
    """Raise CatalogError for bytes that are invalid in the declared charset.

    They are accepted in comments, as in msgfmt and msgcat.
    """
    if not charset.declared or data.isascii():
        return
    at: int | None = 0
    while at is not None:
        offset = _first_invalid(data, at, charset.codec)
        if offset is not None and not _in_comment(data, offset):
            raise _invalid(data, offset, charset, path)
        at = None if offset is None else _next_line(data, offset)


def _first_invalid(data: bytes, at: int, codec: str) -> int | None:
    """Return the offset of the first invalid byte at or after an offset that begins a character."""
    # Decoded in slices: the whole file as text would take up to four times its size.
    decoder = codecs.getincrementaldecoder(codec)()
    view = memoryview(data)
    while at < len(data):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(view[at : at + _SLICE], at + _SLICE >= len(data))
        except UnicodeDecodeError as error:
            return at - pending + error.start
        at += _SLICE
    return None


def _in_comment(data: bytes, offset: int) -> bool:
    line = data[data.rfind(b"\n", 0, offset) + 1 : offset + 1].lstrip()
    return line.startswith(b"#") and not line.startswith((b"#~", b"#|"))


def _next_line(data: bytes, offset: int) -> int | None:
    end = data.find(b"\n", offset)
    return None if end < 0 else end + 1


def _invalid(data: bytes, offset: int, charset: Charset, path: str) -> CatalogError:
    line = data.count(b"\n", 0, offset) + 1
    return CatalogError(
        f"byte 0x{data[offset]:02x} is invalid in {charset.codec}, which the header declares",
        place=Place(path=path, line=line, column=offset - data.rfind(b"\n", 0, offset)),
        hint="Save the file in that charset, or correct charset= in its header.",
    )
