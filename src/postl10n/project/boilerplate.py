"""The list of lines that recur on many articles: written by `update`, read and corrected by people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from postl10n.errors import ArticleError, Place
from postl10n.lang.text.normalise import normalise
from postl10n.project.inputs import read_present
from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import changed_meanwhile, write_file
from postl10n.stages.extract.recurring_lines import SiteLines

_HEAD = """\
# Lines that recur on many articles. They are left out at the top and the end of these, those with * anywhere,
# and translated once, in site.po. `postl10n update` adds lines, and takes out those that no article has any more.
# Those with ^ stand above the headlines of many articles, and are none. To give a line back, write ! and a space before it.
"""
_KEPT = "! "
_ANYWHERE = "* "
_NO_HEADLINE = "^ "
_MARKS = (_KEPT, _ANYWHERE, _NO_HEADLINE)


def read_recurring(layout: ProjectLayout) -> SiteLines:
    """The list of a project; empty where there is none. Raises ArticleError for a file that is no text."""
    return _lines_of(_read(layout), layout)


def _read(layout: ProjectLayout) -> bytes | None:
    path = layout.recurring
    return read_present(path, shown=layout.shown(path), root=layout.root, fault=ArticleError)


def _lines_of(data: bytes | None, layout: ProjectLayout) -> SiteLines:
    try:
        text = (data or b"").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(path=layout.shown(layout.recurring))
        raise ArticleError("is not in UTF-8", place=place, hint="Save it as UTF-8.") from error
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    kept = [_unescaped(line.removeprefix(_KEPT)) for line in lines if line.startswith(_KEPT)]
    anywhere = [_unescaped(line.removeprefix(_ANYWHERE)) for line in lines if line.startswith(_ANYWHERE)]
    above = (_unescaped(line.removeprefix(_NO_HEADLINE)) for line in lines if line.startswith(_NO_HEADLINE))
    listed = [_unescaped(line) for line in lines if not line.startswith(_MARKS)]
    return SiteLines(
        lines=_once(listed, kept),
        anywhere=_once(anywhere, kept),
        kept=_once(kept, ()),
        no_headlines=frozenset(_once(above, kept)),
    )


def _once(lines: Iterable[str], without: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in lines if line not in without))


def write_recurring(layout: ProjectLayout, found: SiteLines, seen: SiteLines) -> Path | None:
    """Write the list if it says anything new; where it was written.

    seen: the list that was read. Raises ChangedMeanwhileError where it says something else by now.
    """
    path = layout.recurring
    held = _read(layout)
    before = _lines_of(held, layout)
    if before != seen:
        raise changed_meanwhile(layout.shown(path))
    marks = {"lines": "", "anywhere": _ANYWHERE, "kept": _KEPT, "no_headlines": _NO_HEADLINE}
    if all(set(getattr(found, one)) == set(getattr(before, one)) for one in marks):
        return None
    marked = [(mark, line) for one, mark in marks.items() for line in getattr(found, one)]
    lines = [mark + _escaped(line) for mark, line in sorted(marked, key=lambda pair: pair[1])]
    data = (_HEAD + "".join(f"{line}\n" for line in lines)).encode()
    return path if write_file(path, data, root=layout.root, durable=True, expected=held) else None


def _escaped(line: str) -> str:
    """Return the line, with a backslash if it starts like a comment or a mark of ours."""
    return f"\\{line}" if line[0] in "#\\" or line.startswith(_MARKS) else line


def _unescaped(line: str) -> str:
    return normalise(line[1:] if line.startswith("\\") else line)
