"""What the review page says, found by Babel in its templates, and what findings say, found in the rules' modules.

After a change of either run `python scripts/review_catalogs.py`, then translate what became empty.
"""

from __future__ import annotations

import ast
import re
import string
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from postl10n.files.po import new_po, parse_po, serialize_po
from postl10n.lang.plurals import parse_plural_forms, plural_forms_header
from postl10n.model.catalog import Catalog, Entry
from postl10n.project.writes import rewrite
from postl10n.stages.check.rules.base import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "postl10n.web.review"
TEMPLATE = "review.pot"
FINDINGS = "findings"
"""The folder of the catalogs of findings, and the name of their template."""
RULE_MODULES = (
    "stages/check/rules",
    *(f"stages/check/{name}.py" for name in ("consistency", "plural", "project", "waivers")),
    "stages/terms/consistency.py",
    "lang/terms/usage.py",
)
_MOST_WORDS = 20
"""Of a message: what is longer is a list of words."""
_PHRASE = re.compile(r"(?!.*[\\\[*])(?=.*[a-z]{2})(?=.*[^\W_}] [^\W_{]|.*[}] [a-z]|.*[a-z] [{]).+")


def messages() -> tuple[Entry, ...]:
    """An entry for each string, in the order of the files; references name the file alone."""
    found: dict[str, list[str]] = {}
    plurals: dict[str, str] = {}
    folder = files(PACKAGE)
    names = sorted(one.name for one in (folder / "templates").iterdir() if one.name.endswith(".html"))
    for name in (*(f"templates/{name}" for name in names), "messages.py"):
        for one, many in _strings(name):
            found.setdefault(one, []).append(name)
            if many:
                # What is also said without a number is said as the first form.
                plurals[one] = many
    return tuple(
        Entry(
            msgid=one,
            msgid_plural=plurals.get(one),
            msgstr=("", "") if one in plurals else ("",),
            references=tuple(dict.fromkeys(where)),
        )
        for one, where in found.items()
    )


def _strings(name: str) -> Iterator[tuple[str, str | None]]:
    """The arguments of `_("…")`, `_n("…", "…", …)` and `_.count("…", "…", …)`."""
    from babel.messages.extract import extract

    method = "python" if name.endswith(".py") else "jinja2.ext:babel_extract"
    # Else a template that can't be parsed is passed over without a word.
    options = {"silent": "false"}
    keywords = {"_": None, "_n": (1, 2), "count": (1, 2)}
    with files(PACKAGE).joinpath(*name.split("/")).open("rb") as source:
        for _, message, _, _ in extract(method, source, keywords=keywords, options=options):
            if isinstance(message, str):
                yield message, None
            else:
                yield message[0], message[1]


def finding_messages() -> tuple[Entry, ...]:
    """An entry for each text of a rule, and for each message of findings: its variables are `{a}`, `{b}` in their order."""
    found: dict[str, str] = {}
    root = files("postl10n")
    for name in RULE_MODULES:
        place = root.joinpath(*name.split("/"))
        for one in sorted(place.iterdir(), key=lambda it: it.name) if place.is_dir() else (place,):
            if one.name.endswith(".py"):
                for text in _phrases(ast.parse(one.read_text("utf-8"))):
                    found.setdefault(text, one.name)
    for rule in TOLD.values():
        found.setdefault(rule.documentation, "rules.toml")
    return tuple(Entry(msgid=text, references=(where,)) for text, where in found.items())


def _phrases(tree: ast.AST) -> Iterator[str]:
    """The texts in functions that can be a message: of two words at least, in no docstring, expression or fault."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from _said(node)
        elif isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "StrEnum" for base in node.bases):
            # What a message says in place of a variable: `full stop`.
            values = (one.value for one in node.body if isinstance(one, ast.Assign))
            yield from (str(one.value) for one in values if isinstance(one, ast.Constant))
    # At the head of a module: `two spaces in a row`.
    for node in getattr(tree, "body", ()):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            yield from _said(node.value)


def _said(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (ast.Raise, ast.Compare)) or _is_taken_apart(node):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    text = _text_of(node)
    if text is not None:
        if _PHRASE.fullmatch(text) and len(text.split()) < _MOST_WORDS:
            yield text
        return
    for child in ast.iter_child_nodes(node):
        yield from _said(child)


def _is_taken_apart(node: ast.AST) -> bool:
    """Return True for `"a list of words".split()`, and for what makes an expression."""
    return isinstance(node, ast.Attribute) and node.attr in ("split", "join", "compile")


def _text_of(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    names = iter(string.ascii_lowercase)
    return "".join(
        str(one.value) if isinstance(one, ast.Constant) else f"{{{next(names)}}}" for one in node.values
    )


def template(of: tuple[Entry, ...] | None = None) -> bytes:
    """`review.pot` as the templates ask for it, or that of other entries."""
    return serialize_po(new_po(Catalog(header=_header(""), entries=of or messages())))


def followed(data: bytes, locale: str, of: tuple[Entry, ...] | None = None) -> bytes:
    """A catalog in step with the templates: the translations it has, new entries empty; without what is gone."""
    old = parse_po(data)
    known = old.catalog.by_key()
    forms = parse_plural_forms(plural_forms_header(locale)).nplurals
    entries = tuple(_filled(entry, known.get(entry.key), forms) for entry in of or messages())
    return serialize_po(old.updated(Catalog(header=old.catalog.header or _header(locale), entries=entries)))


def _filled(entry: Entry, old: Entry | None, forms: int) -> Entry:
    empty = ("",) * forms if entry.msgid_plural else ("",)
    if old is None or old.msgid_plural != entry.msgid_plural:
        return Entry(
            msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr=empty, references=entry.references
        )
    return Entry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=old.msgstr,
        comments=old.comments,
        flags=old.flags,
        references=entry.references,
    )


def _header(locale: str) -> Entry:
    plural = f"Plural-Forms: {plural_forms_header(locale)}\n" if locale else ""
    fields = (
        "Project-Id-Version: postl10n review",
        f"Language-Team: {locale}",
        f"Language: {locale}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    )
    return Entry(msgid="", msgstr=("".join(f"{field}\n" for field in fields) + plural,))


def _catalog(path: Path, locale: str, of: tuple[Entry, ...]) -> bytes:
    """The catalog in step with the template, as bytes; a new one where there is none."""
    if not path.exists():
        return followed(serialize_po(new_po(Catalog(header=_header(locale), entries=()))), locale, of)
    return followed(path.read_bytes(), locale, of)


def main() -> None:
    """Write the template and bring every catalog into step."""
    folder = Path(__file__).parents[1] / "src" / "postl10n" / "web" / "review" / "locales"
    findings = folder / FINDINGS
    told = finding_messages()
    rewrite(folder / TEMPLATE, template, again=False)
    rewrite(findings / f"{FINDINGS}.pot", partial(template, told), again=False)
    for path in sorted((*folder.glob("*.po"), *findings.glob("*.po"))):
        of = told if path.parent == findings else messages()
        rewrite(path, partial(_catalog, path, path.stem, of), again=True)


if __name__ == "__main__":
    main()
