"""The Jinja2 environment of a site: autoescape everywhere, and no characters that HTML or XML can't contain."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from postl10n.errors import Place, ProjectError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from postl10n.model.site import SiteContext


def with_tokens(sheet: bytes) -> bytes:
    """A style sheet below the tokens that the pages of a site and the review page have in common."""
    return asset("tokens.css") + b"\n" + sheet


def asset(name: str) -> bytes:
    """Return a file that ships with pages."""
    return (files(__package__) / "assets" / name).read_bytes()


PAGES = ("article.html", "index.html", "root.html", "glossary.html", "search.html", "404.html")
FEEDS = ("feed.xml", "sitemap.xml")
TEMPLATES = ("base.html", "parts.html", *PAGES, *FEEDS)
SHIPPED = "postl10n/"
"""The prefix for our own template of a name, even if a theme has one of that name."""

_OF_A_THEME = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""Raised by the expressions of a template, besides Jinja2's own faults."""

# Controls, lone surrogates and noncharacters: https://html.spec.whatwg.org/#preprocessing-the-input-stream
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


def rendered(site: SiteContext, name: str, values: Mapping[str, object]) -> str:
    """Return a rendered template of the site: the project's own if it has one of that name.

    Raises ProjectError for a template of the project that is broken or uses undefined values.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        return _environment(tuple(sorted(site.templates.items()))).get_template(name).render(values)
    except (TemplateError, *_OF_A_THEME) as error:
        if not site.templates:
            raise
        broken, line = name, None
        if isinstance(error, TemplateSyntaxError):
            broken, line = error.name or name, error.lineno
        hint = "Compare it with the template of the same name that postl10n ships."
        raise ProjectError(
            f"broken template: {error.message if isinstance(error, TemplateError) else _reason(error)}",
            place=Place(path=f"theme/{broken}", line=line),
            hint=hint,
        ) from error


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it includes itself, or is nested too deeply"
    return "it needs too much memory" if isinstance(error, MemoryError) else str(error)


@lru_cache(maxsize=4)
def _environment(overrides: tuple[tuple[str, str], ...]) -> Environment:
    # Jinja2 takes a tenth of a second to import, and most commands make no page.
    from jinja2 import DictLoader, Environment, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    folder = files(__package__) / "templates"
    own = {name: (folder / name).read_text("utf-8") for name in TEMPLATES}
    # So that a theme's file can extend the one that it replaces, and override a block of it.
    own |= {f"{SHIPPED}{name}": text for name, text in own.items()}
    # A project's templates come with its clone: they can lay out a page, but not reach into the program. Ours need
    # no sandbox, which would take half of the time.
    kind = ImmutableSandboxedEnvironment if overrides else Environment
    return kind(
        loader=DictLoader(own | dict(overrides)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        keep_trailing_newline=True,
    )


def _finalize(value: object) -> object:
    # Markup is composed of values that passed through here; most texts are printable throughout.
    if type(value) is str and not value.isprintable():
        return _NO_TEXT.sub("", value)
    return value
