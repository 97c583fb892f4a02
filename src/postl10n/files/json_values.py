"""Values of the model in JSON caches: a value is the list of its fields, in their order, and is checked when it is read."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

_Value = TypeVar("_Value")
Reader = Callable[[Any], Any]


_ATOMS = frozenset({str, int, bool, float, NoneType})


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields; none for other types."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


def plain(value: object) -> object:
    """Return a value in the types of JSON."""
    kind: Any = type(value)
    if kind in _ATOMS:
        return value
    if names := _fields_of(kind):
        return [plain(getattr(value, name)) for name in names]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def decoded(kind: type[_Value], body: object) -> _Value | None:
    """Return a cached value; None for what is none, be it of another version or a stranger's."""
    of: Any = kind
    with contextlib.suppress(TypeError, ValueError, AttributeError, KeyError):
        value: _Value = reader(of)(body)
        return value
    return None


@cache
def reader(kind: Any) -> Reader:
    """Return what makes a value of a type from JSON.

    It raises TypeError, ValueError, KeyError or AttributeError for what is none.
    """
    origin, given = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _one_of(given)
    if origin in (Union, UnionType):
        (other,) = (one for one in given if one is not NoneType)
        read = reader(other)
        return lambda value: None if value is None else read(value)
    if origin in (tuple, list):
        return _list(origin, given)
    if origin is not None and issubclass(origin, Mapping):
        read = reader(given[1])
        return lambda value: {name: read(one) for name, one in value.items()}
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _record(kind)
    if kind is datetime.date:
        return datetime.date.fromisoformat
    return {one.value: one for one in kind}.__getitem__ if issubclass(kind, Enum) else _exactly(kind)


def _list(origin: type, given: tuple[Any, ...]) -> Reader:
    """Return a reader of lists and tuples of any length, or of tuples with a type for each place."""
    if origin is list or given[1:] == (...,):
        read = reader(given[0])
        return lambda value: origin(map(read, _exactly(list)(value)))
    reads = tuple(map(reader, given))
    return lambda value: tuple(read(one) for read, one in zip(reads, value, strict=True))


def _record(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else [one.name for one in fields(kind)]
    reads = [(name, reader(hints[name])) for name in names]

    def read(value: Any) -> Any:
        return kind(**{name: of(one) for (name, of), one in zip(reads, value, strict=True)})

    return read


def _exactly(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind and not (kind is float and type(value) is int):
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return read


def _one_of(choices: tuple[Any, ...]) -> Reader:
    def read(value: Any) -> Any:
        if value not in choices:
            raise ValueError(f"{value!r} is none of {choices}")
        return value

    return read
