"""Parsing glossary concepts in YAML; every fault is reported with its line."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from enum import StrEnum
from pathlib import PurePath
from typing import TypeVar

import yaml

from postl10n.errors import Faults, GlossaryError, Place, Postl10nError
from postl10n.lang.locales import cldr
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import (
    Concept,
    FirstMention,
    Gender,
    GrammaticalNumber,
    PartOfSpeech,
    Proposal,
    ReviewState,
    Term,
    TermStatus,
    TermType,
)

PROPOSAL_KEYS = frozenset(one.name for one in fields(Proposal))
_Choice = TypeVar("_Choice", bound=StrEnum)

CONCEPT_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
CONCEPT_KEYS = (
    "id",
    "subject",
    "definition",
    "definition-source",
    "note",
    "do-not-translate",
    "first-mention",
    "see-also",
    "not-in",
    "review",
    "terms",
    "proposed",
)
"""In the order of writing; each key is the name of its field, with hyphens."""
TERM_KEYS = (
    "text",
    "status",
    "type",
    "case-sensitive",
    "part-of-speech",
    "gender",
    "number",
    "forms",
    "not-inside",
    "not-beside",
    "not-at-start",
    "source",
    "note",
    "examples",
    "review",
)
_DEEPEST = 32
_MOST_NODES = 600_000
_MOST_FAULTS = 1000
_LONG = 64
"""Characters: a text counts once more for each of these."""
SubjectNames = Mapping[str, Mapping[str, str]]
"""Display names of subjects, by subject and locale."""
_TRUTH = {"true": True, "false": False}


def check_id(text: str, place: Place) -> None:
    """Raise GlossaryError for a text that can't be a concept's id."""
    if not CONCEPT_ID.fullmatch(text):
        hint = "Give it an id of small letters, digits and hyphens."
        raise GlossaryError(f"{text!r} is not a concept id", place=place, hint=hint)


def parse_yaml(data: bytes, *, path: str) -> list[Concept]:
    """Return the concepts of one file. Raises GlossaryError or FaultGroup, each with the line."""
    return parse_file(data, path=path)[0]


def parse_file(data: bytes, *, path: str) -> tuple[list[Concept], SubjectNames]:
    """Return the concepts and subject names of one file. Raises GlossaryError or FaultGroup, each with the line."""
    with collector_paused():
        reader = _Reader(path)
        concepts = reader.file(compose(data, path))
        reader.faults.raise_any()
        return concepts, reader.subjects


def concepts_of(root: yaml.Node | None, *, path: str) -> list[Concept]:
    """Return the concepts of a file's nodes. Raises GlossaryError or FaultGroup, each with the line."""
    reader = _Reader(path)
    concepts = reader.file(root)
    reader.faults.raise_any()
    return concepts


def compose(data: bytes, path: str) -> yaml.Node | None:
    """Return the nodes of a file with their lines. Raises GlossaryError."""
    try:
        text = data.decode("utf-8-sig")
        _check_size(text, path)
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError("is not in UTF-8", place=Place(path=path, line=line)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path=path, line=mark.line + 1, column=mark.column + 1) if mark else Place(path=path)
        raise GlossaryError(f"broken YAML: {error.problem or error.context}", place=place) from error
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise GlossaryError(f"broken YAML: {reason}", place=Place(path=path)) from error


