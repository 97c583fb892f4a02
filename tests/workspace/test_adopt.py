"""Published translations become catalogs, the memory or references; what people wrote stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.errors import Postl10nError, UsageError
from postl10n.files.po import parse_po
from postl10n.model.adoption import AdoptedPage, AdoptOutcome
from postl10n.model.catalog import Entry
from postl10n.model.states import State, origin_of, state_of
from postl10n.workspace import AdoptOptions, Workspace

ARTICLE = """\
<html lang="en"><body><nav><a href="/">Home</a></nav><article>
<h1>Belpost opens a sorting centre in Brest</h1>
<p>Belpost opened a <a href="/brest">sorting centre</a> in Brest on 3 May 2024. It handles 1.75 million parcels a year.
The Minister of Communications visited the site.</p>
<p>China Post will use it for its trains to Duisburg. The first of them left Chongqing in April 2020 with 44 containers.</p>
<p>Could other posts follow? Iran Post has asked for details of the plan.</p>
</article></body></html>
"""
PAGE = """\
<html lang="ru"><body><nav><a href="/">Главная</a></nav><article>
<h1>«Белпочта» открыла в Бресте сортировочный центр</h1>
<p>3&nbsp;мая 2024&nbsp;года «Белпочта» открыла в Бресте <a href="/brest">сортировочный центр</a>. Он обрабатывает
1,75&nbsp;млн посылок в год. Объект посетил министр связи.</p>
<p>«Почта Китая» будет использовать его для своих поездов в Дуйсбург, первый из которых вышел из Чунцина
в&nbsp;апреле 2020&nbsp;года с&nbsp;44&nbsp;контейнерами.</p>
<p>Последуют ли этому примеру другие почты? Читайте также наши новости за 2019 год.</p>
</article></body></html>
"""
TITLE = "Belpost opens a sorting centre in Brest"
FIGURE = "It handles 1.75 million parcels a year."
LINKED = "Belpost opened a {1}sorting centre{/1} in Brest on 3 May 2024."


@pytest.fixture
def workspace(project: Path) -> Workspace:
    (project / "articles" / "brest.html").write_text(ARTICLE, "utf-8")
    (project / "brest-ru.html").write_text(PAGE, "utf-8")
    workspace = Workspace.open(project)
    workspace.update()
    return workspace


def adopt(workspace: Workspace, options: AdoptOptions | None = None) -> AdoptedPage:
    (page,) = workspace.adopt("brest", workspace.root / "brest-ru.html", options).pages
    return page


def catalog_path(workspace: Workspace) -> Path:
    return workspace.root / "locales" / "ru" / "LC_MESSAGES" / "brest.po"


def entries(path: Path) -> dict[str, Entry]:
    return {one.msgid: one for one in parse_po(path.read_bytes(), path=str(path)).catalog.active()}


def test_a_page_fills_the_catalog_with_drafts_that_say_where_they_are_from(workspace: Workspace) -> None:
    page = adopt(workspace)
    found = entries(catalog_path(workspace))
    assert found[TITLE].msgstr == ("«Белпочта» открыла в Бресте сортировочный центр",)
    # The page's no-break spaces are the translator's.
    assert found[FIGURE].msgstr == ("Он обрабатывает 1,75\u00a0млн посылок в год.",)
    origin = origin_of(found[FIGURE])
    assert origin is not None
    assert (origin.name, state_of(found[FIGURE])) == ("adopted", State.DRAFT)
    assert page.written == "locales/ru/LC_MESSAGES/brest.po"
    assert AdoptOutcome.DIFFERS not in [pair.outcome for pair in page.pairs]


def test_markup_is_that_of_the_article(workspace: Workspace) -> None:
    adopt(workspace)
    found = entries(catalog_path(workspace))[LINKED].msgstr[0]
    assert found == "3\u00a0мая 2024\u00a0года «Белпочта» открыла в Бресте {1}сортировочный центр{/1}."


def test_a_sentence_that_translates_two_is_merged(workspace: Workspace) -> None:
    adopt(workspace)
    found = entries(catalog_path(workspace))
    head = found["China Post will use it for its trains to Duisburg."].msgstr[0]
    assert head.startswith("«Почта Китая»")
    assert head.endswith("44\u00a0контейнерами.")
    follower = found["The first of them left Chongqing in April 2020 with 44 containers."]
    assert follower.msgstr == ("{merged}",)


def test_what_has_no_partner_is_listed(workspace: Workspace) -> None:
    page = adopt(workspace)
    assert page.without_translation == ("Iran Post has asked for details of the plan.",)
    assert page.without_source == ("Читайте также наши новости за 2019 год.",)


def test_a_persons_translation_is_kept_byte_for_byte(workspace: Workspace) -> None:
    path = catalog_path(workspace)
    text = path.read_text("utf-8")
    own = 'msgid "It handles 1.75 million parcels a year."\nmsgstr "Ежегодно он   принимает 1,75 млн посылок."\n'
    path.write_text(text.replace(own.splitlines()[0] + '\nmsgstr ""\n', own), "utf-8")
    page = adopt(workspace)
    assert own in path.read_text("utf-8")
    (kept,) = [pair for pair in page.pairs if pair.outcome is AdoptOutcome.DIFFERS]
    assert kept.source == FIGURE


def test_adopting_again_changes_nothing(workspace: Workspace) -> None:
    adopt(workspace)
    before = catalog_path(workspace).read_bytes()
    page = adopt(workspace)
    assert catalog_path(workspace).read_bytes() == before
    assert not page.written
    assert {pair.outcome for pair in page.pairs} == {AdoptOutcome.SAME}


def test_a_draft_that_somebody_edited_is_kept(workspace: Workspace) -> None:
    adopt(workspace)
    path = catalog_path(workspace)
    path.write_text(path.read_text("utf-8").replace("Он обрабатывает", "Центр обрабатывает"), "utf-8")
    adopt(workspace)
    assert entries(path)[FIGURE].msgstr[0].startswith("Центр обрабатывает")


def test_dry_run_writes_nothing(workspace: Workspace) -> None:
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    page = adopt(workspace, AdoptOptions(dry_run=True))
    assert [pair.outcome for pair in page.pairs].count(AdoptOutcome.ENTERED) >= 4
    after = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    assert {path for path in after if ".postl10n" not in path.parts} == {
        path for path in before if ".postl10n" not in path.parts
    }
    assert all(after[path] == data for path, data in before.items() if ".postl10n" not in path.parts)


def test_with_trust_certain_pairs_are_approved_and_doubtful_ones_are_not(workspace: Workspace) -> None:
    wrong = PAGE.replace("1,75&nbsp;млн", "1,57&nbsp;млн")
    (workspace.root / "brest-ru.html").write_text(wrong, "utf-8")
    adopt(workspace, AdoptOptions(trust=True))
    found = entries(catalog_path(workspace))
    assert state_of(found[TITLE]) is State.APPROVED
    assert state_of(found[FIGURE]) is State.DRAFT
    (doubt,) = [one for one in found[FIGURE].comments if one.startswith("postl10n: doubtful")]
    assert "1.75 million" in doubt


def test_pages_of_a_folder_are_paired_by_name_links_or_content(workspace: Workspace, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "ru").mkdir(parents=True)
    (pages / "unrelated.ru.txt").write_text(
        "Рецепт борща\n\nНарежьте свёклу соломкой.\n\nВарите её два часа на слабом огне.\n", "utf-8"
    )
    (pages / "ru" / "news-17.html").write_text(PAGE, "utf-8")
    report = workspace.adopt(None, pages)
    found = {Path(page.page).name: page for page in report.pages}
    assert found["news-17.html"].article == "brest"
    assert found["news-17.html"].written
    assert found["unrelated.ru.txt"].refused
    named = PAGE.replace("<html lang", '<link rel="alternate" hreflang="en" href="/en/brest.html"><html lang')
    (pages / "ru" / "news-17.html").write_text(named, "utf-8")
    assert {page.article for page in workspace.adopt(None, pages).pages} >= {"brest"}


def test_a_page_may_name_its_language_more_or_less_exactly_than_the_settings(workspace: Workspace) -> None:
    path = workspace.root / "brest-ru.html"
    path.write_text(PAGE.replace('lang="ru"', 'lang="ru-RU"'), "utf-8")
    (page,) = workspace.adopt("brest", path).pages
    assert (page.locale, page.refused) == ("ru", "")
    path.write_text(PAGE.replace('lang="ru"', 'lang="uk"'), "utf-8")
    with pytest.raises(UsageError, match="does not say which of the targets"):
        workspace.adopt("brest", path)


def test_an_unrelated_page_is_refused(workspace: Workspace) -> None:
    path = workspace.root / "other.txt"
    path.write_text(
        "Погода\n\nВ субботу ожидается дождь.\n\nВетер западный, до 7 метров в секунду.\n", "utf-8"
    )
    before = catalog_path(workspace).read_bytes()
    (page,) = workspace.adopt("brest", path, AdoptOptions(locale="ru")).pages
    assert page.refused
    assert catalog_path(workspace).read_bytes() == before


def test_an_untranslated_page_is_refused(workspace: Workspace) -> None:
    path = workspace.root / "brest-ru.html"
    path.write_text(ARTICLE.replace('lang="en"', 'lang="ru"'), "utf-8")
    assert "not translated" in adopt(workspace).refused


def test_a_po_file_of_paragraphs_is_a_page(workspace: Workspace) -> None:
    paragraphs = [
        "«Белпочта» открыла в Бресте сортировочный центр",
        "3 мая 2024 года «Белпочта» открыла в Бресте сортировочный центр. Он обрабатывает 1,75 млн посылок в год.",
        "«Почта Китая» будет использовать его для своих поездов в Дуйсбург.",
    ]
    body = "\n\n".join(f'msgid "paragraph {at}"\nmsgstr "{text}"' for at, text in enumerate(paragraphs))
    path = workspace.root / "paragraphs.po"
    path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{body}\n', "utf-8")
    (page,) = workspace.adopt("brest", path, AdoptOptions(locale="ru")).pages
    entered = (AdoptOutcome.ENTERED, AdoptOutcome.DOUBTFUL)
    assert sum(pair.outcome in entered for pair in page.pairs) >= 3
    assert entries(catalog_path(workspace))[FIGURE].msgstr[0].startswith("Он обрабатывает")


def test_certain_pairs_go_to_the_memory(workspace: Workspace) -> None:
    page = adopt(workspace, AdoptOptions(to="memory"))
    assert page.written == "memory/adopted-ru.tmx"
    (match, *_) = workspace.memory.lookup(FIGURE, source_locale="en", locale="ru")
    assert match.target.replace("\u00a0", " ") == "Он обрабатывает 1,75 млн посылок в год."
    assert not any(one.msgstr[0] for one in entries(catalog_path(workspace)).values() if one.msgid)


def test_pairs_go_to_the_references(workspace: Workspace) -> None:
    page = adopt(workspace, AdoptOptions(to="references"))
    path = workspace.root / page.written
    assert page.written == "references/ru/brest.po"
    assert state_of(entries(path)[FIGURE]) is State.APPROVED
    adopt(workspace, AdoptOptions(to="references"))
    assert entries(path)[FIGURE].msgstr[0].startswith("Он обрабатывает")


def test_wrong_uses_are_told_before_anything_is_written(workspace: Workspace) -> None:
    page = workspace.root / "brest-ru.html"
    with pytest.raises(UsageError, match="nosuch"):
        workspace.adopt("nosuch", page)
    with pytest.raises(UsageError, match="target"):
        workspace.adopt("brest", page, AdoptOptions(locale="fr"))
    with pytest.raises(UsageError, match="destination"):
        workspace.adopt("brest", page, AdoptOptions(to="elsewhere"))
    with pytest.raises(UsageError, match="no such folder"):
        workspace.adopt(None, workspace.root / "nowhere")
    with pytest.raises(Postl10nError, match="no such article"):
        workspace.adopt("brest", workspace.root / "missing.html", AdoptOptions(locale="ru"))
    undeclared = workspace.root / "undeclared.txt"
    undeclared.write_text("Страница\n", "utf-8")
    with pytest.raises(UsageError, match="--locale"):
        workspace.adopt("brest", undeclared)
