"""The examples in docstrings are right."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

import postl10n

_EXAMPLE = re.compile(r"^ *>>> ", re.MULTILINE)
_ROOT = Path(postl10n.__file__).parent
_MODULES = sorted(
    ".".join(path.relative_to(_ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in _ROOT.rglob("*.py")
    if _EXAMPLE.search(path.read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("name", _MODULES)
def test_the_examples_of_a_module_are_right(name: str) -> None:
    # Only modules with examples are imported: pytest's own --doctest-modules imports all, which takes seconds.
    assert doctest.testmod(import_module(name)).failed == 0
