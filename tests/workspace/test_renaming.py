"""Articles under a new name keep every translation, whatever interrupts or limits the work."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from kills import kills, restore, state_of

from postl10n.errors import CatalogError, Postl10nError, UsageError
from postl10n.files.po import parse_po
from postl10n.model.catalog import Catalog
from postl10n.project import journal
from postl10n.project.catalogs import CatalogFiles
from postl10n.project.config import read_config
from postl10n.project.layout import ProjectLayout
from postl10n.project.scaffold import make_project
from postl10n.workspace import Selection, Workspace
from postl10n.workspace.pretranslate.journal import DraftJournal

TODAY = datetime.date(2026, 1, 2)
TITLE = "Parcel lockers by the station"
SENTENCES = ("Twelve lockers stand by the station.", "They are open day and night.", "A code opens the door.")
TRANSLATIONS = {
    "ru": ("У вокзала стоят двенадцать постаматов.", "Они открыты круглосуточно.", "Дверцу открывает код."),
    "pt_PT": ("Há doze cacifos junto à estação.", "Estão abertos dia e noite.", "Um código abre a porta."),
    "zh_Hans": ("车站旁有十二个快递柜。", "快递柜全天开放。", "凭取件码开门。"),
    "fr": ("Douze consignes se trouvent près de la gare.", "Elles sont ouvertes jour et nuit.", ""),
}
TARGETS = ("ru", "pt_PT", "zh_Hans")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two articles; `lockers` is translated into three targets and into fr, which was a target once."""
    folder = tmp_path / "news"
    make_project(folder, source="en", targets=[*TARGETS, "fr"])
    text = f"{TITLE}\n\n{' '.join(SENTENCES)}\n"
    (folder / "articles" / "lockers.txt").write_text(text, encoding="utf-8")
    (folder / "articles" / "other.txt").write_text("Stamps\n\nA stamp costs a coin.\n", encoding="utf-8")
    Workspace.open(folder).update()
    for locale, texts in TRANSLATIONS.items():
        path = catalog(folder, locale, "lockers")
        fill(path, dict(zip(SENTENCES, texts, strict=True)))
        # The second is a person's that needs work.
        data = path.read_text(encoding="utf-8")
        path.write_text(
            data.replace(f'msgid "{SENTENCES[1]}"', f'#, fuzzy\nmsgid "{SENTENCES[1]}"'), encoding="utf-8"
        )
    settings = folder / "postl10n.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(', "fr"', ""), encoding="utf-8")
    reference = folder / "references" / "ru" / "lockers.po"
    reference.parent.mkdir(parents=True)
    reference.write_bytes(catalog(folder, "ru", "lockers").read_bytes())
    event = {"event": "draft", "article": "lockers", "segment": "0" * 8, "hash": "1" * 8, "target": "Код."}
    journal.append(ProjectLayout(root=folder, project=read_config(folder)), "ru", [event])
    Workspace.open(folder).update()
    return folder


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder in memory, where there is one: hundreds of kills need not wait for a disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def catalog(project: Path, locale: str, article: str) -> Path:
    return project / "locales" / locale / "LC_MESSAGES" / f"{article}.po"


def fill(path: Path, texts: dict[str, str]) -> None:
    data = path.read_text(encoding="utf-8")
    for msgid, msgstr in texts.items():
        assert data.count(f'msgid "{msgid}"\nmsgstr ""') == 1
        data = data.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    path.write_text(data, encoding="utf-8")


def rename_source(project: Path) -> None:
    (project / "articles" / "lockers.txt").rename(project / "articles" / "boxes.txt")


def texts(path: Path) -> list[tuple[str, bool]]:
    entries = parse_po(path.read_bytes()).catalog.entries if path.exists() else ()
    return [(one.msgstr[0], one.fuzzy) for one in entries if one.msgid in SENTENCES and not one.obsolete]


def assert_texts_stand(project: Path, locale: str, article: str) -> None:
    first, second, third = TRANSLATIONS[locale]
    assert texts(catalog(project, locale, article)) == [(first, False), (second, True), (third, False)]


def assert_all_moved(project: Path) -> None:
    """Every translation stands under the new id with its state, and nothing is left of the old one."""
    for locale in TRANSLATIONS:
        assert_texts_stand(project, locale, "boxes")
    left = [
        path
        for path in project.rglob("lockers.*")
        if ".postl10n" not in path.parts and "site" not in path.parts
    ]
    assert not left


