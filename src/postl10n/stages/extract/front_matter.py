"""Front matter: `key: value` lines between two lines of `---` at the top of a Markdown article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from postl10n.lang.normalise import normalise
from postl10n.model.article import Line

_FENCE = re.compile(r"---\s*")
_END = re.compile(r"(?:---|\.\.\.)\s*")
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*))?")
_QUOTED = re.compile(r"""(["'])(?P<inner>.*)\1\s*(?:\s#.*)?""")
_COMMENT = re.compile(r"\s#.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The values by key, in lower case, each with its line; and how many lines all of it takes."""

    values: dict[str, Line]
    lines: tuple[Line, ...]
    """Every non-blank line between the fences, as written."""
    length: int

    def first(self, *keys: str) -> Line | None:
        """The value of the first of these keys that has one."""
        return next((self.values[key] for key in keys if key in self.values), None)


NONE = FrontMatter(values={}, lines=(), length=0)


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """What stands between the fences; nothing where there are none.

    Values are texts, in quotes or not. This is no YAML: of lists and nested keys the lines are kept, not read.
    """
    if not lines or not _FENCE.fullmatch(lines[0]):
        return NONE
    end = next((at for at, line in enumerate(lines[1:], start=1) if _END.fullmatch(line)), None)
    if end is None:
        return NONE
    numbered = [(number, line) for number, line in enumerate(lines[1:end], start=2) if line.strip()]
    if any(not (_PAIR.match(line) or line[0] in " \t-#]})") for _, line in numbered):
        # A thematic break with text below it.
        return NONE
    values: dict[str, Line] = {}
    for number, line in numbered:
        pair = _PAIR.fullmatch(line.rstrip())
        value = _value(pair["value"] or "") if pair else ""
        if pair and value:
            values.setdefault(pair["key"].lower(), Line(text=value, line=number))
    kept = tuple(Line(text=normalise(line), line=number) for number, line in numbered)
    return FrontMatter(values=values, lines=kept, length=end + 1)


def _value(text: str) -> str:
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        return normalise(_COMMENT.sub("", text))
    inner = quoted["inner"]
    inner = inner.replace("''", "'") if text[0] == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
    return normalise(inner)
