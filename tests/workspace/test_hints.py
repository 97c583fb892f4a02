"""What a glossary tells translators in the `#.` lines of templates and catalogs, and when these lines follow it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from postl10n.files.po import parse_po, serialize_po
from postl10n.model.catalog import FUZZY, Entry
from postl10n.model.states import State, draft_comment, state_of
from postl10n.workspace import Selection, Workspace

BELPOST = "Belpost handled 1.75 billion items in 2024."
DRAFTED = "Белпочта обработала в 2024 году 1,75 млрд отправлений."
WITH_TERM = ("role: paragraph", "terms: belpost", "term: Belpost → Белпочта")
WITHOUT = ("role: paragraph",)


@pytest.fixture
def glossary(project: Path) -> Path:
    return project / "glossary" / "example.yaml"


def template(project: Path) -> Path:
    return project / "locales" / "templates" / "bridge.pot"


def catalog(project: Path, locale: str = "ru") -> Path:
    return project / "locales" / locale / "LC_MESSAGES" / "bridge.po"


def entry_of(path: Path, msgid: str = BELPOST) -> Entry:
    return next(one for one in parse_po(path.read_bytes()).catalog.entries if one.msgid == msgid)


def put(path: Path, change: Callable[[Entry], Entry]) -> None:
    """Write the entry of `BELPOST` as something else."""
    po = parse_po(path.read_bytes())
    entries = tuple(change(one) if one.msgid == BELPOST else one for one in po.catalog.entries)
    path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=entries))))


def update(project: Path, *, hints: bool = False) -> list[str]:
    """The files that a new process' update writes; a second one writes none."""

    def written() -> list[str]:
        report = Workspace.open(project).update(hints=hints)
        return [*report.templates, *(one.path for one in report.catalogs if one.written)]

    first = written()
    assert written() == []
    return first


def edit(glossary: Path, old: str, new: str) -> None:
    text = glossary.read_text(encoding="utf-8")
    assert old in text
    glossary.write_text(text.replace(old, new), encoding="utf-8")


def test_a_glossary_written_after_the_first_run_reaches_template_and_catalogs(
    project: Path, glossary: Path
) -> None:
    text = glossary.read_text(encoding="utf-8")
    glossary.unlink()
    update(project)
    assert entry_of(catalog(project)).extracted == WITHOUT

    glossary.write_text(text, encoding="utf-8")
    assert update(project) == [
        "locales/templates/bridge.pot",
        "locales/ru/LC_MESSAGES/bridge.po",
        "locales/zh_Hans/LC_MESSAGES/bridge.po",
    ]
    assert entry_of(template(project)).extracted == WITH_TERM[:2]
    assert entry_of(catalog(project)).extracted == WITH_TERM
    assert entry_of(catalog(project, "zh_Hans")).extracted == WITH_TERM[:2], "no approved target yet"


def test_another_target_reaches_the_catalogs_of_its_locale(project: Path, glossary: Path) -> None:
    update(project)
    edit(glossary, "- Белпочта", "- РУП «Белпочта»")
    assert update(project) == ["locales/ru/LC_MESSAGES/bridge.po"]
    assert entry_of(catalog(project)).extracted[-1] == "term: Belpost → РУП «Белпочта»"


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("id: belpost", "id: belarus-post", ("terms: belarus-post", "term: Belpost → Белпочта")),
        ("[Belpost]", "[Belarus Post]", ()),
        ("- Белпочта", "- {text: Белпочта, status: deprecated}", ("terms: belpost",)),
    ],
    ids=["renamed", "its term is another", "no target is approved any more"],
)
def test_concepts_that_changed_leave_template_and_catalogs(
    project: Path, glossary: Path, old: str, new: str, lines: tuple[str, ...]
) -> None:
    update(project)
    edit(glossary, old, new)
    update(project)
    in_template = tuple(line for line in lines if line.startswith("terms: "))
    assert entry_of(template(project)).extracted == (*WITHOUT, *in_template)
    assert entry_of(catalog(project)).extracted == (*WITHOUT, *lines)


def test_a_concept_that_went_leaves_template_and_catalogs(project: Path, glossary: Path) -> None:
    update(project)
    glossary.unlink()
    update(project)
    assert entry_of(template(project)).extracted == WITHOUT
    assert entry_of(catalog(project)).extracted == WITHOUT


def test_untouched_drafts_follow_the_glossary(project: Path, glossary: Path) -> None:
    update(project)
    origin = draft_comment("memory", BELPOST, (DRAFTED,), 0.92)
    put(catalog(project), lambda one: replace(one, msgstr=(DRAFTED,), flags=(FUZZY,), comments=(origin,)))
    draft = entry_of(catalog(project))
    assert state_of(draft) is State.DRAFT
    glossary.unlink()
    assert "locales/ru/LC_MESSAGES/bridge.po" in update(project)
    assert entry_of(catalog(project)) == replace(draft, extracted=WITHOUT)


