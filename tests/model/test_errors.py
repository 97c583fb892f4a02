"""Errors travel between processes whole."""

from __future__ import annotations

import pickle

from postl10n.errors import FaultGroup, Place, ProjectError


def test_place_and_hint_survive() -> None:
    fault = ProjectError("broken", place=Place(path="a.toml", line=3), hint="Mend it.")

    again = pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes

    assert (type(again), str(again)) == (ProjectError, "a.toml:3: broken\n  Mend it.")
    group = pickle.loads(pickle.dumps(FaultGroup([fault, fault])))  # noqa: S301
    assert str(group) == f"{fault}\n{fault}"
