"""Editing a YAML glossary file: only changed concepts are rewritten; comments and order are kept.

The file is split at its concepts. A changed concept is loaded and written alone by ruamel.yaml, in its own indentation;
all other bytes are copied. The result is parsed again and compared with the wanted concepts before it is returned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

import yaml

from postl10n.errors import GlossaryError, Place
from postl10n.files.glossary_yaml.concept_node import YamlLayout, edit_concept, edited_text, new_text
from postl10n.files.glossary_yaml.parse import collector_paused, compose, concepts_of, parse_yaml
from postl10n.model.glossary import Concept


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one concept, `[start, end)`, with the column of its dash; the lines after it belong to the file."""

    start: int
    end: int
    dash: int
    column: int
    """The column of its keys."""


def edit_glossary(data: bytes, wanted: Iterable[Concept], *, path: str) -> bytes:
    """Return the file with every wanted concept: existing ones changed, new ones appended.

    Empty data gives a new file. Unchanged concepts keep every byte. Raises GlossaryError for a file that
    can't be parsed, or that is written in a way that can't be edited by program.
    """
    with collector_paused():
        return _edit(data, wanted, path)


def _edit(data: bytes, wanted: Iterable[Concept], path: str) -> bytes:
    root = compose(data, path)
    before = {concept.id: concept for concept in concepts_of(root, path=path)}
    changed = {one.id: one for one in wanted if before.get(one.id) != one}
    if not changed:
        return data
    text, newline = _text(data)
    edited = _edited(text, root, before, changed, path)
    result = edited.replace("\n", newline).encode()
    _check(result, before | changed, path)
    return result


def _text(data: bytes) -> tuple[str, str]:
    """Return the file's text with bare line feeds, and its newline."""
    text = data.decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    if newline == "\r\n" and text.count("\r\n") != text.count("\n"):
        newline = "\n"
    return (text.replace("\r\n", "\n"), newline) if newline == "\r\n" else (text, newline)


def _edited(
    text: str, root: yaml.Node | None, before: dict[str, Concept], changed: dict[str, Concept], path: str
) -> str:
    subject = _file_subject(root, path)
    lines = text.split("\n")
    blocks = _blocks(root, lines, path)
    layouts = YamlLayout.of(_chunk(lines, blocks[0])) if blocks else YamlLayout()
    written: dict[int, list[str]] = {}
    for index, id_ in enumerate(before):
        if id_ in changed:
            block = blocks[index]
            concept = changed[id_]
            chunk = _chunk(lines, block)
            layout = YamlLayout.of(chunk)
            node = edit_concept(chunk, before[id_], concept, subject, _place(path, block))
            new = _kept_lines(chunk, layout.unedited(chunk), edited_text(node, layout))
            written[index] = _indented(new, block)
    added = [one for id_, one in changed.items() if id_ not in before]
    return _joined(lines, blocks, written, [new_text(one, subject, layouts) for one in added], subject)


def _joined(
    lines: list[str], blocks: list[_Block], written: dict[int, list[str]], added: list[str], subject: str
) -> str:
    result = list(lines)
    for index in sorted(written, reverse=True):
        result[blocks[index].start : blocks[index].end] = written[index]
    if not added:
        return "\n".join(result)
    last = blocks[-1] if blocks else None
    if last is None:
        return _begun(result, added, subject)
    grown = sum(len(new) - (blocks[index].end - blocks[index].start) for index, new in written.items())
    at = last.end + grown
    # As the others are, if there are any.
    blank = len(blocks) == 1 or any(not lines[block.end].strip() for block in blocks[:-1])
    apart = [""] if blank else []
    new_lines = [line for text in added for line in (*apart, *_indented(text, last))]
    result[at:at] = new_lines
    if at + len(new_lines) == len(result):
        result.append("")
    return "\n".join(result)


def _begun(lines: list[str], added: list[str], subject: str) -> str:
    """Return the text of a file that had no concepts, with its first ones."""
    kept = [line for line in lines if line.strip() and not line.startswith("concepts:")]
    if not any(line.startswith("subject:") for line in kept):
        kept.append(f"subject: {subject}")
    block = _Block(start=0, end=0, dash=2, column=4)
    body = "\n\n".join("\n".join(_indented(text, block)) for text in added)
    return "\n".join([*kept, "concepts:", body]) + "\n"


