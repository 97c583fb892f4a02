"""Articles that an update leaves alone are those in which it would have found nothing to do."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from postl10n.model.reports import UpdateReport
from postl10n.project.scaffold import make_project
from postl10n.workspace import Workspace, update

DAY = datetime.date(2026, 1, 2)
FOLLOW = "Bring every parcel home"


def text(number: int, tail: str = FOLLOW) -> str:
    own = f"This is what article {number} tells, and it takes a sentence or two of its own. Number {number}."
    return "\n\n".join(
        (f"Headline {number} of the post", own, f"Its second paragraph is about {number} depots.", tail)
    )


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    make_project(folder, source="en", targets=("ru", "pt_PT"))
    for number in range(6):
        (folder / "articles" / f"a{number}.txt").write_text(text(number), "utf-8")
    return folder


def updated(folder: Path, *, remembered: bool = True) -> UpdateReport:
    return Workspace.open(folder, remembered=remembered).update(today=DAY)


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and ".postl10n" not in path.parts)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if ".git" not in path.parts
    }


def test_only_what_changed_is_read(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    updated(news)
    read: list[str] = []
    real = update._brought_up_to_date

    def noted(session: object, article: str, *given: object, **named: object) -> object:
        read.append(article)
        return real(session, article, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(update, "_brought_up_to_date", noted)
    (news / "articles" / "a3.txt").write_text(text(3).replace("depots", "depots and shops"), "utf-8")
    report = updated(news)
    assert read == ["a3"]
    assert [one.article for one in report.catalogs if one.written] == ["a3", "a3"]

    read.clear()
    updated(news)
    assert read == []
    updated(news, remembered=False)
    assert len(read) == 7


def of_file(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / name
        if path.is_file():
            path.write_text(change(path.read_text("utf-8")), "utf-8")

    return edit


def moved(old: str, new: str) -> Callable[[Path], None]:
    def move(folder: Path) -> None:
        if (folder / old).exists():
            (folder / old).rename(folder / new)

    return move


def commit(folder: Path) -> None:
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "--allow-empty", "-m", "now")):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words], cwd=folder, check=True
        )


def translation(entry: str) -> str:
    return entry.replace('msgstr ""\n\n', 'msgstr "Письмо"\n\n', 1)


PO, GLOSSARY = (
    "locales/ru/LC_MESSAGES/a1.po",
    "concepts:\n  - id: depot\n    terms:\n      en: [depots]\n      ru: [склад]\n",
)
CHANGES: dict[str, Callable[[Path], object]] = {
    "sentence": of_file("articles/a1.txt", lambda one: one.replace("second", "last")),
    "sentence back": of_file("articles/a1.txt", lambda one: one.replace("last", "second")),
    "no tail": of_file("articles/a2.txt", lambda one: one.replace(FOLLOW, "Nothing")),
    "same headline": lambda folder: [
        of_file(f"articles/a{n}.txt", lambda one: f"Press release\n\n{one}")(folder) for n in range(4)
    ],
    "side file": lambda folder: (folder / "articles/a1.txt.toml").write_text('drop = ["Number"]\n', "utf-8"),
    "new article": lambda folder: (folder / "articles/b.txt").write_text(text(9), "utf-8"),
    "renamed": moved("articles/a4.txt", "articles/c.txt"),
    "gone": lambda folder: (folder / "articles/a5.txt").unlink(missing_ok=True),
    "translated": of_file(PO, translation),
    "lost": of_file(PO, lambda one: one.replace('msgstr "Письмо"', 'msgstr ""')),
    "catalog gone": lambda folder: (folder / PO).unlink(missing_ok=True),
    "broken": of_file(PO, lambda one: f"{one}\nmsgid\n"),
    "mended": of_file(PO, lambda one: one.replace("\nmsgid\n", "")),
    "template": of_file("locales/templates/a1.pot", lambda one: one.replace("of its own. Number", "of its own.\\n Number")),
    "template gone": lambda folder: (folder / "locales/templates/a1.pot").unlink(missing_ok=True),
    "given back": of_file("locales/templates/boilerplate.txt", lambda one: one.replace(f"\n{FOLLOW}", f"\n! {FOLLOW}")),
    "glossary": lambda folder: (folder / "glossary/more.yaml").write_text(GLOSSARY, "utf-8"),
    "commit": commit,
}  # fmt: skip


@given(steps=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=6))
@settings(
    max_examples=6,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_an_update_is_that_of_a_project_that_remembers_nothing(
    steps: list[str], news: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / "one" / "news", tmp_path / "two" / "news"
    for folder in (one, two):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(news, folder)
    for step in ["", *steps]:
        for folder in (one, two):
            if step:
                CHANGES[step](folder)
        for again in range(2):
            made = [_outcome(one, remembered=True), _outcome(two, remembered=False)]
            assert made[0] == made[1], (step, again)
            assert contents(one) == contents(two), (step, again)


def _outcome(folder: Path, *, remembered: bool) -> object:
    from postl10n.errors import FaultGroup, Postl10nError

    try:
        report = updated(folder, remembered=remembered)
    except (FaultGroup, Postl10nError) as fault:
        return str(fault)
    return report.__class__, report.templates, report.catalogs, report.orphans, report.moved, [
        report.taken_over, report.doubts, report.recurring, report.read_otherwise, [str(one) for one in report.faults]
    ]  # fmt: skip


@pytest.mark.parametrize("where", [".", "./articles", "articles/"])
def test_a_folder_may_be_named_in_several_ways(news: Path, where: str) -> None:
    settings = news / "postl10n.toml"
    settings.write_text(settings.read_text("utf-8") + f'\n[paths]\narticles = "{where}"\n', "utf-8")
    source = news / where / "own.txt"
    for sentence in ("It is short.", "It is longer."):
        source.write_text(f"{text(8)}\n\n{sentence}\n", "utf-8")
        Workspace.open(news).run(today=DAY)
        (page,) = (news / "site" / "en").glob("own.html")
        assert sentence in page.read_text("utf-8")
