"""`[[extract.site]]`, side files, and what `extract --learn` proposes."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from postl10n.cli import commands
from postl10n.errors import Postl10nError, UsageError
from postl10n.model.article import Article
from postl10n.project.config import read_config
from postl10n.workspace import Workspace, read_article
from postl10n.workspace.one_article import learn_rules

PLACES = ["Faro", "Braga", "Viseu", "Tavira", "Elvas", "Chaves"]


def _crawled(number: int) -> str:
    place = PLACES[number]
    return f"""\
Southern Post
Skip to the text
Press releases and statements of the company
The post office in {place} opens again after the flood
{number + 3} {["March", "April", "May"][number % 3]} 2025 | Southern Post | read {17 * number + 5} times
The office in {place} was closed for {number + 2} weeks, and its staff worked from a van.
It serves {number + 4} villages around {place}, where letters had been late.
Follow Southern Post on three networks
Stamps of the year {2020 + number}
Terms and conditions
"""


@pytest.fixture
def news(project: Path) -> Path:
    for number in range(len(PLACES)):
        folder = project / "articles" / "press"
        folder.mkdir(exist_ok=True)
        (folder / f"{PLACES[number].lower()}.txt").write_text(_crawled(number), encoding="utf-8")
    return project


def _extract(*arguments: str | Path) -> str:
    done = CliRunner().invoke(commands, ["extract", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.stdout


def _texts(article: Article) -> list[str]:
    return [block.text for block in article.document.blocks]


def test_a_learnt_block_is_read_back(news: Path) -> None:
    pages = sorted((news / "articles" / "press").iterdir())

    block = _extract("--learn", *pages)

    proposed = tomllib.loads(block)["extract"]["site"][0]
    assert proposed["paths"] == ["press/*.txt"]
    assert "headline_below" in proposed or "headline_above" in proposed
    with (news / "postl10n.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{block}")
    for number, place in enumerate(PLACES):
        article = read_article(news / "articles" / "press" / f"{place.lower()}.txt")
        assert article.document.title.text == f"The post office in {place} opens again after the flood"
        assert article.document.date
        assert article.document.date.day == number + 3
        assert " ".join(_texts(article)) == (
            f"The office in {place} was closed for {number + 2} weeks, and its staff worked from a van. "
            f"It serves {number + 4} villages around {place}, where letters had been late."
        )


def test_too_few_pages_teach_nothing(news: Path) -> None:
    with pytest.raises(UsageError, match="so few pages"):
        learn_rules([news / "articles" / "press" / "faro.txt"])


def test_one_file_is_shown_at_a_time(news: Path) -> None:
    assert CliRunner().invoke(commands, ["extract", "a.txt", "b.txt"]).exit_code == 2


def test_rules_of_a_host(project: Path) -> None:
    page = '<html lang=en><link rel=canonical href="https://www.south.example/1"><h1>Press</h1><h2>Hall</h2><p>It opens.'
    (project / "articles" / "hall.html").write_text(page, encoding="utf-8")
    with (project / "postl10n.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[extract.site]]\nhost = "south.example"\nheadline_css = "h2"\n')

    Workspace.open(project).update()

    template = (project / "locales" / "templates" / "hall.pot").read_text("utf-8")
    assert 'msgctxt "title"\nmsgid "Hall"' in template


def test_a_side_file_overrides_one_article(news: Path) -> None:
    article = news / "articles" / "press" / "faro.txt"
    side = article.with_name("faro.txt.toml")
    side.write_text('title = "Faro is back"\ndate = 2024-02-03\nend = "^It serves"\n', encoding="utf-8")

    read = json.loads(_extract(article, "--format", "json"))

    assert (read["title"]["text"], read["date"]) == ("Faro is back", "2024-02-03")
    assert "It serves" not in json.dumps(read["blocks"])
    assert any(one["text"].startswith("It serves") for one in read["boilerplate"])
    Workspace.open(news).update()
    Workspace.open(news).rename_article("press-faro", "press-flood")
    assert article.with_name("flood.txt.toml").is_file()
    assert not side.exists()


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        ('[[extract.site]]\nheadline = "x"', 2, "neither paths nor host"),
        ('[[extract.site]]\npaths = ["a/*"]\nheadlines = "x"', 4, "unknown setting 'headlines'"),
        ('[[extract.site]]\npaths = ["a/*"]\nheadline = "("', 4, "no regular expression"),
        ('[[extract.site]]\npaths = ["a/*"]\nfurniture = "x"', 4, "must be a list of texts"),
        ('[[extract.site]]\npaths = ["a/*"]\nend = "(a+){1}"', 4, "repeats a repetition"),
        ('[[extract.site]]\npaths = ["a/*"]\ndate_css = "p:hover"', 4, "no selector"),
        ("[extract]\nsites = 1", 2, "must be tables"),
    ],
)
def test_faults_of_settings_have_their_lines(tmp_path: Path, block: str, line: int, message: str) -> None:
    (tmp_path / "postl10n.toml").write_text(f'targets = ["ru"]\n{block}\n', encoding="utf-8")

    with pytest.raises(Postl10nError, match=message) as caught:
        read_config(tmp_path)

    assert f"postl10n.toml:{line}" in str(caught.value)


def test_a_faulty_side_file_leaves_its_article_out(news: Path) -> None:
    (news / "articles" / "press" / "faro.txt.toml").write_text("title = 3\n", encoding="utf-8")

    report = Workspace.open(news).update()

    assert [str(one).partition(":")[0] for one in report.faults] == ["articles/press/faro.txt.toml"]


def test_notices_that_differ_by_figures_are_no_furniture(tmp_path: Path) -> None:
    for number in (12, 13, 14):
        text = (
            f"Island Post\nNotices\nTender {number} of the sorting office\n{number} March 2025\n"
            f"Offers for {number} new sorting machines are opened on the quay at noon on Monday, "
            "in front of all who made one.\nPrint this page\n"
        )
        (tmp_path / f"tender-{number}.txt").write_text(text, encoding="utf-8")

    block = learn_rules(sorted(tmp_path.glob("*.txt")))

    assert "headline_below = '^Notices$'" in block
    assert "Tender" not in block
    assert "Offers" not in block