@contextmanager
def collector_paused() -> Iterator[None]:
    """Disable garbage collection in the block: with so many live nodes it takes half of the parsing time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _check_size(text: str, path: str) -> None:
    """Raise GlossaryError for nodes nested too deeply, or too many once each alias is what it stands for.

    libyaml's composer recurses and would crash the process; whoever walks the nodes meets those of an alias again.
    """
    sizes: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = []
    size = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        before = size
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, size))
            size += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_nodes.pop()
            sizes[anchor or ""] = size - before
        elif isinstance(event, yaml.AliasEvent):
            size += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.ScalarEvent):
            size += 1 + len(event.value) // _LONG
            sizes[event.anchor or ""] = size - before
        if len(open_nodes) > _DEEPEST:
            raise GlossaryError("broken YAML: nested too deeply", place=Place(path=path))
        if size > _MOST_NODES:
            message = f"holds more than {_MOST_NODES:,} values, where each alias counts as what it stands for"
            raise GlossaryError(message, place=Place(path=path), hint="Divide it into several files.")


class _Reader:
    """Walks the nodes of one file; scalars are texts, so that the locale `no` is not read as false."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.faults = Faults(most=_MOST_FAULTS)
        self.subjects: dict[str, Mapping[str, str]] = {}

    def file(self, root: yaml.Node | None) -> list[Concept]:
        if root is None:
            return []
        top = self._mapping(root, frozenset({"subject", "subjects", "concepts"}))
        subject = self._text(top.get("subject"), PurePath(self._path).stem)
        self.subjects = {
            self._text(key, ""): self._texts_by_locale(names)
            for key, names in self._pairs(top.get("subjects"))
        }
        concepts = []
        for node in self._items(top.get("concepts")):
            with self.faults.collect():
                concepts.append(self._concept(node, subject))
        return concepts

    def _concept(self, node: yaml.Node, subject: str) -> Concept:
        given = self._mapping(node, frozenset(CONCEPT_KEYS))
        concept_id = self._text(given.get("id"), "")
        check_id(concept_id, self._place(given.get("id", node)))
        terms = {
            locale: tuple(self._term(item) for item in self._items(value))
            for locale, value in self._by_locale(given.get("terms"))
        }
        return Concept(
            id=concept_id,
            subject=self._text(given.get("subject"), subject),
            definition=self._texts_by_locale(given.get("definition")),
            definition_source=self._texts_by_locale(given.get("definition-source")),
            note=self._text(given.get("note"), ""),
            do_not_translate=self._truth(given.get("do-not-translate")),
            first_mention=self._choice(given.get("first-mention"), FirstMention) or FirstMention.ANY,
            see_also=tuple(self._text(item, "") for item in self._items(given.get("see-also"))),
            not_in=tuple(cldr(self._text(item, "")) for item in self._items(given.get("not-in"))),
            review=self._choice(given.get("review"), ReviewState),
            terms=terms,
            proposed=tuple(self._proposal(item) for item in self._items(given.get("proposed"))),
            place=self._place(node),
        )

    def _proposal(self, node: yaml.Node) -> Proposal:
        given = self._mapping(node, PROPOSAL_KEYS)
        known = {key: self._text(value, "") for key, value in given.items()}
        try:
            known["locale"] = cldr(known.get("locale", ""))
        except Postl10nError as error:
            hint = "Write the locale that it is for beside its text: `locale: ru`."
            raise self._fault(node, "a proposed term without a valid locale", hint) from error
        return Proposal(**{**known, "text": self._term_text(given.get("text", node))})

    def _term(self, node: yaml.Node) -> Term:
        if isinstance(node, yaml.ScalarNode):
            return Term(text=self._term_text(node), place=self._place(node))
        given = self._mapping(node, frozenset(TERM_KEYS))
        return Term(
            text=self._term_text(given.get("text", node)),
            status=self._choice(given.get("status"), TermStatus) or TermStatus.PREFERRED,
            type=self._choice(given.get("type"), TermType) or TermType.FULL_FORM,
            case_sensitive=self._truth(given.get("case-sensitive")),
            forms=tuple(self._term_text(item) for item in self._items(given.get("forms"))),
            not_inside=tuple(self._term_text(item) for item in self._items(given.get("not-inside"))),
            not_beside=tuple(self._term_text(item) for item in self._items(given.get("not-beside"))),
            not_at_start=self._truth(given.get("not-at-start")),
            note=self._text(given.get("note"), ""),
            source=self._text(given.get("source"), ""),
            part_of_speech=self._choice(given.get("part-of-speech"), PartOfSpeech),
            gender=self._choice(given.get("gender"), Gender),
            number=self._choice(given.get("number"), GrammaticalNumber),
            examples=tuple(self._text(item, "") for item in self._items(given.get("examples"))),
            review=self._choice(given.get("review"), ReviewState),
            place=self._place(node),
        )

    def _term_text(self, node: yaml.Node) -> str:
        text = normalise(self._text(node, ""))
        if not text:
            raise self._fault(node, "a term without a text", None)
        return text

    def _texts_by_locale(self, node: yaml.Node | None) -> dict[str, str]:
        return {locale: self._text(value, "") for locale, value in self._by_locale(node)}

    def _by_locale(self, node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
        for key, value in self._pairs(node):
            try:
                yield cldr(key.value), value
            except Postl10nError as error:
                self.faults.add(self._fault(key, error.message, error.hint))

    def _mapping(self, node: yaml.Node, known: frozenset[str]) -> Mapping[str, yaml.Node]:
        given: dict[str, yaml.Node] = {}
        for key, value in self._pairs(node):
            if key.value not in known:
                hint = "Known here: " + ", ".join(sorted(known)) + "."
                self.faults.add(self._fault(key, f"unknown key {key.value!r}", hint))
            elif key.value in given:
                self.faults.add(self._fault(key, f"{key.value!r} is given twice", None))
            given[key.value] = value
        return given

    def _pairs(self, node: yaml.Node | None) -> Sequence[tuple[yaml.ScalarNode, yaml.Node]]:
        if node is None or _is_null(node):
            return []
        if not isinstance(node, yaml.MappingNode):
            raise self._fault(node, "expected `key: value` lines", None)
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._fault(key, "a key must be a plain text", None)
        return node.value  # type: ignore[no-any-return]  # the stubs leave a node's value open

    def _items(self, node: yaml.Node | None) -> Sequence[yaml.Node]:
        if node is None or _is_null(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self._fault(node, "expected a list: lines that begin with `- `", None)
        return node.value  # type: ignore[no-any-return]

    def _text(self, node: yaml.Node | None, default: str) -> str:
        if node is None or _is_null(node):
            return default
        if not isinstance(node, yaml.ScalarNode):
            raise self._fault(node, "expected a text", None)
        return str(node.value)

    def _choice(self, node: yaml.Node | None, kind: type[_Choice]) -> _Choice | None:
        value = self._text(node, "")
        if node is None or _is_null(node):
            return None
        choices = [str(choice) for choice in kind]
        if value not in choices:
            raise self._fault(node, f"{value!r} is none of {', '.join(choices)}", None)
        return kind(value)

    def _truth(self, node: yaml.Node | None) -> bool:
        value = self._text(node, "false").lower()
        if value not in _TRUTH and node is not None:
            raise self._fault(node, f"{value!r} is neither true nor false", None)
        return _TRUTH[value]

    def _place(self, node: yaml.Node) -> Place:
        return Place(path=self._path, line=node.start_mark.line + 1)

    def _fault(self, node: yaml.Node, message: str, hint: str | None) -> GlossaryError:
        return GlossaryError(message, place=self._place(node), hint=hint)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
