"""`postl10n lsp`"""

from __future__ import annotations

import click


@click.command(epilog="Example: postl10n lsp")
@click.option("--stdio", is_flag=True, expose_value=False, help="Accepted, since some editors give it.")
def lsp() -> None:
    """Translator: the language server for PO files, glossaries and settings, on standard input and output.

    Editors start it: findings while you type, the glossary's terms on hover, completion of terms, matches,
    placeholders and figures, repairs and acceptance as code actions. It opens no connection.
    """
    from importlib.util import find_spec

    from postl10n.errors import UsageError

    if find_spec("pygls") is None:
        raise UsageError(
            "the language server needs pygls", hint="Install it with: pip install 'postl10n[lsp]'"
        )
    from postl10n.language_server.server import start

    start()
