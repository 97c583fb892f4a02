"""A new project folder, with settings that explain themselves."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from postl10n.errors import Place, UsageError
from postl10n.lang.locales import cldr
from postl10n.project.config import FILE_NAME
from postl10n.project.writes import write_file
from postl10n.stages.check.precision import not_measured

SCHEMA = "glossary.schema.json"
"""Describes the glossary's files for editors, beside them."""


def make_project(folder: Path, *, source: str, targets: Sequence[str]) -> list[Path]:
    """Write a new project's files and folders; the files' paths.

    Raises UsageError for an unknown locale, or where the folder holds files of these names.
    """
    source = cldr(source)
    codes = list(dict.fromkeys(cldr(code) for code in targets))
    if source in codes:
        raise UsageError(f"{source} is both source and target", hint="Leave it out of the targets.")
    settings = (
        _shipped("settings.toml").replace("{source}", source).replace("{example}", next(iter(codes), source))
    )
    settings = settings.replace("{targets}", ", ".join(f'"{code}"' for code in codes))
    settings = settings.replace("{not_measured}", _not_measured(codes))
    written = {
        folder / FILE_NAME: settings,
        folder / "glossary" / "example.yaml": _shipped("example.yaml"),
        folder / "glossary" / SCHEMA: _shipped(SCHEMA),
        folder / ".gitignore": _shipped("gitignore"),
    }
    if folder.exists() and not folder.is_dir():
        raise UsageError("is a file", place=Place(path=str(folder)))
    for path in written:
        if path.exists():
            hint = "Choose another folder, or remove it first."
            raise UsageError("exists already", place=Place(path=str(path)), hint=hint)
    for path in (folder, folder / "articles", folder / "locales"):
        path.mkdir(parents=True, exist_ok=True)
    for path, text in written.items():
        write_file(path, text.encode(), root=folder, durable=True, expected=None)
    return list(written)


def _shipped(name: str) -> str:
    return (files(__package__) / "new_project" / name).read_text("utf-8")


def _not_measured(locales: Sequence[str]) -> str:
    """A comment that names the locales in which rules are not known to be precise; empty where there is none."""
    unsure = [locale for locale in locales if not_measured(locale)]
    if not unsure:
        return ""
    return (
        f"# Not measured in {', '.join(unsure)}: how often the rules that read words are right, numbers among them.\n"
        "# Their findings are notices there, which stop no build (docs/checks.md).\n"
    )
