"""The encoding of a source: UTF-8, the one the file declares, or the only one that it can be in.

An uncertain encoding is never guessed: wrongly decoded text would be frozen into templates.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Mapping

from postl10n.errors import ArticleError, Place
from postl10n.lang.languages.language import language

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # The UTF-32 mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_HEAD = 4096
"""Bytes searched for a declaration; HTML requires it within the first 1024."""
_SUBSETS = {
    "cp1252": "ascii us-ascii iso-8859-1 latin1 iso8859-1",
    "gb18030": "gb2312 gbk x-gbk",
    "big5hkscs": "big5",
    "cp932": "shift_jis shift-jis x-sjis",
    "cp949": "euc-kr ks_c_5601-1987",
    "cp1254": "iso-8859-9",
}
_WIDER = {name: wider for wider, names in _SUBSETS.items() for name in names.split()}
"""Browsers treat these names as their supersets, https://encoding.spec.whatwg.org/#names-and-labels."""
_ALLOWED = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|cp(?:125[0-8]|874|93[26]|949|950|866)|windows-?(?:125[0-8]|874)|iso-?8859-\d{1,2}"
    r"|koi8-[ru]|gb18030|big5(?:hkscs|-hkscs)?|euc[-_](?:jp|kr)|iso-2022-jp|mac-?(?:roman|cyrillic)|tis-620"
)
_SAMPLE = 200_000
"""Bytes sampled to detect an encoding, which then decodes the whole file."""
_CONFIDENT = 0.9
_MANY_VALID = 3
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes, place: Place, locale: str | None = None) -> str:
    """Return the text of a source file with `\\n` line ends; `locale` is the language that it should be in.

    Raises ArticleError for bytes that are no text, or whose encoding can't be determined.
    """
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return _lines(_strictly(data[len(bom) :], marked, place))
    nul = data.find(0)
    if nul >= 0:
        text = _in_utf16(data)
        if text is not None:
            return _lines(text)
        raise ArticleError("has NUL bytes: not a text file", place=_at(data, nul, place))
    try:
        return _lines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        name = _declared(data)
        if name in (None, "utf-8", "utf8"):
            # Site templates often declare UTF-8 whatever text is put into them.
            name = _guessed(data, locale)
        if name is None:
            raise _unknown(data, error.start, place) from error
    return _lines(_strictly(data, name, place))


def _in_utf16(data: bytes) -> str | None:
    """Return the text of UTF-16 without a byte order mark; None unless exactly one byte order gives text.

    Read in the wrong order, a line end is U+0A00, which is unassigned, and a space U+2000.
    """
    texts = []
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\n" in text and "\u2000" not in text and all(map(_is_of_text, set(text))):
            texts.append(text)
    return texts[0] if len(texts) == 1 else None


def _is_of_text(sign: str) -> bool:
    return sign in "\t\n\r\f" or unicodedata.category(sign) not in ("Cc", "Co", "Cn")


def _strictly(data: bytes, name: str, place: Place) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        hint = "Save it as UTF-8."
        message = f"is not in {name.upper()}, as it says" if name != "utf-8" else "is not in UTF-8"
        raise ArticleError(message, place=_at(data, error.start, place, name), hint=hint) from error
    nul = text.find("\0")
    if nul >= 0:
        raise ArticleError("has NUL bytes: not a text file", place=_line_after(text[:nul], place))
    return text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _at(data: bytes, offset: int, place: Place, name: str = "latin-1") -> Place:
    """The line of an offset; without a name, in an encoding whose line ends are those of ASCII."""
    return _line_after(data[:offset].decode(name, "ignore"), place)


def _line_after(before: str, place: Place) -> Place:
    return Place(path=place.path, line=_lines(before).count("\n") + 1)


def _unknown(data: bytes, offset: int, place: Place) -> ArticleError:
    hint = "Save it as UTF-8."
    if len(_SEQUENCE.findall(data[:_SAMPLE])) >= _MANY_VALID:
        hint = "Most of it is UTF-8: correct the bytes in this line, or remove them."
    return ArticleError("is not in UTF-8", place=_at(data, offset, place), hint=hint)


