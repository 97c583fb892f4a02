"""Gates: what a locale must reach, why it was missed, and what can't be judged."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from sample import ARTICLE

from postl10n.cli import commands
from postl10n.errors import ProjectError
from postl10n.project.scaffold import make_project
from postl10n.workspace import ScoreOptions, Selection, Workspace

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


def translated(project: Path, texts: dict[str, str], trusted: dict[str, str] = TEXTS) -> Path:
    """The Russian catalog with the texts, and a reference of all those that are trusted."""
    Workspace.open(project).update()
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    empty = catalog.read_bytes()
    fill(catalog, trusted)
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

    found = workspace.gates().misses

    assert [line.partition(" ")[0] for line in found] == ["ru:"] * 4
    assert "complete, 100% wanted" in found[0]
    assert found[1].endswith("errors, at most 0 allowed")
    assert "chrF2++ " in found[2]
    assert found[2].endswith("99 wanted")
    lacking = "lacking: Белпочта (bridge b8294da9)"
    assert found[3] == f"ru: 0% of terms as in the glossary, 100% wanted; {lacking}"
    assert workspace.run().gates.misses == found
    assert workspace.gates(Selection(articles=("bridge",))).misses == ()
    assert workspace.gates(Selection(locales=("zh_Hans",))).misses == ()


def test_what_is_reached_is_silent(project: Path) -> None:
    translated(project, TEXTS)

    assert (
        gate(project, "completion = 0.5", "errors = 0", "chrf = 99", "term_accuracy = 1").gates().misses == ()
    )


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ("chrf = 40", "chrf: there is no reference in references/ru/"),
        ('no_regression = "articles"', "no_regression: there is no reference in references/ru/"),
        ("term_accuracy = 1", "term_accuracy: no approved entry names a term of the glossary"),
    ],
)
def test_what_there_is_nothing_to_judge_by_is_told_and_not_missed(
    project: Path, wanted: str, why: str
) -> None:
    report = gate(project, wanted).run()

    assert (report.gates.misses, report.gates.notices) == ((), (f"ru: {why}",))


def test_nothing_approved_has_no_figure_to_be_missed(project: Path) -> None:
    translated(project, {})

    report = gate(project, "chrf = 40").gates()

    assert (report.misses, report.notices) == ((), ("ru: chrf: no approved segment has a reference",))


def test_no_term_is_no_miss_of_terms(project: Path) -> None:
    (project / "glossary" / "example.yaml").unlink()

    assert gate(project, "term_accuracy = 0.9").gates().notices == (
        "ru: term_accuracy: the glossary has no term in ru",
    )


def test_a_locale_without_a_catalog_is_told_and_one_without_translations_missed(project: Path) -> None:
    workspace = gate(project, "completion = 0.5")
    before = workspace.gates()
    workspace.update()

    assert (before.misses, before.notices) == ((), ("ru: completion: there is no catalog yet",))
    assert workspace.gates().misses == ("ru: 0% complete, 50% wanted",)


@pytest.mark.parametrize("targets", [["ru", "zh_Hans"], ["pt_PT"]])
def test_the_gates_that_init_suggests_stop_no_build(tmp_path: Path, targets: list[str]) -> None:
    folder = tmp_path / "news"
    make_project(folder, source="en", targets=targets)
    (folder / "articles" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    settings = folder / "postl10n.toml"
    head, found, block = settings.read_text(encoding="utf-8").partition("# [gate.")
    suggested, _, rest = block.partition("\n\n")
    settings.write_text(
        f"{head}[gate.{suggested.replace(chr(10) + '# ', chr(10))}\n\n{rest}", encoding="utf-8"
    )

    done = CliRunner().invoke(commands, ["run", "-C", str(folder)])

    assert found
    assert done.exit_code == 0, done.output
    assert f"gate not judged: {targets[0]}: chrf: there is no reference" in done.output
    assert f"gate not judged: {targets[0]}: term_accuracy: the glossary has no term" in done.output


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
    assert workspace.gates().misses == ()

    catalog.write_text(catalog.read_text(encoding="utf-8").replace("открыли", "был закрыт"), encoding="utf-8")

    found = workspace.gates().misses
    assert [line.split()[1] for line in found] == ["BLEU", "chrF2++", "TER"]
    assert all("significantly worse than" in line and "of good (p = 0.00" in line for line in found)


@pytest.mark.parametrize(("segments", "told"), [(1, True), (2, True), (9, True), (10, False)])
def test_few_segments_tell_of_no_regression(project: Path, segments: int, told: bool) -> None:
    sentences = {f"Bridge {n} took effect.": f"Мост номер {n} открыли." for n in range(1, segments + 1)}
    (project / "articles" / "bridge.txt").write_text("Bridges\n\n" + "\n\n".join(sentences), encoding="utf-8")
    catalog = translated(project, sentences, sentences)
    shutil.copytree(project, project / "good")
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("открыли", "был закрыт"), encoding="utf-8")

    report = gate(project, 'no_regression = "good"').gates()
    (card, *_) = Workspace.open(project).score(options=ScoreOptions(baselines=("good",))).cards

    lines = [
        f"ru: no_regression: {name} over {segments}: too few segments to tell"
        for name in ("BLEU", "chrF2++", "TER")
    ]
    assert list(report.notices) == (lines if told else [])
    assert bool(report.misses) is not told
    verdicts = {beside.verdict for one in card.metrics for beside in one.comparisons[:1]}
    assert (verdicts == {"too few segments to tell"}) is told


def test_a_baseline_that_does_not_exist(project: Path) -> None:
    translated(project, TEXTS)

    with pytest.raises(ProjectError, match="'nothing' is neither a git revision nor a folder"):
        gate(project, 'no_regression = "nothing"').gates()


@pytest.mark.parametrize(
    "line", ["chrf = 101", 'chrf = "high"', "term_accuracy = 2", "no_regression = 1", "bleu = 3"]
)
def test_a_gate_that_means_nothing_is_a_fault(project: Path, line: str) -> None:
    with pytest.raises(ProjectError) as caught:
        gate(project, line)

    assert caught.value.place is not None
    assert (caught.value.place.line or 0) > 1
