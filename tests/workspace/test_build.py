"""Builds that make only what changed, and whose outcome is that of a build from nothing."""

from __future__ import annotations

import datetime
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sizes import WHOLE
from worker_tasks import die

from postl10n.errors import FaultGroup, Postl10nError, ProjectError, UsageError
from postl10n.workspace import BuildOptions, Selection, Workspace

DAY = datetime.date(2026, 1, 10)
OPTIONS = BuildOptions(as_of=DAY)
SENTENCES = (
    "Belpost handled 1.75 billion items in 2024.",
    "Its network has 15 warehouses.",
    "The two sides signed an agreement.",
    "It took effect on May 12.",
    "Parcels travel faster now.",
    "Nobody expected this.",
)


def article(title: str, date: str, *sentences: str) -> str:
    return f"{title}\n| Sample Post News |{date}\n\n{' '.join(sentences)}\n\nThe last word on {title} is not spoken.\n"


def make(project: Path) -> None:
    """Four articles for three locales, one of which inherits."""
    settings = (project / "postl10n.toml").read_text("utf-8")
    settings = settings.replace('["ru", "zh_Hans"]', '["ru", "zh_Hant_HK", "zh_Hant_MO"]')
    settings = settings.replace("grace_days = 14", "grace_days = 5")
    (project / "postl10n.toml").write_text(
        f'{settings}\n[locale.zh_Hant_MO]\ninherits = "zh_Hant_HK"\n', encoding="utf-8"
    )
    for number in range(4):
        text = article(f"Post number {number}", f"2025-03-1{number}", *SENTENCES[number : number + 3])
        (project / "articles" / f"a{number}.txt").write_text(text, encoding="utf-8")
    Workspace.open(project).update(today=datetime.date(2026, 1, 1))


