"""`postl10n init`"""

from __future__ import annotations

from pathlib import Path

import click

from postl10n.cli.common import echo


@click.command(epilog="Example: postl10n init news --target zh_Hans --target pt_PT --target ru")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--source", default="en", show_default=True, help="The language of the articles.")
@click.option(
    "--target",
    "targets",
    multiple=True,
    default=("zh_Hans", "pt_PT", "ru"),
    show_default=True,
    help="A locale to translate into; repeatable.",
)
def init(folder: Path, source: str, targets: tuple[str, ...]) -> None:
    """All: make a new project folder, with settings that explain themselves."""
    from postl10n.lang.locales import cldr
    from postl10n.project.scaffold import make_project
    from postl10n.stages.page.ui_text import shipped

    made = make_project(folder, source=source, targets=targets)
    for path in made:
        echo(f"wrote {path}")
    for codes, end in ((targets, " until every entry of site.po is translated there"), ([source], "")):
        if strange := [code for code in map(cldr, codes) if not shipped(code)]:
            words = f"The pages' own words (News, Search …) do not ship in {', '.join(strange)}:"
            echo(f"{words}\nthey and dates are in English{end}.")
    echo(f"Put articles into {folder / 'articles'} and run: postl10n run -C {folder}")