OLD_ORIGIN = draft_comment("memory", BELPOST, ("Белпочта обработала 1,75 млрд отправлений.",), 0.92)


def persons(state: State, entry: Entry) -> Entry:
    """The entry as a person left it."""
    return replace(
        entry,
        msgstr=(DRAFTED,),
        comments=() if state is State.NEEDS_WORK else (OLD_ORIGIN,),
        flags=() if state is State.APPROVED else (FUZZY,),
    )


@pytest.mark.parametrize("state", [State.APPROVED, State.EDITED_DRAFT, State.NEEDS_WORK])
def test_what_a_person_wrote_stays_byte_for_byte_until_hints_are_asked_for(
    project: Path, glossary: Path, state: State
) -> None:
    update(project)
    put(catalog(project), lambda one: persons(state, one))
    before = catalog(project).read_bytes()
    edit(glossary, "- Белпочта", "- РУП «Белпочта»")
    assert update(project) == []
    assert catalog(project).read_bytes() == before

    assert update(project, hints=True) == ["locales/ru/LC_MESSAGES/bridge.po"]
    assert catalog(project).read_bytes() == before.replace(
        "→ Белпочта\n".encode(), "→ РУП «Белпочта»\n".encode()
    )
    found = entry_of(catalog(project))
    assert (state_of(found), found.msgstr) == (state, (DRAFTED,))


def test_all_hints_are_refreshed_with_flags_of_other_tools_left(project: Path, glossary: Path) -> None:
    update(project)
    put(catalog(project), lambda one: replace(one, msgstr=(DRAFTED,), flags=("no-wrap",)))
    glossary.unlink()
    update(project, hints=True)
    assert entry_of(catalog(project)).extracted == WITHOUT
    assert entry_of(catalog(project)).flags == ("no-wrap",)


def test_the_locale_that_was_left_out_is_refreshed_later(project: Path, glossary: Path) -> None:
    update(project)
    edit(glossary, "id: belpost", "id: belarus-post")
    Workspace.open(project).update(Selection(locales=("ru",)))
    assert entry_of(catalog(project)).extracted[1] == "terms: belarus-post"
    assert update(project) == ["locales/zh_Hans/LC_MESSAGES/bridge.po"]


def test_lines_that_an_editor_wrapped_are_no_change(project: Path, glossary: Path) -> None:
    edit(
        glossary,
        "- Белпочта",
        "- Республиканское унитарное предприятие почтовой связи «Белпочта» (пред-приятие)",
    )
    update(project)
    for path in (catalog(project), template(project)):
        polib.pofile(str(path), wrapwidth=30).save()
        assert len(entry_of(path).extracted) >= 2
    assert len(entry_of(catalog(project)).extracted) > len(WITH_TERM), "polib wraps them"
    assert update(project) == []


def test_entries_carry_the_path_of_their_page_where_the_project_asks_for_it(project: Path) -> None:
    update(project)
    assert not any("page:" in line for line in entry_of(catalog(project)).extracted)
    settings = project / "postl10n.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\n[catalog]\nlinks = true\n", encoding="utf-8"
    )
    update(project)
    assert "page: ru/bridge.html" in entry_of(catalog(project)).extracted
    assert "page: zh-Hans/bridge.html" in entry_of(catalog(project, "zh_Hans")).extracted
    assert "page:" not in template(project).read_text(encoding="utf-8")


def test_what_is_said_of_an_edit_goes_when_another_tool_has_approved_the_entry(project: Path) -> None:
    update(project)
    put(catalog(project), lambda one: replace(one, msgstr=(DRAFTED,)))
    article = project / "articles" / "bridge.txt"
    article.write_text(article.read_text(encoding="utf-8").replace("1.75", "1.85"), encoding="utf-8")
    update(project)
    now = BELPOST.replace("1.75", "1.85")
    stale = entry_of(catalog(project), now)
    assert [one.partition(":")[2].split()[0] for one in stale.comments] == ["changed", "stale"]
    # As Poedit approves: the flag and the previous source go, comments stay.
    approved = replace(stale, msgstr=(DRAFTED.replace("1,75", "1,85"),), flags=(), previous=None)
    path = catalog(project)
    po = parse_po(path.read_bytes())
    entries = tuple(approved if one.msgid == now else one for one in po.catalog.entries)
    kept = replace(entries[0], comments=("Checked with Minsk.",))
    path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=(kept, *entries[1:])))))
    update(project)
    assert entry_of(path, now).comments == ()
    assert entry_of(path, kept.msgid).comments == ("Checked with Minsk.",)
