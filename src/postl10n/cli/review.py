"""`postl10n review`"""

from __future__ import annotations

import click

from postl10n.cli.common import Part, echo, project_option


@click.command(epilog="Example: postl10n review --locale pt_PT --port 0")
@project_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8010, show_default=True, help="0 for any free one."
)
@click.option("--locale", metavar="CODE", default="", help="The locale to show first.")
@click.option("--git", "commits", is_flag=True, help="At the end, commit what was reviewed.")
@click.option("--no-open", is_flag=True, help="Print the address, open no browser.")
def review(part: Part, port: int, locale: str, commits: bool, no_open: bool) -> None:
    """Reviewer: read, edit and accept translations in the browser, on this computer.

    Changes are written into the PO files at once, and changes by others appear on the page. The address
    that is printed contains a key: keep it to yourself. Ctrl-C ends it.
    """
    from postl10n.web.review.server import ReviewServer

    with part.opened() as workspace:
        started = ReviewServer(workspace, port=port, locale=locale, git=commits)
    try:
        echo(started.address)
        if not no_open:
            started.open_browser()
        started.run()
    finally:
        commit = started.close()
    if commit:
        echo(f"committed {commit}", err=True)
