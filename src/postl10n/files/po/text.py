"""Escapes in the strings of a PO file."""

from __future__ import annotations

import re

_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]+)|([0-7]{1,3})|(.))", re.DOTALL)
_LETTERS = {
    b"a": b"\a",
    b"b": b"\b",
    b"f": b"\f",
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"v": b"\v",
    b"\n": b"",
}
_WRITTEN = {
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\v": r"\v",
    '"': r"\"",
    "\\": r"\\",
    "\0": r"\000",
}
_NEEDS = re.compile("[" + re.escape("".join(_WRITTEN)) + "\udc80-\udcff]")


def unescape(escaped: bytes) -> bytes:
    r"""Return the bytes that a string represents; `\x` takes any number of digits and keeps the low byte.

    A backslash at the end of a line joins it to the next, as in C.

    >>> unescape(rb"a\tb\x4142\101")
    b'a\tbBA'
    """
    if b"\\" not in escaped:
        return escaped
    if b"\\\\" not in escaped:
        # These two escapes are nearly all that occur; replacing them saves a call for each.
        plain = escaped.replace(b"\\n", b"\n").replace(b'\\"', b'"')
        if b"\\" not in plain:
            return plain
    return _ESCAPE.sub(_unescape_one, escaped)


def _unescape_one(found: re.Match[bytes]) -> bytes:
    hexadecimal, octal, letter = found.groups()
    if hexadecimal:
        return bytes([int(hexadecimal, 16) & 0xFF])
    if octal:
        return bytes([int(octal, 8) & 0xFF])
    return _LETTERS.get(letter, letter)


def escape(text: str, *, raw_bytes: bool = False) -> str:
    r"""Return a text escaped as gettext does; bytes that are no text (surrogates) become `\ooo` unless kept raw.

    >>> escape('a "b"\n')
    'a \\"b\\"\\n'
    """
    if raw_bytes:
        return _NEEDS.sub(lambda found: _WRITTEN.get(found[0], found[0]), text)
    return _NEEDS.sub(lambda found: _WRITTEN.get(found[0]) or f"\\{ord(found[0]) - 0xDC00:03o}", text)
