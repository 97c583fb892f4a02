"""The pipeline's verbs are the same, in the same order, wherever they are named."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from postl10n import pipeline, stages

VERBS = ["extract", "segment", "terms", "catalog", "pretranslate", "check", "score", "page"]
README = Path(__file__).parents[2] / "README.md"


def test_each_package_of_the_stages_is_a_verb() -> None:
    (folder,) = map(Path, stages.__path__)
    assert sorted(one.parent.name for one in folder.glob("*/__init__.py")) == sorted(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_each_package_exports_its_verb(verb: str) -> None:
    package = import_module(f"postl10n.stages.{verb}")
    assert verb in package.__all__
    assert callable(getattr(package, verb))


def test_the_pipeline_has_them_in_their_order() -> None:
    assert [name for name in vars(pipeline.Pipeline) if name in VERBS] == VERBS
    assert listed(pipeline.__doc__ or "") == VERBS


def test_the_docstring_of_the_stages_names_them_in_their_order() -> None:
    assert listed(stages.__doc__ or "") == VERBS


def test_the_diagram_of_the_readme_draws_them_in_their_order() -> None:
    text = README.read_text(encoding="utf-8")
    diagram = text[text.index("    articles/* ") : text.index(" site/<locale>/")]
    assert re.findall(r"(?<=─ )\w+(?= ─)", diagram) == VERBS


def listed(text: str) -> list[str]:
    """The words of the lists in a text that follow a colon."""
    return [
        word for words in re.findall(r":\s((?:\w+,\s)+\w+)\.", text) for word in re.findall(r"\w+", words)
    ]
