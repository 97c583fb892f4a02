"""The part of a project that a call is about, and how its progress is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import Place, UsageError
from postl10n.lang.locales import cldr, meant
from postl10n.model.project import Project
from postl10n.project.layout import ProjectLayout
from postl10n.workspace.arguments import listed, or_default

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how many of its parts are done, and how many there are."""


def silent(step: str, done: int, total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which locales and articles a call is limited to; None for all.

    Locales are in either spelling, `zh_Hans` or `zh-Hans`; articles are their ids.
    """

    locales: Sequence[str] | None = None
    articles: Sequence[str] | None = None


def checked(only: Selection | None, project: Project) -> Selection:
    """Return the selection, or that of everything, with CLDR identifiers.

    Raises UsageError for what is no Selection, for a text in place of a list, and for a locale that is no target.
    """
    only = or_default(only, Selection, "only")
    locales, articles = only.locales, only.articles
    return Selection(
        locales=None
        if locales is None
        else tuple(target(one, project) for one in listed(locales, "locales")),
        articles=None if articles is None else listed(articles, "articles"),
    )


def target(code: str, project: Project) -> str:
    """Return the CLDR identifier of a target. Raises UsageError for a locale that is none."""
    locale = cldr(code)
    if locale not in project.targets:
        hint = f"{meant(locale, project.targets)}The project's targets are: {', '.join(project.targets)}."
        raise UsageError(f"{locale} is not a target of this project", hint=hint)
    return locale


def located(layout: ProjectLayout, path: Path) -> tuple[str, str]:
    """Locale and article of a catalog, whose path may be relative to the project. Raises UsageError."""
    for candidate in (path.resolve(), (layout.root / path).resolve()):
        for locale in layout.project.targets:
            if candidate in (one.resolve() for one in layout.catalogs(locale)):
                return locale, candidate.stem
    raise UsageError("is not a catalog of this project", place=Place(path=str(path)))
