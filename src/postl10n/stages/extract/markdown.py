"""Markdown articles: CommonMark with tables and strike-through, and front matter."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from postl10n.errors import ArticleError, Place
from postl10n.lang.text.normalise import escape_braces
from postl10n.model.article import Boilerplate, Document, Line
from postl10n.stages.extract.article_format import READER, ArticleFormat
from postl10n.stages.extract.blocks import LINES, read_body
from postl10n.stages.extract.compose import KnownMetadata, compose
from postl10n.stages.extract.dates import find_date
from postl10n.stages.extract.elements import events
from postl10n.stages.extract.front_matter import FrontMatter, read_front_matter
from postl10n.stages.extract.metadata import check_language

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_TASK = re.compile(r"^\[[ xX]\]\s+(?=\S)")
_IN_ITEM = 2
"""The level of a paragraph in an item of a list."""
_DEEPEST = 60
"""Blocks in blocks; the parser recurses at each, and drops what is deeper."""
_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]:\s*(?=\S)")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,60})\]")
_INDENTED = 4
_ALIGNED = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}


def extract_markdown(text: str, *, article_id: str, path: str, locale: str, reader: int = READER) -> Document:
    """Extract a Markdown article; the title is that of the front matter, else the first heading.

    Raises ArticleError if the front matter has another language or an unreadable date, if blocks are nested too
    deeply, or if there is no headline or no text below it.
    """
    lines = text.split("\n")
    front = read_front_matter(lines)
    said = front.first("locale", "lang", "language")
    check_language(said.text if said else None, locale, Place(path=path, line=said.line if said else None))
    html = _html("\n".join(lines[front.length :]), skipped=front.length, path=path, reader=reader)
    title, subtitle = front.first("title"), front.first("subtitle")
    known = KnownMetadata(
        id=article_id,
        path=path,
        locale=locale,
        titles=(title.text,) if title else (),
        title=_escaped(title),
        subtitle=_escaped(subtitle),
        date=_date(front, locale, path),
        boilerplate=tuple(_left(front)),
    )
    return compose(read_body(events(html)), known)


def declared_language(text: str) -> str | None:
    """Return the language in the front matter."""
    said = read_front_matter(text.split("\n")).first("locale", "lang", "language")
    return said.text if said else None


def _escaped(line: Line | None) -> Line | None:
    return Line(text=escape_braces(line.text), line=line.line) if line else None


def _date(front: FrontMatter, locale: str, path: str) -> datetime.date | None:
    said = front.first("date")
    if said is None:
        return None
    found = find_date(said.text, locale)
    if found is None:
        place = Place(path=path, line=said.line)
        raise ArticleError(f"{said.text!r} is not a date", place=place, hint="Write it as 2025-03-14.")
    return found[0]


def _left(front: FrontMatter) -> list[Boilerplate]:
    """Return the lines of the front matter that are not shown anywhere else."""
    shown = {line.line for key in ("title", "subtitle") if (line := front.first(key))}
    return [
        Boilerplate(text=line.text, line=line.line, rule="front-matter")
        for line in front.lines
        if line.line not in shown
    ]


def _html(text: str, *, skipped: int, path: str, reader: int) -> str:
    """Return the article as HTML; its elements carry the numbers of their source lines."""
    parser = _parser(reader)
    tokens = parser.parse(text)
    lines = text.split("\n")
    for token in tokens:
        if token.map and token.nesting >= 0:
            first, last = token.map[0], max(token.map[1], token.map[0] + 1)
            while last > first + 1 and not lines[last - 1].strip():
                last -= 1
            token.attrSet(LINES, f"{first + 1 + skipped}-{last + skipped}")
        if reader > 1 and (side := _ALIGNED.get(str(token.attrGet("style")))):
            token.attrSet("data-align", side)
        if token.level >= _DEEPEST - 1:
            place = Place(path=path, line=token.map[0] + 1 + skipped if token.map else None)
            raise ArticleError(f"blocks are nested more than {_DEEPEST} deep", place=place)
    _caption_images(tokens, parser)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _parser(reader: int) -> MarkdownIt:
    # Imported when there is Markdown to read: it compiles its rules.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    if reader > 1:
        parser.inline.ruler.at("emphasis", _emphasis)
        parser.core.ruler.after("inline", "task_boxes", _drop_task_boxes)
        parser.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference"]})
        parser.inline.ruler.before("link", "note_mark", _note_mark)
    parser.add_render_rule("html_block", _html_block)
    parser.add_render_rule("fence", _code)
    parser.add_render_rule("code_block", _code)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Find marks of emphasis; beside Han characters and kana, which no space parts, punctuation is no obstacle."""
    from markdown_it.rules_inline.emphasis import tokenize

    start = state.pos
    if not tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    if state.src[start] == "*":
        for mark in state.delimiters[start - state.pos :]:
            mark.open = mark.open or bool(_CJK.match(before) and after.strip())
            mark.close = mark.close or bool(_CJK.match(after) and before.strip())
    return True


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a footnote, `[^1]: …` with the lines that go on with it, as an item of a list; notes are numbered."""

    def line(at: int) -> str:
        return state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]

    found = _NOTE.match(line(start)) if state.level == 0 and state.sCount[start] < _INDENTED else None
    if found is None or silent:
        return found is not None
    last = start + 1
    while last < end and (
        not (state.isEmpty(last) or _NOTE.match(line(last)))
        or (last + 1 < end and state.isEmpty(last) and state.sCount[last + 1] >= _INDENTED)
    ):
        last += 1
    number = len(state.env.setdefault("notes", {})) + 1
    state.env["notes"].setdefault(found[1], number)
    state.push("ordered_list_open", "ol", 1).attrSet("start", str(number))
    state.push("list_item_open", "li", 1).map = [start, last]
    text = "\n".join((line(start)[found.end() :], *map(line, range(start + 1, last))))
    for part in filter(None, text.split("\n\n")):
        state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = part, [start, last], []
        state.push("paragraph_close", "p", -1)
    state.push("list_item_close", "li", -1)
    state.push("ordered_list_close", "ol", -1)
    state.line = last
    return True


def _note_mark(state: StateInline, silent: bool) -> bool:
    """Read the mark of a footnote, `[^1]`, as its number."""
    found = _NOTE_MARK.match(state.src, state.pos)
    number = state.env.get("notes", {}).get(found[1]) if found else None
    if found is None or number is None:
        return False
    if not silent:
        state.push("sup_open", "sup", 1)
        state.push("text", "", 0).content = str(number)
        state.push("sup_close", "sup", -1)
    state.pos = found.end()
    return True


def _drop_task_boxes(state: StateCore) -> None:
    """Take the box off the beginning of a list item, `[ ]` or `[x]`."""
    for above, inline in zip(state.tokens[1:], state.tokens[2:], strict=False):
        first = inline.children[0] if inline.type == "inline" and inline.children else None
        in_item = above.type == "paragraph_open" and above.level >= _IN_ITEM
        if in_item and first is not None and first.type == "text":
            first.content = _TASK.sub("", first.content)


def _html_block(_self: object, tokens: Sequence[Token], at: int, *_rest: object) -> str:
    token = tokens[at]
    return f'<div {LINES}="{token.attrGet(LINES)}">{token.content}</div>'


def _code(_self: object, tokens: Sequence[Token], at: int, *_rest: object) -> str:
    token = tokens[at]
    return f'<pre {LINES}="{token.attrGet(LINES)}">{escape(token.content)}</pre>'


def _caption_images(tokens: Sequence[Token], parser: MarkdownIt) -> None:
    """Turn an image alone in a paragraph into a figure, with its description as the caption."""
    from markdown_it.token import Token

    for opened, inline, closed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        images = inline.children or []
        if opened.type != "paragraph_open" or len(images) != 1 or images[0].type != "image":
            continue
        opened.tag = closed.tag = "figure"
        caption = parser.renderer.render(images[0].children or [], parser.options, {})
        if caption.strip():
            html = f"<figcaption>{caption}</figcaption>"
            inline.children = [*images, Token("html_inline", "", 0, content=html)]


MARKDOWN = ArticleFormat(
    extract=extract_markdown,
    declared_language=declared_language,
    earlier=(partial(extract_markdown, reader=1),),
)
