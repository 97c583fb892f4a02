"""One concept of a YAML glossary as a ruamel.yaml node: loaded, edited where needed, and written."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.errors import GlossaryError, Place
from postl10n.files.glossary_yaml.parse import CONCEPT_KEYS, TERM_KEYS
from postl10n.lang.locales import cldr
from postl10n.model.glossary import Concept, Term

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

# Longer than any line that a person writes: ruamel folds lines beyond it.
_UNFOLDED = 1 << 20
_SAFE_IN_BRACKETS = re.compile(r"[^\W_](?:[\w .'’()–—-]*[\w.')])?")
"""Texts that need no quotes in `[a, b]`; libyaml rejects some that ruamel would leave bare, such as `:0`."""
_SAFE_START = re.compile(r"[^\W_]|[«“(‘„（《「]")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that YAML 1.1, and so some editors, does not read as texts."""
_PLAIN_LISTS = frozenset({"forms", "not-inside", "not-beside", "not-in", "see-also"})
"""Keys whose lists are written on one line, `[a, b]`."""


@dataclass(frozen=True, slots=True)
class YamlLayout:
    """The indentation of a concept: of mappings, of lists, and of the dash in lists."""

    mapping: int = 2
    sequence: int = 4
    offset: int = 2

    @staticmethod
    def of(chunk: str) -> YamlLayout:
        """Return the layout in which the rewritten chunk is most similar to the original."""
        try:
            node = _load(chunk, Place(path=""))
        except GlossaryError:
            return _LAYOUTS[0]
        original = chunk.split("\n")
        best, most = _LAYOUTS[0], -1
        for layout in _LAYOUTS:
            score = sum(map(str.__eq__, original, edited_text(node, layout).split("\n")))
            if score > most:
                best, most = layout, score
            if score == len(original):
                break
        return best

    def unedited(self, chunk: str) -> str:
        """Return the chunk rewritten without any change."""
        return edited_text(_load(chunk, Place(path="")), self)


_LAYOUTS = (
    YamlLayout(),
    YamlLayout(2, 2, 0),
    YamlLayout(4, 6, 4),
    YamlLayout(4, 4, 2),
    YamlLayout(4, 4, 0),
    YamlLayout(2, 3, 1),
)


@lru_cache(maxsize=16)
def _yaml(layout: YamlLayout) -> YAML:
    # Importing it takes a seventh of a second, which commands that edit no glossary should not pay.
    from ruamel.yaml import YAML

    one = YAML(typ="rt")
    one.preserve_quotes = True
    one.width = _UNFOLDED
    one.indent(mapping=layout.mapping, sequence=layout.sequence, offset=layout.offset)
    return one


def _load(chunk: str, place: Place) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.error import YAMLError

    try:
        node = _yaml(YamlLayout()).load(chunk)
    except YAMLError as error:
        raise _uneditable(place) from error
    if not isinstance(node, CommentedMap):
        raise _uneditable(place)
    return node


def edited_text(node: CommentedMap, layout: YamlLayout) -> str:
    """Return the concept as YAML, at column 0."""
    stream = io.StringIO()
    _yaml(layout).dump(node, stream)
    return stream.getvalue()


def edit_concept(chunk: str, old: Concept, new: Concept, subject: str, place: Place) -> CommentedMap:
    """Return the concept's node, with the fields that differ between `old` and `new` set to those of `new`.

    Raises GlossaryError for YAML that is not self-contained, such as an alias of another concept's anchor.
    """
    node = _load(chunk, place)
    for field in fields(Concept):
        key = field.name.replace("_", "-")
        if field.name in ("id", "place", "terms") or getattr(old, field.name) == getattr(new, field.name):
            continue
        value = getattr(new, field.name)
        if isinstance(value, Mapping):
            _set_texts(node, key, getattr(old, field.name), value)
        else:
            _set(
                node,
                key,
                None if value == () or (key == "subject" and value == subject) else _plain(key, value),
                CONCEPT_KEYS,
            )
    if old.terms != new.terms:
        _set_terms(node, old.terms, new.terms)
    return node


def new_text(concept: Concept, subject: str, layout: YamlLayout) -> str:
    """Return a new concept as YAML at column 0."""
    from ruamel.yaml.comments import CommentedMap

    node = CommentedMap({"id": concept.id})
    empty = Concept(id=concept.id, subject=subject)
    for field in fields(Concept):
        value = getattr(concept, field.name)
        if field.name in ("id", "place", "terms") or value == getattr(empty, field.name):
            continue
        plain = _plain(field.name, value)
        if isinstance(value, Mapping):
            plain = CommentedMap({_scalar(code): _scalar(text) for code, text in value.items()})
        _set(node, field.name.replace("_", "-"), plain, CONCEPT_KEYS)
    _set_terms(node, {}, concept.terms)
    return edited_text(node, layout)


