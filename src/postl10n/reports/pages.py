"""Reports for people: each one HTML file that needs nothing beside itself, in light and dark, on screen and on paper."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from postl10n.lang.locales import bcp47, direction, endonym

# What HTML can't hold, and what would turn the text around it: https://html.spec.whatwg.org/#preprocessing-the-input-stream
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def rendered(name: str, **values: object) -> str:
    """Return a template of this folder with its values, which are escaped."""
    return _environment().get_template(name).render(values)


def text(value: str) -> Markup:
    """Return a text that may come from strangers, for HTML content and attributes; control characters as `�`."""
    return escape(_NO_TEXT.sub("\ufffd", value))


def shipped(name: str) -> str:
    """Return the text of a file of this folder."""
    return (files(__package__) / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    names = [one.name for one in files(__package__).iterdir() if one.name.endswith((".html", ".css", ".js"))]
    environment = Environment(
        loader=DictLoader({name: shipped(name) for name in names}),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: value if hasattr(value, "__html__") else text(str(value)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(tag=bcp47, direction=direction, endonym=endonym)
    return environment
