"""The whole way on a small project, and what happens to translations when articles are edited."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path

import pytest
from sample import ARTICLE, Tool

from postl10n.errors import ArticleError, FaultGroup, GlossaryError, Postl10nError, UsageError
from postl10n.files.po import parse_po
from postl10n.model.catalog import Catalog
from postl10n.model.findings import Severity
from postl10n.model.scores import Rated
from postl10n.workspace import ScoreOptions, Selection, Workspace

SHARED = Path(__file__).parents[2].parent / "shared" / "articles"
TODAY = datetime.date(2026, 1, 2)


def catalog(project: Path, locale: str = "ru", article: str = "bridge") -> Path:
    return project / "locales" / locale / "LC_MESSAGES" / f"{article}.po"


def read(path: Path) -> Catalog:
    return parse_po(path.read_bytes()).catalog


def translate(path: Path, msgid: str, msgstr: str) -> None:
    """Fill an entry as a person would, with an editor."""
    text = path.read_text(encoding="utf-8")
    empty = f'msgid "{msgid}"\nmsgstr ""'
    assert text.count(empty) == 1
    path.write_text(text.replace(empty, f'msgid "{msgid}"\nmsgstr "{msgstr}"'), encoding="utf-8")


def snapshot(project: Path) -> dict[str, str]:
    """The hash of every file but locks, and what is only remembered."""
    files = (
        path for path in project.rglob("*") if path.is_file() and path.suffix not in (".lock", ".sqlite3")
    )
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def entry_bytes(path: Path) -> list[bytes]:
    return path.read_bytes().split(b"\n\n")


def test_update_makes_templates_and_catalogs(workspace: Workspace, project: Path, tool: Tool) -> None:
    report = workspace.update()

    assert [one.path for one in report.catalogs if one.article == "bridge"] == [
        "locales/ru/LC_MESSAGES/bridge.po",
        "locales/zh_Hans/LC_MESSAGES/bridge.po",
    ]
    template = read(project / "locales" / "templates" / "bridge.pot")
    assert [(entry.msgctxt, entry.msgid) for entry in template.entries] == [
        ("title", "A bridge for parcels"),
        ("dateline", "Sample Post News"),
        (None, "Belpost handled 1.75 billion items in 2024."),
        (None, "Its network has 15 warehouses."),
        (None, "The two sides signed an agreement."),
        (None, "It took effect on May 12."),
    ]
    first = template.entries[2]
    assert first.references[0].startswith("articles/bridge.txt#")
    assert first.extracted == ("role: paragraph", "terms: belpost")
    russian = read(catalog(project)).entries[2]
    assert russian.extracted == ("role: paragraph", "terms: belpost", "term: Belpost → Белпочта")
    for path in (project / "locales").rglob("*.po"):
        assert tool("msgfmt", "-c", "-o", "/dev/null", path).returncode == 0
    for path in (project / "locales").rglob("*.pot"):
        assert tool("msgcat", "-o", "/dev/null", path).returncode == 0


def test_a_new_catalog_says_that_nobody_has_worked_at_it_and_an_old_one_keeps_its_header(
    workspace: Workspace, project: Path
) -> None:
    """Editors look for the date; Emacs makes a header without one anew, and loses the rule of plurals."""
    workspace.update(today=TODAY)
    path = catalog(project)
    date = b'"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"\n'
    assert path.read_bytes().count(date) == 1

    without = path.read_bytes().replace(date, b"")
    path.write_bytes(without)
    workspace.update(today=TODAY)

    assert path.read_bytes() == without


def test_a_second_run_changes_no_byte(workspace: Workspace, project: Path) -> None:
    workspace.run(today=TODAY)
    before = snapshot(project)

    report = Workspace.open(project).run(today=datetime.date(2027, 5, 5))

    assert snapshot(project) == before
    assert not report.update.templates
    assert not report.build.written


def test_editing_one_sentence_leaves_the_others_as_they_are(workspace: Workspace, project: Path) -> None:
    workspace.update(today=TODAY)
    path = catalog(project)
    translate(path, "Its network has 15 warehouses.", "В её сети 15 складов.")
    translate(path, "The two sides signed an agreement.", "Стороны подписали соглашение.")
    before = entry_bytes(path)
    article = ARTICLE.replace("has 15 warehouses", "has 16 warehouses").replace(
        "The two sides", "A new paragraph stands here.\n\nThe two sides"
    )
    (project / "articles" / "bridge.txt").write_text(article, encoding="utf-8")

    report = workspace.update(today=TODAY)

    after = entry_bytes(path)
    assert len(after) == len(before) + 1
    changed = [entry for entry in after if entry not in before]
    assert len(changed) == 2
    stale = next(entry for entry in read(path).entries if "16" in entry.msgid)
    assert stale.fuzzy
    assert stale.msgstr == ("В её сети 15 складов.",)
    assert stale.previous is not None
    assert stale.previous.msgid == "Its network has 15 warehouses."
    assert "postl10n: stale since 2026-01-02" in stale.comments
    assert [
        (one.new, one.fuzzy) for one in report.catalogs if one.path.endswith("ru/LC_MESSAGES/bridge.po")
    ] == [(1, 1)]


def test_a_moved_sentence_keeps_its_translation(workspace: Workspace, project: Path) -> None:
    workspace.update()
    translate(catalog(project), "It took effect on May 12.", "Оно вступило в силу 12 мая.")
    article = ARTICLE.replace(" It took effect on May 12.", "").replace(
        "Belpost handled", "It took effect on May 12. Belpost handled"
    )
    (project / "articles" / "bridge.txt").write_text(article, encoding="utf-8")

    workspace.update()

    entries = read(catalog(project)).entries
    assert [(e.msgstr, e.fuzzy) for e in entries if e.msgid == "It took effect on May 12."] == [
        (("Оно вступило в силу 12 мая.",), False)
    ]
    assert entries[2].msgid == "It took effect on May 12."


def test_a_sentence_that_went_and_came_back_is_revived(workspace: Workspace, project: Path) -> None:
    workspace.update()
    translate(catalog(project), "It took effect on May 12.", "Оно вступило в силу 12 мая.")
    source = project / "articles" / "bridge.txt"
    source.write_text(ARTICLE.replace(" It took effect on May 12.", ""), encoding="utf-8")
    workspace.update()
    assert b'#~ msgid "It took effect on May 12."' in catalog(project).read_bytes()
    source.write_text(ARTICLE, encoding="utf-8")

    workspace.update()

    assert ("Оно вступило в силу 12 мая.",) in [
        entry.msgstr for entry in read(catalog(project)).entries if not entry.fuzzy and not entry.obsolete
    ]


def test_boundaries_are_frozen_by_the_template(workspace: Workspace, project: Path) -> None:
    workspace.update()
    template = project / "locales" / "templates" / "bridge.pot"
    joined = "The two sides signed an agreement. It took effect on May 12."
    text = template.read_text(encoding="utf-8")
    start = text.index("#. role: paragraph\n", text.index('msgid "Its network'))
    template.write_text(
        text[:start] + f'#: articles/bridge.txt#00000000\nmsgid "{joined}"\nmsgstr ""\n', encoding="utf-8"
    )

    workspace.update()

    assert joined in [entry.msgid for entry in read(template).entries]


def test_faults_of_inputs_stop_everything_at_once(workspace: Workspace, project: Path) -> None:
    (project / "articles" / "binary.txt").write_bytes(b"PK\x03\x04\x00\x00")
    (project / "articles" / "bridge.md").write_text("# A bridge\n")
    (project / "glossary" / "broken.yaml").write_text("concepts: [\n")
    before = snapshot(project)

    with pytest.raises(Postl10nError):
        workspace.run()
    assert snapshot(project) == before

    (project / "glossary" / "broken.yaml").unlink()
    before = snapshot(project)
    with pytest.raises(FaultGroup) as raised:
        Workspace.open(project).run(strict=True)
    assert {type(fault) for fault in raised.value.faults} == {ArticleError}
    assert "articles/binary.txt:1: has NUL bytes" in str(raised.value)
    assert "articles/bridge.md: has the id 'bridge', as has articles/bridge.txt" in str(raised.value)
    assert snapshot(project) == before


def test_a_broken_glossary_names_its_line(workspace: Workspace, project: Path) -> None:
    (project / "glossary" / "example.yaml").write_text("concepts:\n  - id: a\n   terms: {}\n")

    with pytest.raises(GlossaryError, match="broken YAML") as raised:
        workspace.update()

    assert str(raised.value).startswith("glossary/example.yaml:")


def test_a_broken_catalog_stays_with_its_page(workspace: Workspace, project: Path) -> None:
    workspace.run()
    path = catalog(project)
    path.write_bytes(path.read_bytes() + b'\nmsgid "unclosed\nmsgstr ""\n')
    article = project / "articles" / "bridge.txt"
    article.write_text(ARTICLE.replace("A bridge for", "A new bridge for"), encoding="utf-8")
    before = snapshot(project)

    report = Workspace.open(project).run()

    after = snapshot(project)
    changed = {
        Path(name).relative_to(project).as_posix() for name in after if after[name] != before.get(name)
    }
    assert "locales/zh_Hans/LC_MESSAGES/bridge.po" in changed
    assert "site/zh-Hans/bridge.html" in changed
    assert "locales/ru/LC_MESSAGES/bridge.po" not in changed
    assert "site/ru/bridge.html" not in changed
    assert len(report.faults) == 1
    assert str(report.faults[0]).startswith("locales/ru/LC_MESSAGES/bridge.po:")


def test_other_commands_write_nothing_beside_a_broken_catalog(workspace: Workspace, project: Path) -> None:
    workspace.update()
    catalog(project).write_bytes(b'msgid "unclosed\n')
    (project / "articles" / "bridge.txt").write_text(ARTICLE + "\n\nMore text.\n", encoding="utf-8")
    before = snapshot(project)

    for call in (workspace.update, workspace.check, workspace.score, workspace.stats, workspace.build):
        with pytest.raises(Postl10nError, match=r"bridge\.po"):
            call()

    assert snapshot(project) == before


def test_an_article_that_is_gone_leaves_its_catalogs(workspace: Workspace, project: Path) -> None:
    (project / "articles" / "second.txt").write_text("Second\n\nA text of its own.\n", encoding="utf-8")
    workspace.run()
    assert (project / "site" / "ru" / "second.html").exists()
    (project / "articles" / "second.txt").unlink()
    (project / "site" / "mine.html").write_text("not ours")

    report = workspace.run()

    assert catalog(project, article="second").exists()
    assert report.stats.orphans == (
        "locales/ru/LC_MESSAGES/second.po",
        "locales/zh_Hans/LC_MESSAGES/second.po",
    )
    assert "ru/second.html" in report.build.removed
    assert not (project / "site" / "ru" / "second.html").exists()
    assert (project / "site" / "mine.html").exists()


def test_a_renamed_article_takes_its_catalogs_over(workspace: Workspace, project: Path) -> None:
    workspace.update()
    path = catalog(project)
    translate(path, "It took effect on May 12.", "Оно вступило в силу 12 мая.")
    translate(path, "Its network has 15 warehouses.", "В её сети 15 складов.")
    reference = project / "references" / "ru" / "bridge.po"
    reference.parent.mkdir(parents=True)
    reference.write_bytes(path.read_bytes())
    source = project / "articles" / "bridge.txt"
    source.rename(project / "articles" / "land-bridge.txt")
    text = ARTICLE.replace(" Its network has 15 warehouses.", "")
    (project / "articles" / "land-bridge.txt").write_text(text, encoding="utf-8")

    report = workspace.update()

    assert report.taken_over == {"land-bridge": "bridge"}
    assert not path.exists()
    assert not (project / "locales" / "templates" / "bridge.pot").exists()
    assert (project / "references" / "ru" / "land-bridge.po").exists()
    entries = {entry.msgid: entry for entry in read(catalog(project, article="land-bridge")).entries}
    kept = entries["It took effect on May 12."]
    assert (kept.msgstr, kept.fuzzy) == (("Оно вступило в силу 12 мая.",), False)
    assert kept.references[0].startswith("articles/land-bridge.txt#")
    assert entries["Its network has 15 warehouses."].obsolete
    assert workspace.stats().orphans == ()


def test_an_unrelated_new_article_takes_nothing_over(workspace: Workspace, project: Path) -> None:
    workspace.update()
    (project / "articles" / "bridge.txt").unlink()
    (project / "articles" / "other.txt").write_text("Other\n\nNothing in common here.\n", encoding="utf-8")

    report = workspace.update()

    assert report.taken_over == {}
    assert catalog(project).exists()


def test_an_article_is_renamed_with_its_files(workspace: Workspace, project: Path) -> None:
    workspace.update()
    translate(catalog(project), "It took effect on May 12.", "Оно вступило в силу 12 мая.")

    workspace.rename_article("bridge", "land-bridge")
    workspace.update()

    assert not catalog(project).exists()
    kept = [e for e in read(catalog(project, article="land-bridge")).entries if e.msgstr[0]]
    assert [entry.msgstr[0] for entry in kept] == ["Оно вступило в силу 12 мая."]
    with pytest.raises(UsageError, match="no article 'bridge'"):
        workspace.rename_article("bridge", "again")
    with pytest.raises(UsageError, match="can't be an article's id"):
        workspace.rename_article("land-bridge", "../again")
    with pytest.raises(UsageError, match="there is an article 'land-bridge' already"):
        workspace.rename_article("land-bridge", "land-bridge")


def test_inherited_translations(workspace: Workspace, project: Path) -> None:
    config = project / "postl10n.toml"
    config.write_text(
        'source = "en"\ntargets = ["zh_Hant_HK", "zh_Hant_MO"]\n'
        '[locale.zh_Hant_MO]\ninherits = "zh_Hant_HK"\n'
    )
    workspace = Workspace.open(project)
    workspace.update()
    translate(catalog(project, "zh_Hant_HK"), "It took effect on May 12.", "協議於5月12日生效。")

    stats = {one.locale: one.counts for one in workspace.stats().catalogs}
    findings = workspace.check(
        Selection(locales=("zh-Hant-MO",), articles=("bridge",)), rules={"empty"}
    ).findings
    workspace.build()

    assert (stats["zh_Hant_HK"].approved, stats["zh_Hant_MO"].inherited) == (1, 1)
    assert len(findings) == 5
    page = (project / "site" / "zh-Hant-MO" / "bridge.html").read_text(encoding="utf-8")
    assert "協議於5月12日生效。" in page


def test_findings_of_terms_and_numbers(workspace: Workspace, project: Path) -> None:
    workspace.update()
    translate(
        catalog(project),
        "Belpost handled 1.75 billion items in 2024.",
        "В 2024 году Бел почта обработала 175 млн отправлений.",
    )

    report = workspace.check()

    found = {one.finding.rule: one for one in report.findings if one.finding.severity is not Severity.NOTICE}
    assert {"number", "term-forbidden"} <= set(found)
    assert found["term-forbidden"].place.path == "locales/ru/LC_MESSAGES/bridge.po"
    lines = catalog(project).read_text(encoding="utf-8").splitlines()
    line = found["term-forbidden"].place.line
    assert line is not None
    assert lines[line - 1] == 'msgid "Belpost handled 1.75 billion items in 2024."'
    assert report.reaches(Severity.ERROR)


def test_scores_need_a_reference(workspace: Workspace, project: Path) -> None:
    workspace.update()
    translate(catalog(project), "It took effect on May 12.", "Оно вступило в силу 12 мая.")

    without = workspace.score().cards[0]
    reference = project / "references" / "ru" / "bridge.po"
    reference.parent.mkdir(parents=True)
    reference.write_bytes(catalog(project).read_bytes())
    assert not (project / "locales" / "ru" / "journal.jsonl").exists()
    with_reference = workspace.score(options=ScoreOptions(rated=Rated.ALL), recorded=True, today=TODAY).cards[
        0
    ]

    assert (without.metrics, without.reference_hash) == ((), None)
    values = {metric.name: metric.value for metric in with_reference.metrics}
    assert values == pytest.approx({"BLEU": 100, "chrF2++": 100, "TER": 0})
    journal = (project / "locales" / "ru" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["article"] for line in journal] == [None, "bridge"]
    assert json.loads(journal[0])["date"] == "2026-01-02"
    assert all("version" in metric.signature for metric in with_reference.metrics)


def test_selections_name_what_exists(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="fr is not a target"):
        workspace.update(Selection(locales=("fr",)))
    with pytest.raises(UsageError, match="no article 'nothing'"):
        workspace.update(Selection(articles=("nothing",)))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real articles are not part of the repository")
def test_real_articles(project: Path) -> None:
    (project / "articles" / "bridge.txt").unlink()
    crawled = {"belt-and-road": "000_93e946fa7482fca2.txt", "postal-summit": "2021/001_0b7f.TXT"}
    (project / "articles" / "2021").mkdir()
    for path in SHARED.glob("*.txt"):
        (project / "articles" / crawled[path.stem]).write_bytes(path.read_bytes())
    workspace = Workspace.open(project)

    assert workspace.run(today=TODAY).faults == ()

    for article, sentences in (("000-93e946fa7482fca2", 22), ("2021-001-0b7f", 26)):
        template = read(project / "locales" / "templates" / f"{article}.pot")
        assert sum(entry.msgctxt is None for entry in template.entries) == sentences