def assert_nothing_lost(project: Path, scratch: Path, command: Callable[[], object]) -> None:
    """Whatever a kill of the command leaves, a later `update` brings to what it comes to without one."""
    found = kills(project, command)
    Workspace.open(project).update(today=TODAY)
    whole = state_of(project)
    assert_all_moved(project)
    assert {*found.calls} >= {"write", "fsync", "rename", "replace", "unlink", "mkdir", "flock", "fchmod"}
    for number, state in found.states.items():
        killed = restore(state, scratch / str(number))
        Workspace.open(killed).update(today=TODAY)
        # A kill may leave a temporary file, which is nobody's work.
        left = {path: data for path, data in state_of(killed).items() if not path.endswith(".tmp")}
        assert left == whole, f"killed at call {number}, {found.calls[number - 1]}"


def test_a_killed_update_after_a_rename_loses_nothing(news: Path, scratch: Path) -> None:
    rename_source(news)
    workspace = Workspace.open(news)
    assert_nothing_lost(news, scratch, lambda: workspace.update(today=TODAY))


def test_a_killed_update_of_one_locale_after_a_rename_loses_nothing(news: Path, scratch: Path) -> None:
    rename_source(news)
    workspace = Workspace.open(news)
    assert_nothing_lost(news, scratch, lambda: workspace.update(Selection(locales=("ru",)), today=TODAY))


def test_a_killed_run_after_a_rename_loses_nothing(news: Path, scratch: Path) -> None:
    rename_source(news)
    workspace = Workspace.open(news)
    assert_nothing_lost(news, scratch, lambda: workspace.run(today=TODAY))


def test_a_killed_article_rename_is_finished_later(news: Path, scratch: Path) -> None:
    # Once it is recorded: killed before that, nothing was done.
    workspace = Workspace.open(news)

    def command() -> None:
        workspace.rename_article("lockers", "boxes")
        workspace.update(today=TODAY)

    found = kills(news, command)
    whole = state_of(news)
    assert_all_moved(news)
    assert {*found.calls} >= {"write", "fsync", "rename", "replace", "unlink", "mkdir", "flock", "fchmod"}
    recorded = [number for number, state in found.states.items() if "locales/.rename.json" in state]
    assert len(recorded) > 8
    for number, state in found.states.items():
        killed = restore(state, scratch / str(number))
        Workspace.open(killed).update(today=TODAY)
        if number < recorded[0]:
            assert texts(catalog(killed, "ru", "lockers"))
            Workspace.open(killed).rename_article("lockers", "boxes")
            Workspace.open(killed).update(today=TODAY)
        left = {path: data for path, data in state_of(killed).items() if not path.endswith(".tmp")}
        assert left == whole, f"killed at call {number}, {found.calls[number - 1]}"


@pytest.mark.parametrize("locale", TARGETS)
def test_a_lost_record_of_a_rename_loses_nothing(news: Path, scratch: Path, locale: str) -> None:
    found = kills(news, lambda: Workspace.open(news).rename_article("lockers", "boxes"))
    there = [TRANSLATIONS[locale][0], TRANSLATIONS[locale][2]]
    for number, state in found.states.items():
        killed = restore(
            {path: data for path, data in state.items() if ".rename" not in path}, scratch / str(number)
        )
        Workspace.open(killed).update(today=TODAY)
        old, new = (texts(catalog(killed, locale, article)) for article in ("lockers", "boxes"))
        assert [text for text, fuzzy in old + new if text and not fuzzy] == there


def test_each_locale_takes_over_by_itself(news: Path) -> None:
    rename_source(news)

    report = Workspace.open(news).update(Selection(locales=("pt_PT",)))

    assert report.taken_over == {"boxes": "lockers"}
    assert [(one.locale, one.after) for one in report.moved] == [
        ("pt_PT", "locales/pt_PT/LC_MESSAGES/boxes.po")
    ]
    assert_texts_stand(news, "pt_PT", "boxes")
    assert_texts_stand(news, "ru", "lockers")
    assert not catalog(news, "ru", "boxes").exists()
    again = Workspace.open(news).update(Selection(locales=("pt_PT",)))
    assert (again.taken_over, again.moved) == ({}, ())

    report = Workspace.open(news).update()

    assert {one.locale for one in report.moved} == {"ru", "zh_Hans", "fr", None}
    assert report.orphans == ()
    assert_all_moved(news)


