"""The memory of a project: kept in step with its files, mended when damaged, and what it gives to catalogs."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample import ARTICLE

from postl10n.errors import CatalogError, UsageError
from postl10n.files.po import parse_po
from postl10n.model.catalog import Catalog
from postl10n.model.memory import UnitState
from postl10n.model.states import State, state_of
from postl10n.workspace import Selection, Workspace

TODAY = datetime.date(2026, 1, 2)
SIGNED = "The two sides signed an agreement."


def path_of(project: Path, article: str = "bridge", locale: str = "ru") -> Path:
    return project / "locales" / locale / "LC_MESSAGES" / f"{article}.po"


def read(path: Path) -> Catalog:
    return parse_po(path.read_bytes()).catalog


def msgstr(path: Path, msgid: str, new: str, old: str = "") -> None:
    text = path.read_text(encoding="utf-8")
    before = f'msgid "{msgid}"\nmsgstr "{old}"'
    assert text.count(before) == 1
    path.write_text(text.replace(before, f'msgid "{msgid}"\nmsgstr "{new}"'), encoding="utf-8")


@pytest.fixture
def news(project: Path) -> Path:
    """Two articles that share all but a year; the first has a sentence translated."""
    Workspace.open(project).update(today=TODAY)
    msgstr(path_of(project), SIGNED, "Стороны подписали соглашение.")
    msgstr(path_of(project), "It took effect on May 12.", "Оно вступило в силу 12 мая.")
    second = ARTICLE.replace("May 12", "June 9").replace("A bridge", "Another bridge")
    (project / "articles" / "second.txt").write_text(second, encoding="utf-8")
    Workspace.open(project).update(today=TODAY)
    return project


def snapshot(project: Path) -> dict[str, str]:
    files = (path for path in project.rglob("*") if path.is_file() and ".postl10n" not in path.parts)
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_drafts_come_from_approved_entries(news: Path) -> None:
    report = Workspace.open(news).pretranslate(today=TODAY)

    entries = {entry.msgid: entry for entry in read(path_of(news, "second")).active()}
    assert entries[SIGNED].msgstr == ("Стороны подписали соглашение.",)
    assert entries["It took effect on June 9."].msgstr == ("Оно вступило в силу 9 июня.",)
    assert {state_of(one) for one in entries.values()} == {State.DRAFT, State.EMPTY}
    by_locale = report.by_locale()
    assert by_locale["ru"]["exact"].segments == 1
    assert by_locale["ru"]["normalised"].segments == 1
    assert by_locale["zh_Hans"]["left"].segments == sum(one.segments for one in by_locale["zh_Hans"].values())
    lines = [json.loads(line) for line in (news / "locales/ru/journal.jsonl").read_text().splitlines()]
    assert [(one["event"], one["article"], one["origin"]) for one in lines] == [
        ("draft", "second", "memory")
    ] * 2
    assert {one["target"] for one in lines} == {
        "Стороны подписали соглашение.",
        "Оно вступило в силу 9 июня.",
    }


def test_a_second_time_changes_no_byte(news: Path) -> None:
    Workspace.open(news).pretranslate(today=TODAY)
    before = snapshot(news)
    Workspace.open(news).pretranslate(today=datetime.date(2026, 3, 4))
    Workspace.open(news).update(today=TODAY)
    assert snapshot(news) == before


def test_a_dry_run_writes_nothing(news: Path) -> None:
    before = snapshot(news)
    report = Workspace.open(news).pretranslate(dry_run=True, today=TODAY)
    assert snapshot(news) == before
    assert not any(one.written for one in report.catalogs)
    assert report.by_locale()["ru"]["exact"].segments == 1


def test_a_deleted_draft_is_not_offered_again(news: Path) -> None:
    Workspace.open(news).pretranslate(today=TODAY)
    msgstr(path_of(news, "second"), SIGNED, "", "Стороны подписали соглашение.")

    workspace = Workspace.open(news)
    workspace.pretranslate(today=TODAY)
    assert read(path_of(news, "second")).by_key()[None, SIGNED].msgstr == ("",)
    workspace.pretranslate(again=True, today=TODAY)
    assert read(path_of(news, "second")).by_key()[None, SIGNED].msgstr == ("Стороны подписали соглашение.",)


def test_a_run_killed_before_the_journal_loses_no_draft(news: Path) -> None:
    """The draft stands in the catalog: the next run tells the journal, and does not take it for rejected."""
    Workspace.open(news).pretranslate(today=TODAY)
    journal = news / "locales/ru/journal.jsonl"
    told = journal.read_bytes()
    journal.unlink()
    Workspace.open(news).pretranslate(today=TODAY)
    assert sorted(journal.read_bytes().splitlines()) == sorted(told.splitlines())


def test_only_what_is_selected_is_filled(news: Path) -> None:
    report = Workspace.open(news).pretranslate(Selection(locales=("ru",), articles=("bridge",)), today=TODAY)
    assert [(one.locale, one.article) for one in report.catalogs] == [("ru", "bridge")]
    assert read(path_of(news, "second")).by_key()[None, SIGNED].msgstr == ("",)


def test_an_inherited_entry_stays_empty(tmp_path: Path, news: Path) -> None:
    settings = news / "postl10n.toml"
    text = settings.read_text(encoding="utf-8")
    targets = '"ru", "zh_Hans", "zh_Hant", "zh_Hant_HK"'
    text = text.replace('"ru", "zh_Hans"', targets) + '\n[locale.zh_Hant_HK]\ninherits = "zh_Hant"\n'
    assert targets in text
    settings.write_text(text, encoding="utf-8")
    Workspace.open(news).update(today=TODAY)
    for locale in ("zh_Hant", "zh_Hant_HK"):
        (news / "memory").mkdir(exist_ok=True)
        source = tmp_path / f"{locale}.csv"
        source.write_text(f"source,target\n{SIGNED},雙方簽署協議。\n", encoding="utf-8")
        Workspace.open(news).memory.import_file(source, locale=locale)
    msgstr(path_of(news, locale="zh_Hant"), SIGNED, "雙方簽署協議。")
    Workspace.open(news).pretranslate(today=TODAY)
    assert read(path_of(news, locale="zh_Hant_HK")).by_key()[None, SIGNED].msgstr == ("",)
    assert read(path_of(news, "second", "zh_Hant_HK")).by_key()[None, SIGNED].fuzzy


def test_lookup_follows_the_files(news: Path) -> None:
    (match,) = Workspace.open(news).memory.lookup(SIGNED, source_locale="en", locale="ru")
    assert (match.source, match.target, match.score) == (SIGNED, "Стороны подписали соглашение.", 1.0)
    near = Workspace.open(news).memory.lookup("The  two sides signed the agreement.", locale="ru", least=0.8)
    assert [one.source for one in near] == [SIGNED]

    msgstr(path_of(news), SIGNED, "Подписано.", "Стороны подписали соглашение.")
    assert [one.target for one in Workspace.open(news).memory.lookup(SIGNED, locale="ru")] == ["Подписано."]
    path_of(news).unlink()
    assert Workspace.open(news).memory.lookup(SIGNED, locale="ru") == []


def test_a_file_of_the_same_size_and_time_is_seen(news: Path) -> None:
    workspace = Workspace.open(news)
    workspace.memory.refresh()
    path = path_of(news)
    status = path.stat()
    msgstr(path, SIGNED, "Стороны подписали соглашенье.", "Стороны подписали соглашение.")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    workspace.memory.refresh()
    assert workspace.memory.lookup(SIGNED, locale="ru")[0].target == "Стороны подписали соглашенье."


@pytest.mark.parametrize("keep", [0, 100, 9000, None])
def test_a_damaged_store_is_set_aside_and_made_again(news: Path, keep: int | None) -> None:
    Workspace.open(news).memory.refresh()
    before = snapshot(news)
    store = news / ".postl10n" / "memory.sqlite"
    data = store.read_bytes()
    store.write_bytes(b"\xff" * len(data) if keep is None else data[:keep])

    assert Workspace.open(news).memory.lookup(SIGNED, locale="ru")[0].score == 1
    assert snapshot(news) == before
    aside = list((news / ".postl10n").glob("memory.damaged-*.sqlite"))
    assert len(aside) == (0 if keep == 0 else 1)


def test_the_store_may_be_deleted(news: Path) -> None:
    counts = Workspace.open(news).memory.stats()
    for path in (news / ".postl10n").glob("memory*"):
        path.unlink()
    assert Workspace.open(news).memory.stats() == counts
    assert Workspace.open(news).memory.rebuild() == counts


def test_a_broken_catalog_is_left_out_and_named(news: Path) -> None:
    path_of(news, "second").write_text('msgid "x\n', encoding="utf-8")
    memory = Workspace.open(news).memory
    assert memory.lookup(SIGNED, locale="ru")
    assert ["second.po" in str(fault) for fault in memory.stats().faults] == [True]


def test_import_and_export(tmp_path: Path, news: Path) -> None:
    memory = Workspace.open(news).memory
    data, left_out = memory.export(locale="ru")
    assert left_out == 0
    agency = tmp_path / "agency.tmx"
    agency.write_bytes(data.replace(b'xml:lang="ru"', b'xml:lang="pl"'))
    done = memory.import_file(agency)
    assert (done.path, done.units) == ("memory/agency.tmx", 2)
    assert (news / "memory" / "agency.tmx").read_bytes() == agency.read_bytes()
    assert memory.lookup(SIGNED, locale="pl")[0].target == "Стороны подписали соглашение."

    with pytest.raises(UsageError, match="exists already"):
        memory.import_file(agency, state=UnitState.FUZZY)
    memory.import_file(agency, state=UnitState.FUZZY, over=True)
    assert memory.lookup(SIGNED, locale="pl") == []
    assert memory.lookup(SIGNED, locale="pl", approved_only=False)

    memory.import_file(path_of(news), locale="be", source_locale="en")
    assert memory.lookup(SIGNED, locale="be")


def test_an_import_that_fails_copies_nothing(tmp_path: Path, news: Path) -> None:
    bad = tmp_path / "bad.tmx"
    bad.write_text('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx version="1.4"/>', encoding="utf-8")
    with pytest.raises(CatalogError, match="DOCTYPE"):
        Workspace.open(news).memory.import_file(bad)
    empty = tmp_path / "empty.tmx"
    empty.write_text('<tmx version="1.4"><header srclang="en"/><body/></tmx>', encoding="utf-8")
    with pytest.raises(CatalogError, match="nothing"):
        Workspace.open(news).memory.import_file(empty)
    assert not (news / "memory").exists()


def test_an_article_that_is_gone_still_counts(news: Path) -> None:
    (news / "articles" / "bridge.txt").unlink()
    Workspace.open(news).update(today=TODAY)
    assert Workspace.open(news).memory.lookup(SIGNED, locale="ru")


def test_two_runs_at_once_tell_the_journal_once(news: Path) -> None:
    program = "from postl10n import Workspace; Workspace.open().pretranslate()"
    runs = [subprocess.Popen([sys.executable, "-c", program], cwd=news) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    lines = (news / "locales/ru/journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == 2


def memory_of(project: Path, *units: tuple[str, str, str, str], source: str = "en") -> None:
    """A memory with a unit for each (source's language, source, target's language, target)."""
    body = "".join(
        f'<tu><tuv xml:lang="{one}"><seg>{text}</seg></tuv><tuv xml:lang="{two}"><seg>{said}</seg></tuv></tu>'
        for one, text, two, said in units
    )
    head = f'<tmx version="1.4"><header srclang="{source}"/><body>'
    path = project.parent / "team.tmx"
    path.write_text(f"{head}{body}</body></tmx>", encoding="utf-8")
    report = Workspace.open(project).memory.import_file(path, over=True)
    assert report.path == "memory/team.tmx"


def test_regions_of_a_language_meet_as_sources(project: Path) -> None:
    units = [(code, f"Weighed in {code}.", "ru", f"Вес {code}.") for code in ("en", "en-US", "en-GB")]
    for source in ("en", "en-US", "en-IE"):
        memory_of(project, *units, source=source)
        memory = Workspace.open(project).memory

        for _, text, _, said in units:
            (match,) = memory.lookup(text, locale="ru", source_locale="en_AU")
            assert (match.target, match.score) == (said, 1.0)


def test_a_locale_finds_what_its_parents_have_after_its_own(project: Path) -> None:
    text = "Parcels are weighed at the counter."
    memory_of(
        project,
        ("en", text, "zh-Hant-HK", "郵包在櫃位秤重。"),
        ("en", text, "zh-Hans", "邮包在柜台称重。"),
        ("en", "Parcels are weighed at a counter.", "zh-Hant-MO", "郵包在櫃檯秤重。"),
    )
    memory = Workspace.open(project).memory

    assert [one.target for one in memory.lookup(text, locale="zh_Hant_MO")] == ["郵包在櫃位秤重。"]
    near = memory.lookup(text.replace("the", "this"), locale="zh_Hant_MO")
    assert [one.target for one in near] == ["郵包在櫃位秤重。", "郵包在櫃檯秤重。"]
    assert memory.lookup(text, locale="zh_Hant_HK")[0].target == "郵包在櫃位秤重。"
    assert memory.lookup("Parcels are weighed at a counter.", locale="zh_Hant_HK")[0].score < 1


def test_an_import_says_what_nobody_will_find(project: Path) -> None:
    path = project.parent / "team.tmx"
    path.write_text(
        '<tmx version="1.4"><header srclang="en"/><body>'
        '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="fr"><seg>b</seg></tuv></tu>'
        '<tu><tuv xml:lang="fr"><seg>a</seg></tuv><tuv xml:lang="ru"><seg>b</seg></tuv></tu>'
        '<tu><tuv xml:lang="en"><seg>c</seg></tuv><tuv xml:lang="ru"><seg>d</seg></tuv></tu>'
        '<tu><tuv xml:lang="en"><seg>c</seg></tuv><tuv xml:lang="qqx"><seg>d</seg></tuv></tu>'
        "</body></tmx>",
        encoding="utf-8",
    )

    report = Workspace.open(project).memory.import_file(path)

    assert (report.units, report.unused) == (2, 1)
    assert report.left_out == {
        "units without a text in en": 1,
        "texts in 'qqx', which is no language that CLDR knows": 1,
    }


def test_a_catalog_says_what_of_it_is_left_out(project: Path) -> None:
    path = project.parent / "team.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: ru\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "a"\nmsgstr "А"\n\nmsgid "b"\nmsgstr ""\n\nmsgid "c"\nmsgid_plural "cs"\nmsgstr[0] "Ц"\n\n'
        'msgid "d"\nmsgstr "Д и е"\n\nmsgid "e"\nmsgstr "{merged}"\n',
        encoding="utf-8",
    )

    report = Workspace.open(project).memory.import_file(path)

    assert report.units == 1
    assert report.left_out == {
        "untranslated entries": 1,
        "entries with plural forms": 1,
        "parts of joined sentences": 2,
    }


def test_a_score_of_exactly_the_least_is_a_match(project: Path) -> None:
    texts = ["Parcel abroad", "Registered letter abroad", "Postal order by telephone"]
    memory_of(project, *(("en", text, "ru", text.upper()) for text in texts))
    memory = Workspace.open(project).memory

    for text in texts:
        for edits in range(1, len(text) // 3):
            wanted = text[:-edits] + "#" * edits
            (match, *_) = memory.lookup(wanted, locale="ru", least=0.5)
            assert match.source == text
            assert memory.lookup(wanted, locale="ru", least=match.score), (wanted, match.score)


def test_memories_beside_the_project_are_read_too(tmp_path: Path, project: Path) -> None:
    other = tmp_path / "other" / "locales" / "russian"
    other.mkdir(parents=True)
    (other / "old.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        f'msgid "{SIGNED}"\nmsgstr "Стороны поставили подписи."\n',
        encoding="utf-8",
    )
    (tmp_path / "team.tmx").write_text(
        '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>Mail moves.</seg></tuv>'
        '<tuv xml:lang="ru"><seg>Почта едет.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    settings = project / "postl10n.toml"
    also = '[memory]\nalso = ["../other/locales", "../*.tmx", "../nowhere/*.tmx"]\n'
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{also}", encoding="utf-8")
    memory = Workspace.open(project).memory

    found = [memory.lookup(text, locale="ru")[0] for text in (SIGNED, "Mail moves.")]

    assert [one.unit.target for one in found] == ["Стороны поставили подписи.", "Почта едет."]
    assert [one.unit.origin for one in found] == ["../other/locales/russian/old.po", "../team.tmx"]
    assert ["../nowhere/*.tmx" in str(fault) for fault in memory.faults] == [True]


@pytest.mark.parametrize("also", ["", 'also = ["other/**/*.tmx"]\n'])
def test_a_memory_that_is_a_link_out_of_the_project_is_not_read(
    tmp_path: Path, project: Path, also: str
) -> None:
    unit = '<tu><tuv xml:lang="en"><seg>A secret.</seg></tuv><tuv xml:lang="ru"><seg>Тайна.</seg></tuv></tu>'
    outside = tmp_path / "outside.tmx"
    outside.write_text(
        f'<tmx version="1.4"><header srclang="en"/><body>{unit}</body></tmx>', encoding="utf-8"
    )
    if also:
        settings = project / "postl10n.toml"
        settings.write_text(settings.read_text() + f"\n[memory]\n{also}", encoding="utf-8")
    link = project / ("other" if also else "memory") / "link.tmx"
    link.parent.mkdir()
    link.symlink_to(outside)

    memory = Workspace.open(project).memory

    assert memory.lookup("A secret.", locale="ru") == []
    assert [str(fault) for fault in memory.faults] == [f"{link}: leads out of the project folder"]
