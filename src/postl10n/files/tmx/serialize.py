"""Writing TMX 1.4b, level 2: our tags become inline codes with the placeholder as their native code."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

from postl10n.errors import UsageError
from postl10n.lang.locales import bcp47
from postl10n.lang.text.markup import PlaceholderKind, placeholders
from postl10n.lang.text.normalise import NOT_IN_XML, unescape_braces
from postl10n.model.memory import MemoryUnit, UnitState

PROP = "x-postl10n-"
"""The prefix of types of properties for which TMX has no attribute."""
PLAIN = "PO with plain tags"
"""The original format of files whose texts are as in catalogs."""


def write_tmx(
    units: Iterable[MemoryUnit], *, tool_version: str, source_locale: str, plain: bool = False
) -> Iterator[bytes]:
    """Yield a TMX file in pieces. Raises UsageError for characters that XML can't hold.

    Level 2: our tags become inline codes. Several translations of one source are several `tu`.
    plain: texts as catalogs have them, tags included, for tools that compare them with those of PO files.
    """
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="postl10n" creationtoolversion="{_escaped(tool_version)}" segtype="sentence"'
        f' o-tmf="{PLAIN if plain else "PO"}" adminlang="en" srclang="{bcp47(source_locale)}"'
        ' datatype="plaintext"/>\n<body>\n'
    ).encode()
    for unit in units:
        yield _tu(unit, source_locale, _escaped if plain else _seg).encode()
    yield b"</body>\n</tmx>\n"


def representable(unit: MemoryUnit) -> bool:
    """Return True if XML can hold all texts of the unit: no control characters."""
    texts = (unit.source, unit.target, unit.translator, unit.article or "", unit.context or "")
    return not any(NOT_IN_XML.search(text) for text in texts)


def _tu(unit: MemoryUnit, source_locale: str, seg: Callable[[str], str]) -> str:
    known = {
        "state": None if unit.state is UnitState.APPROVED else unit.state.value,
        "article": unit.article,
        "context": unit.context,
        "before": unit.before,
        "after": unit.after,
    }
    props = "".join(
        f'<prop type="{PROP}{name}">{_escaped(value)}</prop>'
        for name, value in known.items()
        if value is not None
    )
    own = "" if unit.source_locale == source_locale else f' srclang="{bcp47(unit.source_locale)}"'
    by = f' changeid="{_escaped(unit.translator)}"' if unit.translator else ""
    date = _tmx_date(unit.date)
    when = f' changedate="{date}"' if date else ""
    return (
        f"<tu{own}>{props}"
        f'<tuv xml:lang="{bcp47(unit.source_locale)}"><seg>{seg(unit.source)}</seg></tuv>'
        f'<tuv xml:lang="{bcp47(unit.locale)}"{by}{when}><seg>{seg(unit.target)}</seg></tuv></tu>\n'
    )


def _tmx_date(date: str) -> str:
    """Return a PO file's date in UTC as TMX writes it; empty if it is not valid."""
    for form in ("%Y-%m-%d %H:%M%z", "%Y-%m-%d %H:%M:%S%z"):
        try:
            moment = datetime.datetime.strptime(date, form)
        except ValueError:
            continue
        return moment.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    return ""


def _seg(text: str) -> str:
    parts = []
    done = 0
    opened: dict[str, int] = {}
    count = 0
    for one in placeholders(text):
        # `%s` and similar directives have no meaning in the catalogs of articles.
        plain = one.text.startswith("%") and "(" not in one.text
        if plain or one.kind in (PlaceholderKind.WIDE, PlaceholderKind.MARKUP):
            continue
        parts.append(_escaped(text[done : one.start]))
        done = one.end
        native = _escaped(one.text)
        if one.kind is PlaceholderKind.LITERAL:
            parts.append(unescape_braces(one.text))
        elif one.kind is PlaceholderKind.OPEN:
            count += 1
            opened[one.name] = count
            parts.append(f'<bpt i="{count}" x="{one.name}">{native}</bpt>')
        elif one.kind is PlaceholderKind.CLOSE and one.name in opened:
            parts.append(f'<ept i="{opened.pop(one.name)}">{native}</ept>')
        elif one.kind is PlaceholderKind.VOID:
            parts.append(f'<ph x="{one.name}">{native}</ph>')
        else:
            parts.append(f"<ph>{native}</ph>")
    parts.append(_escaped(text[done:]))
    return "".join(parts)


def _escaped(text: str) -> str:
    if NOT_IN_XML.search(text):
        raise UsageError(f"holds a character that TMX can't: {text[:60]!r}")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
