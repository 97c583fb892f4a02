"""From values to HTML: the Jinja2 environment, texts with their marks, and what every page is given."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from postl10n.model.ids import content_hash, texts_hash
from postl10n.model.review import Cell, MarkedText, ReviewRow, TextMark
from postl10n.stages.page.environment import asset, with_tokens
from postl10n.stages.page.ui_text import tongue
from postl10n.web.review.ui_text import LANGUAGES
from postl10n.workspace.review.rows import difference

if TYPE_CHECKING:
    from postl10n.web.review.ui_text import UiText

# What a browser would drop or show as nothing is shown as its picture (U+2400 …), and no lone surrogate gets
# as far as the encoder.
_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_MOST_ROWS = 10_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAGS: Mapping[str, tuple[str, str]] = {
    # kind: element and class
    "placeholder": ("code", "ph"),
    "term": ("span", "m-term"),
    "missing-term": ("span", "m-missing"),
    "unsure-term": ("span", "m-unsure"),
    "removed": ("del", "m-removed"),
    "added": ("ins", "m-added"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The values of every page besides its own."""

    speech: UiText
    locale: str
    """The one under review; empty on pages that are about none."""
    locales: tuple[str, ...]
    source_locale: str
    form_key: str
    project: str
    """Tells the drafts that a browser keeps for one project from those of another."""
    path: str
    """Of the page, for a link to the same in another language."""


class Renderer:
    """Makes pages and parts of pages."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, Cell], str] = {}
        self._environment = Environment(
            loader=PackageLoader("postl10n.web.review"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            tongue=tongue, stamp=stamp, version=version(), ui_languages=sorted(LANGUAGES)
        )
        self._environment.filters.update(marked=marked, differing=differing, coded=coded)
        # For attributes, where autoescape makes it safe.
        self._environment.filters["json"] = partial(json.dumps, ensure_ascii=False)

    def rows(self, frame: Frame, cells: Sequence[Cell]) -> Markup:
        """The rows of an overview. Each is kept: of a thousand, one has changed since they were shown last."""
        about = (frame.locale, frame.speech.locale)
        missing = [cell for cell in cells if (*about, cell) not in self._rows]
        if missing:
            made = self.page("overview_rows.html", frame, {"cells": missing}).split("\f")[:-1]
            if len(made) != len(missing):
                # An article whose name holds the separator.
                return Markup(self.page("overview_rows.html", frame, {"cells": cells}))  # noqa: S704 - a template's
            if len(self._rows) > _MOST_ROWS:
                self._rows.clear()
            self._rows.update({(*about, cell): row for cell, row in zip(missing, made, strict=True)})
        return Markup("".join(self._rows[*about, cell] for cell in cells))  # noqa: S704 - a template's

    def page(self, name: str, frame: Frame, values: Mapping[str, object]) -> str:
        """A template with its values."""
        spoken: dict[str, object] = {
            "frame": frame,
            "_": frame.speech,
            "_n": frame.speech.count,
            "here": tongue(frame.locale) if frame.locale else None,
            "there": tongue(frame.source_locale),
        }
        return self._environment.get_template(name).render({**spoken, **values})


def marked(text: MarkedText | str) -> Markup:
    """A text with its marks as elements; nothing of the text itself is markup."""
    if isinstance(text, str):
        return Markup(_shown(text))  # noqa: S704 - escaped by `_shown`
    parts: list[str] = []
    at = 0
    for mark in sorted(text.marks, key=lambda one: one.start):
        if mark.start < at:
            continue
        parts += [_shown(text.text[at : mark.start]), _element(mark, text.text[mark.start : mark.end])]
        at = mark.end
    parts.append(_shown(text.text[at:]))
    return Markup("".join(parts))  # noqa: S704 - escaped by `_shown`


def _element(mark: TextMark, text: str) -> str:
    name, kind = _TAGS.get(mark.kind, ("span", "m-other"))
    concept = f' data-concept="{escape(mark.concept)}"' if mark.concept else ""
    # Placeholders read left to right whatever surrounds them.
    direction = ' dir="ltr"' if name == "code" else ""
    return f'<{name} class="{kind}"{concept}{direction}>{_shown(text)}</{name}>'


def _shown(text: str) -> str:
    if not text.isprintable():
        text = _SURROGATE.sub("\ufffd", text.translate(_PICTURES))
    return str(escape(text))


def differing(old: str, new: str) -> tuple[MarkedText, MarkedText]:
    """Both texts, with what one has and the other lacks marked."""
    removed, added = difference(old, new)
    return MarkedText(text=old, marks=tuple(removed)), MarkedText(text=new, marks=tuple(added))


def coded(text: str) -> Markup:
    """A rule's documentation: `…` is code."""
    parts = text.split("`")
    made = (f"<code>{escape(part)}</code>" if at % 2 else str(escape(part)) for at, part in enumerate(parts))
    return Markup("".join(made))  # noqa: S704 - every part is escaped


def stamp(segment: ReviewRow) -> str:
    """Changes whenever what a row shows does. Its line does not count: it moves with what is above."""
    seen = repr(dataclasses.replace(segment, line=None))
    return texts_hash([seen])


@lru_cache(maxsize=1)
def assets() -> Mapping[str, bytes]:
    """The files of `static/` by name, and the icon of pages."""
    found = {one.name: one.read_bytes() for one in (files(__package__) / "static").iterdir()}
    return {**found, "icon.svg": asset("icon.svg"), "review.css": with_tokens(found["review.css"])}


@lru_cache(maxsize=1)
def version() -> str:
    """Of the assets together; it is in their addresses, so that a browser can keep them."""
    return content_hash(b"".join(name.encode() + data for name, data in sorted(assets().items())))


def _finalize(value: object) -> object:
    if type(value) is str and not value.isprintable():
        return _SURROGATE.sub("\ufffd", value).replace("\0", "\u2400")
    return value
