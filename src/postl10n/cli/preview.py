"""`postl10n preview`"""

from __future__ import annotations

from datetime import datetime

import click

from postl10n.cli.common import Part, echo, project_option


@click.command(epilog="Example: postl10n preview --port 0")
@project_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any free one."
)
@click.option("--editor", metavar="ADDRESS", help="Opens a line of a catalog: `vscode://file{path}:{line}`.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As in `postl10n build`.")
def preview(part: Part, port: int, editor: str | None, as_of: datetime | None) -> None:
    """Translator: serve the site on this computer, and rebuild it whenever a file is saved.

    Open pages reload by themselves, and show faults in files. A click on a sentence, or Enter,
    shows its entry with its state, terms and findings, and opens the catalog at its line. Ctrl-C ends it.
    """
    from postl10n.errors import UsageError
    from postl10n.model.project import EDITOR_HINT, is_editor
    from postl10n.web.preview import Preview
    from postl10n.workspace import BuildOptions

    if editor is not None and not is_editor(editor):
        raise UsageError(f"{editor!r} is not an editor's address", hint=EDITOR_HINT)
    options = BuildOptions(as_of=as_of.date() if as_of else None)
    shown = Preview(part.folder, options, editor=editor or "")
    shown.look()
    if shown.state.fault:
        echo(shown.state.fault, err=True)
    echo(shown.listen(port))
    shown.run()
