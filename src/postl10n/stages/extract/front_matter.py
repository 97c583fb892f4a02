"""Front matter at the top of a Markdown article: `key: value` between lines of `---`, `key = value` of `+++`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from postl10n.lang.text.normalise import normalise
from postl10n.model.article import Line

_FENCE = re.compile(r"(---|\+\+\+)\s*")
_ENDS = {"---": re.compile(r"(?:---|\.\.\.)\s*"), "+++": re.compile(r"\+\+\+\s*")}
_PAIRS = {
    "---": re.compile(r"(?P<key>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*))?"),
    "+++": re.compile(r"(?P<key>[A-Za-z][\w-]*)\s*=\s*(?P<value>.*)"),
}
_FOLDED = re.compile(r"[>|][+-]?\d?\s*(?:#.*)?")
_QUOTED = re.compile(r"""(["'])(?P<inner>.*)\1\s*(?:\s#.*)?""")
_COMMENT = re.compile(r"\s#.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """Values by key in lower case, each with its line, and the number of lines of the whole front matter."""

    values: dict[str, Line]
    lines: tuple[Line, ...]
    """The non-blank lines between the fences, as written."""
    length: int

    def first(self, *keys: str) -> Line | None:
        """Return the value of the first of these keys that is present."""
        return next((self.values[key] for key in keys if key in self.values), None)


NONE = FrontMatter(values={}, lines=(), length=0)


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """Return the front matter; `NONE` if the text does not begin with any.

    Values are texts, quoted or not, or on the lines below a `>` or `|`. This is no YAML parser: the lines of lists and
    nested keys are kept, not parsed.
    """
    fence = _FENCE.fullmatch(lines[0]) if lines else None
    if fence is None:
        return NONE
    end = next((at for at, line in enumerate(lines[1:], start=1) if _ENDS[fence[1]].fullmatch(line)), None)
    if end is None:
        return NONE
    pattern = _PAIRS[fence[1]]
    numbered = [(number, line) for number, line in enumerate(lines[1:end], start=2) if line.strip()]
    if any(not (pattern.match(line) or line[0] in " \t-#[]})") for _, line in numbered):
        # A thematic break with text below it.
        return NONE
    values: dict[str, Line] = {}
    for at, (number, line) in enumerate(numbered):
        pair = pattern.fullmatch(line.rstrip())
        text = (pair["value"] or "") if pair else ""
        value = _below(numbered[at + 1 :]) if _FOLDED.fullmatch(text) else _value(text)
        if pair and value:
            values.setdefault(pair["key"].lower(), Line(text=value, line=number))
    kept = tuple(Line(text=normalise(line), line=number) for number, line in numbered)
    return FrontMatter(values=values, lines=kept, length=end + 1)


def _below(numbered: Sequence[tuple[int, str]]) -> str:
    """Return a text written on the indented lines below its key."""
    indented = takewhile(lambda one: one[1][0] in " \t", numbered)
    return normalise(" ".join(line for _, line in indented))


def _value(text: str) -> str:
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        return normalise(_COMMENT.sub("", text))
    inner = quoted["inner"]
    inner = inner.replace("''", "'") if text[0] == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
    return normalise(inner)
