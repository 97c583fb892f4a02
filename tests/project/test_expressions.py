"""Expressions that are remembered: the same as those that Python compiles, whatever befalls the file."""

from __future__ import annotations

import atexit
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.languages.language import LANGUAGES
from postl10n.lang.languages.polarity_words import polarity_words
from postl10n.project import expressions
from postl10n.project.expressions import CompiledExpressions

PATTERNS = (
    r"\b(?:more than|over)\b|(?P<n>\d{1,3}(?:[.,]\d+)?)",
    r"(?P<day>[12]?\d)\.(?P<month>\w{3,})(?(day)!|\?)",
    r"[а-яё]+(?<=ая|яя)\Z|(?>a+)b|(?i:x)(y)?\1?",
    "",
    "(?i)straße|ſ|\ud800",
)


@pytest.fixture(autouse=True, scope="module")
def _elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache") / "postl10n"
        patch.setattr(expressions, "cache_folder", lambda: folder)
        patch.setattr(atexit, "register", lambda _: None)
        yield


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(expressions, "cache_folder", lambda: tmp_path / "postl10n")
    return tmp_path / "postl10n"


def of_languages() -> list[str]:
    found = [polarity_words(code) for code in LANGUAGES]
    return [pole for words in found if words for poles in words.axes.values() for pole in poles]


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.MULTILINE | re.DOTALL])
def test_what_is_remembered_is_what_python_compiles(cache: Path, flags: int) -> None:
    listed = [*PATTERNS, *of_languages()]
    first = CompiledExpressions()
    made = [first(one, flags) for one in listed]
    first.keep()
    again = CompiledExpressions()
    remembered = [again(one, flags) for one in listed]
    # Python compares their code.
    assert made == remembered == [re.compile(one, flags) for one in listed]
    assert [one.groupindex for one in remembered] == [one.groupindex for one in made]
    assert not again._new


@pytest.mark.filterwarnings("ignore::FutureWarning")
@given(st.text(alphabet=r"ab()|[]*+?\d{1,}^$.-P<>=!", max_size=24))
def test_a_broken_expression_is_told_as_python_tells_it(pattern: str) -> None:
    compiles = CompiledExpressions()
    try:
        wanted = re.compile(pattern)
    except re.error as error:
        with pytest.raises(re.error, match=re.escape(str(error))):
            compiles(pattern)
    else:
        assert compiles(pattern) == wanted


def test_a_damaged_file_or_that_of_another_python_is_not_used(cache: Path) -> None:
    first = CompiledExpressions()
    first(PATTERNS[0])
    first.keep()
    (path,) = cache.iterdir()
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), b"3" + whole):
        path.write_bytes(damaged)
        compiles = CompiledExpressions()
        assert compiles(PATTERNS[0]) == re.compile(PATTERNS[0])
        compiles.keep()
        assert path.read_bytes() == whole


def test_what_others_wrote_meanwhile_stays_unless_the_file_grows_too_large(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, others = CompiledExpressions(), CompiledExpressions()
    mine("mine")
    others("others")
    mine.keep()
    others.keep()
    assert len(CompiledExpressions()._known) == 2
    monkeypatch.setattr(expressions, "_MOST", 1)
    last = CompiledExpressions()
    last("last")
    last.keep()
    assert len(CompiledExpressions()._known) == 1


def test_where_nothing_can_be_kept_or_python_is_another_inside_it_compiles_as_ever(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.write_text("no folder", "utf-8")
    compiles = CompiledExpressions()
    assert compiles(PATTERNS[0]) == re.compile(PATTERNS[0])
    compiles.keep()
    monkeypatch.setattr(expressions, "_code_of", lambda pattern, flags: (0, b"\7\0\0\0", "?", None, 5))
    assert CompiledExpressions()(PATTERNS[1]) == re.compile(PATTERNS[1])
    monkeypatch.setattr(expressions, "cache_folder", lambda: None)
    assert CompiledExpressions()(PATTERNS[0]) == re.compile(PATTERNS[0])