def built(project: Path) -> dict[str, bytes]:
    site = project / "site"
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def from_nothing(project: Path, folder: Path, options: BuildOptions = OPTIONS) -> dict[str, bytes]:
    """The site of a copy of the project, built without anything that an earlier build left."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns("site", ".postl10n"))
    Workspace.open(folder).build(options=options)
    return built(folder)


def catalogs(project: Path) -> list[Path]:
    return sorted((project / "locales").glob("*/LC_MESSAGES/*.po"))


def approve(rng: random.Random, project: Path) -> None:
    """Translate, retranslate and empty entries here and there."""
    path = rng.choice(catalogs(project))
    head, *entries = path.read_text("utf-8").rstrip("\n").split("\n\n")
    chosen = [
        re.sub(r'msgstr ".*"', f'msgstr "{_text(rng)}"', one) if rng.random() < 0.6 else one
        for one in entries
    ]
    path.write_text("\n\n".join([head, *chosen]) + "\n", encoding="utf-8")


def _text(rng: random.Random) -> str:
    return rng.choice(["", "перевод", f"текст {rng.randrange(9)}", "{merged}", "{1}", "Белпочта"])


def make_fuzzy(rng: random.Random, project: Path) -> None:
    path = rng.choice(catalogs(project))
    head, *entries = path.read_text("utf-8").split("\n\n")
    at = rng.randrange(len(entries))
    if "fuzzy" not in entries[at] and "#~" not in entries[at]:
        entries[at] = entries[at].replace("#:", "#, fuzzy\n#:", 1)
    path.write_text("\n\n".join([head, *entries]), encoding="utf-8")


def reword(rng: random.Random, project: Path) -> None:
    path = rng.choice(sorted((project / "articles").iterdir()))
    text = path.read_text("utf-8")
    old, new = rng.choice([("faster", "quicker"), ("signed", "concluded"), ("15", "16"), ("last", "final")])
    path.write_text(text.replace(old, new), encoding="utf-8")
    Workspace.open(project).update(today=DAY - datetime.timedelta(days=rng.randrange(9)))


def add_article(rng: random.Random, project: Path) -> None:
    text = article("A new article", f"2025-03-{rng.randrange(10, 28)}", *rng.sample(SENTENCES, 2))
    (project / "articles" / f"n{rng.randrange(4)}.txt").write_text(text, encoding="utf-8")
    Workspace.open(project).update(today=DAY)


def remove_article(rng: random.Random, project: Path) -> None:
    paths = sorted((project / "articles").iterdir())
    if len(paths) > 2:
        rng.choice(paths).unlink()


def remove_catalog(rng: random.Random, project: Path) -> None:
    rng.choice(catalogs(project)).unlink()


def edit_glossary(rng: random.Random, project: Path) -> None:
    path = project / "glossary" / "example.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("operator", f"operator {rng.randrange(9)}"), encoding="utf-8")


def edit_settings(rng: random.Random, project: Path) -> None:
    path = project / "postl10n.toml"
    share = rng.choice(["0.3", "0.8", "1.0"])
    text = re.sub(r"\npublish = [\d.]+", f"\npublish = {share}", path.read_text("utf-8"))
    if rng.random() < 0.3:
        text = re.sub(
            r'url = "[^"]*"', f'url = "{rng.choice(["", "https://a.example/b", "https://c.example"])}"', text
        )
    path.write_text(text, encoding="utf-8")


def edit_theme(rng: random.Random, project: Path) -> None:
    (project / "theme").mkdir(exist_ok=True)
    (project / "theme" / "site.css").write_text(f"a{{order:{rng.randrange(9)}}}", encoding="utf-8")


def harm_a_page(rng: random.Random, project: Path) -> None:
    pages = sorted((project / "site").rglob("*.html"))
    if pages:
        rng.choice(pages).write_text("harm", encoding="utf-8")


def lose_a_page(rng: random.Random, project: Path) -> None:
    pages = sorted(path for path in (project / "site").rglob("*") if path.is_file())
    if pages:
        rng.choice(pages).unlink()


def lose_the_record(rng: random.Random, project: Path) -> None:
    records = sorted((project / ".postl10n" / "build").glob("*"))
    if records:
        rng.choice(records).write_bytes(rng.randbytes(30))


def build_a_part(rng: random.Random, project: Path) -> None:
    articles = [path.stem for path in (project / "articles").iterdir()]
    only = rng.choice([Selection(locales=("ru",)), Selection(articles=(rng.choice(articles),))])
    Workspace.open(project).build(only, OPTIONS)


EDITS: tuple[Callable[[random.Random, Path], None], ...] = (
    approve, approve, approve, approve, make_fuzzy, reword, reword, add_article, remove_article, remove_catalog,
    edit_glossary, edit_settings, edit_theme, harm_a_page, lose_a_page, build_a_part,
)  # fmt: skip


@pytest.mark.large
@pytest.mark.parametrize("seed", range(20 if WHOLE else 3))
def test_after_any_edits_the_site_is_that_of_a_build_from_nothing(
    project: Path, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - which edits, not secrets
    make(project)
    Workspace.open(project).build(options=OPTIONS)
    for _ in range(8):
        edits = [rng.choice(EDITS) for _ in range(rng.randrange(1, 4))]
        for edit in edits:
            edit(rng, project)
        options = BuildOptions(as_of=DAY + datetime.timedelta(days=rng.randrange(-9, 9)))
        Workspace.open(project).build(options=options)
        expected = from_nothing(project, tmp_path / "clean", options)
        found = built(project)
        assert sorted(found) == sorted(expected), edits
        assert [path for path in found if found[path] != expected[path]] == [], edits


def test_nothing_is_made_again_when_nothing_changed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(project)
    first = Workspace.open(project).build(options=OPTIONS)
    monkeypatch.setattr("postl10n.workspace.build.pages.PageBuilder.render", None)
    second = Workspace.open(project).build(options=OPTIONS)
    assert len(first.written) == second.unchanged
    assert (second.written, second.removed) == ((), ())


def test_one_catalog_changes_its_page_and_what_shows_it(project: Path) -> None:
    make(project)
    Workspace.open(project).build(options=OPTIONS)
    path = project / "locales" / "ru" / "LC_MESSAGES" / "a1.po"
    text = path.read_text("utf-8")
    last = 'msgid "The last word on Post number 1 is not spoken."\nmsgstr ""'
    assert last in text
    path.write_text(text.replace(last, last[:-1] + 'Последний абзац."'), encoding="utf-8")
    written = Workspace.open(project).build(options=OPTIONS).written
    assert set(written) <= {
        "ru/a1.html", "en/a1.html", "zh-Hant-HK/a1.html", "zh-Hant-MO/a1.html", "ru/index.html",
        "ru/a0.html", "ru/a2.html", "ru/a3.html", "ru/bridge.html", "index.html", "ru/search-index.js",
        "ru/search-index.json",
    }  # fmt: skip
    assert "ru/a1.html" in written


@pytest.mark.parametrize("edited", [False, True])
def test_an_interrupted_build_goes_on(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edited: bool
) -> None:
    from postl10n.project.site import SiteFiles

    make(project)
    write = SiteFiles.write
    written: list[str] = []

    def failing(self: SiteFiles, path: str, data: bytes, key: str) -> object:
        if len(written) == 7:
            raise KeyboardInterrupt
        written.append(path)
        return write(self, path, data, key)

    monkeypatch.setattr(SiteFiles, "write", failing)
    with pytest.raises(KeyboardInterrupt):
        Workspace.open(project).build(options=OPTIONS)
    monkeypatch.setattr(SiteFiles, "write", write)
    if edited:
        (project / "articles" / "a0.txt").unlink()
    second = Workspace.open(project).build(options=OPTIONS)
    assert built(project) == from_nothing(project, tmp_path / "clean")
    assert set(second.removed) == {path for path in written if edited and path.endswith("/a0.html")}
    assert edited or not set(second.written) & set(written)


def test_check_says_what_would_change_and_writes_nothing(project: Path) -> None:
    make(project)
    Workspace.open(project).build(options=OPTIONS)
    before = built(project)
    (project / "articles" / "a3.txt").unlink()
    approve(random.Random(1), project)  # noqa: S311
    said = Workspace.open(project).build(options=BuildOptions(as_of=DAY, dry=True))
    assert built(project) == before
    done = Workspace.open(project).build(options=OPTIONS)
    assert said.written == done.written
    assert said.removed == done.removed
    assert "ru/a3.html" in said.removed


def test_a_limited_build_leaves_the_others_alone(project: Path) -> None:
    make(project)
    report = Workspace.open(project).build(Selection(locales=("ru",), articles=("a1",)), OPTIONS)
    assert report.written == ("ru/a1.html",)
    report = Workspace.open(project).build(Selection(locales=("ru",)), OPTIONS)
    assert all(path.startswith("ru/") for path in report.written)
    with pytest.raises(UsageError, match="there is no article"):
        Workspace.open(project).build(Selection(articles=("no",)), OPTIONS)


def test_processes_write_what_one_does(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(project)
    monkeypatch.setattr("postl10n.workspace.build.pool._WORTH_A_PROCESS", 1)
    Workspace.open(project).build(options=BuildOptions(as_of=DAY, jobs=2))
    assert built(project) == from_nothing(project, tmp_path / "clean")
    (project / "locales" / "ru" / "LC_MESSAGES" / "a1.po").write_bytes(b"msgid broken\n")
    (project / "locales" / "ru" / "LC_MESSAGES" / "a2.po").write_bytes(b"msgid broken\n")
    with pytest.raises(FaultGroup) as fault:
        Workspace.open(project).build(options=BuildOptions(as_of=DAY, jobs=2))
    assert "a1.po" in str(fault.value)
    assert "a2.po" in str(fault.value)


def test_a_process_that_is_killed_is_told_and_the_next_build_is_whole(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(project)
    monkeypatch.setattr("postl10n.workspace.build.pool._WORTH_A_PROCESS", 1)
    with monkeypatch.context() as patch:
        patch.setattr("postl10n.workspace.build.pool._render", die)
        with pytest.raises(UsageError, match="a process of the build ended"):
            Workspace.open(project).build(options=BuildOptions(as_of=DAY, jobs=2))
    Workspace.open(project).build(options=BuildOptions(as_of=DAY, jobs=2))
    assert built(project) == from_nothing(project, tmp_path / "clean")


UNGUARDED = f"""
import sys; sys.path[:] = {sys.path!r}
from pathlib import Path
from postl10n.workspace import BuildOptions, Workspace
from postl10n.workspace.build import pool
pool._WORTH_A_PROCESS = 1
Workspace.open(Path(sys.argv[1])).build(options=BuildOptions(jobs=2))
"""


def test_a_script_without_its_guard_is_told_of_it(project: Path, tmp_path: Path) -> None:
    make(project)
    script = tmp_path / "unguarded.py"
    script.write_text(UNGUARDED, encoding="utf-8")
    done = subprocess.run([sys.executable, script, project], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "UsageError: a process of the build ended" in done.stderr
    assert 'if __name__ == "__main__":' in done.stderr


def test_files_of_others_stay(project: Path) -> None:
    make(project)
    (project / "site" / "ru").mkdir(parents=True)
    (project / "site" / "ru" / "own.html").write_text("mine", encoding="utf-8")
    Workspace.open(project).build(options=OPTIONS)
    (project / "articles" / "a0.txt").unlink()
    report = Workspace.open(project).build(options=OPTIONS)
    assert "ru/a0.html" in report.removed
    assert (project / "site" / "ru" / "own.html").read_text("utf-8") == "mine"


@pytest.mark.parametrize("linked", ["site", "site/ru", "site/ru/a1.html", "locales/ru", "articles/a9.txt"])
def test_a_link_that_leads_out_is_not_followed(project: Path, tmp_path: Path, linked: str) -> None:
    make(project)
    outside = tmp_path / "outside"
    path = project / linked
    if path.suffix:
        outside.write_text("secret", encoding="utf-8")
    else:
        outside.mkdir()
    shutil.rmtree(path, ignore_errors=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(outside)
    with pytest.raises(Postl10nError, match="leads out"):
        Workspace.open(project).build(options=OPTIONS, strict=True)
    assert outside.is_dir() or outside.read_text("utf-8") == "secret"
    assert not outside.is_dir() or not list(outside.iterdir())


def test_the_record_of_a_stranger_is_not_trusted(project: Path, tmp_path: Path) -> None:
    make(project)
    Workspace.open(project).build(options=OPTIONS)
    outside = tmp_path / "outside.html"
    outside.write_text("mine", encoding="utf-8")
    record = project / ".postl10n" / "build" / "outputs.json"
    record.write_text(
        record.read_text("utf-8").replace('"404.html"', f'"../../{outside.name}"'), encoding="utf-8"
    )
    (project / "articles" / "a0.txt").unlink()
    Workspace.open(project).build(options=OPTIONS)
    assert outside.read_text("utf-8") == "mine"
    record.write_text("[1, 2]", encoding="utf-8")
    Workspace.open(project).build(options=OPTIONS)


def test_stale_wording_is_shown_within_its_days_and_no_longer(project: Path) -> None:
    make(project)
    path = project / "locales" / "ru" / "LC_MESSAGES" / "a3.po"
    text = path.read_text("utf-8")
    for english, russian in (
        ("Parcels travel faster now.", "Быстрее."),
        ("It took effect on May 12.", "В силе."),
    ):
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{russian}"')
    path.write_text(text, encoding="utf-8")
    source = project / "articles" / "a3.txt"
    edited = source.read_text("utf-8").replace("travel faster", "move faster").replace("May 12", "May 13")
    source.write_text(edited, encoding="utf-8")
    Workspace.open(project).update(today=DAY)
    page = project / "site" / "ru" / "a3.html"

    def shown(days: int) -> str:
        Workspace.open(project).build(options=BuildOptions(as_of=DAY + datetime.timedelta(days=days)))
        return page.read_text("utf-8")

    assert "data-behind" in shown(5)
    assert "Быстрее." in shown(5)
    assert "В силе." not in shown(0)
    assert "Быстрее." not in shown(6)
    assert "Быстрее." in shown(2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% if %}", "theme/article.html:1: broken template"),
        ("{{ nothing.here }}", "theme/article.html: broken template"),
        ("{{ ''.__class__.__mro__ }}", "theme/article.html: broken template"),
    ],
)
def test_a_broken_theme_is_one_message(workspace: Workspace, project: Path, text: str, message: str) -> None:
    workspace.update()
    (project / "theme").mkdir()
    (project / "theme" / "article.html").write_text(text, encoding="utf-8")

    with pytest.raises(ProjectError) as raised:
        Workspace.open(project).build()

    assert str(raised.value).startswith(message)
