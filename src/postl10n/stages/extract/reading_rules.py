"""A user's rules for reading an article: which line is the headline, where the body begins, what is furniture."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree, html

from postl10n.errors import UsageError
from postl10n.lang.text.inline_tags import bare
from postl10n.lang.text.normalise import escape_braces, normalise, unescape_braces
from postl10n.lang.text.user_patterns import found_in
from postl10n.model.article import Block, Boilerplate, Dateline, Document, Line, Role
from postl10n.model.project import ReadingRules
from postl10n.stages.extract.crawled import lines_of as source_lines
from postl10n.stages.extract.dateline import SENTENCE_END
from postl10n.stages.extract.dates import find_date

RULE = "site"
"""The rule by which a line is set aside that a user called furniture."""
_HOST = re.compile(r"//(?:www\.)?([\w-]+(?:\.[\w-]+)+)")
_OWN = re.compile(r"<(?:link|meta)\b[^<>]{0,200}?(?:canonical|og:url)[^<>]{0,400}", re.IGNORECASE)
_STEP = re.compile(r"(\s*>\s*|\s+|\A)([\w-]*)((?:[.#][\w-]+|\[[\w:-]+(?:=\"?[\w:./-]*\"?)?\])*)")
_TEST = re.compile(r"([.#])([\w-]+)|\[([\w:-]+)(?:=\"?([\w:./-]*)\"?)?\]")


def page_host(text: str) -> str:
    """Return the host that a page names as its own, else the one in most of its addresses; empty without any."""
    own = [name for tag in _OWN.findall(text) for name in _HOST.findall(tag)]
    hosts = Counter(own or _HOST.findall(text))
    return hosts.most_common(1)[0][0].lower() if hosts else ""


def read_with(rules: ReadingRules, text: str, read: Callable[[str], Document], *, plain: bool) -> Document:
    """Read an article by a user's rules. plain: the text is lines, of which those set aside are not read at all."""
    if not plain:
        document = read(text)
        verdicts = _judge(sorted(lines_of(document), key=lambda line: line.line), rules)
        applied = _Applied(document, rules)
        title = unescape_braces(document.title.text)
        # Where there is no headline, it is the beginning of the first block.
        applied.drop([one for one in verdicts.aside if not one.text.startswith(title)], rule=RULE)
        return applied.result(verdicts, text)
    verdicts = _judge(source_lines(text), rules)
    raw = text.split("\n")
    for line in verdicts.aside:
        raw[line.line - 1] = ""
    document = read("\n".join(raw))
    aside = (Boilerplate(text=line.text, line=line.line, rule=RULE) for line in verdicts.aside)
    boilerplate = tuple(sorted((*document.boilerplate, *aside), key=lambda one: one.line))
    return _Applied(replace(document, boilerplate=boilerplate), rules).result(verdicts, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdicts:
    headline: Line | None
    date: Line | None
    aside: tuple[Line, ...]


def _judge(lines: Sequence[Line], rules: ReadingRules) -> _Verdicts:
    at = headline_at(lines, rules)
    start = 0 if at is None else at
    dated = next((n for n, one in enumerate(lines) if rules.date and found_in(one.text, rules.date)), None)
    below = range(start + 1, len(lines))
    begin = next((n for n in below if _is(lines[n], rules.begin)), start + 1)
    end = next((n for n in below if _is(lines[n], rules.end)), len(lines))
    # A page may be one line: then nothing says what stands above what.
    above = [n for n in range(start) if lines[n].line < lines[start].line]
    between = range(start + 1, begin) if rules.begin else ()
    gone = {*above, *between, *range(end, len(lines))}
    gone |= {n for n, one in enumerate(lines) if found_in(one.text, *rules.furniture)}
    gone -= {n for n in gone if found_in(lines[n].text, *rules.keep)} | {at, dated}
    return _Verdicts(
        headline=None if at is None else lines[at],
        date=None if dated is None else lines[dated],
        aside=tuple(lines[n] for n in sorted(gone)),
    )


def _is(line: Line, pattern: str) -> bool:
    return bool(pattern) and found_in(line.text, pattern)


def headline_at(lines: Sequence[Line], rules: ReadingRules) -> int | None:
    """Return the place of the headline, if a pattern tells it."""
    for pattern, step in ((rules.headline, 0), (rules.headline_below, 1), (rules.headline_above, -1)):
        for at, line in enumerate(lines):
            if _is(line, pattern) and 0 <= at + step < len(lines):
                return at + step
    return None


def lines_of(document: Document) -> list[Line]:
    """Return the parts of a document as lines, as its source has them."""
    heads = [one for one in (document.title, document.subtitle) if one]
    blocks = [Line(text=bare(block.text), line=block.lines[0]) for block in document.blocks]
    written = [Line(text=unescape_braces(one.text), line=one.line) for one in (*heads, *blocks)]
    return [*written, *([document.dateline] if document.dateline else []), *document.boilerplate]


class _Applied:
    """A document brought to what a user says of it."""

    def __init__(self, document: Document, rules: ReadingRules) -> None:
        self._document = document
        self._rules = rules

    def result(self, verdicts: _Verdicts, page: str) -> Document:
        """Return the document with the headline, the date and the lines that the rules name; a page is HTML."""
        kept = [one for one in self._document.boilerplate if found_in(one.text, *self._rules.keep)]
        self.drop(kept)
        self._insert(kept, Role.PARAGRAPH)
        headline = _selected(self._rules.headline_css, page) or verdicts.headline
        if self._rules.title:
            own = Line(text=self._rules.title, line=self._document.title.line)
            headline = next((one for one in lines_of(self._document) if one.text == own.text), own)
        if headline is not None and headline.text != unescape_braces(self._document.title.text):
            self._title(headline)
        date = _selected(self._rules.date_css, page) or verdicts.date
        if date is not None and (found := find_date(date.text, self._document.locale)):
            self._date(date, found[0])
        return replace(self._document, date=self._rules.day or self._document.date)

    def drop(self, lines: Sequence[Line], *, rule: str | None = None) -> None:
        """Take lines from where they stand; with a rule they are boilerplate then."""
        read, gone = self._document, {(one.line, one.text) for one in lines}
        if not gone:
            return
        added = [Boilerplate(text=one.text, line=one.line, rule=rule) for one in lines] if rule else []
        others = [one for one in read.boilerplate if (one.line, one.text) not in gone]
        subtitle, dateline = read.subtitle, read.dateline
        self._document = replace(
            read,
            blocks=tuple(
                one for one in read.blocks if (one.lines[0], unescape_braces(bare(one.text))) not in gone
            ),
            subtitle=None
            if subtitle and (subtitle.line, unescape_braces(subtitle.text)) in gone
            else subtitle,
            dateline=None if dateline and (dateline.line, dateline.text) in gone else dateline,
            boilerplate=tuple(sorted((*others, *added), key=lambda one: one.line)),
        )

    def _insert(self, lines: Sequence[Line], kind: Role) -> None:
        new = (Block(kind=kind, lines=(one.line, one.line), text=escape_braces(one.text)) for one in lines)
        blocks = sorted((*self._document.blocks, *new), key=lambda one: one.lines[0])
        self._document = replace(self._document, blocks=tuple(blocks))

    def _title(self, line: Line) -> None:
        old = Line(text=unescape_braces(self._document.title.text), line=self._document.title.line)
        self.drop([line])
        self._document = replace(self._document, title=Line(text=escape_braces(line.text), line=line.line))
        if SENTENCE_END.search(old.text):
            self._insert([old], Role.PARAGRAPH)
        elif old.line > line.line:
            self._insert([old], Role.HEADING)
        else:
            self.drop([old], rule=RULE)

    def _date(self, line: Line, date: datetime.date) -> None:
        old = self._document.dateline
        if old is None or old.line != line.line:
            self.drop([line])
            self.drop([old] if old else [], rule=RULE)
            old = Dateline(text=line.text, line=line.line, agency=None)
        self._document = replace(self._document, date=date, dateline=old)


def _selected(selector: str, page: str) -> Line | None:
    """Return the text of the first element that a selector finds, or its `datetime` or `content`."""
    if not selector or not page.strip():
        return None
    try:
        tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    found = tree.xpath(xpath(selector))
    one = found[0] if isinstance(found, list) and found else None
    if not isinstance(one, html.HtmlElement):
        return None
    text = normalise(one.get("datetime") or one.get("content") or one.text_content())
    return Line(text=text, line=one.sourceline or 1) if text else None


def xpath(selector: str) -> str:
    """Return a CSS selector of elements, classes, ids, attributes, descendants and children as XPath. Raises UsageError."""
    path, at = "", 0
    while (step := _STEP.match(selector, at)) and (step[2] or step[3]):
        path += ("/" if ">" in step[1] else "//") + (step[2] or "*")
        for kind, name, attribute, value in _TEST.findall(step[3]):
            test = f"@{'id' if kind else attribute}" + (f'="{name or value}"' if name or value else "")
            if kind == ".":
                test = f'contains(concat(" ", normalize-space(@class), " "), " {name} ")'
            path += f"[{test}]"
        at = step.end()
    if at != len(selector) or not path:
        raise UsageError(
            f"{selector!r} is no selector that is known here",
            hint='Write it of names, .classes, #ids, [attribute="value"], blanks and >.',
        )
    return path