def file_subject(data: bytes, path: str) -> str:
    """Return the subject that applies to concepts without one of their own."""
    return _file_subject(compose(data, path), path)


def _file_subject(root: yaml.Node | None, path: str) -> str:
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == "subject":
                return str(value.value)
    return PurePosixPath(path).stem


def _blocks(root: yaml.Node | None, lines: Sequence[str], path: str) -> list[_Block]:
    sequence = _concepts(root)
    if sequence is None or not sequence.value:
        return []
    if sequence.flow_style:
        raise GlossaryError(
            "the concepts are in [brackets], which can't be edited by program",
            place=Place(path=path, line=sequence.start_mark.line + 1),
            hint="Write them as a list, each begun with `- `.",
        )
    starts = [_dash(lines, node) for node in sequence.value]
    ends = [*(start for start, _ in starts[1:]), _end_of(sequence, lines)]
    return [
        _Block(start, _last_of(lines, start, end, dash), dash, node.start_mark.column)
        for (start, dash), end, node in zip(starts, ends, sequence.value, strict=True)
    ]


def _concepts(root: yaml.Node | None) -> yaml.SequenceNode | None:
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == "concepts" and isinstance(value, yaml.SequenceNode):
                return value
    return None


def _dash(lines: Sequence[str], node: yaml.Node) -> tuple[int, int]:
    """Return line and column of the dash before a node; comments may come between."""
    line = node.start_mark.line
    column = lines[line].rfind("-", 0, node.start_mark.column)
    while line and (column < 0 or lines[line][:column].strip()):
        line -= 1
        column = lines[line].find("-")
    return line, column


def _end_of(sequence: yaml.SequenceNode, lines: Sequence[str]) -> int:
    """Return the line after the last concept: the end mark is at the next key, or at the end of the file."""
    mark = sequence.end_mark
    return len(lines) if mark.line >= len(lines) - 1 and mark.column == 0 else mark.line + bool(mark.column)


def _last_of(lines: Sequence[str], start: int, end: int, dash: int) -> int:
    """Return the end of a concept's lines, without trailing blank lines and outer comments."""
    while end > start + 1:
        line = lines[end - 1]
        indent = len(line) - len(line.lstrip())
        if line.strip() and not (line.lstrip().startswith("#") and indent <= dash):
            break
        end -= 1
    return end


def _chunk(lines: Sequence[str], block: _Block) -> str:
    """Return the concept's lines as a separate mapping at column 0."""
    first = lines[block.start]
    own = [first[: block.dash] + " " + first[block.dash + 1 :], *lines[block.start + 1 : block.end]]
    return "\n".join(_dedented(line, block.column) for line in own) + "\n"


def _dedented(line: str, column: int) -> str:
    return line[column:] if not line[:column].strip() else line.lstrip()


def _indented(text: str, block: _Block) -> list[str]:
    lines = [" " * block.column + line if line else "" for line in text.rstrip("\n").split("\n")]
    lines[0] = lines[0][: block.dash] + "-" + lines[0][block.dash + 1 :]
    return lines


def _kept_lines(original: str, unedited: str, edited: str) -> str:
    """Return the edited concept, with the original spelling of every line that the edit did not change."""
    if original == unedited:
        return edited
    old, plain, new = original.split("\n"), unedited.split("\n"), edited.split("\n")
    if len(old) != len(plain):
        return edited
    result: list[str] = []
    for tag, first, last, start, end in SequenceMatcher(None, plain, new, autojunk=False).get_opcodes():
        result += old[first:last] if tag == "equal" else new[start:end]
    return "\n".join(result)


def _place(path: str, block: _Block) -> Place:
    return Place(path=path, line=block.start + 1)


def _check(result: bytes, wanted: dict[str, Concept], path: str) -> None:
    """Raise GlossaryError unless the file parses to the wanted concepts."""
    try:
        got = {concept.id: concept for concept in parse_yaml(result, path=path)}
    except GlossaryError as error:
        raise _uneditable(Place(path=path)) from error
    for id_, concept in wanted.items():
        if got.get(id_) != concept:
            raise _uneditable(concept.place or Place(path=path))


def _uneditable(place: Place) -> GlossaryError:
    return GlossaryError(
        "is written in a way that can't be edited by program", place=place, hint="Edit it by hand."
    )
