"""An article that can't be read is told and left out: the others are done, and nothing of it is touched."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sample import ARTICLE

from postl10n.cli import main
from postl10n.errors import ArticleError, FaultGroup, Postl10nError
from postl10n.workspace import BuildOptions, Selection, Workspace

TODAY = datetime.date(2026, 1, 10)
OPTIONS = BuildOptions(as_of=TODAY)
OTHER = "Rail mail\n\nMail goes by rail again. It takes ten days.\n"
Command = Callable[..., tuple[object, str, str]]
FOLLOW = "South Post brings every parcel home"


def unreadable(project: Path) -> None:
    (project / "articles" / "bridge.txt").write_bytes(b"PK\x03\x04\x00\x00")


def another_language(project: Path) -> None:
    (project / "articles" / "bridge.txt").unlink()
    (project / "articles" / "bridge.html").write_text("<html lang=fr><h1>Un pont</h1><p>Un texte.")


def second_source(project: Path) -> None:
    (project / "articles" / "Bridge.md").write_text("# A bridge\n\nA text.\n")


def leads_out(project: Path) -> None:
    (project.parent / "outside.txt").write_text(ARTICLE)
    (project / "articles" / "bridge.txt").unlink()
    (project / "articles" / "bridge.txt").symlink_to(project.parent / "outside.txt")


SPOIL = [unreadable, another_language, second_source, leads_out]


@pytest.fixture
def news(project: Path) -> Path:
    """A project that was built, with `bridge` translated in part and `rail`."""
    (project / "articles" / "rail.txt").write_text(OTHER, encoding="utf-8")
    Workspace.open(project).run(today=TODAY)
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    text = catalog.read_text("utf-8")
    before = 'msgid "It took effect on May 12."\nmsgstr ""'
    assert before in text
    catalog.write_text(text.replace(before, before[:-1] + 'Оно вступило в силу 12 мая."'), encoding="utf-8")
    Workspace.open(project).run(today=TODAY)
    return project


def files(project: Path, named: str = "") -> Mapping[str, bytes]:
    """The project's files but its caches, those whose name holds a text."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file()
        and ".postl10n" not in path.parts
        and "articles" not in path.parts
        and named in path.name
    }


@pytest.mark.parametrize("spoil", SPOIL)
def test_the_others_are_done_and_nothing_of_it_is_touched(news: Path, spoil: Callable[[Path], None]) -> None:
    spoil(news)
    (news / "articles" / "rail.txt").write_text(OTHER.replace("ten", "nine"), encoding="utf-8")
    (news / "articles" / "air.txt").write_text("Air mail\n\nMail flies faster now.\n", encoding="utf-8")
    before = files(news, "bridge")

    report = Workspace.open(news).run(today=TODAY)

    (fault,) = report.faults
    assert "articles/" in str(fault)
    assert "ridge" in str(fault)
    assert report.update.taken_over == {}
    assert report.stats.orphans == ()
    assert report.build.removed == ()
    assert files(news, "bridge") == before
    assert b"nine days" in (news / "site" / "ru" / "rail.html").read_bytes()
    for page in ("ru/index.html", "en/index.html", "index.html", "ru/air.html"):
        assert b"A bridge for parcels" in (news / "site" / page).read_bytes(), page
    assert "The two sides signed" in (news / "site" / "ru" / "search-index.js").read_text("utf-8")
    after = files(news)
    assert Workspace.open(news).run(today=TODAY).faults[0].args == fault.args
    assert files(news) == after


@pytest.mark.parametrize("spoil", SPOIL)
def test_each_verb_tells_it(news: Path, spoil: Callable[[Path], None]) -> None:
    spoil(news)
    workspace = Workspace.open(news)
    reports = (
        workspace.update(today=TODAY),
        workspace.check(today=TODAY),
        workspace.score(),
        workspace.stats(),
        workspace.pretranslate(today=TODAY),
        workspace.build(options=OPTIONS),
        workspace.update(Selection(articles=("bridge",)), today=TODAY),
    )

    assert [len(report.faults) for report in reports] == [1] * len(reports)
    assert {str(one.place) for report in reports for one in report.faults} <= {
        *("articles/bridge.txt", "articles/bridge.txt:1", "articles/bridge.html:1", "articles/Bridge.md"),
        str(news / "articles" / "bridge.txt"),
    }


