"""The head of crawled text: headline, subtitle, dateline and authors, and the dates that are in doubt."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from postl10n.model.article import Boilerplate, Dateline, Line
from postl10n.stages.extract.dateline import SENTENCE_END, date_of, is_byline
from postl10n.stages.extract.evidence import INNER_END, WORD_SIGNS, size_of
from postl10n.stages.extract.judge import Judgement
from postl10n.stages.extract.surroundings import Signs
from postl10n.stages.extract.tables import table

_SUBTITLE_DASH = re.compile(r"\s*(?:——|⸺|--)\s*")
_NO_SUBTITLE = WORD_SIGNS | {"share~", "print~", "counted~", "dated~", "cookies~", "legal~", "comments~"}
_SUBTITLE = 16
"""The minimum length of a subtitle, in Latin letters."""
_LONGEST_SUBTITLE = 240
LABEL = 40
"""The maximum length of a menu entry in characters."""


class Headline:
    """The lines of an article's head, the first of which is the headline.

    Version 1 of the reader, which judges nothing, ends the head with the first line that has no place in it; else such
    lines are passed over until the body begins, at `start` among the lines of the page.
    """

    def __init__(
        self, lines: Sequence[Line], locale: str, said: Judgement | None = None, start: int = 0
    ) -> None:
        self._lines, self._locale, self._said = lines, locale, said
        first, _, rest = self._split(lines[0])
        self.title = first if first.text else lines[0]
        self.subtitle = rest if first.text else None
        self.dateline: Dateline | None = None
        self.date: datetime.date | None = None
        self.bylines: list[Line] = []
        self.repeated: list[Boilerplate] = []
        self.rivals: list[Line] = []
        """Lines whose date may be the article's as well."""
        self.taken = {0}
        """The indices of the lines that are the head's."""
        for at in range(1, len(lines)):
            if self._takes(at):
                self.taken.add(at)
            elif said is None or (said.headline + at >= start and not self._is_author(at)):
                break

    def _signs(self, at: int) -> Signs:
        return self._said.signs[self._said.headline + at] if self._said else {}

    def _takes(self, at: int) -> bool:
        line = self._lines[at]
        before, dashed, after = self._split(line)
        dated = self._dated(at)
        if line.text == self.title.text or (after and self.subtitle and after.text == self.subtitle.text):
            self.repeated.append(Boilerplate(text=line.text, line=line.line, rule="repeated-title"))
        elif dashed and before.text == self.title.text and self.subtitle is None:
            self.subtitle = after
        elif self.dateline is None and dated:
            self.dateline, self.date = dated
        elif at + 1 < len(self._lines) and self._is_byline(at):
            self.bylines.append(line)
        elif self.subtitle is None and self.dateline is None and self._is_subtitle(at):
            self.subtitle = after if dashed and not before.text else line
        elif self._said and dated:
            self._take_second_date(at, dated[1])
        else:
            return False
        return True

    def _split(self, line: Line) -> tuple[Line, bool, Line | None]:
        whole = self._said and len(_SUBTITLE_DASH.findall(line.text)) > 1
        return (line, False, None) if whole else split_subtitle(line)

    def _dated(self, at: int) -> tuple[Dateline, datetime.date] | None:
        line = self._lines[at]
        return date_of(line.text, line.line, self._locale, 2 if self._said else 1)

    def _take_second_date(self, at: int, date: datetime.date) -> None:
        line = self._lines[at]
        if date != self.date and self._signs(at).keys().isdisjoint(("dated", "dated~")):
            self.rivals.append(line)
        self.repeated.append(Boilerplate(text=line.text, line=line.line, rule="dated"))

    def _is_byline(self, at: int) -> bool:
        text = self._lines[at].text
        if self._said is None:
            return len(text) <= LABEL and re.match(table("datelines")["bylines"]["first"], text) is not None
        above_date = (
            self._is_author(at)
            and self._dated(at + 1) is not None
            and WORD_SIGNS.isdisjoint(one.rstrip("~") for one in self._signs(at))
        )
        return is_byline(text, above_date=above_date)

    def _is_author(self, at: int) -> bool:
        """Return True for a short line that has the date right below it: an author without a label."""
        text = self._lines[at].text
        if self.dateline is not None or len(text) > LABEL or SENTENCE_END.search(text):
            return False
        return any(self._dated(below) for below in range(at + 1, min(at + 3, len(self._lines))))

    def _is_subtitle(self, at: int) -> bool:
        """Return True for a short line directly under the title that is no sentence, with a body after it."""
        line = self._lines[at]
        if line.line != self._lines[at - 1].line + 1 or at + 1 >= len(self._lines):
            return False
        if len(line.text) > _LONGEST_SUBTITLE or SENTENCE_END.search(line.text):
            return False
        if self._said is None:
            return True
        loose = INNER_END.search(line.text) or line.text[-1] in ":：" or size_of(line.text) < _SUBTITLE
        return not loose and _NO_SUBTITLE.isdisjoint(self._signs(at))


def split_subtitle(line: Line) -> tuple[Line, bool, Line | None]:
    """Return a headline split at its `——`: the part before, True if there is a `——`, and the part after."""
    parts = _SUBTITLE_DASH.split(line.text, maxsplit=1)
    if len(parts) == 2 and parts[1]:
        before, after = (Line(text=part, line=line.line) for part in parts)
        return before, True, after
    return line, False, None
