"""`postl10n segment`"""

from __future__ import annotations

from collections.abc import Mapping

import click

from postl10n.cli.common import field, json_lines


@click.command(epilog="Example: postl10n segment --jsonl < examples/texts.jsonl")
@click.option(
    "--jsonl", is_flag=True, required=True, help='Read {"lang", "text"} a line, write {"segments"} a line.'
)
def segment(jsonl: bool) -> None:
    """Filter: divide texts into sentences, in the order of the lines."""
    from postl10n.lang.locales import cldr
    from postl10n.stages.segment import segment_text

    def answer(question: Mapping[str, object]) -> object:
        return {"segments": segment_text(field(question, "text"), cldr(field(question, "lang")))}

    json_lines(answer)