@pytest.mark.parametrize("spoil", SPOIL)
def test_strict_writes_nothing(news: Path, spoil: Callable[[Path], None]) -> None:
    spoil(news)
    (news / "articles" / "rail.txt").write_text(OTHER.replace("ten", "nine"), encoding="utf-8")
    before = files(news)
    for verb in (
        lambda: Workspace.open(news).run(strict=True),
        lambda: Workspace.open(news).update(strict=True),
        lambda: Workspace.open(news).build(options=OPTIONS, strict=True),
    ):
        with pytest.raises(Postl10nError):
            verb()

    assert files(news) == before


def test_strict_is_about_catalogs_too(news: Path) -> None:
    catalog = news / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    catalog.write_text('msgid "a\n', encoding="utf-8")
    (news / "articles" / "rail.txt").write_text(OTHER.replace("ten", "nine"), encoding="utf-8")
    before = files(news)

    with pytest.raises(Postl10nError, match=r"bridge\.po"):
        Workspace.open(news).run(strict=True)

    assert files(news) == before


def test_all_of_them_are_told_at_once(news: Path) -> None:
    unreadable(news)
    (news / "articles" / "Rail.html").write_text("<h1>Rail</h1><p>Text.")

    with pytest.raises(FaultGroup) as raised:
        Workspace.open(news).update(strict=True)
    assert [type(one) for one in raised.value.faults] == [ArticleError, ArticleError]


def test_one_that_is_mended_goes_on_where_it_was(news: Path) -> None:
    before = files(news)
    unreadable(news)
    Workspace.open(news).run(today=TODAY)
    (news / "articles" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")

    assert Workspace.open(news).run(today=TODAY).faults == ()

    assert files(news) == before


def test_a_page_that_was_never_made_is_no_page(project: Path) -> None:
    unreadable(project)
    (project / "articles" / "rail.txt").write_text(OTHER, encoding="utf-8")

    report = Workspace.open(project).run(today=TODAY)

    assert len(report.faults) == 1
    assert sorted(path.name for path in (project / "site" / "ru").glob("*.html")) == [
        "glossary.html",
        "index.html",
        "rail.html",
        "search.html",
    ]


def test_its_pages_stay_where_the_record_is_lost(news: Path) -> None:
    before = files(news, "bridge")
    (news / ".postl10n" / "build" / "pages.json").unlink()
    unreadable(news)

    assert len(Workspace.open(news).build(options=OPTIONS).faults) == 1

    assert files(news, "bridge") == before


def test_a_line_that_recurs_only_there_stays(project: Path) -> None:
    for number in range(3):
        text = f"Headline {number}\n\nArticle {number} has a text of its own.\n\n{FOLLOW}\n"
        (project / "articles" / f"a{number}.txt").write_text(text)
    Workspace.open(project).update(today=TODAY)
    before = files(project)
    for number in range(3):
        (project / "articles" / f"a{number}.txt").write_bytes(b"\0")

    Workspace.open(project).update(today=TODAY)

    assert files(project) == before


def test_another_article_takes_nothing_of_it_over(news: Path) -> None:
    unreadable(news)
    (news / "articles" / "parcels.txt").write_text(ARTICLE, encoding="utf-8")

    report = Workspace.open(news).update(today=TODAY)

    assert report.taken_over == {}
    assert (news / "locales" / "ru" / "LC_MESSAGES" / "bridge.po").exists()


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line: exit code, stdout, stderr."""

    def run(*arguments: str | Path) -> tuple[object, str, str]:
        monkeypatch.setattr("sys.argv", ["postl10n", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("verb", ["run", "update", "build", "check", "stats", "score", "pretranslate"])
def test_commands_end_with_the_fault(news: Path, command: Command, verb: str) -> None:
    unreadable(news)

    code, out, err = command(verb, "-C", news)

    assert (code, err) == (2, "error: articles/bridge.txt:1: has NUL bytes: not a text file\n")
    assert out.strip()


def test_json_names_it(news: Path, command: Command) -> None:
    unreadable(news)

    _, out, _ = command("update", "-C", news, "--format", "json")

    assert "has NUL bytes" in json.loads(out)["faults"][0]


@pytest.mark.parametrize("verb", ["run", "update", "build"])
def test_strict_commands_write_nothing(news: Path, command: Command, verb: str) -> None:
    unreadable(news)
    (news / "articles" / "rail.txt").write_text(OTHER.replace("ten", "nine"), encoding="utf-8")
    before = files(news)

    code, out, err = command(verb, "--strict", "-C", news)

    assert (code, out) == (2, "")
    assert err.count("articles/bridge.txt:1: has NUL bytes") == 1
    assert files(news) == before
