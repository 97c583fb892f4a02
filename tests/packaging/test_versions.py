"""Floors and locks are the versions that were held against known advisories, and what runs has nothing of what builds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOOKED_AT = tomllib.loads((ROOT / "requirements" / "looked-at.toml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HINT = "look at the advisories of what moved, and write it and the day into requirements/looked-at.toml"


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[.*?\])?==(\S+)", text, re.MULTILINE))


def numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def test_floors_are_those_that_were_looked_at() -> None:
    asked = [
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ]
    floors = {}
    for one in asked:
        name, floor = re.fullmatch(r"([\w.-]+)>=([\d.]+)(?:,.*)?", one).groups()  # type: ignore[union-attr]
        floors[re.sub(r"[-_.]+", "-", name)] = floor
    assert floors == LOOKED_AT["floors"], HINT


def test_locks_are_those_that_were_looked_at() -> None:
    dev = locked("dev")
    assert locked("run") == LOOKED_AT["run"], HINT
    assert {name: dev[name] for name in LOOKED_AT["extras"]} == LOOKED_AT["extras"], HINT
    assert {name: dev[name] for name in LOOKED_AT["run"]} == LOOKED_AT["run"], "the locks differ: make lock"
    for name, floor in LOOKED_AT["floors"].items():
        assert numbers(dev[name]) >= numbers(floor), name


def test_what_runs_has_nothing_of_what_builds() -> None:
    assert {"editables", "hatchling"} <= locked("build").keys()
    assert not locked("build").keys() & locked("run").keys()
