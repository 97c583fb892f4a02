"""A slip in a call is an error that says what to write, never an empty answer or a traceback of ours."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import postl10n
from postl10n import BuildOptions, ScoreOptions, Selection, UsageError, Workspace
from postl10n.files.po import parse_po

_NO_ARTICLE = Selection(articles=("bridg",))


def _wrong(given: object) -> Any:
    """What a type checker would refuse, and a script may give all the same."""
    return given


_CALLS: list[tuple[Callable[[Workspace], object], str]] = [
    (lambda w: w.check(rules=["numbr"]), "there is no rule 'numbr'\n  Did you mean \"number\"?"),
    (lambda w: w.check(rules="number"), r"rules must be a list, not 'number'\n  Write rules=\['number'\]"),
    (lambda w: w.check(rules=[]), "rules names none"),
    (lambda w: w.check(rules=_wrong(5)), "rules must be a list"),
    (lambda w: w.check(files=_wrong("ru.po")), "files must be a list"),
    (lambda w: w.check(today=_wrong("2025-01-01")), "today must be a datetime.date"),
    (lambda w: w.check(_NO_ARTICLE), "there is no article 'bridg'\n  Did you mean \"bridge\"?"),
    (lambda w: w.pair_checker(["nosuch"]), "there is no rule 'nosuch'"),
    (lambda w: w.pair_checker()("A.", "А.", "en", "xx"), "unknown locale 'xx'"),
    (lambda w: w.check_catalog("ru", "bridg"), "bridg.po: is not a catalog of this project"),
    (lambda w: w.check_catalog("ru", "bridge", rules=["nosuch"]), "there is no rule 'nosuch'"),
    (lambda w: w.catalog("fr", "bridge"), "fr is not a target"),
    (lambda w: w.catalog("ru", "../../templates/bridge"), "there is no catalog in ru"),
    (lambda w: w.catalogs("ru"), "locales must be a list"),
    (lambda w: w.update(_wrong("ru")), "only must be a Selection, not 'ru'"),
    (lambda w: w.update(Selection(locales="ru")), r"Write locales=\['ru'\]"),
    (lambda w: w.stats(Selection(articles="bridge")), r"Write articles=\['bridge'\]"),
    (lambda w: w.rules(_wrong("ru")), "only must be a Selection"),
    (lambda w: w.waive("locales/ru/LC_MESSAGES/bridge.po", 1, "numbr", reason="x"), "there is no rule"),
    (
        lambda w: w.export_sheet(form="pdf"),
        "there is no form of sheet 'pdf'\n  There are: csv, omegat, xliff12, xliff21, xlsx",
    ),
    (lambda w: w.export_sheet(wanted="fuzy"), 'Did you mean "fuzzy"?'),
    (lambda w: w.score(options=ScoreOptions(rated=_wrong("aproved"))), 'Did you mean "approved"?'),
    (lambda w: w.score(options=_wrong("all")), "options must be a ScoreOptions"),
    (lambda w: w.gates(known=_wrong(5)), "known must be a KnownResults"),
    (lambda w: w.build(options=BuildOptions(jobs=0)), "jobs must be a whole number from 1 on"),
    (lambda w: w.run(jobs=-1), "jobs must be a whole number from 1 on"),
    (lambda w: w.pretranslate(least=0), "between 0.5 and 1"),
    (lambda w: w.pretranslate(_NO_ARTICLE), "there is no article"),
    (lambda w: w.memory.lookup("A.", locale="ru", least=0), "least must be above 0 and at most 1"),
    (lambda w: w.memory.lookup("A.", locale="ru", least=1.1), "least must be above 0 and at most 1"),
    (lambda w: w.memory.lookup("A.", locale="ru", limit=-1), "limit must be a whole number from 1 on"),
    (lambda w: w.memory.search("A", limit=0), "limit must be a whole number from 1 on"),
    (lambda w: w.memory.search("A", locale="xx"), "unknown locale"),
    (lambda w: w.memory.export(states=_wrong("approved")), "states must be a list"),
    (lambda w: w.memory.export(states=_wrong(["aproved"])), 'Did you mean "approved"?'),
    (lambda w: w.memory.export(locale="xx"), "unknown locale"),
    (lambda w: w.memory.import_file("a.tmx", state=_wrong("good")), "there is no state 'good'"),
    (lambda w: w.terminology.consistency(_wrong("ru")), "only must be a Selection"),
    (lambda w: w.terminology.consistency(_NO_ARTICLE), "there is no article"),
    (lambda w: w.terminology.impact(_NO_ARTICLE), "there is no article"),
    (lambda w: w.terminology.undo(_NO_ARTICLE), "there is no article"),
]


@pytest.mark.parametrize(("call", "said"), _CALLS)
def test_a_slip_is_told_and_nothing_is_written(
    workspace: Workspace, call: Callable[[Workspace], object], said: str
) -> None:
    workspace.update()
    before = _files(workspace.root)
    with pytest.raises(UsageError, match=said):
        call(workspace)
    assert _files(workspace.root) == before


def test_names_and_values_are_taken_in_every_form_that_is_clear(workspace: Workspace) -> None:
    workspace.update()
    assert workspace.check(Selection(locales=["zh-Hans"])).catalogs == 2
    assert workspace.check(rules={"terms"}, today=datetime.datetime(2025, 1, 1, 12)).catalogs == 4
    assert workspace.score(options=ScoreOptions(rated=_wrong("all"))).cards
    source = workspace.root / "locales/ru/LC_MESSAGES/bridge.po"
    source.write_bytes(source.read_bytes().replace(b'msgstr ""', 'msgstr "Да"'.encode()))
    assert workspace.memory.import_file(str(source), state=_wrong("fuzzy")).units > 0
    assert workspace.memory.export(states=_wrong(["fuzzy"]))[0].count(b"<tu>") > 0


def test_a_workspace_says_what_there_is(workspace: Workspace) -> None:
    workspace.update()
    assert workspace.locales == ("ru", "zh_Hans")
    assert workspace.articles == ("bridge",)
    path = workspace.root / "locales/zh_Hans/LC_MESSAGES/bridge.po"
    assert workspace.catalog("zh-Hans", "bridge") == parse_po(path.read_bytes()).catalog
    assert repr(workspace) == f"<Workspace 'news' in {workspace.root}>"
    assert str(workspace.root) in repr(workspace.memory) + repr(workspace.terminology)


def test_what_the_package_exports_is_there() -> None:
    assert set(postl10n.__all__) <= set(dir(postl10n))
    assert all(getattr(postl10n, name) is not None for name in postl10n.__all__)
    assert not hasattr(postl10n, "nosuch")


def test_threads_share_a_workspace_and_its_memory(workspace: Workspace) -> None:
    workspace.update()
    path = workspace.root / "locales/ru/LC_MESSAGES/bridge.po"
    path.write_bytes(path.read_bytes().replace(b'msgstr ""', 'msgstr "Да"'.encode()))
    text = "It took effect on May 12."
    assert workspace.memory.lookup(text, locale="ru")[0].target == "Да"  # opened in this thread

    def ask(turn: int) -> object:
        if turn % 8 == 5:
            return workspace.memory.rebuild().pairs
        if turn % 4 == 3:
            return workspace.update().templates or workspace.check(rules=["number"]).catalogs
        return [one.target for one in workspace.memory.lookup(text, locale="ru")]

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, range(16)))
    assert [one for turn, one in enumerate(answers) if turn % 4 in (0, 2)] == [["Да"]] * 8
    assert [one for turn, one in enumerate(answers) if turn % 4 == 3] == [4] * 4


def _files(folder: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".postl10n" not in path.parts
    }
