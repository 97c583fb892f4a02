"""Plain words in docstrings and messages: docstrings begin with what a function does, and the names in them exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import postl10n

ROOT = Path(postl10n.__file__).parent
_QUESTION = re.compile(r"(?:What|Whether|How)\s")
# What the field says otherwise: a finding is waived or reported, a term is enforced, a text is somewhere.
_OTHERWISE = re.compile(
    r"\b(?:let stand|stands (?:where|twice|before|there)|held to|(?:is|are) told|mend(?:s|ed)?)\b"
)
_CLASS = re.compile(r"`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)(?:\.\w+)?`")
_DOTTED = re.compile(r"`((?:[a-z_]\w*\.)+\w+)`")
_DATA = re.compile(r"`([\w/-]+/[\w.-]+\.(?:json|toml|txt))`")


def _docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of every docstring, those below attributes and constants included."""
    for node in ast.walk(_tree(path)):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                text = statement.value.value
                if isinstance(text, str):
                    yield f"{path.relative_to(ROOT)}:{statement.lineno}", text


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the strings of a module that users may read: docstrings are help texts in commands only."""
    nodes = list(ast.walk(_tree(path)))
    ours = (
        {id(node.value) for node in nodes if isinstance(node, ast.Expr)} if "cli" not in path.parts else set()
    )
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in ours:
            yield node.lineno, node.value


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _defined_in(path: Path) -> frozenset[str]:
    """Return the names of a module: its classes, functions, constants and imports."""
    names: set[str] = set()
    for node in _tree(path).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.ImportFrom):
            names.update(alias.asname or alias.name for alias in node.names)
    return frozenset(names)


@cache
def _classes() -> frozenset[str]:
    trees = (_tree(path) for path in ROOT.rglob("*.py"))
    return frozenset(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _exists(dotted: str) -> bool:
    """Return True if a path such as `model.article.Block` is a module, or a name in one; others are not ours."""
    parts = dotted.removeprefix("postl10n.").split(".")
    if not ((ROOT / parts[0]).is_dir() or (ROOT / f"{parts[0]}.py").is_file()):
        return True
    for size in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[:size])
        module = path.with_name(f"{path.name}.py") if not path.is_dir() else path / "__init__.py"
        if module.is_file():
            return size == len(parts) or parts[size] in _defined_in(module)
    return False


def test_no_docstring_is_a_question() -> None:
    faults = [
        f"{place}: {text.splitlines()[0]}"
        for path in sorted(ROOT.rglob("*.py"))
        for place, text in _docstrings(path)
        if _QUESTION.match(text)
    ]
    assert not faults, "begin with Return, Yield, True if …, or with what it is:\n" + "\n".join(faults)


def test_messages_have_the_words_of_the_field() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(ROOT.rglob("*.py"))
        for line, text in _texts(path)
        if _OTHERWISE.search(text)
    ]
    assert not faults, "say waive, report, enforce, correct, be:\n" + "\n".join(faults)


def test_docstrings_name_what_exists() -> None:
    faults = []
    for path in sorted(ROOT.rglob("*.py")):
        for place, text in _docstrings(path):
            gone = [name for name in _CLASS.findall(text) if name not in _classes()]
            gone += [name for name in _DOTTED.findall(text) if not _exists(name)]
            gone += [
                name
                for name in _DATA.findall(text)
                if not ((path.parent / name).exists() or (ROOT / name).exists())
            ]
            faults += [f"{place}: `{name}`" for name in gone]
    assert not faults, "\n".join(faults)
