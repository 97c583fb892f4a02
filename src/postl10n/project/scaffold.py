"""A new project folder, with settings that explain themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from postl10n.errors import Place, UsageError
from postl10n.lang.locales import cldr
from postl10n.project.config import FILE_NAME
from postl10n.project.writes import write_file
from postl10n.stages.check.precision import not_measured

_SETTINGS = """\
# The settings of a postl10n project. Every command finds this file from the folder it stands in, or above.

# The language of the articles, and those they are translated into: CLDR codes with underscores.
source = "{source}"
targets = [{targets}]
{not_measured}
# The share of a page's words that must be approved before the page counts as published (0 to 1).
publish = 0.8

# Articles may have any name, and stand in folders of their own. What is left out, beside `_*`, `.*` and `*_files/`:
# [paths]
# exclude = ["drafts/", "*.bak.txt"]

[site]
# The address at which the site will stand; canonical links, alternates, sitemap and feeds need it.
url = "https://news.example"
title = "Postal News"
# For so many days a translation is still shown, marked, after its source was reworded.
# grace_days = 14

# A locale that differs from another in a few entries only: its empty entries show the other's.
# [locale.zh_Hant_MO]
# inherits = "zh_Hant_HK"

# Machine drafts of what the translation memory lacks: always fuzzy, always held to the glossary.
# `from` takes the translations of a neighbour locale in place of the source.
# [engines.locale]
# es = "apertium"
# pt_PT = { engine = "apertium", from = "es" }
# zh_Hant_HK = { engine = "opencc", from = "zh_Hans" }
# fr = "assistant"
#
# [engines.assistant]
# kind = "chat"
# url = "https://api.example/v1"
# model = "some-model"
# key_from = "ASSISTANT_KEY"    # the environment variable that holds the key

# The preview opens the catalog's line of a sentence that is clicked in this editor.
# [preview]
# editor = "vscode://file{path}:{line}"

# A rule of `check` that is off, or of another severity, in all locales or in one: error, warning, notice or off.
# `postl10n check --list-rules` lists the rules, docs/checks.md explains them.
# [check]
# space = "off"
# number = "warning"
# [check.{example}]
# bracket = "notice"

# What a locale must reach before `run` exits with 0. What can't be judged yet (nothing approved to look at, no
# reference, no term) is told and stops nothing; `completion`, too, may be asked: the share of words approved, 0 to 1.
# [gate.{example}]
# errors = 0
# term_accuracy = 0.98
# chrf = 55
"""

_GLOSSARY = """\
# Terms that translations must agree on: one concept, and what it is called in each locale.
# A file a subject; add as many files as you like.
subject: example
concepts:
  # - id: postal-union
  #   definition:
  #     en: The United Nations agency for postal matters.
  #   terms:
  #     en:
  #       - Universal Postal Union
  #       - text: UPU
  #         type: acronym
  #         status: admitted
  #         case-sensitive: true
  #     fr:
  #       - Union postale universelle
"""

_IGNORED = """\
# Rebuilt at any time; the rest of the project belongs under version control.
/.postl10n/
/site/
"""


def make_project(folder: Path, *, source: str, targets: Sequence[str]) -> list[Path]:
    """Write a new project's files and folders; the files' paths.

    Raises UsageError for an unknown locale, or where the folder holds files of these names.
    """
    source = cldr(source)
    codes = list(dict.fromkeys(cldr(code) for code in targets))
    if source in codes:
        raise UsageError(f"{source} is both source and target", hint="Leave it out of the targets.")
    settings = _SETTINGS.replace("{source}", source).replace("{example}", next(iter(codes), source))
    settings = settings.replace("{targets}", ", ".join(f'"{code}"' for code in codes))
    settings = settings.replace("{not_measured}", _not_measured(codes))
    files = {
        folder / FILE_NAME: settings,
        folder / "glossary" / "example.yaml": _GLOSSARY,
        folder / ".gitignore": _IGNORED,
    }
    if folder.exists() and not folder.is_dir():
        raise UsageError("is a file", place=Place(path=str(folder)))
    for path in files:
        if path.exists():
            hint = "Choose another folder, or remove it first."
            raise UsageError("exists already", place=Place(path=str(path)), hint=hint)
    for path in (folder, folder / "articles", folder / "locales"):
        path.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        write_file(path, text.encode(), root=folder, durable=True, expected=None)
    return list(files)


def _not_measured(locales: Sequence[str]) -> str:
    """A comment that names the locales in which rules are not known to be precise; empty where there is none."""
    unsure = [locale for locale in locales if not_measured(locale)]
    if not unsure:
        return ""
    return (
        f"# Not measured in {', '.join(unsure)}: how often the rules that read words are right, numbers among them.\n"
        "# Their findings are notices there, which stop no build (docs/checks.md).\n"
    )
