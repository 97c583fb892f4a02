"""Reports that are remembered: given again where nothing changed, and never where anything did."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from postl10n.files.json_values import decoded, plain
from postl10n.project.cache import Cache
from postl10n.project.program import program_digest
from postl10n.registry import Plugin, connect
from postl10n.workspace import Workspace, plugins

SOURCE = "Belpost handled 1.75 billion items in 2024."
DAY = datetime.date(2026, 1, 2)


def reports(project: Path, *, remembered: bool) -> list[object]:
    one = Workspace.open(project, remembered=remembered)
    return [one.check(today=DAY), one.stats(), one.score(), one.update(today=DAY), one.check(today=DAY)]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def translated(project: Path) -> Path:
    with (project / "postl10n.toml").open("a", encoding="utf-8") as file:
        file.write("\n# no rules\n\n# no style\n")
    Workspace.open(project).update(today=DAY)
    edit(
        catalog(project),
        f'msgid "{SOURCE}"\nmsgstr ""',
        f'msgid "{SOURCE}"\nmsgstr "Белпочта: 1,85 млрд в 2024 году."',
    )
    return project


def catalog(project: Path) -> Path:
    return project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"


def test_an_answer_is_given_again_without_the_stages(
    translated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Workspace.open(translated).check(today=DAY)
    assert [one.finding.rule for one in first.findings if one.finding.rule not in ("empty", "fuzzy")] == [
        "number"
    ]

    monkeypatch.setattr("postl10n.workspace.check.check", None)
    assert Workspace.open(translated).check(today=DAY) == first
    with pytest.raises(TypeError):
        Workspace.open(translated, remembered=False).check(today=DAY)
    with pytest.raises(TypeError):
        Workspace.open(translated).check(today=DAY + datetime.timedelta(1))


@pytest.mark.parametrize("touched", ["site/en/bridge.html", "theme/extra.css", "articles/bridge.png"])
def test_a_run_with_nothing_to_do_needs_none_of_the_stages(
    touched: str, translated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Workspace.open(translated).run(today=DAY).build.written
    idle = Workspace.open(translated).run(today=DAY)
    assert not idle.build.written

    monkeypatch.setattr("postl10n.workspace.run.run", None)
    assert Workspace.open(translated).run(today=DAY) == idle
    path = translated / touched
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    with pytest.raises(TypeError):
        Workspace.open(translated).run(today=DAY)


def test_every_report_can_be_read_from_the_cache(translated: Path) -> None:
    for one in reports(translated, remembered=False):
        assert decoded(type(one), json.loads(json.dumps(plain(one)))) == one


def test_an_update_that_wrote_is_not_given_again(project: Path) -> None:
    assert any(one.written for one in Workspace.open(project).update().catalogs)
    assert not any(one.written for one in Workspace.open(project).update().catalogs)
    catalog(project).unlink()
    assert any(one.written for one in Workspace.open(project).update().catalogs)


def test_what_changes_while_an_answer_is_made_is_noticed(
    translated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from postl10n.workspace import check as module

    before, real = catalog(translated).read_text("utf-8"), module.check

    def meanwhile(*given: object) -> object:
        edit(catalog(translated), "1,85", "1,75")
        return real(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(module, "check", meanwhile)
        Workspace.open(translated).check(today=DAY)
    catalog(translated).write_text(before, "utf-8")
    found = Workspace.open(translated).check(today=DAY).findings
    assert "number" in {one.finding.rule for one in found}


def test_a_folder_that_is_a_link_is_read_each_time(translated: Path) -> None:
    real = translated / "elsewhere"
    messages = catalog(translated).parent
    shutil.move(messages, real)
    messages.symlink_to(real)
    assert "number" in {one.finding.rule for one in Workspace.open(translated).check(today=DAY).findings}
    edit(real / "bridge.po", "1,85", "1,75")
    assert "number" not in {one.finding.rule for one in Workspace.open(translated).check(today=DAY).findings}


def test_a_plugin_under_development_makes_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    module = tmp_path / "ours_under_work.py"
    module.write_text("# first\n", "utf-8")
    one = Plugin(kind="rules", name="ours", target="ours_under_work:Rule", package="ours", version="1")
    try:
        connect(lambda: [one])
        first = program_digest()
        module.write_text("# second\n", "utf-8")
        connect(lambda: [one])
        assert program_digest() != first
    finally:
        plugins.connect()


def of_files(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        path = project / name
        text = path.read_text("utf-8")
        path.write_text(text.replace(old, new) if old in text else text.replace(new, old), "utf-8")

    return change


def toggle(name: str, text: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if path.exists() else path.write_text(text, "utf-8")

    return change


PO = "locales/ru/LC_MESSAGES/bridge.po"
CHANGES = {
    "translation": of_files(PO, "1,85", "1,75"),
    "state": of_files(PO, f'msgid "{SOURCE}"', f'#, fuzzy\nmsgid "{SOURCE}"'),
    "source": of_files("articles/bridge.txt", "The two sides", "Both sides"),
    "glossary": of_files("glossary/example.yaml", "- Belpost", "- Belpochta"),
    "concept": toggle(
        "glossary/more.yaml",
        "concepts:\n  - id: items\n    terms:\n      en: [items]\n      ru: [отправления]\n",
    ),
    "settings": of_files("postl10n.toml", 'name = "', '# [check]\nname = "'),
    "rule off": of_files("postl10n.toml", "\n# no rules\n", '\n[check]\nnumber = "off"\n'),
    "house style": of_files("postl10n.toml", "\n# no style\n", '\n[check.ru]\nquotes = "guillemets"\n'),
    "article": toggle("articles/depot.txt", "The depot\n\nIts network has 15 warehouses in the south.\n"),
    "reference": toggle(
        "references/ru/bridge.po",
        f'msgid ""\nmsgstr "Language: ru\\n"\n\nmsgid "{SOURCE}"\nmsgstr "1,75 млрд"\n',
    ),
}


@given(steps=st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=4))
@settings(
    max_examples=4,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_change_leaves_a_stale_answer(steps: list[str], translated: Path, tmp_path: Path) -> None:
    project, twin = tmp_path / "one", tmp_path / "two"
    for folder in (project, twin):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(translated, folder)
    assert reports(project, remembered=True) == reports(twin, remembered=False)
    for step in steps:
        for folder in (project, twin):
            CHANGES[step](folder)
        assert reports(project, remembered=True) == reports(twin, remembered=False), step
        assert reports(project, remembered=True) == reports(twin, remembered=False), step


def test_a_damaged_answer_is_made_anew(translated: Path) -> None:
    first = Workspace.open(translated).check(today=DAY)
    cache = Cache(translated / ".postl10n")
    for name, (digest, _) in cache.all("answer").items():
        cache.put("answer", name, digest, [1, {"findings": 3}])
    cache.close()
    assert Workspace.open(translated).check(today=DAY) == first
