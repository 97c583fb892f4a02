"""Messages of findings, and texts of rules, in the reader's language.

Checks speak English, on the command line and in files. Catalogs beside those of the page translate their messages, in
which `{a}`, `{b}` stand for what differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from postl10n.files.po import parse_po
from postl10n.stages.page.ui_text import fill

_FOLDER = files(__package__) / "locales" / "findings"
_VARIABLE = re.compile(r"\{([a-f]|text)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTexts:
    """The messages of one language."""

    whole: Mapping[str, str]
    """By message, those without variables, and the texts of rules."""
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    """Those with variables, the most telling first."""

    def __call__(self, message: str) -> str | None:
        """Return a message in the language; None where it is not known, as one of a plug-in's rule."""
        found = self.whole.get(message)
        if found is not None:
            return found
        for pattern, said in self.patterns:
            match = pattern.fullmatch(message)
            if match is not None:
                # A variable may be a message itself: `the waiver of number`, `full stop`.
                return fill(said, {name: self(part) or part for name, part in match.groupdict().items()})
        return None


@lru_cache(maxsize=16)
def finding_texts(locale: str) -> FindingTexts:
    """Return the messages in a language of the page; none for English and for languages without a catalog."""
    path = _FOLDER / f"{locale}.po"
    if not path.is_file():
        return FindingTexts(whole={}, patterns=())
    entries = [
        one for one in parse_po(path.read_bytes()).catalog.active() if one.translated and not one.fuzzy
    ]
    varied = [one for one in entries if _VARIABLE.search(one.msgid)]
    varied.sort(key=lambda one: -len(_VARIABLE.sub("", one.msgid)))
    return FindingTexts(
        whole={one.msgid: one.msgstr[0] for one in entries if not _VARIABLE.search(one.msgid)},
        patterns=tuple((_pattern(one.msgid), one.msgstr[0]) for one in varied),
    )


def _pattern(msgid: str) -> re.Pattern[str]:
    parts = _VARIABLE.split(msgid)
    return re.compile(
        "".join(f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.DOTALL
    )
