"""A new project's pages speak their languages, and `site.po` stays where a project says it in its own words."""

from __future__ import annotations

from pathlib import Path

from postl10n.workspace import Workspace


def page(project: Path) -> str:
    Workspace.open(project).build()
    return (project / "site" / "ru" / "bridge.html").read_text("utf-8")


def test_nothing_is_left_to_do_for_the_interface_of_a_new_project(project: Path) -> None:
    Workspace.open(project).update()
    html = page(project)
    assert ">Новости<" in html
    assert ">News<" not in html
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "site.po"
    assert 'msgid "News"\nmsgstr ""' in catalog.read_text("utf-8")
    found = Workspace.open(project).check(rules=["empty"]).findings
    assert "bridge" in {one.article for one in found}
    assert "site" not in {one.article for one in found}


def test_what_the_project_has_approved_comes_first(project: Path) -> None:
    Workspace.open(project).update()
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "site.po"
    text = catalog.read_text("utf-8")
    catalog.write_text(
        text.replace('msgid "News"\nmsgstr ""', 'msgid "News"\nmsgstr "Вести"'), encoding="utf-8"
    )
    assert ">Вести<" in page(project)
    draft = catalog.read_text("utf-8").replace('msgid "News"', '#, fuzzy\nmsgid "News"')
    catalog.write_text(draft, encoding="utf-8")
    assert ">Новости<" in page(project)
