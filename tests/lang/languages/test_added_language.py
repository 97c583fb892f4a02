"""A language that a package adds: it is asked for like ours, and its mistakes are told with its package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from postl10n import registry
from postl10n.errors import PluginError
from postl10n.lang.languages import language
from postl10n.lang.languages.language import codes, data
from postl10n.lang.languages.negation import weighty_words
from postl10n.lang.languages.sentence_rules import has_sentence_rules, load
from postl10n.lang.languages.word_boundaries import contexts
from postl10n.lang.terms.verify import uses
from postl10n.lang.values import parse_values
from postl10n.registry import Plugin
from postl10n.workspace import plugins


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "added_frisian"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    frisian = Plugin(kind="languages", name="fy", target="added_frisian", package="frisian", version="1.0")
    registry.connect(lambda: (frisian,))
    yield folder
    registry.connect(plugins.find)
    for name in [name for name in sys.modules if name.partition(".")[0] == "added_frisian"]:
        del sys.modules[name]


def test_its_folder_answers_while_it_is_used(folder: Path) -> None:
    (folder / "language.toml").write_text("gendered = true\ndensity = 1.1\n", encoding="utf-8")
    (folder / "negation.txt").write_text("not : net nea\n", encoding="utf-8")
    (folder / "sentences.toml").write_text('never_last = "bgl."\n', encoding="utf-8")

    assert codes()[-1] == "fy"
    assert (language("fy_NL").gendered, language("fy_NL").density) == (True, 1.1)
    assert weighty_words("Dat is net wier.", "fy") == {"net": 1}
    assert "bgl" in load("fy").never_last
    assert has_sentence_rules("fy")

    registry.choose(False)
    try:
        assert "fy" not in codes()
        assert not language("fy_NL").gendered
        assert not weighty_words("Dat is net wier.", "fy")
        assert not has_sentence_rules("fy")
    finally:
        registry.choose(True)
    assert language("fy_NL").gendered


@pytest.mark.parametrize(
    "text",
    [
        "colour = 1\n",
        "gendered = \n",
        "articles = { pairs = 3 }\n",
        "density = 'high'\n",
        "cases = 'no'\n",
        "doubled_words = 'de'\n",
        "conjunctions = '('\n",
        "articles = { pairs = [], feminine = '(' }\n",
    ],
)
def test_facts_that_cant_be_read_are_one_message(folder: Path, text: str) -> None:
    (folder / "language.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PluginError, match=r"plug-in fy \(languages\) of frisian 1\.0 failed"):
        language("fy")
    assert language("nl").code == "nl"


def test_it_cant_take_the_place_of_ours(folder: Path) -> None:
    ours = data("ru", "language.toml")
    (folder / "language.toml").write_text("density = 9.0\n", encoding="utf-8")
    registry.connect(
        lambda: (Plugin(kind="languages", name="ru", target="added_frisian", package="x", version="1"),)
    )
    assert data("ru", "language.toml") == ours


MORPHOLOGY = """
from postl10n.lang.languages import Morphology

class Frisian(Morphology):
    def split(self, word):
        yield 0, len(word)
        raise LookupError("no such word")

def for_locale(locale):
    return Frisian()
"""
BOUNDARIES = """
class Contexts:
    doubtful_after = None

    def crossed(self, text, start, end):
        return self.known[text]

def contexts(term):
    return Contexts()
"""


def test_a_method_that_fails_in_use_is_one_message(folder: Path) -> None:
    (folder / "morphology.py").write_text(MORPHOLOGY, encoding="utf-8")
    with pytest.raises(PluginError, match=r"of frisian 1\.0 failed: LookupError: no such word"):
        uses("brief", "De brief is kommen.", "fy")


@pytest.mark.parametrize(
    "text",
    ["words = 2\n", "years = '('\n", "decades = '(?P<ten>acht)'\n"],
    ids=["of another kind", "no expression", "a group that nobody asks for"],
)
def test_number_words_that_cant_be_used_are_one_message(folder: Path, text: str) -> None:
    (folder / "numbers.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PluginError, match=r"of frisian 1\.0 failed: "):
        parse_values("Twa brieven yn jier acht", "fy")


def test_contexts_that_fail_are_one_message(folder: Path) -> None:
    (folder / "boundaries.py").write_text(BOUNDARIES, encoding="utf-8")
    around = contexts("brief", "fy")
    assert around is not None
    assert around.doubtful_after is None
    with pytest.raises(PluginError, match=r"of frisian 1\.0 failed: AttributeError"):
        around.crossed("De brief", 3, 8)


def test_what_was_read_with_a_language_is_read_anew_without_it(folder: Path) -> None:
    (folder / "numbers.toml").write_text('[words.units]\n2 = "twa"\n', encoding="utf-8")
    assert [value.amounts for value in parse_values("Twa brieven", "fy")] == [(Decimal(2),)]
    registry.choose(False)
    try:
        assert not parse_values("Twa brieven", "fy")
    finally:
        registry.choose(True)
    assert parse_values("Twa brieven", "fy")