def test_another_article_alone_takes_nothing_over(news: Path) -> None:
    rename_source(news)

    report = Workspace.open(news).update(Selection(articles=("other",)))

    assert (report.taken_over, report.orphans) == ({}, ())
    Workspace.open(news).update()
    assert_all_moved(news)


def test_a_broken_catalog_is_taken_over_when_it_is_mended(news: Path) -> None:
    rename_source(news)
    broken = catalog(news, "ru", "lockers")
    whole = broken.read_bytes()
    broken.write_bytes(whole + b'\nmsgid "unclosed\n')

    with pytest.raises(Postl10nError, match=r"lockers\.po"):
        Workspace.open(news).update()
    assert not catalog(news, "pt_PT", "boxes").exists()
    report = Workspace.open(news).run()
    assert [str(fault).partition(":")[0] for fault in report.faults] == ["locales/ru/LC_MESSAGES/lockers.po"]
    assert_texts_stand(news, "pt_PT", "boxes")
    assert not catalog(news, "ru", "boxes").exists()
    broken.write_bytes(whole)
    Workspace.open(news).run()

    assert_all_moved(news)


def test_what_an_older_release_left_is_taken_over(news: Path) -> None:
    """It renamed the template first, and made new, empty catalogs where it had not come to the old ones."""
    rename_source(news)
    templates = news / "locales" / "templates"
    (templates / "lockers.pot").rename(templates / "boxes.pot")
    kept = {locale: catalog(news, locale, "lockers").read_bytes() for locale in TARGETS}
    for locale in TARGETS:
        catalog(news, locale, "lockers").unlink()
    Workspace.open(news).update()
    for locale, data in kept.items():
        catalog(news, locale, "lockers").write_bytes(data)
    fill(catalog(news, "zh_Hans", "boxes"), {SENTENCES[0]: "另一个译文。"})

    report = Workspace.open(news).update()

    assert [one.locale for one in report.moved] == ["ru", "pt_PT", "fr", "ru"]
    assert_texts_stand(news, "ru", "boxes")
    assert_texts_stand(news, "pt_PT", "boxes")
    assert texts(catalog(news, "zh_Hans", "boxes"))[0] == ("另一个译文。", False)
    assert_texts_stand(news, "zh_Hans", "lockers")
    assert report.orphans == ("locales/zh_Hans/LC_MESSAGES/lockers.po",)


def test_catalogs_without_an_article_are_named(news: Path) -> None:
    (news / "articles" / "lockers.txt").unlink()
    catalog(news, "ru", "empty").write_bytes(catalog(news, "ru", "other").read_bytes())

    report = Workspace.open(news).run()

    assert report.update.orphans == tuple(f"locales/{one}/LC_MESSAGES/lockers.po" for one in TARGETS)
    assert "locales/ru/LC_MESSAGES/empty.po" in report.stats.orphans
    assert Workspace.open(news).update(Selection(locales=("ru",))).orphans == (
        "locales/ru/LC_MESSAGES/lockers.po",
    )


def test_article_rename_gives_orphans_to_an_article(news: Path) -> None:
    """Its own catalogs, in which nobody worked, are in nobody's way."""
    (news / "articles" / "lockers.txt").unlink()
    (news / "articles" / "boxes.txt").write_text(
        f"Boxes\n\n{SENTENCES[0]}\n\nA. B. C. D. E.\n", encoding="utf-8"
    )
    Workspace.open(news).update()
    assert texts(catalog(news, "ru", "boxes")) == [("", False)]

    Workspace.open(news).rename_article("lockers", "boxes")
    Workspace.open(news).update()

    assert texts(catalog(news, "ru", "boxes")) == [(TRANSLATIONS["ru"][0], False)]
    assert Workspace.open(news).update().orphans == ()


def test_article_rename_takes_no_translation_s_place(news: Path) -> None:
    (news / "articles" / "lockers.txt").unlink()
    (news / "articles" / "boxes.txt").write_text("Boxes\n\nA box. A lid.\n", encoding="utf-8")
    Workspace.open(news).update()
    fill(catalog(news, "zh_Hans", "boxes"), {"A box.": "一个箱子。"})
    before = state_of(news)

    with pytest.raises(UsageError, match=r"zh_Hans/LC_MESSAGES/boxes\.po: is in the way"):
        Workspace.open(news).rename_article("lockers", "boxes")

    assert state_of(news) == before


