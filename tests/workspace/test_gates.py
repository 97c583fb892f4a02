"""Gates: what a locale must reach, why it was missed, and that a gate names only what exists."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from postl10n.errors import FaultGroup, Postl10nError, ProjectError
from postl10n.workspace import Selection, Workspace

GOOD = "Оно вступило в силу 12 мая."
TEXTS = {
    "Belpost handled 1.75 billion items in 2024.": "Белпочта обработала 1,75 млрд отправлений в 2024 году.",
    "Its network has 15 warehouses.": "В её сети 15 складов.",
    "The two sides signed an agreement.": "Стороны подписали соглашение.",
    "It took effect on May 12.": GOOD,
}


def fill(path: Path, texts: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for msgid, msgstr in texts.items():
        empty = f'msgid "{msgid}"\nmsgstr ""'
        assert text.count(empty) == 1
        text = text.replace(empty, f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    path.write_text(text, encoding="utf-8")


def translated(project: Path, texts: dict[str, str]) -> Path:
    """The Russian catalog with the texts, and a reference of all of them."""
    Workspace.open(project).update()
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    empty = catalog.read_bytes()
    fill(catalog, TEXTS)
    reference = project / "references" / "ru" / "bridge.po"
    reference.parent.mkdir(parents=True)
    reference.write_bytes(catalog.read_bytes())
    catalog.write_bytes(empty)
    fill(catalog, texts)
    return catalog


def gate(project: Path, *lines: str) -> Workspace:
    with (project / "postl10n.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[gate.ru]\n" + "\n".join(lines) + "\n")
    return Workspace.open(project)


def test_each_miss_is_a_line_that_says_by_how_much(project: Path) -> None:
    translated(
        project, {**TEXTS, "Belpost handled 1.75 billion items in 2024.": "Ведомство обработало 175 млн."}
    )
    workspace = gate(project, "completion = 1", "errors = 0", "chrf = 99", "term_accuracy = 1")

    found = workspace.gate_misses()

    assert [line.partition(" ")[0] for line in found] == ["ru:"] * 4
    assert "complete, 100% wanted" in found[0]
    assert found[1].endswith("errors, at most 0 allowed")
    assert "chrF2++ " in found[2]
    assert found[2].endswith("99 wanted")
    assert found[3] == "ru: 0% of terms as in the glossary, 100% wanted"
    assert workspace.run().misses == found
    assert workspace.gate_misses(Selection(articles=("bridge",))) == ()
    assert workspace.gate_misses(Selection(locales=("zh_Hans",))) == ()


def test_what_is_reached_is_silent(project: Path) -> None:
    translated(project, TEXTS)

    assert (
        gate(project, "completion = 0.5", "errors = 0", "chrf = 99", "term_accuracy = 1").gate_misses() == ()
    )


@pytest.mark.parametrize("wanted", ["chrf = 40", 'no_regression = "HEAD"'])
def test_no_figure_is_wanted_without_a_reference(project: Path, wanted: str) -> None:
    Workspace.open(project).update()
    workspace = gate(project, wanted)
    before = sorted(project.rglob("*"))

    with pytest.raises(Postl10nError, match="there is no reference") as caught:
        workspace.run()

    fault = caught.value.faults[0] if isinstance(caught.value, FaultGroup) else caught.value
    assert isinstance(fault, ProjectError)
    assert fault.place is not None
    line = (project / "postl10n.toml").read_text(encoding="utf-8").splitlines()[(fault.place.line or 0) - 1]
    assert line == "[gate.ru]"
    assert sorted(project.rglob("*")) == before


def test_nothing_approved_is_a_miss_of_chrf(project: Path) -> None:
    translated(project, {})

    assert gate(project, "chrf = 40").gate_misses() == (
        "ru: no approved segment with a reference, chrF 40 wanted",
    )


def test_no_term_accuracy_without_terms(project: Path) -> None:
    (project / "glossary" / "example.yaml").unlink()

    with pytest.raises(ProjectError, match="the glossary has no term in ru"):
        gate(project, "term_accuracy = 0.9").gate_misses()


def git(project: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(project), *arguments]
    subprocess.run(command, check=True, capture_output=True)


def test_a_significant_regression_is_a_miss(project: Path) -> None:
    lines = "\n\n".join(f"The {n}th bridge took effect on May {n}." for n in range(1, 29))
    (project / "articles" / "bridge.txt").write_text(f"Bridges\n\n{lines}\n", encoding="utf-8")
    Workspace.open(project).update()
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    fill(
        catalog,
        {
            f"The {n}th bridge took effect on May {n}.": f"Мост номер {n} открыли {n} мая."
            for n in range(1, 29)
        },
    )
    reference = project / "references" / "ru" / "bridge.po"
    reference.parent.mkdir(parents=True)
    reference.write_bytes(catalog.read_bytes())
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "good")
    git(project, "tag", "good")
    workspace = gate(project, 'no_regression = "good"')
    assert workspace.gate_misses() == ()

    catalog.write_text(catalog.read_text(encoding="utf-8").replace("открыли", "был закрыт"), encoding="utf-8")

    found = workspace.gate_misses()
    assert [line.split()[1] for line in found] == ["BLEU", "chrF2++", "TER"]
    assert all("significantly worse than" in line and "of good (p = 0.00" in line for line in found)


def test_a_baseline_that_does_not_exist(project: Path) -> None:
    translated(project, TEXTS)

    with pytest.raises(ProjectError, match="'nothing' is neither a git revision nor a folder"):
        gate(project, 'no_regression = "nothing"').gate_misses()


@pytest.mark.parametrize(
    "line", ["chrf = 101", 'chrf = "high"', "term_accuracy = 2", "no_regression = 1", "bleu = 3"]
)
def test_a_gate_that_means_nothing_is_a_fault(project: Path, line: str) -> None:
    with pytest.raises(ProjectError) as caught:
        gate(project, line)

    assert caught.value.place is not None
    assert (caught.value.place.line or 0) > 1