def _set_texts(node: CommentedMap, key: str, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    from ruamel.yaml.comments import CommentedMap

    if not isinstance(node.get(key), CommentedMap):
        _set(node, key, CommentedMap(), CONCEPT_KEYS)
    texts = node[key]
    for locale in {**old, **new}:
        if old.get(locale) != new.get(locale):
            text = new.get(locale)
            _set(texts, _own_key(texts, locale), _scalar(text) if text else text, ())
    if not texts:
        _set(node, key, None, CONCEPT_KEYS)


def _set_terms(
    node: CommentedMap, old: Mapping[str, Sequence[Term]], new: Mapping[str, Sequence[Term]]
) -> None:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if not isinstance(node.get("terms"), CommentedMap):
        _set(node, "terms", CommentedMap(), CONCEPT_KEYS)
    for locale in {**old, **new}:
        if old.get(locale, ()) == new.get(locale, ()):
            continue
        key = _own_key(node["terms"], locale)
        if not new.get(locale):
            del node["terms"][key]
            continue
        if not isinstance(node["terms"].get(key), CommentedSeq):
            node["terms"][key] = CommentedSeq()
        _set_list(node["terms"][key], old.get(locale, ()), new.get(locale, ()))
    if not node["terms"]:
        del node["terms"]


def _set_list(items: CommentedSeq, old: Sequence[Term], new: Sequence[Term]) -> None:
    """Change the terms of one locale; a term that is neither kept nor replaced is removed."""
    kept = _counterparts(old, new)
    if list(kept.values()) != sorted(kept.values()):
        # The order of the terms changed, so it is unknown where comments between them belong.
        items[:] = [_term_node(term) for term in new]
        return
    for index in range(len(old) - 1, -1, -1):
        if index not in kept.values():
            del items[index]
    for position, term in enumerate(new):
        if position in kept:
            node = _edited_term(items[position], old[kept[position]], term)
            _move_comment(items, position, node)
            items[position] = node
        else:
            items.insert(position, _term_node(term))


def _move_comment(items: CommentedSeq, position: int, node: object) -> None:
    """Move the comment after a plain text behind the mapping that replaces it; else it would come before the keys."""
    from ruamel.yaml.comments import CommentedMap

    if isinstance(node, CommentedMap) and not isinstance(items[position], CommentedMap):
        comment = items.ca.items.pop(position, None)
        if comment:
            node.ca.items[next(reversed(node))] = [None, None, comment[0], None]


def _counterparts(old: Sequence[Term], new: Sequence[Term]) -> dict[int, int]:
    """Return, for the index of each new term, the index of the old term that it equals or replaces."""
    by_text = {term.text: index for index, term in enumerate(old)}
    found = {position: by_text[term.text] for position, term in enumerate(new) if term.text in by_text}
    taken = set(found.values())
    for position in range(min(len(new), len(old))):
        if position not in found and position not in taken:
            found[position] = position
            taken.add(position)
    return dict(sorted(found.items()))


def _edited_term(item: object, old: Term, new: Term) -> object:
    from ruamel.yaml.comments import CommentedMap

    if old == new:
        return item
    if not isinstance(item, CommentedMap):
        return _term_node(new)
    for field in fields(Term):
        value = getattr(new, field.name)
        if field.name != "place" and getattr(old, field.name) != value:
            key = field.name.replace("_", "-")
            default = value == getattr(Term(text=new.text), field.name) and key != "text"
            _set(item, key, None if default else _plain(key, value), TERM_KEYS)
    return item


def _term_node(term: Term) -> object:
    """Return the node of a term: a plain text if it has no other field."""
    from ruamel.yaml.comments import CommentedMap

    empty = Term(text=term.text)
    if term == empty:
        return _scalar(term.text)
    node = CommentedMap({"text": _scalar(term.text)})
    for field in fields(Term):
        value = getattr(term, field.name)
        if field.name != "place" and value != getattr(empty, field.name):
            key = field.name.replace("_", "-")
            _set(node, key, _plain(key, value), TERM_KEYS)
    return node


def _set(node: CommentedMap, key: str, value: object, order: Sequence[str]) -> None:
    """Set a key, or remove it if the value is None or empty; a new key is placed according to `order`."""
    if value is None or value in ("", False, []):
        if key in node:
            del node[key]
    elif key in node:
        node[key] = value
    else:
        node.insert(_position(node, key, order), key, value)


def _position(node: CommentedMap, key: str, order: Sequence[str]) -> int:
    keys = list(node)
    if key not in order:
        return len(keys)
    before = order[: order.index(key)]
    at = max((index + 1 for index, one in enumerate(keys) if one in before), default=0)
    # Whatever follows a mapping's last value, such as a comment on the next key, is attached to that value.
    return at - 1 if 1 < at == len(keys) and keys[-1] in node.ca.items else at


def _plain(key: str, value: object) -> object:
    """Return a field's value in the form that ruamel writes."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if key == "proposed" and isinstance(value, tuple):
        given = (((one.name, getattr(item, one.name)) for one in fields(item)) for item in value)
        return CommentedSeq(
            [CommentedMap({name: _scalar(text) for name, text in item if text}) for item in given]
        )
    if isinstance(value, tuple):
        in_line = key.replace("_", "-") in _PLAIN_LISTS
        items = CommentedSeq([_scalar(str(one), in_brackets=in_line) for one in value])
        if in_line:
            items.fa.set_flow_style()
        return items
    if isinstance(value, StrEnum):
        return str(value)
    return _scalar(value) if isinstance(value, str) else value


def _scalar(text: str, *, in_brackets: bool = False) -> str:
    """Return the text, marked for quoting where libyaml or a YAML 1.1 reader needs it."""
    from ruamel.yaml.scalarstring import SingleQuotedScalarString

    plain = _SAFE_IN_BRACKETS.fullmatch(text) if in_brackets else _SAFE_START.match(text)
    return text if plain and text.lower() not in _RESERVED else SingleQuotedScalarString(text)


def _own_key(node: CommentedMap, locale: str) -> str:
    """Return the file's own spelling of a locale, such as `zh-hant`."""
    for key in node:
        if str(key) == locale or cldr(str(key)) == locale:
            return key  # type: ignore[no-any-return]  # the keys of a loaded mapping are untyped
    return _scalar(locale)


def _uneditable(place: Place) -> GlossaryError:
    return GlossaryError(
        "a concept that depends on another can't be edited by program",
        place=place,
        hint="Does it use an anchor of another concept? Write out the alias, or edit by hand.",
    )