def _declared(data: bytes) -> str | None:
    """Return the encoding that HTML or XML declares, if it is a text encoding."""
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return None
    said = (found[1] or found[2]).decode("ascii", "replace").lower()
    name = _WIDER.get(said, said)
    return name if _ALLOWED.fullmatch(name) else None


def _guessed(data: bytes, locale: str | None) -> str | None:
    """Return the only encoding that the bytes can be in; None if there is none, or several are likely."""
    sample = data[:_SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    if 2 * sum(map(len, _SEQUENCE.findall(sample))) > high:
        return None
    usual = language(locale).encodings if locale else None
    names = [name for name in _LIKENESS if usual is None or name in usual]
    rated = sorted(((_rate(name, sample), name) for name in names), reverse=True)
    if not rated or rated[0][0] < _CONFIDENT:
        return None
    return rated[0][1] if len(rated) == 1 or rated[0][0] > rated[1][0] else None


def _rate(name: str, sample: bytes) -> float:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        text = decoder.decode(sample)
    except UnicodeDecodeError:
        return 0.0
    if not all(map(_is_of_text, set(text))):
        return 0.0
    return _LIKENESS[name](sample, text)


def _share(text: str, letters: re.Pattern[str]) -> float:
    """Return the share of characters beyond ASCII that are letters of a script, or punctuation common to all texts."""
    beyond = [one for one in text if ord(one) >= 0x80]
    fitting = sum(1 for one in beyond if letters.match(one) or one in _MARKS)
    return fitting / len(beyond) if beyond else 0.0


_MARKS = "\u00a0«»–—…“”‘’„‚•№°§©®™€£"
_CYRILLIC = re.compile("[А-яЁёІіЎўЇїЄєҐґ]")
_WESTERN = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸºª¿¡´¨·]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def _cyrillic(_sample: bytes, text: str) -> float:
    """Rate Cyrillic: most words are Cyrillic, with capitals only at the start (the wrong Cyrillic encoding swaps cases)."""
    words = [word for word in _WORD.findall(text) if _CYRILLIC.match(word)]
    sound = sum(word[1:].islower() or word.isupper() for word in words)
    return _share(text, _CYRILLIC) * (sound / len(words)) if words else 0.0


def _western(_sample: bytes, text: str) -> float:
    """Rate Western European: accented letters are few among plain ones."""
    letters = [one for one in text if one.isalpha()]
    accented = sum(ord(one) >= 0x80 for one in letters)
    return _share(text, _WESTERN) if letters and accented <= 0.25 * len(letters) else 0.0


def _common(low: int, high: int) -> Callable[[bytes, str], float]:
    """Return a rating for a two-byte encoding: nearly all characters of a text have lead bytes in one range."""

    def likeness(sample: bytes, _text: str) -> float:
        pairs = common = at = 0
        while at < len(sample) - 1:
            if sample[at] < 0x80:
                at += 1
                continue
            pairs += 1
            common += low <= sample[at] <= high or sample[at] in (0xA1, 0xA3)
            at += 2
        return common / pairs if pairs else 0.0

    return likeness


def _japanese(_sample: bytes, text: str) -> float:
    kana = sum("\u3040" <= one <= "\u30ff" for one in text)
    beyond = sum(ord(one) >= 0x80 for one in text)
    sound = sum("\u3000" <= one <= "\u9fff" or "\uff00" <= one <= "\uff5e" for one in text)
    return sound / beyond if beyond and kana >= 0.1 * beyond else 0.0


_LIKENESS: Mapping[str, Callable[[bytes, str], float]] = {
    "gb18030": _common(0xB0, 0xD7),
    "big5hkscs": _common(0xA4, 0xC6),
    "cp949": _common(0xB0, 0xC8),
    "cp932": _japanese,
    "euc_jp": _japanese,
    "cp1251": _cyrillic,
    "koi8_r": _cyrillic,
    "cp1256": lambda _sample, text: _share(text, _ARABIC),
    "cp1252": _western,
}
"""The likelihood that a decoded sample is text in an encoding, 0 to 1."""
