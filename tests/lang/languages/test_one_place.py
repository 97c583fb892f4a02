"""What is true of one language stands in its folder: no module elsewhere compares with a language code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel import Locale

SOURCE = Path(__file__).parents[3] / "src/postl10n"
# Module → why it names languages nevertheless; five at most.
EXCEPTIONS = {
    "engines/opencc.py": "OpenCC turns Chinese into Chinese, and nothing else",
    "engines/libretranslate.py": "the protocol's own codes of two languages",
}
CODES = frozenset(str(code) for code in Locale("en").languages if 2 <= len(str(code)) <= 3)
SUBTAGS = frozenset(str(one).lower() for one in (*Locale("en").scripts, *Locale("en").territories))
# Codes that are also elements and attributes of HTML, fields, units, Roman numerals, and `yes` and `no`.
ALSO_WORDS = frozenset(
    [
        *("id", "no", "br", "hr", "th", "tr", "li", "hi", "del", "alt", "kbd", "tt", "new", "was"),
        *("kg", "km", "lb", "mi", "ha", "mg", "ml", "min", "vi", "ii", "lv"),
    ]
)
ABOUT_LANGUAGES = ("language", "locale", "tongue", "code")


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.Module]:
    folder = SOURCE / "lang/languages"
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
        if folder not in path.parents
    }


def test_no_module_compares_with_a_language_code(modules: dict[str, ast.Module]) -> None:
    found = {path: list(comparisons(tree)) for path, tree in modules.items()}
    assert {path: lines for path, lines in found.items() if lines and path not in EXCEPTIONS} == {}


def test_the_exceptions_are_few_and_needed(modules: dict[str, ast.Module]) -> None:
    assert len(EXCEPTIONS) <= 5
    assert all(list(comparisons(modules[path])) for path in EXCEPTIONS)


@pytest.mark.parametrize(
    "line",
    [
        'if tongue == "zh": pass',
        'if language(locale) in ("es", "gl"): pass',
        'if locale != "pt_PT": pass',
        'if language == "th": pass',
        'X = frozenset({"ru", "be"})',
        'X = frozenset(["ru", "be"])',
        'X = {"ar": 1, "he": 2}',
        'X = {"zh_Hant": 1}',
        'match code:\n    case "ru" | "be": pass',
        'x = names.get("ru") if names else 0\nY = code in {"ja"}',
    ],
)
def test_a_comparison_is_found(line: str) -> None:
    assert list(comparisons(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        'if name == "id": pass',
        'if element in ("td", "th"): pass',
        'X = {"id": 1, "text": 2}',
        'X = {"km": 1000, "mi": 1609}',
        'if said in {"yes", "no"}: pass',
        'LANGUAGES = ("ar", "ru")',
    ],
)
def test_other_words_are_none(line: str) -> None:
    assert not list(comparisons(ast.parse(line)))


def comparisons(tree: ast.AST) -> Iterator[str]:
    """The places where something is compared with language codes, or looked up by them."""
    for node in ast.walk(tree):
        texts, about = compared(node)
        if texts and all(map(is_code, texts)) and (about or not ALSO_WORDS.issuperset(texts)):
            yield f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:100]}"


def compared(node: ast.AST) -> tuple[list[str], bool]:
    """The constants of a node, and whether what they are compared with is about languages by its name."""
    match node:
        case ast.Compare():
            sides = [node.left, *node.comparators]
            found = list(constants(sides))
            rest = " ".join(ast.unparse(one) for one in sides if found and not list(constants([one])))
            return found, any(word in rest.rpartition(".")[2] for word in ABOUT_LANGUAGES)
        case ast.Set():
            return list(constants(node.elts)), False
        case ast.Dict():
            return list(constants(key for key in node.keys if key is not None)), False
        case ast.Call(func=ast.Name(id="frozenset" | "set")):
            return list(constants(node.args)), False
        case ast.MatchValue():
            return list(constants([node.value])), False
    return [], False


def constants(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node.value
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            yield from constants(node.elts)


def is_code(text: str) -> bool:
    language, *others = text.replace("-", "_").split("_")
    return language in CODES and all(one.lower() in SUBTAGS for one in others)
