"""The UI strings of page templates, extracted by Babel: the entries of `site.pot`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from postl10n.model.catalog import Catalog, Entry
from postl10n.stages.page.environment import TEMPLATES
from postl10n.stages.page.interface import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator


@lru_cache(maxsize=1)
def ui_messages() -> tuple[Entry, ...]:
    """Return an entry for each string, in the order of templates; references only name the template.

    The strings of our own templates are translated once for every project; a project's own templates can use them.
    """
    found: dict[str, list[str]] = {}
    for name in TEMPLATES:
        for text in _strings(name):
            found.setdefault(text, []).append(f"templates/{name}")
    return tuple(Entry(msgid=text, references=tuple(dict.fromkeys(where))) for text, where in found.items())


def shipped_catalogs(locale: str) -> list[Catalog]:
    """Return the shipped strings of a locale and its CLDR parents as approved catalogs, from which `site.po` inherits."""
    return [
        Catalog(header=None, entries=tuple(Entry(msgid=msgid, msgstr=(text,)) for msgid, text in one.items()))
        for one in shipped(locale)
    ]


def _strings(template: str) -> Iterator[str]:
    """Yield the arguments of `_("…")` in a template, in order."""
    # Babel's extractor imports Jinja2's compiler, which only `update` needs.
    from babel.messages.extract import extract

    with (files(__package__) / "templates" / template).open("rb") as source:
        for _, message, _, _ in extract("jinja2.ext:babel_extract", source, keywords={"_": None}):
            yield message if isinstance(message, str) else message[0]
