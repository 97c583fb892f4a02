"""What pages of rules show of whole catalogs is so: wrong texts have that finding in a project of ours, right ones none."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from journey import translate

from postl10n.project.scaffold import make_project
from postl10n.stages.check.registry import RULES
from postl10n.stages.check.rules.base import TABLE
from postl10n.workspace import Workspace

ROOT = Path(__file__).parents[2]
EXAMPLES = [(name, one) for name in TABLE if name not in RULES.own for one in TABLE[name].get("examples", ())]
PLURAL = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "{}"
msgid_plural "{}"
"""


def texts(told: str | list[str]) -> list[list[str]]:
    """The sentences of each article of an example."""
    articles = [told] if isinstance(told, str) else told
    return [[text for text in re.split(r"(?<=[.}]) |(?<=。)", one) if text] for one in articles]


def article(rule: str, one: Mapping[str, Any], number: int) -> str:
    return f"{rule}-{one['locale']}-{number}".lower().replace("_", "-")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with this repository's glossary, and the examples as articles."""
    folder = tmp_path_factory.mktemp("rules") / "news"
    make_project(folder, source="en", targets=sorted({one["locale"] for _, one in EXAMPLES}))
    for path in (ROOT / "glossary").glob("*.yaml"):
        shutil.copy(path, folder / "glossary")
    for rule, one in EXAMPLES:
        for number, sentences in enumerate(texts(one["source"])):
            if rule != "plural":
                text = f"Of {rule} {number}\n\n{' '.join(sentences)}\n"
                (folder / "articles" / f"{article(rule, one, number)}.txt").write_text(text, "utf-8")
    settings = folder / "postl10n.toml"
    settings.write_text(
        f'{settings.read_text("utf-8")}\n[spelling]\ndictionaries = ["dictionaries"]\n', "utf-8"
    )
    words = folder / "dictionaries"
    words.mkdir()
    (words / "fr_FR.aff").write_text("SET UTF-8\n", "utf-8")
    (words / "fr_FR.dic").write_text("4\nla\nlettre\nest\narrivée\n", "utf-8")
    Workspace.open(folder).update()
    return folder


def catalogs(project: Path, rule: str, one: Mapping[str, Any], side: str) -> Iterator[Path]:
    """The catalogs of an example, with its wrong or its right texts."""
    folder = project / "locales" / one["locale"] / "LC_MESSAGES"
    if rule == "plural":
        forms = enumerate(one[side].split(" / "))
        entry = "".join(f'msgstr[{number}] "{form}"\n' for number, form in forms)
        (folder / "site.po").write_text(PLURAL.format(*one["source"].split(" / ")) + entry, "utf-8")
        yield folder / "site.po"
        return
    for number, (sources, targets) in enumerate(zip(texts(one["source"]), texts(one[side]), strict=True)):
        path = folder / f"{article(rule, one, number)}.po"
        translate(path, {(None, text): told for text, told in zip(sources, targets, strict=True)})
        yield path


@pytest.mark.parametrize(("rule", "one"), EXAMPLES, ids=[f"{rule}-{one['locale']}" for rule, one in EXAMPLES])
def test_wrong_texts_have_the_finding_and_right_ones_none(
    rule: str, one: Mapping[str, Any], project: Path
) -> None:
    workspace = Workspace.open(project, remembered=False)
    asked = [name for name in TABLE if name != "spelling" or rule == name]  # the dictionary has four words
    found: dict[str, set[tuple[str, str]]] = {}
    for side in ("wrong", "right"):
        files = list(catalogs(project, rule, one, side))
        report = workspace.check(files=files, rules=asked)
        findings = [each.finding for each in report.findings if each.finding.rule not in ("empty", "fuzzy")]
        found[side] = {(finding.rule, finding.message) for finding in findings}
    assert {name for name, _ in found["wrong"]} == {rule}
    assert any(message.startswith(one["said"]) for _, message in found["wrong"]), found["wrong"]
    assert found["right"] == set()