def test_a_record_that_can_t_be_read_stops_what_writes(news: Path) -> None:
    record = news / "locales" / ".rename.json"
    for text in ("{", '{"old": "../lockers", "new": "boxes"}', '["lockers", "boxes"]'):
        record.write_text(text, encoding="utf-8")
        before = state_of(news)
        with pytest.raises(UsageError, match=r"locales/\.rename\.json: can't be read"):
            Workspace.open(news).update()
        assert state_of(news) == before


def test_an_interrupted_rename_can_be_asked_for_again(news: Path) -> None:
    (news / "locales" / ".rename.json").write_text('{"old": "lockers", "new": "boxes"}', encoding="utf-8")
    catalog(news, "ru", "lockers").rename(catalog(news, "ru", "boxes"))

    paths = Workspace.open(news).rename_article("lockers", "boxes")

    assert {"articles/boxes.txt", "locales/ru/LC_MESSAGES/boxes.po"} <= {*paths}
    Workspace.open(news).update()
    assert_all_moved(news)


def test_a_rename_and_an_update_at_once(news: Path) -> None:
    with ThreadPoolExecutor() as pool:
        first = pool.submit(Workspace.open(news).update)
        rename = pool.submit(Workspace.open(news).rename_article, "lockers", "boxes")
        last = pool.submit(Workspace.open(news).update)
        assert all(report.taken_over == {} for report in (first.result(), last.result()))
        assert "articles/boxes.txt" in rename.result()
    Workspace.open(news).update()

    assert_all_moved(news)


def test_a_catalog_renamed_under_an_open_command_is_not_made_anew(news: Path) -> None:
    files = CatalogFiles(ProjectLayout(root=news, project=Workspace.open(news).project))
    path = catalog(news, "ru", "lockers")
    stored = files.read(path)
    path.rename(catalog(news, "ru", "boxes"))

    with pytest.raises(CatalogError, match="renamed or removed by another program"):
        files.write(stored, lambda _: Catalog(header=None, entries=()))

    assert not path.exists()


@pytest.mark.parametrize("rename", ["mv", "article rename"])
def test_the_journal_follows(news: Path, rename: str) -> None:
    """A draft that a person deleted is not offered again under the new id."""
    if rename == "mv":
        rename_source(news)
        Workspace.open(news).update()
    else:
        Workspace.open(news).rename_article("lockers", "boxes")

    known = DraftJournal(ProjectLayout(root=news, project=Workspace.open(news).project), "ru", TODAY)

    assert known.rejected("boxes") == {(None, "0" * 8): frozenset({"1" * 8})}
    assert known.rejected("lockers") == {}


@pytest.mark.parametrize(
    ("source", "new", "expected"),
    [
        ("2025/Lockers.txt", "2025-boxes", "2025/boxes.txt"),
        ("2025/Lockers.txt", "boxes", "boxes.txt"),
        ("2025/Lockers.txt", "2025-", "2025-.txt"),
        ("2025/q1/a_b.md", "2025-q1-boxes", "2025/q1/boxes.md"),
        ("000_93E9.txt", "boxes", "boxes.txt"),
    ],
)
def test_a_source_stays_in_its_folder_where_its_new_id_allows_that(
    tmp_path: Path, source: str, new: str, expected: str
) -> None:
    folder = tmp_path / "news"
    make_project(folder, source="en", targets=["ru"])
    path = folder / "articles" / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{TITLE}\n\n{SENTENCES[0]}\n", encoding="utf-8")
    workspace = Workspace.open(folder)
    (old,) = {one.article for one in workspace.update().catalogs} - {"site"}
    fill(catalog(folder, "ru", old), {SENTENCES[0]: "Двенадцать."})

    assert f"articles/{expected}" in workspace.rename_article(old, new)

    report = Workspace.open(folder).update()
    assert {one.article for one in report.catalogs} == {new, "site"}
    assert "Двенадцать." in catalog(folder, "ru", new).read_text("utf-8")


def test_article_rename_makes_no_second_source_of_an_id(news: Path) -> None:
    (news / "articles" / "boxes.html").write_text("<h1>Boxes</h1><p>There are boxes.</p>", encoding="utf-8")
    with pytest.raises(UsageError, match="there is an article 'boxes' already"):
        Workspace.open(news).rename_article("lockers", "boxes")
    (news / "articles" / "Lockers.md").write_text("# Lockers\n\nThere are lockers.\n", encoding="utf-8")
    with pytest.raises(Postl10nError, match="has the id 'lockers'"):
        Workspace.open(news).rename_article("lockers", "cells")
    assert catalog(news, "ru", "lockers").exists()
